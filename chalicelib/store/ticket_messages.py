"""The conversations of tickets: one item a message, in the order of their times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table


@dataclass(frozen=True)
class StoredMessage:
    """`number` counts from 0 in the order of time; `html` is what the panel sent, never to be shown
    unsanitised; `created` is the panel's text, `created_at` UNIX seconds where they can be known."""

    number: int
    sender: str
    is_staff: bool
    html: str
    created: str
    created_at: int | None


class TicketMessageRow(Model):
    class Meta(TableMeta):
        table_name = table("ticket-messages")

    ticket = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    sender = UnicodeAttribute()
    is_staff = BooleanAttribute()
    html = UnicodeAttribute()
    created = UnicodeAttribute()
    created_at = NumberAttribute(null=True)


def load(panel: str, ticket_id: int) -> list[StoredMessage]:
    """The whole conversation, the first message first."""
    return [_read(row) for row in TicketMessageRow.query(_address(panel, ticket_id), consistent_read=True)]


def replace(panel: str, ticket_id: int, messages: Iterable[StoredMessage]) -> int:
    """Make the stored conversation equal to `messages`; returns how many items were written."""
    stored = {message.number: message for message in load(panel, ticket_id)}
    fresh = {message.number: message for message in messages}
    changed = [message for number, message in fresh.items() if stored.get(number) != message]
    dropped = [number for number in stored if number not in fresh]
    with TicketMessageRow.batch_write() as batch:
        for message in changed:
            batch.save(_build(panel, ticket_id, message))
        for number in dropped:
            batch.delete(TicketMessageRow(_address(panel, ticket_id), number))
    return len(changed) + len(dropped)


def forget(panel: str, ticket_ids: Iterable[int]) -> None:
    """Drop the conversations of tickets that retention takes away."""
    for ticket_id in ticket_ids:
        replace(panel, ticket_id, [])


def _address(panel: str, ticket_id: int) -> str:
    return f"{panel}#{ticket_id}"


def _read(row: TicketMessageRow) -> StoredMessage:
    created_at = None if row.created_at is None else int(row.created_at)
    return StoredMessage(int(row.number), row.sender, row.is_staff, row.html, row.created, created_at)


def _build(panel: str, ticket_id: int, message: StoredMessage) -> TicketMessageRow:
    return TicketMessageRow(
        _address(panel, ticket_id),
        message.number,
        sender=message.sender,
        is_staff=message.is_staff,
        html=message.html,
        created=message.created,
        created_at=message.created_at,
    )
