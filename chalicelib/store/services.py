"""Services of a panel's catalogue. They have no time: the key's time is 0, the id orders them."""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base import TableMeta, table
from chalicelib.store.rows import PanelRowModel, RowTable, lean_index


class ServiceRow(PanelRowModel):
    class Meta(TableMeta):
        table_name = table("services")

    FACETS: ClassVar[tuple[str, ...]] = ("type", "category")

    by_type = UnicodeAttribute(null=True)
    by_category = UnicodeAttribute(null=True)

    index_type = lean_index("by_type")
    index_category = lean_index("by_category")


services = RowTable(ServiceRow)
