"""What the worker of one panel and resource knows between two passes."""

from __future__ import annotations

import msgspec

from chalicelib.sync.walk import Walk


class LastPass(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the last pass found; `at` is when it began (UNIX seconds)."""

    at: float
    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    gone: int = 0
    calls: int = 0


class ResourceState(msgspec.Struct, omit_defaults=True):
    """Times are UNIX seconds.

    `checkpoint` is the creation time of the newest row of the last complete head: everything up to
    it is stored or in one of `walks`. `fetched_at` is when the last pass began that read head and
    open set in full, `open_at` the same for the open set alone. `by_status` counts the rows that are
    not gone, `bottom` is the panel's oldest row as the last complete walk found it.
    """

    interval: float = 0.0
    checkpoint: int | None = None
    fetched_at: float | None = None
    open_at: float = 0.0
    walks: list[Walk] = []
    backfilled_at: float | None = None
    verified_at: float | None = None
    bottom: int | None = None
    failures: int = 0
    error: str = ""
    error_code: str = ""
    last_pass: LastPass | None = None
    by_status: dict[int, int] = {}
    unknown: dict[str, int] = {}
    quarantined: int = 0
    offset: int | None = None
    shrunk_since: float | None = None
    pruned_at: float = 0.0
    most_rows: int = 1_000
    reset_seen: float = 0.0

    @property
    def rows(self) -> int:
        """How many rows are held that are not gone."""
        return sum(self.by_status.values())

    def backfill(self) -> Walk | None:
        return next((walk for walk in self.walks if walk.kind == "backfill"), None)


def decode(text: str) -> ResourceState:
    """The state from its stored text, "" at first."""
    return msgspec.json.decode(text, type=ResourceState) if text else ResourceState()


def encode(state: ResourceState) -> str:
    return msgspec.json.encode(state).decode()
