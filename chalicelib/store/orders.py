"""Orders: the base table is in time order; eight lean indexes pick rows by one field each.

Only `by_status` moves in an order's life (two index writes when the status changes). Every other
index carries the fields that stay, so that a second filter is decided without reading the row.
"""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base import TableMeta, table
from chalicelib.store.rows import PanelRowModel, RowTable, lean_index

STEADY = ("by_service", "by_user", "by_provider", "by_mode", "by_creation_type")


class OrderRow(PanelRowModel):
    class Meta(TableMeta):
        table_name = table("orders")

    FACETS: ClassVar[tuple[str, ...]] = (
        "status",
        "service",
        "user",
        "provider",
        "mode",
        "creation_type",
        "link",
        "external",
    )

    by_status = UnicodeAttribute(null=True)
    by_service = UnicodeAttribute(null=True)
    by_user = UnicodeAttribute(null=True)
    by_provider = UnicodeAttribute(null=True)
    by_mode = UnicodeAttribute(null=True)
    by_creation_type = UnicodeAttribute(null=True)
    by_link = UnicodeAttribute(null=True)
    by_external = UnicodeAttribute(null=True)

    index_status = lean_index("by_status", include=STEADY)
    index_service = lean_index("by_service", include=STEADY)
    index_user = lean_index("by_user", include=STEADY)
    index_provider = lean_index("by_provider", include=STEADY)
    index_mode = lean_index("by_mode", include=STEADY)
    index_creation_type = lean_index("by_creation_type", include=STEADY)
    index_link = lean_index("by_link", include=STEADY)
    index_external = lean_index("by_external", include=STEADY)


orders = RowTable(OrderRow)
