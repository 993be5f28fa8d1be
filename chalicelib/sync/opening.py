"""The open set: reading again what is not final, and asking after rows that have vanished from a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.errors import PanelNotFound
from chalicelib.panels.pages import Fetched, id_batches
from chalicelib.panels.types import Ticket
from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import Fingerprint
from chalicelib.sync.openset import is_due
from chalicelib.sync.reading import EVER, WALK_ROWS, Reading
from chalicelib.sync.walk import Walk

# Each question about one row is a call; what is left over is asked in the next pass.
_MOST_QUESTIONS = 20
_FEW = 3
_USER_PAGE = 100
GONE = "gone"
# The row, GONE, or None where the panel cannot be asked.
Answer = Fetched[Any] | str | None
_ORDER_DETAIL_ONLY = ("actions", "provider_response", "last_update", "last_update_timestamp")


def read_open_set(reading: Reading) -> bool:
    """Read every open row that is due; returns False if some had to be left for the next pass."""
    due = [
        entry
        for entry in fingerprints.load_open(reading.intake.owner)
        if entry.id not in reading.seen
        and is_due(entry, now=reading.started, last_pass=reading.state.open_at)
    ]
    if reading.resource.name == "orders":
        _by_ids(reading, due)
    else:
        _by_status(reading, due)
    return settle_doubts(reading)


def read_waiting(reading: Reading) -> None:
    """List the tickets that wait for an answer, whatever their age: the order of the whole list is not
    known, and an old ticket to which its customer writes again may stand anywhere in it."""
    walk: Walk | None = Walk()
    while walk is not None and reading.has_time():
        taken, walk = reading.step(walk, WALK_ROWS, status="pending")
        if not taken.seen:
            return


def settle_doubts(reading: Reading) -> bool:
    """Ask the panel after each doubted row by itself; only its own word makes a row gone."""
    asked = list(reading.doubts.values())[:_MOST_QUESTIONS]
    gone = []
    for entry in asked:
        del reading.doubts[entry.id]
        answer = _ASK[reading.resource.name](reading, entry)
        if answer is GONE:
            gone.append(entry)
        elif isinstance(answer, Fetched):
            reading.intake.take_row(answer)
    if gone:
        reading.intake.mark_gone(gone)
    return not reading.doubts


def _by_ids(reading: Reading, due: Sequence[Fingerprint]) -> None:
    """Orders can be asked for by id, some hundred at a time; a panel may answer fewer than asked."""
    entries = {entry.id: entry for entry in due}
    oldest = min((entry.created for entry in due), default=EVER)
    for batch in id_batches(sorted(entries), WALK_ROWS):
        waiting = set(batch)
        while waiting:
            page = reading.client.orders(
                ids=sorted(waiting), limit=len(waiting), created_from=max(EVER, oldest - 1)
            )
            shown = {row.id for row in reading.intake.take(page).seen}
            shown |= {int(bad.id) for bad in page.bad if bad.id and bad.id.isdigit()}
            if not shown & waiting:
                break
            waiting -= shown
        reading.doubts.update((row_id, entries[row_id]) for row_id in waiting)


def _by_status(reading: Reading, due: Sequence[Fingerprint]) -> None:
    """Payments and tickets know no id list: their open statuses are listed, unless few are due."""
    waiting = {entry.id: entry for entry in due}
    if len(waiting) > _FEW:
        name = "payment_status" if reading.resource.name == "payments" else "status"
        for number in sorted({entry.status for entry in due}):
            _list_status(reading, number, {name: reading.resource.status(number)}, waiting)
    reading.doubts.update(waiting)


def _list_status(
    reading: Reading, status: int, filters: Mapping[str, str], waiting: dict[int, Fingerprint]
) -> None:
    """List one status as far down as a waiting row may stand that is believed to have it."""
    walk: Walk | None = Walk()
    while walk is not None and reading.has_time():
        if not any(entry.status == status for entry in waiting.values()):
            return
        taken, walk = reading.step(walk, WALK_ROWS, **filters)
        for row in taken.seen:
            waiting.pop(row.id, None)
        if not taken.seen:
            return


def _ask_order(reading: Reading, entry: Fingerprint) -> Answer:
    reading.intake.tally.calls += 1
    try:
        found = reading.client.order(entry.id)
    except PanelNotFound:
        return GONE
    row = msgspec.json.decode(found.raw, type=dict[str, msgspec.Raw])
    for name in _ORDER_DETAIL_ONLY:
        row.pop(name, None)
    return Fetched(found.value, msgspec.json.encode(row), found.fetched_at)


def _ask_ticket(reading: Reading, entry: Fingerprint) -> Answer:
    reading.intake.tally.calls += 1
    try:
        found = reading.client.ticket(entry.id)
    except PanelNotFound:
        return GONE
    row = msgspec.json.decode(found.raw, type=dict[str, msgspec.Raw])
    for name in ("messages", "assignee"):
        row.pop(name, None)
    raw = msgspec.json.encode(row)
    return Fetched(msgspec.json.decode(raw, type=Ticket, strict=False), raw, found.fetched_at)


def _ask_by_user(reading: Reading, entry: Fingerprint) -> Answer:
    """Payments and users cannot be asked for by id: the list of their user's own rows is read."""
    stored = reading.intake.stored_row(entry)
    user = _user_of(stored.doc) if stored else None
    if user is None:
        return None
    offset = 0
    while True:
        page = reading.fetch(Walk(offset=offset), _USER_PAGE, username=user)
        reading.intake.tally.calls += 1
        for row in page.rows:
            if reading.resource.row_id(row.value) == entry.id:
                return row
        if not page.length:
            break
        offset += page.length
    if not offset and not reading.fetch(Walk(), 1).length:
        raise reading.lying()
    return GONE


class _Owned(msgspec.Struct):
    username: str | None = None
    user: object = None


def _user_of(doc: str) -> str | None:
    row = msgspec.json.decode(doc, type=_Owned, strict=False)
    if row.username:
        return row.username
    name = row.user.get("username") if isinstance(row.user, dict) else row.user
    return str(name) if name else None


_ASK: Mapping[str, Callable[[Reading, Fingerprint], Answer]] = {
    "orders": _ask_order,
    "tickets": _ask_ticket,
    "payments": _ask_by_user,
    "users": _ask_by_user,
}
