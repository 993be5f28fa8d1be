"""Walking down a panel's list, newest first, a page at a time, without losing a row.

Two ways, as the panel's list allows. Both start at the top, survive rows that arrive or vanish
between two pages, can be stopped and taken up at every page, and believe in the end of a list only
when rows already read can still be seen: a panel that answers "nothing" to everything has no end.

* `by_time` (orders): the next page starts one second above the oldest row of the last one, so what
  arrives on top shifts nothing. Rows sharing that second are read again; if a whole page shares it,
  the offset moves inside that second.
* `by_offset` (payments, users, tickets): the next page starts a few rows early and must show at
  least one of the last page's last rows, else rows above were deleted and the walk steps back.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

_OVERLAP = 5


class Walk(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a walk has come. `low` (UNIX seconds) is where known ground begins: the walk is over
    once it has read a row below it. `high` is the next `created_to`, None at the top; `anchors` are
    the last ids read, one of which an `overlapped` page must show; `length` is how long the last page
    was; `proving` counts the questions
    asked since an empty page; `reached` is the oldest creation time read."""

    kind: str = "backfill"
    low: int = 0
    high: int | None = None
    offset: int = 0
    anchors: tuple[int, ...] = ()
    overlapped: bool = False
    length: int = 0
    proving: int = 0
    rows: int = 0
    reached: int | None = None


class Seen(msgspec.Struct, frozen=True):
    """One row of a page, as far as a walk cares: its id and creation time."""

    id: int
    created: int


class Lying(Exception):
    """An empty page where rows are known to be."""


def by_time(walk: Walk, page: Sequence[Seen], bad: int = 0) -> Walk | None:
    """Where to go after `page` (`bad` more rows were not understood); None when the walk is over.

    Raises Lying when a page that must show known rows shows none.
    """
    if not page and not bad:
        return _empty_by_time(walk)
    oldest = min((row.created for row in page), default=walk.high or 0)
    if walk.proving > 1 or (page and oldest < walk.low):
        return None
    moved = bool(page) and (walk.high is None or oldest + 1 < walk.high)
    if walk.proving and not moved:
        return None
    further = {"rows": walk.rows + len(page), "reached": _reached(walk, page), "proving": 0}
    if moved:
        return replace(walk, high=oldest + 1, offset=0, **further)
    return replace(walk, offset=walk.offset + len(page) + bad, **further)


def _empty_by_time(walk: Walk) -> Walk | None:
    """First the last second read is asked for again; if its rows are gone too, the top of the list."""
    if walk.high is None:
        if walk.proving:
            raise Lying
        return None if not walk.offset else replace(walk, offset=0, proving=2)
    if walk.proving:
        return replace(walk, high=None, offset=0, proving=2)
    return replace(walk, offset=0, proving=1 if walk.offset else 2, high=walk.high if walk.offset else None)


def by_offset(walk: Walk, page: Sequence[Seen], bad: int) -> Walk | None:
    """As `by_time`, for lists that know only an offset."""
    size, ids = len(page) + bad, [row.id for row in page]
    # As far as the last page was long, whatever length was asked for: panels cap their pages silently.
    back = max(0, walk.offset - max(walk.length, 1))
    if not size:
        if walk.proving:
            raise Lying
        return None if not walk.offset else replace(walk, offset=back, overlapped=False, proving=1)
    if walk.proving and (not ids or not walk.anchors or ids[-1] == walk.anchors[-1]):
        return None
    if walk.overlapped and ids and not set(walk.anchors) & set(ids):
        return replace(walk, offset=back, overlapped=back > 0, proving=0)
    if walk.low and any(row.created < walk.low for row in page):
        return None
    overlap = 0 if bad or set(ids) <= set(walk.anchors) else min(_OVERLAP, size // 2)
    return replace(
        walk,
        offset=walk.offset + size - overlap,
        anchors=tuple(ids[-_OVERLAP:]) or walk.anchors,
        overlapped=overlap > 0,
        length=size,
        proving=0,
        rows=walk.rows + len(page),
        reached=_reached(walk, page),
    )


def _reached(walk: Walk, page: Sequence[Seen]) -> int | None:
    times = [row.created for row in page] + ([] if walk.reached is None else [walk.reached])
    return min(times, default=None)
