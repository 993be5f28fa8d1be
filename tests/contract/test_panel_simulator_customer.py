"""The customer API of a simulated panel."""

from __future__ import annotations

from typing import Any

import pytest

from infra.simulators.panel import PanelSimulator
from infra.simulators.panel.customer_add import NEEDED
from infra.simulators.panel.money import units
from infra.simulators.panel.rows import ServiceRow
from tests.contract.panel_driver import client, customer, get, rows, still_panel

LINK = "https://instagram.example/p/1"


def with_service(**fields: Any) -> tuple[PanelSimulator, ServiceRow]:
    sim = still_panel()
    sim.set_user(1, balance="100")
    defaults = {"type": "Default", "min": 10, "max": 100, "rate": "100", "refill": True, "cancel": True}
    return sim, sim.add_service(**{**defaults, **fields})


def test_services_is_a_bare_array_with_the_contracts_fields() -> None:
    sim = still_panel()
    listed = customer(sim, "services")
    assert len(listed) == len(sim.services)
    for row in listed:
        assert {"service", "name", "type", "category", "rate", "min", "max", "refill", "cancel"} <= set(row)
        assert isinstance(row["service"], int)
        assert all(isinstance(row[name], str) for name in ("name", "type", "category", "rate", "min", "max"))
    assert listed[0] == sim.render_service(listed[0]["service"])


def test_the_balance_is_text_in_the_panels_currency() -> None:
    sim = still_panel(currency="TRY")
    sim.set_user(1, balance="100.84292")
    assert customer(sim, "balance") == {"balance": "100.84292", "currency": "TRY"}


def test_a_wrong_key_and_an_unknown_action_are_errors_in_the_body() -> None:
    sim = still_panel()
    assert customer(sim, "balance", key="wrong") == {"error": "Invalid API key"}
    assert customer(sim, "balance", key=sim.admin_key) == {"error": "Invalid API key"}
    assert customer(sim, "dance") == {"error": "Incorrect request"}
    assert client(sim).get("/api/v2").json() == {"error": "Incorrect request"}


def test_an_order_is_placed_and_paid_and_appears_in_the_admin_api() -> None:
    sim, service = with_service()

    order = customer(sim, "add", service=service.id, link=LINK, quantity=50)["order"]

    assert sim.users[1].balance == units("95")
    assert customer(sim, "status", order=order) == {
        "charge": "5",
        "start_count": "0",
        "status": "Pending",
        "remains": "50",
        "currency": "USD",
    }
    (row,) = rows(sim, "/orders", ids=order)
    assert (row["link"], row["quantity"], row["creation_type"], row["status"]) == (LINK, 50, "api", "pending")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"service": "0"}, "error.incorrect_service_id"),
        ({"service": "abc"}, "error.incorrect_service_id"),
        ({"link": ""}, "neworder.error.link"),
        ({"quantity": 9}, "neworder.error.min_quantity"),
        ({"quantity": 101}, "neworder.error.max_quantity"),
        ({"quantity": "ten"}, "neworder.error.min_quantity"),
    ],
)
def test_a_wrong_order_is_refused_in_the_panels_words(wrong: dict[str, Any], error: str) -> None:
    sim, service = with_service()
    fields = {"service": service.id, "link": LINK, "quantity": 50, **wrong}
    assert customer(sim, "add", **fields) == {"error": error}
    assert sim.users[1].balance == units("100")


def test_the_same_link_twice_is_refused_until_the_first_is_done() -> None:
    sim, service = with_service()
    order = customer(sim, "add", service=service.id, link=LINK, quantity=50)["order"]
    again: dict[str, Any] = {"service": service.id, "link": LINK, "quantity": 50}
    assert customer(sim, "add", **again) == {"error": "neworder.error.link_duplicate"}
    sim.set_order(order, status="completed")
    assert "order" in customer(sim, "add", **again)


