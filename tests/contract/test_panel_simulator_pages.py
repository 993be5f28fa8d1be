"""Paging and filtering of a simulated panel, for any panel and any query."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.simulators.panel import PanelSimulator
from infra.simulators.panel.rows import ORDER_STATUSES, OrderRow
from tests.contract.panel_driver import NOON, get, ids, rows, still_panel

ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "created": st.integers(int(NOON) - 5, int(NOON) + 5),
            "status": st.sampled_from(ORDER_STATUSES),
            "user": st.sampled_from(("ann", "bob")),
            "mode": st.sampled_from(("auto", "manual")),
            "service_id": st.integers(1, 3),
        }
    ),
    max_size=25,
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "order_status": st.sampled_from(ORDER_STATUSES),
        "user": st.sampled_from(("ann", "bob", "eve")),
        "mode": st.sampled_from(("auto", "manual")),
        "service_ids": st.lists(st.integers(1, 4), min_size=1, max_size=3).map(
            lambda many: ",".join(map(str, many))
        ),
        "created_from": st.integers(int(NOON) - 6, int(NOON) + 6),
        "created_to": st.integers(int(NOON) - 6, int(NOON) + 6),
        "ids": st.lists(st.integers(1001, 1030), min_size=1, max_size=9).map(
            lambda many: ",".join(map(str, many))
        ),
        "sort": st.sampled_from(("date-desc", "date-asc")),
    },
)


def panel_of(orders: list[dict[str, Any]]) -> PanelSimulator:
    sim = still_panel(0)
    for fields in orders:
        sim.add_order(**fields)
    return sim


def expected(sim: PanelSimulator, query: dict[str, Any]) -> list[int]:
    """The contract's filters in the plainest words."""

    def wanted(row: OrderRow) -> bool:
        return (
            query.get("order_status") in (None, row.status)
            and query.get("user") in (None, row.user)
            and query.get("mode") in (None, row.mode)
            and ("service_ids" not in query or str(row.service_id) in query["service_ids"].split(","))
            and ("ids" not in query or str(row.id) in query["ids"].split(","))
            and query.get("created_from", 0) <= row.created <= query.get("created_to", 2**40)
        )

    found = sorted((row.created, row.id) for row in sim.orders.values() if wanted(row))
    if query.get("sort") != "date-asc":
        found.reverse()
    return [order_id for _, order_id in found]


@settings(deadline=None, max_examples=60)
@given(ORDERS, QUERIES)
def test_any_query_finds_exactly_the_orders_it_describes(
    orders: list[dict[str, Any]], query: dict[str, Any]
) -> None:
    sim = panel_of(orders)
    assert ids(sim, "/orders", **query) == expected(sim, query)
    assert get(sim, "/orders", **query)["data"]["count"] == len(expected(sim, query))


@settings(deadline=None, max_examples=60)
@given(ORDERS, QUERIES, st.integers(1, 9))
def test_following_the_pages_gives_every_row_once_and_ends(
    orders: list[dict[str, Any]], query: dict[str, Any], limit: int
) -> None:
    sim = panel_of(orders)
    seen: list[int] = []
    offset = 0
    while True:
        answer = get(sim, "/orders", **query, limit=limit, offset=offset)
        page = [row["id"] for row in answer["data"]["list"]]
        seen += page
        if not answer["pagination"]["next_page_href"]:
            break
        assert len(page) == limit
        offset += limit
    assert seen == expected(sim, query)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 12), st.integers(1, 5), st.integers(0, 15))
def test_every_list_pages_alike(many: int, limit: int, offset: int) -> None:
    sim = still_panel(0)
    for table in (sim.payments, sim.users, sim.tickets):
        assert isinstance(table, dict)
    for ticket_id in list(sim.tickets):
        sim.delete_ticket(ticket_id)
    for payment_id in list(sim.payments):
        sim.delete_payment(payment_id)
    for _ in range(many):
        sim.add_payment()
        sim.add_ticket()
    for path in ("/payments", "/tickets", "/users"):
        whole = rows(sim, path, limit=1000)
        assert rows(sim, path, limit=limit, offset=offset) == whole[offset : offset + limit]


@settings(deadline=None, max_examples=30)
@given(ORDERS, st.data())
def test_orders_keep_their_order_whatever_is_added_redated_and_deleted(
    orders: list[dict[str, Any]], data: st.DataObject
) -> None:
    sim = panel_of(orders)
    for order_id in list(sim.orders):
        act = data.draw(st.sampled_from(("leave", "redate", "delete")))
        if act == "redate":
            sim.set_order(order_id, created=data.draw(st.integers(int(NOON) - 9, int(NOON) + 9)))
        elif act == "delete":
            sim.delete_order(order_id)
    assert ids(sim, "/orders") == expected(sim, {})


def test_a_row_that_arrives_while_the_pages_are_read_pushes_one_onto_the_next_page() -> None:
    sim = still_panel(0)
    for _ in range(4):
        sim.add_order()
    first = ids(sim, "/orders", limit=2)
    sim.add_order()
    second = ids(sim, "/orders", limit=2, offset=2)
    assert set(first) & set(second) == {first[-1]}
