"""What a panel says is not always so: bad rows, short lists, empty answers, and rows that are really gone."""

from __future__ import annotations

import pytest

from chalicelib.store import quarantine
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.planting import Volume
from tests.sync.bench import Bench

LISTED = ("orders", "payments", "users", "tickets")


def gone(bench: Bench, resource: str) -> list[int]:
    return [row.id for row in bench.stored(resource).values() if row.gone_at is not None]


def test_one_bad_row_costs_that_row_alone(bench: Bench) -> None:
    sim = bench.add(orders=30)
    bad = sorted(sim.orders)[10]
    number = sim.fault(Fault(kind="bad_row", path="/orders", id=bad, fields={"created_timestamp": "soon"}))
    bench.settle("orders")
    assert bench.stored("orders").keys() == sim.orders.keys() - {bad}
    aside = quarantine.load("MTP#orders")
    assert list(aside) == [str(bad)]
    assert "created_timestamp" in aside[str(bad)].reason
    assert '"soon"' in aside[str(bad)].raw
    assert bench.state("orders").quarantined == 1
    last = bench.state("orders").last_pass
    assert last is not None
    assert last.bad

    bench.rows_written()
    bench.run("orders", later=60)
    assert bench.rows_written() == []

    sim.faults.remove(number)
    bench.verify("orders")
    assert quarantine.load("MTP#orders") == {}
    assert bench.state("orders").quarantined == 0
    bench.assert_equal("orders")


def test_unknown_fields_are_kept_and_counted(bench: Bench) -> None:
    sim = bench.add(orders=10)
    sim.fault(Fault(kind="unknown_fields", path="/orders", times=None, fields={"drip_run": 3}))
    bench.settle("orders")
    assert bench.state("orders").unknown == {"drip_run": 10}
    assert all('"drip_run":3' in row.doc for row in bench.stored("orders").values())


def test_numbers_as_text_change_nothing(bench: Bench) -> None:
    sim = bench.add(orders=20)
    bench.settle("orders")
    before = bench.stored("orders")
    sim.fault(Fault(kind="string_numbers", path="/orders", times=None))
    bench.run("orders", later=60)
    bench.run("orders", later=90_000)
    assert bench.stored("orders") == before


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="empty_list", times=None),
        Fault(kind="html", status=200, times=None),
        Fault(kind="html", status=404, times=None),
        Fault(kind="error_code", times=None),
        Fault(kind="truncate", times=None),
        Fault(kind="status", status=502, times=None),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
@pytest.mark.parametrize("resource", [*LISTED, "services"])
def test_an_answer_that_cannot_be_so_is_held_as_an_error_and_nothing_is_gone(
    bench: Bench, resource: str, fault: Fault
) -> None:
    sim = bench.add(volume=Volume(orders=60, users=20, payments=20, tickets=12, services=60))
    bench.settle(resource)
    sim.fault(fault)
    for later in (60, 90_000):
        outcome = bench.run(resource, later=later)
        assert outcome.error is not None
    assert bench.state(resource).error
    assert gone(bench, resource) == []
    sim.faults.clear()
    bench.clock.now += 3_600
    bench.settle(resource)
    bench.assert_equal(resource)


@pytest.mark.parametrize("resource", LISTED)
def test_a_list_cut_short_makes_nothing_gone(bench: Bench, resource: str) -> None:
    sim = bench.add(volume=Volume(orders=60, users=20, payments=20, tickets=12))
    bench.settle(resource)
    sim.fault(Fault(kind="cut_list", keep=3, times=None))
    for _ in range(8):
        bench.run(resource, later=30_000)
    assert gone(bench, resource) == []


def test_a_catalogue_that_shrank_at_once_is_held_until_it_has_stayed_so(bench: Bench) -> None:
    sim = bench.add(volume=Volume(orders=10, services=60))
    bench.settle("services")
    for service_id in sorted(sim.services)[:40]:
        sim.delete_service(service_id)
    assert bench.run("services", later=60).error is not None
    assert gone(bench, "services") == []
    bench.run("services", later=6 * 3_600)
    assert len(gone(bench, "services")) == 40
    bench.assert_equal("services")


def test_an_order_really_gone_is_marked_with_the_time_and_comes_back(bench: Bench) -> None:
    sim = bench.add(orders=40)
    order = sim.add_order(status="in_progress")
    bench.settle("orders")
    row = sim.delete_order(order.id)
    bench.run("orders", later=60)
    held = bench.stored("orders")[order.id]
    assert held.gone_at is not None
    assert bench.clock.now - 60 <= held.gone_at <= bench.clock.now
    bench.assert_equal("orders")
    sim.restore_order(row)
    bench.run("orders", later=60)
    assert bench.stored("orders")[order.id].gone_at is None
    bench.assert_equal("orders")


def test_an_open_order_that_is_gone_is_found_far_below_the_head(bench: Bench) -> None:
    sim = bench.add(orders=260)
    old = sim.add_order(created=int(bench.clock.now) - 300 * 86_400, status="in_progress")
    bench.settle("orders")
    sim.delete_order(old.id)
    for _ in range(9):
        bench.run("orders", later=600)
    assert gone(bench, "orders") == [old.id]


@pytest.mark.parametrize("resource", ["payments", "users", "tickets"])
def test_rows_of_every_kind_that_are_gone_are_found_gone(bench: Bench, resource: str) -> None:
    sim = bench.add(volume=Volume(orders=20, users=20, payments=20, tickets=12))
    bench.settle(resource)
    rows = getattr(sim, resource)
    victim = sorted(rows, key=lambda row_id: rows[row_id].created)[len(rows) // 2]
    if resource == "tickets":
        sim.set_ticket(victim, status="answered")
        bench.run(resource, later=600)
    {"payments": sim.delete_payment, "users": sim.delete_user, "tickets": sim.delete_ticket}[resource](victim)
    for _ in range(4):
        bench.verify(resource)
    assert gone(bench, resource) == [victim]
    bench.assert_equal(resource)
