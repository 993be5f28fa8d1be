"""What a test does to a simulated panel by hand, and how the panel takes it."""

from __future__ import annotations

import pytest

from infra.simulators.panel import Fault
from tests.contract.panel_driver import NOON, Clock, client, customer, done, get, ids, rows, still_panel


def test_payments_are_changed_redated_and_taken_away() -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    clock.now += 30
    sim.set_payment(1, status="completed", amount="9.99", created=int(NOON) + 9)
    first = rows(sim, "/payments", limit=1)[0]
    assert (first["payment_id"], first["status"], first["amount"]["value"]) == (1, "completed", "9.99")
    assert first["updated_timestamp"] == NOON + 30
    sim.delete_payment(1)
    assert rows(sim, "/payments", limit=1)[0]["payment_id"] != 1


def test_users_are_renamed_redated_and_taken_away() -> None:
    sim = still_panel()
    name = sim.users[1].username
    sim.set_user(name, username="renamed", status="suspended", created=int(NOON))
    assert ids(sim, "/users")[0] == 1
    assert ids(sim, "/users", username="renamed") == [1]
    assert ids(sim, "/users", username=name) == []
    sim.delete_user("renamed")
    sim.delete_user(2)
    assert not {1, 2} & set(ids(sim, "/users"))


def test_tickets_are_closed_redated_and_taken_away() -> None:
    sim = still_panel()
    ticket = sim.add_ticket(created=int(NOON) - 500)
    sim.set_ticket(ticket.id, status="locked", created=int(NOON) - 400)
    shown = get(sim, f"/tickets/{ticket.id}")["data"]
    assert (shown["status"], shown["created_timestamp"]) == ("locked", NOON - 400)
    assert shown["last_update_timestamp"] == NOON
    sim.delete_ticket(ticket.id)
    assert ticket.id not in ids(sim, "/tickets")


def test_a_customer_who_writes_again_reopens_the_ticket() -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    ticket = sim.add_ticket()
    sim.staff_writes(ticket.id, "<p>done</p>")
    assert (ticket.status, ticket.is_read) == ("answered", True)
    clock.now += 60
    sim.customer_writes(ticket.id, "<p>not done</p>")
    assert (ticket.status, ticket.is_read, ticket.updated) == ("pending", False, NOON + 60)
    assert ids(sim, "/tickets", limit=1) == [ticket.id]


def test_services_come_go_and_change_while_orders_keep_the_name_they_were_placed_under() -> None:
    sim = still_panel()
    service = sim.add_service(name="Old name 🔥", rate="1.5", provider=None)
    order = sim.add_order(service_id=service.id)
    sim.set_service(service.id, name="New name", rate="2")
    listed = {row["service"]: row for row in customer(sim, "services")}
    assert (listed[service.id]["name"], listed[service.id]["rate"]) == ("New name", "2")
    assert rows(sim, "/orders", ids=order.id)[0]["service_name"] == "Old name 🔥"
    sim.delete_service(service.id)
    assert service.id not in {row["service"] for row in customer(sim, "services")}
    assert get(sim, f"/orders/{order.id}")["data"]["actions"]["refill"] is False
    with pytest.raises(ValueError, match="in use"):
        sim.add_service(id=1)


def test_an_order_added_by_hand_remains_whole_and_takes_its_services_delivery() -> None:
    sim = still_panel()
    service = sim.add_service(provider="bulkbarn.example", type="Package")
    order = sim.add_order(service_id=service.id, quantity=70)
    assert (order.remains, order.provider, order.service_type) == (70, "bulkbarn.example", "Package")
    assert order.status == "pending"


def test_a_row_that_is_not_a_number_is_refused() -> None:
    sim = still_panel()
    with pytest.raises(TypeError, match="whole number"):
        sim.add_order(id="7")


def test_canceling_an_order_closes_the_customers_wish_to() -> None:
    sim = still_panel(0)
    order = sim.add_order(status="in_progress")
    sim.ask_cancel(order.id)
    done(sim, "/orders/cancel", {"ids": order.id})
    assert done(sim, "/cancel/pull", {})["list"] == []


@pytest.mark.parametrize("kind", ["bad_row", "drop_fields", "string_numbers", "unknown_fields", "cut_list"])
def test_a_fault_of_rows_leaves_answers_without_rows_alone(kind: str) -> None:
    sim = still_panel()
    sim.fault(Fault(kind="html", status=502, times=1, after_effect=True))
    sim.fault(Fault(kind=kind, names=("x",)))  # type: ignore[arg-type]
    assert client(sim).get("/adminapi/v2/orders").text.startswith("<!DOCTYPE")
    assert get(sim, "/orders/5")["data"] == []
    assert get(sim, "/orders/1001")["error_code"] == 0
