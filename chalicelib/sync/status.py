"""How fresh each panel's resource is, in one word and in plain words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.store.sync_state import SyncItem
from chalicelib.sync.breaker import Breaker
from chalicelib.sync.resources import RESOURCES
from chalicelib.sync.settings import SyncSettings
from chalicelib.sync.state import LastPass, decode

# A pass may be this much later than its interval before it is called late: a queue, a slow panel.
_GRACE = 60.0


@dataclass(frozen=True)
class SyncStatus:
    """`state` is paused, needs_key, down, backing_off, waiting (not read yet), late or fresh. Times are
    UNIX seconds; `by_status` counts the rows held, by the panel's own word."""

    panel: str
    resource: str
    state: str
    interval: float
    rows_per_fetch: int
    rows: int
    by_status: dict[str, int]
    fetched_at: float | None
    next_due: float
    last_pass: LastPass | None
    error: str
    quarantined: int
    unknown_fields: dict[str, int]
    backfill_done: bool
    backfill_rows: int
    backfill_reached: int | None
    paused: bool


def describe(item: SyncItem, breaker: Breaker, settings: SyncSettings, *, now: float) -> SyncStatus:
    """What the sync page and the header say of one item."""
    state = decode(item.state)
    resource = RESOURCES[item.resource]
    interval = state.interval or settings.limits(item.resource).shortest
    walk = state.backfill()
    counts: dict[str, int] = {}
    for number, count in state.by_status.items():
        counts[resource.status(number)] = counts.get(resource.status(number), 0) + count
    return SyncStatus(
        panel=item.panel,
        resource=item.resource,
        state=_word(item, breaker, state.failures, state.error_code, state.fetched_at, interval, now),
        interval=interval,
        rows_per_fetch=item.rows_per_fetch or settings.head_rows(item.resource),
        rows=state.rows,
        by_status=counts,
        fetched_at=state.fetched_at,
        next_due=item.next_due,
        last_pass=state.last_pass,
        error=state.error or (breaker.reason if breaker.is_down() else ""),
        quarantined=state.quarantined,
        unknown_fields=state.unknown,
        backfill_done=walk is None and state.fetched_at is not None,
        backfill_rows=walk.rows if walk else state.rows,
        backfill_reached=walk.reached if walk else state.bottom,
        paused=item.paused,
    )


def _word(
    item: SyncItem,
    breaker: Breaker,
    failures: int,
    error_code: str,
    fetched_at: float | None,
    interval: float,
    now: float,
) -> str:
    if item.paused:
        return "paused"
    if error_code == "panel_key_missing":
        return "needs_key"
    if breaker.is_down():
        return "down"
    if failures:
        return "backing_off"
    if fetched_at is None:
        return "waiting"
    return "late" if now - fetched_at > 2 * interval + _GRACE else "fresh"
