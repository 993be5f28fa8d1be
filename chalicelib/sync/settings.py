"""The sync's settings, as an admin may change them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.store.settings import load_setting
from chalicelib.sync.interval import Limits

NAME = "sync"

Seconds = Annotated[float, msgspec.Meta(ge=5, le=86_400)]
Days = Annotated[int, msgspec.Meta(ge=1, le=3_650)]
Rows = Annotated[int, msgspec.Meta(ge=10, le=1_000)]


class Interval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest and the longest wait between two passes, in seconds."""

    min: Seconds
    max: Seconds

    def __post_init__(self) -> None:
        if self.min > self.max:
            raise ValueError("`min` must not be above `max`")


class PendingRetention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of retention that has been announced. `days` None = keep everything; `rows` is how many
    rows would go, `effective_at` when it comes into force (UNIX seconds)."""

    days: Days | None
    rows: int
    effective_at: float


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long final rows are kept. `days` None = for ever."""

    days: Days | None = None
    pending: PendingRetention | None = None


INTERVALS = {
    "orders": Interval(30, 600),
    "payments": Interval(30, 600),
    "users": Interval(300, 3_600),
    "tickets": Interval(15, 300),
    "services": Interval(21_600, 21_600),
}
HEAD_ROWS = {"orders": 200, "payments": 100, "users": 100, "tickets": 50}


class SyncSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Per resource: intervals, rows a fetch at the head of the list, retention. `look_back` is how many
    seconds before the newest known row are read again each time; `verify_every` how many seconds lie
    between two readings of the whole list."""

    intervals: dict[str, Interval] = msgspec.field(default_factory=lambda: dict(INTERVALS))
    rows_per_fetch: dict[str, Rows] = msgspec.field(default_factory=lambda: dict(HEAD_ROWS))
    retention: dict[str, Retention] = {}
    look_back: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 900
    verify_every: Annotated[int, msgspec.Meta(ge=3_600, le=2_592_000)] = 86_400

    def limits(self, resource: str) -> Limits:
        chosen = self.intervals.get(resource) or INTERVALS[resource]
        return Limits(chosen.min, chosen.max)

    def head_rows(self, resource: str) -> int:
        return self.rows_per_fetch.get(resource) or HEAD_ROWS.get(resource, 100)

    def keep_days(self, resource: str, now: float) -> int | None:
        """How many days final rows are kept at `now` (UNIX seconds); None = for ever."""
        chosen = self.retention.get(resource, Retention())
        if chosen.pending is not None and now >= chosen.pending.effective_at:
            return chosen.pending.days
        return chosen.days


DEFAULTS = SyncSettings()


def load_settings() -> SyncSettings:
    """The settings in force. Raises InvalidInput where what is stored cannot be read."""
    return load_setting(NAME, SyncSettings, DEFAULTS).value