FORM = {
    "link": LINK, "quantity": "20", "comments": "one\ntwo\n\nthree", "usernames": "a\nb",
    "hashtags": "#x", "hashtag": "#x",
    "username": "ann", "media": "https://m.example/", "answer_number": "2", "groups": "g1\ng2", "min": "10",
    "max": "20", "delay": "0",
}  # fmt: skip
COUNTED = {
    "Custom Comments": 3,
    "Mentions Custom List": 2,
    "Comment Replies": 3,
    "Package": 1,
    "Custom Comments Package": 1,
}


@pytest.mark.parametrize("kind", NEEDED)
def test_each_type_of_service_takes_what_it_needs_and_misses_what_is_not_there(kind: str) -> None:
    sim, service = with_service(type=kind, min=1)
    for name in NEEDED[kind]:
        partly = {key: value for key, value in FORM.items() if key != name}
        assert "error" in customer(sim, "add", service=service.id, **partly), name
    order = customer(sim, "add", service=service.id, **{name: FORM[name] for name in NEEDED[kind]})["order"]
    assert sim.orders[order].quantity == COUNTED.get(kind, 20)


def test_drip_feed_multiplies_the_quantity_where_the_service_has_it() -> None:
    sim, service = with_service(dripfeed=True)
    order = customer(sim, "add", service=service.id, link=LINK, quantity=20, runs=3, interval=5)["order"]
    assert sim.orders[order].quantity == 60


def test_many_statuses_come_by_id_and_strangers_orders_are_unknown() -> None:
    sim, service = with_service()
    mine = customer(sim, "add", service=service.id, link=LINK, quantity=50)["order"]
    sim.set_order(mine, status="in_progress", start_count=7)
    theirs = sim.add_order(user=sim.users[2].username).id

    answer = customer(sim, "status", orders=f"{mine},{theirs},x")

    assert answer[str(mine)]["status"] == "In progress"
    assert answer[str(mine)]["start_count"] == "7"
    assert answer[str(theirs)] == answer["x"] == {"error": "Incorrect order ID"}
    assert customer(sim, "status", orders=",".join(["1"] * 101)) == {"error": "Incorrect request"}


def test_a_refill_is_asked_for_once_and_its_status_read() -> None:
    sim, service = with_service()
    order = customer(sim, "add", service=service.id, link=LINK, quantity=50)["order"]
    assert customer(sim, "refill", order=order) == {"error": "Refill is not available"}
    sim.set_order(order, status="completed")

    first = customer(sim, "refill", order=order)["refill"]
    assert isinstance(first, str)
    both = customer(sim, "refill", orders=f"{order},5")

    assert both == [
        {"order": order, "refill": {"error": "Refill is not available"}},
        {"order": 5, "refill": {"error": "Incorrect order ID"}},
    ]
    assert customer(sim, "refill_status", refill=first) == {"status": "Pending"}
    assert customer(sim, "refill_status", refills=f"{first},99") == [
        {"refill": int(first), "status": "Pending"},
        {"refill": 99, "status": {"error": "Refill not found"}},
    ]
    assert customer(sim, "refill_status", refill=99) == {"error": "Refill not found"}


def test_a_cancel_becomes_a_task_for_the_panels_staff() -> None:
    sim, service = with_service()
    order = customer(sim, "add", service=service.id, link=LINK, quantity=50)["order"]
    assert customer(sim, "cancel", orders=f"{order},9") == [
        {"order": order, "cancel": 1},
        {"order": 9, "cancel": {"error": "Incorrect order ID"}},
    ]
    assert customer(sim, "cancel", orders=str(order))[0]["cancel"] == {"error": "Cancel is not available"}
    assert sim.panel.cancel_tasks[order].state == "waiting"


def test_a_customer_has_a_key_and_orders_of_their_own() -> None:
    sim, service = with_service()
    key = sim.customer_key(sim.users[2].username)
    sim.set_user(2, balance="7")
    order = customer(sim, "add", key=key, service=service.id, link=LINK, quantity=50)["order"]
    assert customer(sim, "balance", key=key)["balance"] == "2"
    assert customer(sim, "status", order=order) == {"error": "Incorrect order ID"}
    assert get(sim, f"/orders/{order}")["data"]["user"] == sim.users[2].username
