"""The list of orders, and one order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec.structs import asdict

from chalicelib.api.answer import API_POLICY, Answer, iso
from chalicelib.api.call import Call
from chalicelib.desk import snapshots
from chalicelib.desk.export import export_orders
from chalicelib.desk.order_count import count_orders
from chalicelib.desk.order_query import OrderQuery
from chalicelib.desk.orders import ListedOrder, OrderStory, list_orders, load_order
from chalicelib.desk.ports import Status
from chalicelib.panels.types import Money
from chalicelib.store.order_history import Point

_SNAPSHOT_BYTES = 16


class OrderFilters(msgspec.Struct, forbid_unknown_fields=True):
    panel: str | None = None
    status: str | None = None
    service_id: str | None = None
    user: str | None = None
    provider: str | None = None
    mode: str | None = None
    creation_type: str | None = None
    created_from: str | None = None
    created_to: str | None = None
    link: str | None = None
    ids: str | None = None
    external_id: str | None = None


class OrdersQuery(OrderFilters, forbid_unknown_fields=True):
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    cursor: str | None = None


class ExportQuery(OrderFilters, forbid_unknown_fields=True):
    columns: str | None = None
    cursor: str | None = None


class SnapshotForm(msgspec.Struct, forbid_unknown_fields=True):
    filters: OrderFilters


class PageQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: str | None = None


def list_(call: Call) -> Answer:
    given = asdict(call.query(OrdersQuery))
    limit, cursor = given.pop("limit"), given.pop("cursor")
    page = list_orders(
        call.staff,
        OrderQuery(**given),
        panels=call.panels,
        statuses=call.wiring.office().statuses,
        limit=limit,
        cursor=cursor,
        now=call.now,
    )
    body: dict[str, object] = {
        "items": [render_order(listed) for listed in page.items],
        "next": page.next,
        "as_of": render_as_of(page.as_of),
    }
    if page.unknown_ids is not None:
        body["unknown_ids"] = page.unknown_ids
    return Answer(200, body)


def show(call: Call) -> Answer:
    story = load_order(
        call.staff,
        call.params["panel"],
        call.id("id"),
        panels=call.panels,
        statuses=call.wiring.office().statuses,
        now=call.now,
    )
    row = story.listed.row
    return Answer(
        200,
        {
            "order": render_order(story.listed),
            "history": _history(story),
            "finished_at": iso(row.finished_at),
            "finished_after": iso(row.finished_after),
            "gone_at": iso(row.gone_at),
            "first_seen_at": iso(row.first_seen_at),
            "seen_at": iso(row.seen_at),
            "as_of": render_as_of(story.as_of),
        },
    )


def count(call: Call) -> Answer:
    found = count_orders(
        call.staff,
        OrderQuery(**asdict(call.query(OrderFilters))),
        panels=call.panels,
        statuses=call.wiring.office().statuses,
        now=call.now,
    )
    return Answer(200, {"total": found.total, "exact": found.exact, "by_status": found.by_status})


def export(call: Call) -> Answer:
    given = asdict(call.query(ExportQuery))
    columns, cursor = given.pop("columns"), given.pop("cursor")
    part = export_orders(call.staff, OrderQuery(**given), columns=columns, panels=call.panels, cursor=cursor)
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="orders.csv"',
        "Content-Security-Policy": API_POLICY,
        "Cache-Control": "no-store",
    }
    if part.next is not None:
        headers["X-Next-Cursor"] = part.next
    return Answer(200, part.text.encode(), headers)


def take_snapshot(call: Call) -> Answer:
    filters = OrderQuery(**asdict(call.body(SnapshotForm).filters))
    snapshot_id = call.wiring.random_bytes(_SNAPSHOT_BYTES).hex()
    head = snapshots.take_snapshot(
        call.staff, filters, panels=call.panels, snapshot_id=snapshot_id, now=call.now
    )
    return Answer(201, {"snapshot": head.id, "count": head.count, "expires_at": iso(head.expires_at)})


def show_snapshot(call: Call) -> Answer:
    page = snapshots.load_page(
        call.staff, call.params["id"], cursor=call.query(PageQuery).cursor, now=call.now
    )
    ids = [
        {
            "panel": listed.row.panel,
            "id": listed.order.id,
            "external_id": listed.order.external_id,
            "link": listed.order.link,
        }
        for listed in page.items
    ]
    return Answer(200, {"ids": ids, "next": page.next})


def render_order(listed: ListedOrder) -> dict[str, object]:
    """The contract's fields, the panel, and since when the order is gone from it (null while it is there)."""
    fields = {name: _plain(value) for name, value in asdict(listed.order).items()}
    return {"panel": listed.row.panel, **fields, "gone_at": iso(listed.row.gone_at)}


def render_as_of(statuses: Sequence[Status]) -> dict[str, object]:
    """When the orders of each panel were last read in full, by panel."""
    return {one.panel: {"at": iso(one.fetched_at), "state": one.state} for one in statuses}


def _plain(value: object) -> object:
    """Money as the contract writes it; a Decimal's own text may come with an exponent."""
    if isinstance(value, Money):
        return {**asdict(value), "value": format(value.value, "f")}
    return value


def _history(story: OrderStory) -> list[dict[str, object]]:
    """The order as it was first seen, then every change, each with what was before it."""
    order, changes = story.listed.order, story.changes
    first = changes[0].before if changes else Point(order.status, order.remains, order.start_count)
    seen = {"at": iso(story.listed.row.first_seen_at), **_point(first), "before": None}
    return [seen] + [
        {"at": iso(change.at), **_point(change.now), "before": _point(change.before)} for change in changes
    ]


def _point(point: Point) -> dict[str, object]:
    return {"status": point.status, "remains": point.remains, "start_count": point.start_count}
