"""What is due in the coming minute, and whether a delivered task still asks for work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.store.sync_state import SyncItem
from chalicelib.sync.plan import HORIZON, honest_next_due, is_due, plan_minute
from chalicelib.sync.tasks import SyncTask

NOW = 1_790_000_000.0
ITEM = SyncItem("MTP", "orders", next_due=NOW)

steady = settings(deadline=None, derandomize=True)
intervals = st.floats(5, 21_600)


def due_in(seconds: float) -> SyncItem:
    return replace(ITEM, next_due=NOW + seconds)


def planned(item: SyncItem, interval: float) -> list[tuple[float, int]]:
    """When each task is due, from now on, and its delay."""
    return [(task.due_at - NOW, delay) for task, delay in plan_minute([(item, interval)], now=NOW)]


def test_an_interval_below_a_minute_gives_several_tasks_each_with_its_delay() -> None:
    assert planned(due_in(10), 15) == [(10, 10), (25, 25), (40, 40), (55, 55)]
    assert planned(due_in(10), 600) == [(10, 10)]


def test_what_is_due_after_the_minute_is_left_to_the_next_one() -> None:
    assert planned(due_in(60), 120) == []
    assert planned(due_in(59.5), 120) == [(59.5, 59)]


@pytest.mark.parametrize("overdue", [0, 1, 3_600, NOW])
def test_what_is_overdue_by_however_much_is_due_once_and_now(overdue: float) -> None:
    assert planned(due_in(-overdue), 600) == [(0, 0)]


def test_an_item_nobody_has_read_is_due_now() -> None:
    assert planned(SyncItem("MTP", "orders"), 600) == [(0, 0)]


def test_a_paused_item_is_never_due() -> None:
    paused = replace(due_in(-5), paused=True)
    assert planned(paused, 15) == []
    for asked in (True, False):
        task = SyncTask("MTP", "orders", NOW, asked=asked)
        assert not is_due(paused, task, now=NOW, interval=30, last_began=None)


def test_each_task_names_its_panel_and_resource() -> None:
    items = [(SyncItem("MTP", "orders"), 60.0), (SyncItem("STM", "tickets"), 60.0)]
    tasks = [task for task, _ in plan_minute(items, now=NOW)]
    assert [(task.panel, task.resource, task.asked) for task in tasks] == [
        ("MTP", "orders", False),
        ("STM", "tickets", False),
    ]


@steady
@given(st.floats(-(10**6), 10**6), intervals)
def test_every_task_is_due_in_its_minute_and_can_be_delayed_by_whole_seconds(
    in_seconds: float, interval: float
) -> None:
    times = planned(due_in(in_seconds), interval)
    assert all(0 <= due < HORIZON and 0 <= delay <= due < delay + 1 for due, delay in times)
    assert len(times) <= HORIZON / interval + 1


@steady
@given(st.floats(-100, 21_600), intervals, st.integers(3, 30))
def test_minute_by_minute_nothing_due_is_left_out(in_seconds: float, interval: float, minutes: int) -> None:
    """Each task is carried out when it is due; the next minute's plan goes on from there."""
    item, now, last = due_in(min(in_seconds, interval)), NOW, None
    for _ in range(minutes):
        for task, _delay in plan_minute([(item, interval)], now=now):
            assert last is None or task.due_at - last <= interval + HORIZON
            assert is_due(item, task, now=task.due_at, interval=interval, last_began=last)
            last = task.due_at
            item = replace(item, next_due=task.due_at + interval)
        now += HORIZON
        assert item.next_due >= now or interval < 1


def test_a_second_delivery_asks_for_nothing() -> None:
    task = SyncTask("MTP", "orders", NOW)
    assert is_due(ITEM, task, now=NOW, interval=30, last_began=None)
    done = replace(ITEM, next_due=NOW + 30)
    assert not is_due(done, task, now=NOW + 1, interval=30, last_began=NOW)


def test_a_task_a_little_early_is_not_turned_away() -> None:
    task = SyncTask("MTP", "orders", NOW + 30)
    item = replace(ITEM, next_due=NOW + 30)
    assert is_due(item, task, now=NOW + 27, interval=30, last_began=NOW)
    assert not is_due(item, task, now=NOW + 26, interval=30, last_began=NOW)
    assert is_due(item, task, now=NOW + 29.5, interval=5, last_began=NOW)


def test_what_a_person_asked_for_is_due_until_a_pass_has_begun_since() -> None:
    task = SyncTask("MTP", "orders", NOW, asked=True)
    waiting = replace(ITEM, next_due=NOW + 600)
    assert is_due(waiting, task, now=NOW, interval=600, last_began=None)
    assert is_due(waiting, task, now=NOW, interval=600, last_began=NOW - 1)
    assert not is_due(waiting, task, now=NOW + 5, interval=600, last_began=NOW + 1)


def test_a_pass_that_began_in_the_future_does_not_outdo_a_persons_wish() -> None:
    task = SyncTask("MTP", "orders", NOW, asked=True)
    assert is_due(ITEM, task, now=NOW + 5, interval=600, last_began=NOW + 86_400)


@steady
@given(st.floats(0, 10**9), intervals)
def test_a_time_written_by_a_clock_that_was_ahead_does_not_make_an_item_wait(
    ahead: float, interval: float
) -> None:
    due = honest_next_due(due_in(ahead), interval, NOW)
    assert NOW <= due <= NOW + 1.1 * interval + 1
    if ahead <= interval:
        assert due == NOW + ahead
