"""Sums of revenue are right after anything: whoever looks while a worker dies is not left with an old sum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.desk.revenue import revenue_by_day
from chalicelib.sync.lease import SECONDS
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.simulator import PanelSimulator
from tests.sync.bench import Bench
from tests.sync.test_crashes import crash_at

SMALL = Volume(orders=6, users=4, payments=1, tickets=1)
DAY = 86_400


def told(bench: Bench) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """Day and currency to amount and number of orders."""
    found = revenue_by_day([bench.load("MTP")], now=bench.clock())
    return {(one.day, one.currency): (one.amount, one.orders) for one in found if one.orders}


def summed(bench: Bench) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """The same from the rows as they are stored, with nothing kept."""
    from chalicelib.store.revenue import RevenueRow, forget

    before = list(RevenueRow.query("MTP"))
    forget("MTP")
    found = told(bench)
    forget("MTP")
    for row in before:
        row.save()
    return found


def change(sim: PanelSimulator, bench: Bench) -> None:
    """A new order, a refund in part, one in full, an order gone."""
    open_rows = sorted(
        (row for row in sim.orders.values() if row.status == "pending"), key=lambda row: row.id
    )
    sim.set_order(open_rows[0].id, status="canceled", charge=0)
    sim.set_order(open_rows[1].id, status="partial", remains=5, charge=1)
    sim.delete_order(open_rows[2].id)
    sim.add_order(status="pending")


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after its effect"])
def test_a_look_between_a_crash_and_its_repair_leaves_no_old_sum(bench: Bench, after: bool) -> None:
    call, crashed = 0, True
    while crashed:
        call += 1
        bench.wipe()
        sim = bench.add(seed=call, volume=SMALL)
        for _ in range(4):
            sim.add_order(status="pending")
            bench.clock.now += 4_000
        bench.settle("orders")
        told(bench)
        change(sim, bench)
        crashed = crash_at(bench, "orders", call, after=after)
        told(bench)
        bench.clock.now += SECONDS
        bench.settle("orders")
        bench.verify("orders")
        found = told(bench)
        assert found == summed(bench), call
        assert found
    assert call > 8


def test_a_pass_over_what_brings_no_more_than_before_marks_nothing(bench: Bench) -> None:
    sim = bench.add(volume=SMALL)
    row = sim.add_order(status="pending")
    bench.settle("orders")
    bench.wire.written.clear()
    sim.set_order(row.id, status="in_progress", remains=3)
    bench.settle("orders")
    written = [table for table in bench.wire.written if table.endswith("revenue")]
    assert any(table.endswith("orders") for table in bench.wire.written)
    assert written == []
