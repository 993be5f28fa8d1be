"""Everything a filter matches at one moment, kept for a day: what "select all that match" stands on.

A filter would match other orders a minute later; whoever confirms an act for 812 orders means those 812.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from chalicelib.desk.order_query import MOST_IDS, OrderQuery, selectivity
from chalicelib.desk.orders import ListedOrder, find, load_rows, read_order
from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.staff.rights import require, sees
from chalicelib.staff.types import Staff
from chalicelib.store import snapshots as store
from chalicelib.store.keys import split_time_key
from chalicelib.store.listing import best_driver
from chalicelib.store.matching import Matches
from chalicelib.store.orders import orders
from chalicelib.store.snapshots import Address, Snapshot

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

KEPT_FOR = 86_400.0
MOST = 50_000
# A filter that looks at so much and keeps little of it would not be done within one answer.
MOST_EXAMINED = 100_000


@dataclass(frozen=True)
class SnapshotPage:
    """The orders of one part that are still there and still theirs to see."""

    items: list[ListedOrder]
    next: str | None


def take_snapshot(
    staff: Staff, query: OrderQuery, *, panels: Sequence[Panel], snapshot_id: str, now: float
) -> Snapshot:
    """Note which orders match now. It reads index entries (50,000: about 1,300 read units), and rows where
    an index cannot decide; it writes 18 bytes an order.

    Raises InvalidInput (field `filters`) for more than 50,000 orders.
    """
    scope = in_scope(staff, "orders.read", panels, query.panels())
    codes = tuple(panel.code for panel in scope)
    found = list(islice(_addresses(codes, query), MOST + 1)) if codes else []
    if len(found) > MOST:
        raise _too_many()
    head = Snapshot(snapshot_id, staff.username, codes, len(found), now + KEPT_FOR)
    store.add_snapshot(head, found)
    return head


def load_page(staff: Staff, snapshot_id: str, *, cursor: str | None, now: float) -> SnapshotPage:
    """One part of the person's own snapshot, read as the orders are now."""
    require(staff, "orders.read")
    head = store.load_snapshot(snapshot_id)
    if head is None or head.owner != staff.username or now >= head.expires_at:
        raise NotFound("There is no such selection, or it is older than a day.", field="id")
    number = _part(cursor)
    theirs = [
        (panel, split_time_key(key)[1], key)
        for panel, key in store.load_part(head, number)
        if sees(staff, panel)
    ]
    items = [read_order(row) for row in load_rows(theirs) if row is not None]
    return SnapshotPage(items, str(number + 1) if number * store.PART < head.count else None)


def _addresses(codes: tuple[str, ...], query: OrderQuery) -> Iterator[Address]:
    if query.wanted_ids() is not None:
        page = find(codes, query, limit=MOST_IDS * len(codes), cursor=None)
        yield from ((listed.row.panel, listed.row.key) for listed in page.items)
        return
    wanted = query.filter(codes)
    matches = Matches(orders, wanted, best_driver(wanted, selectivity(wanted)), most=MOST_EXAMINED)
    yield from ((match.panel, match.key) for match in matches)
    if not matches.complete:
        raise _too_many()


def _part(cursor: str | None) -> int:
    if cursor is None:
        return 1
    if not (cursor.isascii() and cursor.isdigit() and 0 < int(cursor[:9]) <= MOST):
        raise InvalidInput("This cursor is of no selection; start anew.", field="cursor")
    return int(cursor[:9])


def _too_many() -> InvalidInput:
    return InvalidInput(f"More than {MOST:,} orders match: narrow the filters.", field="filters")
