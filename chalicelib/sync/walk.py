"""Walking down a panel's list, newest first, a page at a time, without losing a row.

Two ways, as the panel's list allows. Both start at the top, survive rows that arrive or vanish
between two pages, can be stopped and taken up at every page, and believe in the end of a list only
when it was empty twice and rows already read could still be seen in between: a panel that answers
"nothing" to everything has no end, and one that does so once is not at it.

* `by_time` (orders): the next page starts one second above the oldest row of the last one, so what
  arrives on top shifts nothing. Rows sharing that second are read again; if a whole page shares it,
  the offset moves inside that second (there a row that vanishes may hide one until the next walk:
  to insist on known rows would never end where the order inside a second is not fixed).
* `by_offset` (payments, users, tickets): the next page starts a few rows early and must show at
  least one of the last page's last rows, else rows above were deleted and the walk steps back.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

_OVERLAP = 5
_KNOWN, _TOP, _AGAIN = 1, 2, 3


class Walk(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a walk has come. `low` (UNIX seconds) is where known ground begins: the walk is over
    once it has read a row below it. `high` is the next `created_to`, None at the top; `anchors` are
    the last ids read, one of which an `overlapped` page must show; `length` is how long the last page
    was; `proving` is what is asked for after an empty page: known rows, then the top of the list, or
    the empty place again (`_KNOWN`, `_TOP`, `_AGAIN`); `reached` is the oldest creation time read."""

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
    if walk.proving == _TOP or (page and oldest < walk.low):
        return None
    further = {"rows": walk.rows + len(page), "reached": _reached(walk, page)}
    if page and (walk.high is None or oldest + 1 < walk.high):
        return replace(walk, high=oldest + 1, offset=0, proving=0, **further)
    offset = walk.offset + len(page) + bad
    return replace(walk, offset=offset, proving=_AGAIN if walk.proving else 0, **further)


def _empty_by_time(walk: Walk) -> Walk | None:
    """First the last second read is asked for again; if its rows are gone too, the top of the list."""
    if walk.proving == _AGAIN:
        return None
    if walk.high is None and not walk.offset:
        if walk.proving:
            raise Lying
        return None
    if walk.proving:
        return replace(walk, high=None, offset=0, proving=_TOP)
    return replace(walk, offset=0, proving=_KNOWN)


def by_offset(walk: Walk, page: Sequence[Seen], bad: int) -> Walk | None:
    """As `by_time`, for lists that know only an offset."""
    size, ids, known = len(page) + bad, [row.id for row in page], set(walk.anchors)
    if not size:
        return _empty_by_offset(walk)
    if walk.proving and (not ids or not known or ids[-1] in known):
        # Behind the last of the known rows there was nothing. Is that row alone, seen from itself on?
        if walk.proving == _AGAIN and size == 1:
            return None
        anchors = tuple(ids[-_OVERLAP:]) or walk.anchors
        offset = walk.offset + size - 1
        return replace(walk, offset=offset, anchors=anchors, overlapped=False, proving=_AGAIN)
    back = _back_to_known(walk, ids, size)
    if back is not None:
        return replace(walk, offset=back, overlapped=back > 0, proving=0)
    if walk.low and any(row.created < walk.low for row in page):
        return None
    return _further_down(walk, page, bad)


def _further_down(walk: Walk, page: Sequence[Seen], bad: int) -> Walk:
    """Past a page that follows what was read before, less the rows the next one is to be known by."""
    size, ids = len(page) + bad, [row.id for row in page]
    rows = walk.rows + len(set(ids) - set(walk.anchors))
    end = walk.offset + size
    further = replace(walk, offset=end, length=size, proving=0, rows=rows, reached=_reached(walk, page))
    if rows == walk.rows and not bad:
        # Nothing new: what follows is the rest of the known rows or, past the last of them, unknown.
        return replace(further, overlapped=ids[-1] != walk.anchors[-1])
    overlap = min(_OVERLAP + bad, size // 2) if rows > walk.rows else 0
    if overlap <= bad:
        # None of the overlapping rows may be readable; a single row cannot be passed and shown at once.
        return replace(further, anchors=() if bad else tuple(ids), overlapped=False)
    return replace(further, offset=end - overlap, anchors=tuple(ids[-_OVERLAP:]), overlapped=True)


def _empty_by_offset(walk: Walk) -> Walk | None:
    """The known rows are looked for: where the last page was, then from the top of the list on, as it
    may have grown shorter by more than a page."""
    if walk.offset:
        back = 0 if walk.proving == _KNOWN else _page_before(walk)
        return replace(walk, offset=back, overlapped=False, proving=_KNOWN)
    if walk.proving or walk.anchors:
        raise Lying
    return None


def _back_to_known(walk: Walk, ids: Sequence[int], size: int) -> int | None:
    """The offset to go back to from a page that shows none of the rows read last; None if all is well."""
    if not walk.offset or not ids or not walk.anchors or set(walk.anchors) & set(ids):
        return None
    if walk.overlapped:
        return _page_before(walk)
    # Began behind the known rows. Pages of one row always do, and have to be believed.
    return walk.offset - 1 if size > 1 else None


def _page_before(walk: Walk) -> int:
    """As far back as the last page was long, whatever was asked for: panels cap their pages silently."""
    return max(0, walk.offset - max(walk.length, 1))


def _reached(walk: Walk, page: Sequence[Seen]) -> int | None:
    times = [row.created for row in page] + ([] if walk.reached is None else [walk.reached])
    return min(times, default=None)
