"""A worker may die at any call to the network or the store: whatever comes after, the store ends equal
to the panel, and no change is lost from the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.store import order_history
from chalicelib.sync.lease import SECONDS
from chalicelib.sync.settings import SyncSettings
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.simulator import PanelSimulator
from tests.sync.bench import Bench, Crash

SMALL = Volume(orders=24, users=8, payments=12, tickets=5)


def change_orders(sim: PanelSimulator) -> None:
    sim.add_order(status="pending")
    for row in [row for row in sim.orders.values() if row.status in {"pending", "in_progress"}][:3]:
        sim.set_order(row.id, status="completed", remains=0)
    sim.delete_order(min(sim.orders))


def change_tickets(sim: PanelSimulator) -> None:
    ticket = next(row for row in sim.tickets.values() if row.status != "locked")
    sim.customer_writes(ticket.id, "<p>still waiting</p>")


def change_payments(sim: PanelSimulator) -> None:
    for row in [row for row in sim.payments.values() if row.status == "waiting"]:
        sim.set_payment(row.id, status="completed")
    sim.add_payment(status="waiting")


CHANGES: dict[str, Callable[[PanelSimulator], None]] = {
    "orders": change_orders,
    "tickets": change_tickets,
    "payments": change_payments,
}


def crash_at(bench: Bench, resource: str, call: int, *, after: bool) -> bool:
    """One pass that dies at its `call`-th call; False if it ended before."""
    bench.wire.calls, bench.wire.at, bench.wire.after = 0, call, after
    try:
        bench.run(resource, later=60, owner="doomed")
    except Crash:
        return True
    finally:
        bench.wire.at = None
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after its effect"])
@pytest.mark.parametrize("resource", CHANGES)
def test_a_crash_at_any_call_of_a_pass_over_changes_is_made_good(
    bench: Bench, resource: str, after: bool
) -> None:
    call = 0
    crashed = True
    while crashed:
        call += 1
        bench.wipe()
        sim = bench.add(seed=call, volume=SMALL)
        bench.settle(resource)
        CHANGES[resource](sim)
        crashed = crash_at(bench, resource, call, after=after)
        bench.clock.now += SECONDS
        bench.settle(resource)
        bench.verify(resource)
        bench.assert_equal(resource)
        if resource == "tickets":
            bench.assert_messages_equal()
    assert call > 8


def test_a_crash_at_any_call_of_a_first_reading_is_made_good(bench: Bench) -> None:
    bench.settings = SyncSettings(rows_per_fetch={"orders": 10})
    call, crashed = 0, True
    while crashed:
        call += 1
        bench.wipe()
        bench.add(seed=call, volume=SMALL)
        crashed = crash_at(bench, "orders", call, after=bool(call % 2))
        bench.clock.now += SECONDS
        bench.settle("orders")
        bench.assert_equal("orders")
    assert call > 8


def test_a_crash_between_history_and_row_tells_the_change_once(bench: Bench) -> None:
    call, crashed = 0, True
    while crashed:
        call += 1
        bench.wipe()
        sim = bench.add(seed=call, volume=Volume(orders=5))
        order = sim.add_order(status="pending", remains=100)
        bench.settle("orders")
        sim.set_order(order.id, status="in_progress", remains=60)
        crashed = crash_at(bench, "orders", call, after=True)
        bench.clock.now += SECONDS
        bench.settle("orders")
        changes = order_history.load("MTP", order.id)
        assert [change.now.remains for change in changes] == [60]
