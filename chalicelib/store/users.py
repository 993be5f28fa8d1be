"""Users, in order of joining; found by name or e-mail, sortable by balance, spend and last sign-in."""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base import TableMeta, table
from chalicelib.store.rows import PanelRowModel, RowTable, lean_index


class UserRow(PanelRowModel):
    class Meta(TableMeta):
        table_name = table("users")

    FACETS: ClassVar[tuple[str, ...]] = ("status", "username", "email")
    SORT_KEYS: ClassVar[tuple[str, ...]] = ("balance", "spent", "last_auth")

    by_status = UnicodeAttribute(null=True)
    by_username = UnicodeAttribute(null=True)
    by_email = UnicodeAttribute(null=True)
    balance_key = UnicodeAttribute(null=True)
    spent_key = UnicodeAttribute(null=True)
    last_auth_key = UnicodeAttribute(null=True)

    index_status = lean_index("by_status")
    index_username = lean_index("by_username")
    index_email = lean_index("by_email")
    index_balance = lean_index("panel", "balance_key")
    index_spent = lean_index("panel", "spent_key")
    index_last_auth = lean_index("panel", "last_auth_key")


users = RowTable(UserRow)
