"""Orders as staff see them: the list over all their panels, and one with how it got where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from chalicelib.desk.order_query import OrderQuery, matches, selectivity
from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.panels.links import normal_link
from chalicelib.panels.types import Order
from chalicelib.staff.types import Staff
from chalicelib.store import fingerprints, order_history
from chalicelib.store.fingerprints import bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.listing import best_driver, list_rows
from chalicelib.store.order_history import Change
from chalicelib.store.orders import orders
from chalicelib.store.rows import StoredRow

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

RESOURCE = "orders"
_DECODER = msgspec.json.Decoder(Order, strict=False)


@dataclass(frozen=True)
class ListedOrder:
    """One order and what we know of it besides."""

    order: Order
    row: StoredRow


@dataclass(frozen=True)
class OrderPage:
    """`as_of` holds the orders' status of each panel asked; `unknown_ids` the ids that none of them has."""

    items: list[ListedOrder]
    next: str | None
    as_of: Sequence[Status]
    unknown_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class OrderStory:
    """One order with its changes, the first one first."""

    listed: ListedOrder
    changes: list[Change]
    as_of: Sequence[Status]


def list_orders(
    staff: Staff,
    query: OrderQuery,
    *,
    panels: Sequence[Panel],
    statuses: Statuses[Status],
    limit: int,
    cursor: str | None,
    now: float,
) -> OrderPage:
    """A page of the orders that match, newest first; InvalidInput names the filter that cannot be read."""
    scope = in_scope(staff, "orders.read", panels, query.panels())
    codes = tuple(panel.code for panel in scope)
    return find(codes, query, limit=limit, cursor=cursor, as_of=orders_status(scope, statuses, now))


def find(
    codes: tuple[str, ...],
    query: OrderQuery,
    *,
    limit: int,
    cursor: str | None,
    as_of: Sequence[Status] = (),
) -> OrderPage:
    """A page of what matches in these panels, whoever asks: the caller has looked at the right."""
    ids = query.wanted_ids()
    if ids is not None:
        return _list_by_id(codes, query, ids, limit, cursor, as_of)
    wanted = query.filter(codes)
    if not codes:
        return OrderPage([], None, as_of)
    found = list_rows(
        orders, wanted, driver=best_driver(wanted, selectivity(wanted)), limit=limit, cursor=cursor
    )
    return OrderPage([read_order(row) for row in found.items], found.next, as_of)


def load_order(
    staff: Staff,
    panel: str,
    order_id: int,
    *,
    panels: Sequence[Panel],
    statuses: Statuses[Status],
    now: float,
) -> OrderStory:
    """One order, gone or not; NotFound when it is not there or not theirs to see."""
    scope = in_scope(staff, "orders.read", panels, (panel,))
    row = next(load_rows(addresses_of((panel,), (order_id,))), None)
    if row is None:
        raise NotFound("There is no such order.", field="id")
    return OrderStory(
        read_order(row), order_history.load(panel, order_id), orders_status(scope, statuses, now)
    )


def facets_of(order: Order) -> dict[str, str | None]:
    """An order's facets, spelled as the store's index keys are."""
    return {
        "status": order.status,
        "service": None if order.service_id is None else str(order.service_id),
        "user": order.user.casefold() if order.user else None,
        "provider": order.provider.casefold() if order.provider else None,
        "mode": order.mode,
        "creation_type": order.creation_type,
        "link": normal_link(order.link) if order.link else None,
        "external": order.external_id,
    }


def orders_status(scope: Sequence[Panel], statuses: Statuses[Status], now: float) -> list[Status]:
    """How fresh the orders of these panels are."""
    return [status for status in statuses(scope, now=now) if status.resource == RESOURCE]


def _list_by_id(
    codes: tuple[str, ...],
    query: OrderQuery,
    ids: tuple[int, ...],
    limit: int,
    cursor: str | None,
    as_of: Sequence[Status],
) -> OrderPage:
    """Orders by id: rows that are gone from their panel are found too, as the person named them."""
    addresses = addresses_of(codes, ids)
    known = {order_id for _, order_id, _ in addresses}
    unknown = tuple(order_id for order_id in ids if order_id not in known)
    (first, last), facets = query.bounds(), query.facets()
    skipped = _read_offset(cursor)
    items: list[ListedOrder] = []
    for place, row in enumerate(load_rows(addresses[skipped:]), start=skipped):
        if len(items) == limit:
            return OrderPage(items, str(place), as_of, unknown)
        if row is None:
            continue
        listed = read_order(row)
        if first <= row.key <= last and matches(facets, facets_of(listed.order)):
            items.append(listed)
    return OrderPage(items, None, as_of, unknown)


def addresses_of(codes: Sequence[str], ids: Sequence[int]) -> list[tuple[str, int, str]]:
    """Panel, id and key of the ids that exist, newest first."""
    found = []
    for code in codes:
        buckets = fingerprints.load(f"{code}#{RESOURCE}", [bucket_of(order_id) for order_id in ids])
        for order_id in ids:
            entry = buckets[bucket_of(order_id)].get(order_id)
            if entry is not None:
                found.append((code, order_id, time_key(entry.created, order_id)))
    return sorted(sorted(found), key=lambda address: address[2], reverse=True)


def load_rows(addresses: Sequence[tuple[str, int, str]]) -> Iterator[StoredRow | None]:
    """The row at each address, read a hundred at a time; None where there is none any more."""
    for start in range(0, len(addresses), 100):
        batch = addresses[start : start + 100]
        loaded: dict[tuple[str, str], StoredRow] = {}
        for code in dict.fromkeys(code for code, _, _ in batch):
            keys = [key for panel, _, key in batch if panel == code]
            loaded |= {(code, key): row for key, row in orders.load(code, keys).items()}
        yield from (loaded.get((code, key)) for code, _, key in batch)


def _read_offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 6):
        raise InvalidInput("This cursor is of another list; start the list anew.", field="cursor")
    return int(cursor)


def read_order(row: StoredRow) -> ListedOrder:
    return ListedOrder(_DECODER.decode(row.doc), row)
