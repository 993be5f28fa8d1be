"""What passes over a quiet, a busy and a changing panel make of the store."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from chalicelib.panels.types import Order
from chalicelib.store import order_history
from chalicelib.sync.resources import RESOURCES
from chalicelib.sync.settings import SyncSettings
from infra.simulators.panel.planting import Volume
from tests.sync.bench import Bench

NAMES = ("orders", "payments", "users", "tickets", "services")


@pytest.mark.parametrize("resource", NAMES)
def test_a_new_panel_is_read_in_full(bench: Bench, resource: str) -> None:
    bench.add(orders=150)
    bench.settle(resource)
    bench.assert_equal(resource)


@pytest.mark.parametrize("resource", NAMES)
def test_a_second_pass_over_an_unchanged_panel_writes_no_row(bench: Bench, resource: str) -> None:
    bench.add(orders=150)
    bench.settle(resource)
    bench.rows_written()
    bench.run(resource, later=7_200)
    assert bench.rows_written() == []


def test_changes_arrive_and_are_counted(bench: Bench) -> None:
    sim = bench.add(orders=60)
    bench.settle("orders")
    new = sim.add_order(status="pending")
    open_id = next(row.id for row in sim.orders.values() if row.status == "in_progress")
    sim.set_order(open_id, status="completed", remains=0)
    last = bench.run("orders", later=60).last
    assert last is not None
    assert (last.new, last.changed) == (1, 1)
    bench.assert_equal("orders")
    assert bench.stored("orders")[new.id].finished_at is None


def test_the_history_of_an_order_tells_each_change_and_when(bench: Bench) -> None:
    sim = bench.add(orders=30)
    order = sim.add_order(status="pending", remains=500, quantity=500)
    bench.settle("orders")
    for status, remains in (("in_progress", 500), ("in_progress", 200), ("completed", 0)):
        sim.set_order(order.id, status=status, remains=remains)
        bench.run("orders", later=60)
    changes = order_history.load("MTP", order.id)
    assert [(change.now.status, change.now.remains) for change in changes] == [
        ("in_progress", 500),
        ("in_progress", 200),
        ("completed", 0),
    ]
    assert changes[0].before.status == "pending"
    assert all(59 <= change.at - change.after <= 62 for change in changes), changes
    row = bench.stored("orders")[order.id]
    assert row.finished_at == changes[-1].at
    assert row.finished_after == changes[-1].after


def test_an_old_open_order_that_changes_is_found(bench: Bench) -> None:
    """Older than every window, and still for months: found within its longest period."""
    sim = bench.add(orders=80)
    old = sim.add_order(created=int(bench.clock.now) - 300 * 86_400, status="in_progress", remains=10)
    bench.settle("orders")
    sim.set_order(old.id, status="completed", remains=0)
    for _ in range(9):
        bench.run("orders", later=600)
    bench.assert_equal("orders")


def test_a_final_order_that_changes_after_all_is_found_within_a_day(bench: Bench) -> None:
    sim = bench.add(orders=80)
    bench.settle("orders")
    oldest = min(sim.orders.values(), key=lambda row: row.created)
    sim.set_order(oldest.id, status="canceled", charge=0)
    bench.run("orders", later=90_000)
    bench.assert_equal("orders")


def test_open_payments_and_tickets_are_followed_to_their_end(bench: Bench) -> None:
    sim = bench.add(volume=Volume(orders=20, users=12, payments=60, tickets=30))
    bench.settle("payments")
    bench.settle("tickets")
    for payment in [row for row in sim.payments.values() if row.status in {"waiting", "pending"}]:
        sim.set_payment(payment.id, status="completed")
    for ticket in [row for row in sim.tickets.values() if row.status == "answered"]:
        sim.set_ticket(ticket.id, status="closed")
    for _ in range(9):
        bench.run("payments", later=600)
        bench.run("tickets", later=600)
    bench.assert_equal("payments")
    bench.assert_equal("tickets")


def test_a_users_balance_that_changed_without_a_sign_comes_round(bench: Bench) -> None:
    sim = bench.add(orders=20)
    bench.settle("users")
    oldest = min(sim.users.values(), key=lambda row: row.created)
    sim.set_user(oldest.id, balance="1234.00")
    bench.run("users", later=600)
    bench.assert_equal("users")


def test_the_messages_of_a_ticket_are_read_when_it_changed_and_not_otherwise(bench: Bench) -> None:
    sim = bench.add(volume=Volume(orders=10, users=5, payments=5, tickets=12))
    bench.settle("tickets")
    bench.assert_messages_equal()
    sim.clear_log()
    bench.run("tickets", later=30)
    assert not [entry for entry in sim.log if "/tickets/" in entry.path]
    ticket = next(row for row in sim.tickets.values() if row.status != "locked")
    sim.customer_writes(ticket.id, "<p>سلام، سفارش <b>123456</b> نرسید 🙏</p>")
    bench.run("tickets", later=30)
    bench.assert_messages_equal()


def test_counts_by_status_follow_the_rows(bench: Bench) -> None:
    sim = bench.add(orders=60)
    bench.settle("orders")
    order = sim.add_order(status="fail")
    bench.run("orders", later=60)
    statuses = [row.status for row in sim.orders.values()]
    counted = bench.state("orders").by_status
    assert {RESOURCES["orders"].status(n): c for n, c in counted.items()} == {
        status: statuses.count(status) for status in set(statuses)
    }
    assert order.id in bench.stored("orders")


def test_backfill_is_resumed_page_by_page_and_never_touches_the_heads_checkpoint(bench: Bench) -> None:
    sim = bench.add(orders=150)
    bench.settings = SyncSettings(rows_per_fetch={"orders": 10})
    bench.pass_seconds = 0.5
    bench.tick_per_call(sim, 0.4)
    first = bench.run("orders")
    assert first.again
    checkpoint = bench.state("orders").checkpoint
    outcomes = bench.settle("orders")
    assert len(outcomes) >= 1
    assert bench.state("orders").checkpoint == checkpoint
    bench.assert_equal("orders")


def test_head_and_backfill_together_end_equal_to_either_alone(bench: Bench) -> None:
    """New orders arrive at every page of the backfill."""
    sim = bench.add(orders=120)
    bench.settings = SyncSettings(rows_per_fetch={"orders": 10})
    bench.pass_seconds = 0.5
    bench.tick_per_call(sim, 0.4)
    for _ in range(40):
        sim.add_order(status="pending")
        if not bench.run("orders", later=5).again:
            break
    bench.settle("orders")
    bench.run("orders", later=60)
    bench.assert_equal("orders")


def test_services_that_left_the_catalogue_are_gone_and_come_back(bench: Bench) -> None:
    sim = bench.add(orders=400)
    bench.settle("services")
    row = next(iter(sim.services.values()))
    sim.delete_service(row.id)
    bench.run("services", later=60)
    assert bench.stored("services")[row.id].gone_at is not None
    bench.assert_equal("services")


def test_money_keeps_every_digit(bench: Bench) -> None:
    sim = bench.add(orders=5)
    order = sim.add_order(charge="123456.78901")
    bench.settle("orders")
    held = msgspec.json.decode(bench.stored("orders")[order.id].doc, type=Order, strict=False)
    assert held.charge is not None
    assert held.charge.value == Decimal("123456.78901")
