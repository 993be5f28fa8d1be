"""One pass over one resource of one panel: what it works with, and the questions it asks the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

from chalicelib.errors import PanelAnswerInvalid, PanelRefused
from chalicelib.panels.client import PanelClient
from chalicelib.panels.pages import Page
from chalicelib.store.fingerprints import Fingerprint
from chalicelib.sync.intake import Intake, Taken
from chalicelib.sync.resources import Resource
from chalicelib.sync.settings import SyncSettings
from chalicelib.sync.state import ResourceState
from chalicelib.sync.walk import Lying, Walk, by_offset, by_time

# 1, not 0: what a panel makes of a period that is missing is unknown, and 0 looks missing to many.
EVER = 1
WALK_ROWS = 1_000
SHORT_PAGE = 100


@dataclass
class Reading:
    """`started` is when the pass began (UNIX seconds), `until` when it has to stop beginning things."""

    panel: str
    resource: Resource
    client: PanelClient
    intake: Intake
    state: ResourceState
    settings: SyncSettings
    clock: Callable[[], float]
    save: Callable[[], None]
    started: float
    until: float
    head_rows: int
    seen: set[int] = field(default_factory=set)
    doubts: dict[int, Fingerprint] = field(default_factory=dict)

    def has_time(self) -> bool:
        return self.clock() < self.until

    def step(self, walk: Walk, limit: int, **filters: str) -> tuple[Taken, Walk | None]:
        """Read and store the page a walk is at; returns what it held and where the walk goes next.

        Raises PanelAnswerInvalid for an empty answer where rows are known to be.
        """
        page = self._fetch_allowed(walk, limit, **filters)
        if not page.length and not filters and walk.high is None and not walk.offset and self.state.rows:
            raise self.lying()
        taken = self.intake.take(page, below=None if filters else _below(walk, page, self.resource))
        self.seen.update(row.id for row in taken.seen)
        self.doubts.update((entry.id, entry) for entry in taken.missing)
        try:
            if self.resource.name == "orders":
                return taken, by_time(walk, taken.seen, taken.bad)
            return taken, by_offset(walk, taken.seen, taken.bad)
        except Lying:
            raise self.lying() from None

    def _fetch_allowed(self, walk: Walk, limit: int, **filters: str) -> Page[Any]:
        """The page a walk is at, shorter where the panel refuses long ones."""
        limit = min(limit, self.state.most_rows)
        try:
            return self.fetch(walk, limit, **filters)
        except PanelRefused:
            if limit <= SHORT_PAGE:
                raise
            page = self.fetch(walk, SHORT_PAGE, **filters)
            self.state.most_rows = SHORT_PAGE
            return page

    def fetch(self, walk: Walk, limit: int, **filters: str) -> Page[Any]:
        if self.resource.name == "orders":
            return self.client.orders(
                limit=limit,
                offset=walk.offset,
                created_from=max(EVER, self.intake.oldest),
                created_to=walk.high,
            )
        listing: Callable[..., Page[Any]] = getattr(self.client, self.resource.name)
        return listing(limit=limit, offset=walk.offset, **filters)

    def lying(self) -> PanelAnswerInvalid:
        return PanelAnswerInvalid(
            f"{self.panel} answered an empty list of {self.resource.name} where {self.state.rows} are known",
            panel=self.panel,
            excerpt="[]",
        )


def _below(walk: Walk, page: Page[Any], resource: Resource) -> float | None:
    """Below what time the page shows everything down to its last row; None where that cannot be said."""
    times = [getattr(row.value, "created_timestamp", None) for row in page.rows]
    known = [time for time in times if time is not None]
    if resource.name == "services" or not known or len(known) < len(times):
        return None
    if any(later < earlier for later, earlier in pairwise(known)):
        return None
    if walk.offset:
        return float(known[0])
    return inf if walk.high is None else float(walk.high)
