"""Times of every zone, numbers of every size, texts of every script."""

from __future__ import annotations

import msgspec
import pytest

from chalicelib.store import ticket_messages
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.switches import Switches
from tests.sync.bench import START, Bench


@pytest.mark.parametrize("zone", ["UTC", "+03:30", "-11:00", "Europe/Berlin"])
@pytest.mark.parametrize("resource", ["orders", "payments", "users", "tickets"])
def test_a_panel_in_another_zone_is_placed_in_utc(bench: Bench, zone: str, resource: str) -> None:
    sim = bench.add(volume=Volume(orders=20, users=9, payments=9, tickets=6), zone=zone)
    bench.settle(resource)
    bench.assert_equal(resource)
    rows = getattr(sim, resource)
    assert {row_id: row.created for row_id, row in bench.stored(resource).items()} == {
        row_id: rows[row_id].created for row_id in rows
    }


def test_payments_without_timestamps_are_placed_by_the_zone_learnt_from_orders(bench: Bench) -> None:
    sim = bench.add(
        volume=Volume(orders=20, users=9, payments=9, tickets=6),
        zone="+03:30",
        switches=Switches(payment_timestamps=False),
    )
    bench.settle("orders")
    bench.settle("payments")
    assert {row_id: row.created for row_id, row in bench.stored("payments").items()} == {
        row_id: sim.payments[row_id].created for row_id in sim.payments
    }


def test_the_hour_that_comes_twice_loses_nothing(bench: Bench) -> None:
    """Berlin sets its clocks back at 01:00 UTC on 25 October 2026: text times repeat, timestamps do not."""
    change = 1_792_890_000
    bench.clock.now = float(change + 7_200)
    sim = bench.add(orders=5, zone="Europe/Berlin")
    for minutes in range(-90, 91, 15):
        sim.add_order(created=change + minutes * 60)
    bench.settle("orders")
    bench.assert_equal("orders")


def test_a_panel_whose_clock_is_ahead_is_read_in_full_and_followed(bench: Bench) -> None:
    sim = bench.add(orders=10)
    for _ in range(5):
        sim.add_order(created=int(START) + 5_400, status="pending")
    bench.settle("orders")
    late = sim.add_order(created=int(START) + 60, status="pending")
    bench.run("orders", later=120)
    assert late.id in bench.stored("orders")
    bench.assert_equal("orders")


def test_a_worker_whose_clock_was_ahead_does_not_freeze_its_rows(bench: Bench) -> None:
    sim = bench.add(orders=10)
    order = sim.add_order(status="pending", remains=50)
    bench.clock.now += 86_400
    bench.settle("orders")
    bench.clock.now -= 86_400
    bench.forget_lease("orders")
    sim.set_order(order.id, status="in_progress", remains=20)
    for _ in range(3):
        bench.run("orders", later=60)
    bench.assert_equal("orders")


def test_ids_beyond_what_a_float_holds_stay_exact(bench: Bench) -> None:
    sim = bench.add(orders=5)
    for row_id in (2**53 + 1, 2**53 + 3, 2**63 - 1):
        sim.add_order(id=row_id, status="pending")
    bench.settle("orders")
    assert {2**53 + 1, 2**53 + 3, 2**63 - 1} <= bench.stored("orders").keys()
    bench.assert_equal("orders")


def test_emoji_right_to_left_text_and_long_messages_come_through_whole(bench: Bench) -> None:
    sim = bench.add(volume=Volume(orders=5, users=3, payments=1, tickets=2))
    html = "<p>" + "سلام 👩‍👩‍👧 &amp;amp; \u200f" * 3_000 + "</p>"
    assert len(html.encode()) > 60_000
    ticket = sim.add_ticket(html, subject="؟ 🎶 \u202e<script>")
    bench.settle("tickets")
    assert ticket_messages.load("MTP", ticket.id)[0].html == html
    held = msgspec.json.decode(bench.stored("tickets")[ticket.id].doc)
    assert held["subject"] == "؟ 🎶 \u202e<script>"
    bench.assert_equal("tickets")


@pytest.mark.parametrize("order", ["oldest-first", "newest-first"])
def test_messages_are_kept_in_the_order_of_time(bench: Bench, order: str) -> None:
    switches = Switches(message_order=order)  # type: ignore[arg-type]
    sim = bench.add(volume=Volume(orders=5, users=3, payments=1, tickets=2), switches=switches)
    ticket = sim.add_ticket("<p>one</p>")
    for text in ("two", "three"):
        bench.clock.now += 60
        sim.customer_writes(ticket.id, f"<p>{text}</p>")
    bench.settle("tickets")
    texts = [message.html for message in ticket_messages.load("MTP", ticket.id)]
    assert texts == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
