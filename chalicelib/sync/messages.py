"""The conversations of tickets that are new or have changed."""

from __future__ import annotations

from chalicelib.errors import PanelNotFound
from chalicelib.panels.times import moment
from chalicelib.panels.types import TicketMessage
from chalicelib.store import ticket_messages, tickets
from chalicelib.store.keys import split_time_key
from chalicelib.store.ticket_messages import StoredMessage
from chalicelib.sync.reading import Reading

_MOST = 25
# An item holds 400 KB; the longest message of a panel is a tenth of it.
_LONGEST = 300_000


def read_messages(reading: Reading) -> bool:
    """Read the conversations that are older than their ticket, the latest first, while there is time.

    Returns whether any is left.
    """
    keys = tickets.unread(reading.panel, limit=_MOST)
    for key in keys:
        if not reading.has_time():
            return True
        _read_one(reading, key)
    return len(keys) == _MOST


def _read_one(reading: Reading, key: str) -> None:
    row = tickets.tickets.load(reading.panel, [key]).get(key)
    if row is None or row.gone_at is not None:
        return
    ticket_id = split_time_key(key)[1]
    reading.intake.tally.calls += 1
    try:
        found = reading.client.ticket(ticket_id)
    except PanelNotFound:
        return
    reading.intake.lease.check()
    ticket_messages.replace(reading.panel, ticket_id, in_order(found.value.messages, reading.intake.offset))
    reading.intake.lease.check()
    tickets.mark_read(reading.panel, key, version=row.version)


def in_order(messages: list[TicketMessage], offset: int) -> list[StoredMessage]:
    """Messages by their time, the first one first; where times tie or are unknown, in the panel's order,
    turned round if the panel sends the latest first. `offset` is the panel's distance from UTC in seconds."""
    placed = [(_moment(message, offset), message) for message in messages]
    known = [at for at, _ in placed if at is not None]
    if len(known) > 1 and known[0] > known[-1]:
        placed.reverse()
    if len(known) == len(placed):
        placed.sort(key=lambda pair: pair[0] or 0)
    return [
        StoredMessage(
            number=number,
            sender=message.sender_name or "",
            is_staff=bool(message.is_staff),
            html=(message.message or "")[:_LONGEST],
            created=message.created or "",
            created_at=at,
        )
        for number, (at, message) in enumerate(placed)
    ]


def _moment(message: TicketMessage, offset: int) -> int | None:
    try:
        return moment(message.created_timestamp, message.created, offset)
    except ValueError:
        return None
