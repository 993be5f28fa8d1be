"""Tickets, in time order; picked by status or user, and by whether their messages must be read anew.

`unread_key` is there only while the conversation is older than the ticket: the sparse index over
it is the list of conversations to fetch, newest first.
"""

from __future__ import annotations

from typing import ClassVar

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base import TableMeta, table
from chalicelib.store.rows import PanelRowModel, RowTable, lean_index


class TicketRow(PanelRowModel):
    class Meta(TableMeta):
        table_name = table("tickets")

    FACETS: ClassVar[tuple[str, ...]] = ("status", "user")
    SORT_KEYS: ClassVar[tuple[str, ...]] = ("unread", "updated")

    by_status = UnicodeAttribute(null=True)
    by_user = UnicodeAttribute(null=True)
    unread_key = UnicodeAttribute(null=True)
    updated_key = UnicodeAttribute(null=True)

    index_status = lean_index("by_status")
    index_user = lean_index("by_user")
    index_unread = lean_index("panel", "unread_key")
    index_updated = lean_index("panel", "updated_key")


tickets = RowTable(TicketRow)


def unread(panel: str, *, limit: int) -> list[str]:
    """Keys of tickets whose conversation is to be read, the latest first."""
    marked = TicketRow.unread_key > "0"
    found = TicketRow.index_unread.query(panel, marked, scan_index_forward=False, limit=limit)
    return [model.key for model in found]


def mark_read(panel: str, key: str, *, version: int) -> None:
    """The conversation is stored as of this version of the ticket; a newer version keeps its mark."""
    TicketRow(panel, key).update(
        actions=[TicketRow.unread_key.remove()],
        condition=(TicketRow.version == version),
    )
