"""Panels in trouble: backed off from, probed, and never in each other's way."""

from __future__ import annotations

import pytest

from chalicelib.store import sync_state
from chalicelib.sync import breakers
from chalicelib.sync.dispatch import ask, dispatch, follow_up
from chalicelib.sync.tasks import SyncTask, decode_task
from infra.simulators.panel.faults import Fault
from tests.sync.bench import Bench, Outbox

TROUBLE = [
    Fault(kind="status", status=429, times=None),
    Fault(kind="status", status=500, times=None),
    Fault(kind="timeout_before", times=None),
    Fault(kind="refused", times=None),
]


@pytest.mark.parametrize("fault", TROUBLE, ids=lambda fault: f"{fault.kind}-{fault.status}")
def test_a_panel_in_trouble_is_asked_less_and_less_and_then_catches_up(bench: Bench, fault: Fault) -> None:
    sim = bench.add(orders=30)
    bench.settle("orders")
    number = sim.fault(fault)
    intervals = []
    for _ in range(6):
        bench.clock.now += 7_200
        outcome = bench.deliver(bench.task("orders"))
        if outcome.worked:
            intervals.append(bench.state("orders").interval)
    assert intervals == sorted(intervals)
    assert intervals[-1] > intervals[0]
    assert breakers.load("MTP").is_down()
    sim.faults.remove(number)
    sim.add_order(status="pending")
    bench.clock.now += 7_200
    assert bench.deliver(bench.task("orders")).error is None
    assert not breakers.load("MTP").is_down()
    bench.assert_equal("orders")


def test_an_open_breaker_lets_one_probe_through_at_a_time(bench: Bench) -> None:
    sim = bench.add(orders=10)
    for resource in ("orders", "users", "payments", "tickets"):
        bench.settle(resource)
    number = sim.fault(Fault(kind="status", status=500, times=None))
    for _ in range(4):
        bench.run("orders", later=700)
    sim.faults.remove(number)
    sim.clear_log()
    assert not bench.deliver(bench.task("users")).worked or breakers.load("MTP").failures == 0
    bench.clock.now += 3_600
    others: list[bool] = []
    sim.between_calls(lambda: others.append(bench.deliver(bench.task("payments"), owner="second").worked))
    assert bench.deliver(bench.task("users")).worked
    assert others == [False]
    assert bench.deliver(bench.task("payments")).worked


def test_the_time_a_panel_asks_for_is_given_to_it(bench: Bench) -> None:
    sim = bench.add(orders=10)
    bench.settle("orders")
    sim.fault(Fault(kind="status", status=429, retry_after=400, times=None))
    for _ in range(3):
        bench.run("orders", later=700)
    assert breakers.load("MTP").open_until >= bench.clock.now + 395


def test_one_panel_down_never_slows_another(bench: Bench) -> None:
    down = bench.add("STM", orders=10)
    bench.add("MTP", orders=30)
    down.fault(Fault(kind="timeout_before", times=None))
    bench.run("orders", "STM")
    started = bench.clock.now
    bench.settle("orders", "MTP")
    assert bench.clock.now - started < 10
    bench.assert_equal("orders", "MTP")


def test_a_wrong_key_is_told_and_does_not_open_the_breaker(bench: Bench) -> None:
    sim = bench.add(orders=10)
    sim.fault(Fault(kind="status", status=401, times=None))
    for _ in range(5):
        outcome = bench.run("orders", later=60)
        assert outcome.error is not None
        assert outcome.error.code == "panel_key_refused"
    assert not breakers.load("MTP").is_down()
    assert bench.state("orders").error_code == "panel_key_refused"


def test_the_dispatcher_sends_each_resource_once_in_its_interval(bench: Bench) -> None:
    bench.add(orders=10)
    outbox = Outbox()
    dispatch(bench.tools(), outbox)
    sent = [task.resource for task, _delay in outbox.tasks]
    assert sent.count("tickets") == 4
    assert sent.count("orders") == 2
    assert sent.count("users") == 1
    assert sorted(delay for task, delay in outbox.tasks if task.resource == "tickets") == [0, 15, 30, 45]


def test_a_paused_resource_is_left_alone(bench: Bench) -> None:
    sim = bench.add(orders=10)
    sync_state.change("MTP", "orders", paused=True)
    outbox = Outbox()
    dispatch(bench.tools(), outbox)
    assert "orders" not in {task.resource for task, _ in outbox.tasks}
    assert not bench.deliver(SyncTask("MTP", "orders", bench.clock.now, asked=True)).worked
    assert not sim.log


def test_a_message_from_the_dead_letter_queue_replayed_equals_the_first_try(bench: Bench) -> None:
    """The body alone says what to do; when it was written does not matter."""
    sim = bench.add(orders=30)
    outbox = Outbox()
    ask("MTP", ("orders",), outbox, now=bench.clock.now)
    body = outbox.bodies()[0]
    bench.clock.now += 13 * 86_400
    assert bench.deliver(decode_task(body)).worked
    bench.settle("orders")
    bench.assert_equal("orders")
    sim.clear_log()
    assert not bench.deliver(decode_task(body)).worked
    assert not sim.log


def test_work_that_is_left_goes_on_at_once(bench: Bench) -> None:
    sim = bench.add(orders=30)
    bench.pass_seconds = 0.5
    bench.tick_per_call(sim, 0.4)
    outbox = Outbox()
    task = bench.task("orders")
    outcome, passes = bench.deliver(task), 1
    while outcome.again:
        follow_up(task, bench.tools(), outbox)
        outcome = bench.deliver(outbox.tasks[-1][0])
        assert outcome.worked
        passes += 1
    assert passes > 2
    bench.assert_equal("orders")


def test_a_panel_that_was_removed_is_forgotten_by_its_tasks(bench: Bench) -> None:
    bench.add(orders=10)
    task = bench.task("orders")
    bench.sims.clear()
    assert not bench.deliver(task).worked


def test_a_reset_reads_everything_anew_and_writes_nothing_new(bench: Bench) -> None:
    sim = bench.add(orders=60)
    bench.settle("orders")
    bench.rows_written()
    sync_state.change("MTP", "orders", reset_at=bench.clock.now + 1)
    bench.clock.now += 2
    sim.clear_log()
    bench.settle("orders")
    assert len(sim.log) > 2
    assert bench.rows_written() == []
    bench.assert_equal("orders")
