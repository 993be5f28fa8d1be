"""Retention: how long final rows are kept, and taking away what is older.

A change is announced first, with the number of rows it would take, and comes into force a day later
unless it is taken back. Rows that are still open never go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from chalicelib.errors import InvalidInput, NotFound
from chalicelib.store.keys import LAST_ID, time_key
from chalicelib.store.rows import StoredRow
from chalicelib.sync.reading import Reading
from chalicelib.sync.resources import RESOURCES, Resource
from chalicelib.sync.settings import PendingRetention, Retention, SyncSettings

RESOURCES_WITH_RETENTION = ("orders", "payments", "users", "tickets")
NOTICE = 86_400.0
DAY = 86_400
_EVERY = 3_600.0
_SLICE = 500


def announce(
    settings: SyncSettings, resource: str, days: int | None, *, panels: Iterable[str], now: float
) -> SyncSettings:
    """The settings with a change of retention pending; `days` None keeps everything from then on."""
    current = settings.retention.get(_checked(resource), Retention())
    rows = 0 if days is None else count_older(resource, panels, cutoff=int(now) - days * DAY)
    in_force = replace(current, days=settings.keep_days(resource, now))
    pending = PendingRetention(days, rows, now + NOTICE)
    return replace(settings, retention={**settings.retention, resource: replace(in_force, pending=pending)})


def take_back(settings: SyncSettings, resource: str, *, now: float) -> SyncSettings:
    """The settings without the pending change. Raises NotFound when none is pending any more."""
    current = settings.retention.get(_checked(resource), Retention())
    if current.pending is None or now >= current.pending.effective_at:
        raise NotFound(f"No change of the retention of {resource} is waiting.", field="resource")
    return replace(settings, retention={**settings.retention, resource: replace(current, pending=None)})


def count_older(resource: str, panels: Iterable[str], *, cutoff: int) -> int:
    """How many rows retention would take away at `cutoff` (UNIX seconds), over these panels."""
    kind = RESOURCES[_checked(resource)]
    return sum(1 for panel in panels for row in _older(kind, panel, cutoff) if _may_go(kind, row))


def prune(reading: Reading) -> None:
    """Take away what is older than retention allows, once an hour, while there is time."""
    state, cutoff = reading.state, reading.intake.oldest
    if not cutoff or reading.started - state.pruned_at < _EVERY:
        return
    going: list[StoredRow] = []
    for row in _older(reading.resource, reading.panel, cutoff):
        if not reading.has_time():
            break
        if _may_go(reading.resource, row):
            going.append(row)
        if len(going) == _SLICE:
            reading.intake.forget(going)
            going = []
    else:
        state.pruned_at = reading.started
    if going:
        reading.intake.forget(going)


def _older(resource: Resource, panel: str, cutoff: int) -> Iterator[StoredRow]:
    first, last = time_key(0, 0), time_key(max(0, cutoff - 1), LAST_ID)
    while first <= last:
        rows = resource.table.between(panel, first, last, limit=_SLICE)
        yield from rows
        if len(rows) < _SLICE:
            return
        first = rows[-1].key + "."


def _may_go(resource: Resource, row: StoredRow) -> bool:
    return not resource.statuses or row.finished_at is not None or row.gone_at is not None


def _checked(resource: str) -> str:
    if resource not in RESOURCES_WITH_RETENTION:
        known = ", ".join(RESOURCES_WITH_RETENTION)
        raise InvalidInput(f"Retention can be set for {known}.", field="resource")
    return resource
