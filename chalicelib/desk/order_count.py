"""How many orders a list has in all, and of each status: what its tabs and "select all" say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chalicelib.desk.order_query import MOST_IDS, OrderQuery, selectivity
from chalicelib.desk.orders import find, orders_status
from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.staff.types import Staff
from chalicelib.store.listing import RowFilter, best_driver
from chalicelib.store.matching import Matches, carried
from chalicelib.store.orders import orders

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

MOST_ENTRIES = 20_000
# Rows cost 20 times what entries do.
MOST_ROWS = 2_000
# What the sync counts under this word has a status it does not know.
OTHER = "other"


@dataclass(frozen=True)
class OrderCount:
    """`total` is of the whole filter: when it is not `exact`, at least so many. `by_status` leaves the
    filter's own status aside, so that tabs keep their numbers, and names only what was counted to its end."""

    total: int
    exact: bool
    by_status: Mapping[str, int]


def count_orders(
    staff: Staff, query: OrderQuery, *, panels: Sequence[Panel], statuses: Statuses[Status], now: float
) -> OrderCount:
    """Count what the list of this query holds.

    By panel and status alone it is what the sync counted as it went: one query a panel. Any other filter
    is looked up: the entries of its rarest facet with their rows, if they are 2,000 at most (1,000 read
    units), else index entries status by status, 20,000 at most (500 read units).
    """
    scope = in_scope(staff, "orders.read", panels, query.panels())
    codes = tuple(panel.code for panel in scope)
    open_query = replace(query, status=None)
    words = query.facets().get("status")
    if query.wanted_ids() is not None:
        found = find(codes, open_query, limit=MOST_IDS * max(1, len(codes)), cursor=None)
        return _whole(Counter(listed.order.status for listed in found.items), words)
    wanted = open_query.filter(codes)
    kept = _kept(orders_status(scope, statuses, now))
    if not codes:
        return _whole(kept, words)
    unbounded = query.created_from is None and query.created_to is None
    if unbounded and not wanted.facets and (OTHER not in kept or set(words or ()) <= kept.keys()):
        return _whole(kept, words)
    return _look_up(wanted, kept, words)


def _look_up(wanted: RowFilter, kept: Counter[str], words: Sequence[str] | None) -> OrderCount:
    """By the rarest facet's rows; where those are too many, by the index by status."""
    driver = best_driver(wanted, selectivity(wanted))
    seen: Counter[str] = Counter()
    if driver is not None:
        matches = Matches(orders, wanted, driver, most=MOST_ROWS, rows=True)
        seen = Counter(match.status or OTHER for match in matches)
        if matches.complete:
            return _whole(seen, words)
    if not wanted.facets.keys() <= carried(orders, "status"):
        return OrderCount(_whole(seen, words).total, exact=False, by_status={})
    return _count_entries(wanted, kept, words)


def _count_entries(wanted: RowFilter, kept: Counter[str], words: Sequence[str] | None) -> OrderCount:
    """Status by status: those asked for first, then the rare ones."""
    asked = set(words or ())
    known = sorted(asked | kept.keys() - {OTHER}, key=lambda word: (word not in asked, kept[word], word))
    total, left, exact = 0, MOST_ENTRIES, words is not None or OTHER not in kept
    by_status = {}
    for word in known:
        of_word = replace(wanted, facets={**wanted.facets, "status": (word,)})
        matches = Matches(orders, of_word, "status", most=left)
        found = sum(1 for _ in matches)
        left -= matches.examined
        if matches.complete:
            by_status[word] = found
        if words is None or word in asked:
            total += found
            exact = exact and matches.complete
    return OrderCount(total, exact, by_status)


def _whole(counts: Counter[str], words: Sequence[str] | None) -> OrderCount:
    total = counts.total() if words is None else sum(counts[word] for word in words)
    return OrderCount(total, exact=True, by_status={word: n for word, n in counts.items() if n})


def _kept(of_orders: Sequence[Status]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for status in of_orders:
        counts.update(status.by_status)
    return +counts
