"""Payments, in time order; picked by status, user or method."""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base import TableMeta, table
from chalicelib.store.rows import PanelRowModel, RowTable, lean_index

STEADY = ("by_user", "by_method")


class PaymentRow(PanelRowModel):
    class Meta(TableMeta):
        table_name = table("payments")

    FACETS: ClassVar[tuple[str, ...]] = ("status", "user", "method")

    by_status = UnicodeAttribute(null=True)
    by_user = UnicodeAttribute(null=True)
    by_method = UnicodeAttribute(null=True)

    index_status = lean_index("by_status", include=STEADY)
    index_user = lean_index("by_user", include=STEADY)
    index_method = lean_index("by_method", include=STEADY)


payments = RowTable(PaymentRow)
