"""The rate budget from one caller's side: its store, its rate, its threads."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels.budget import LONGEST_PERSON_WAIT, Budgets, Priority, SharedBudget
from chalicelib.panels.lanes import BLOCK_CALLS
from chalicelib.panels.slots import LEAD, SKEW, first_after, slot_length, start_of
from chalicelib.store.budgets import Taken
from tests.fakes.budget import MemoryBudgets
from tests.fakes.panels import Time, address
from tests.fakes.virtual_time import VirtualTime

BACKGROUND, PERSON = Priority.BACKGROUND, Priority.PERSON


def budget(store: MemoryBudgets, time: Time | VirtualTime, rate: float = 5.0) -> SharedBudget:
    clock = time.clock if isinstance(time, VirtualTime) else time
    return SharedBudget("MTP", rate, store=store, clock=clock, sleep=time.sleep, rng=random.Random(1))


def calls(one: SharedBudget, time: Time, number: int, priority: Priority = BACKGROUND) -> list[float]:
    sent = []
    for _ in range(number):
        one.take(priority)
        sent.append(time.now)
    return sent


def test_one_write_serves_a_whole_block_of_calls() -> None:
    store, time = MemoryBudgets(), Time()
    calls(budget(store, time), time, BLOCK_CALLS)
    assert store.writes == 1
    assert store.reads == 1 + BLOCK_CALLS


def test_a_caller_that_expects_few_calls_sets_no_more_aside() -> None:
    store, time = MemoryBudgets(), Time()
    one = budget(store, time)
    one.expect(2)
    calls(one, time, 2)
    assert store.rows["MTP"].background.bit_count() == 2
    calls(one, time, 1)
    assert store.rows["MTP"].background.bit_count() > 2


def test_a_click_sets_little_aside_and_a_person_who_goes_on_gets_more() -> None:
    store, time = MemoryBudgets(), Time()
    one = budget(store, time)
    calls(one, time, 1, PERSON)
    assert store.rows["MTP"].person.bit_count() == 2
    calls(one, time, 60, PERSON)
    assert store.writes <= 7


def test_the_background_goes_on_while_a_person_keeps_calling() -> None:
    store, time = MemoryBudgets(), Time()
    person, backfill = budget(store, time), budget(store, time)
    calls(person, time, 20, PERSON)
    began = time.now
    calls(backfill, time, 10)
    assert time.now - began < 10 * 2 * 0.212 + 1.0


def test_the_rate_is_nearly_used_up_by_a_backfill_alone() -> None:
    store, time = MemoryBudgets(), Time()
    sent = calls(budget(store, time), time, 101)
    assert 4.5 < 100 / (sent[-1] - sent[0]) <= 5.0


def test_a_dead_store_means_no_call() -> None:
    store, time = MemoryBudgets(), Time()
    store.broken = True
    for priority in Priority:
        with pytest.raises(BudgetUnavailable):
            budget(store, time).take(priority)


def test_a_store_that_dies_in_the_middle_of_a_block_stops_the_background() -> None:
    store, time = MemoryBudgets(), Time()
    one = budget(store, time)
    calls(one, time, 3)
    store.broken = True
    with pytest.raises(BudgetUnavailable):
        one.take(BACKGROUND)
    store.broken = False
    calls(one, time, 3)


def test_a_person_leaves_a_slot_that_its_claim_was_stored_too_late_for() -> None:
    time = Time()
    length = slot_length(5.0)
    first = start_of(first_after(time.now + 0.03 + LEAD + SKEW, length), length)
    slow_save = first - LEAD / 2 - time.now
    delays = iter([0.0, 0.0, 0.0, slow_save])
    store = MemoryBudgets(delay=lambda: time.sleep(next(delays, 0.0)))
    budget(store, time).take(PERSON)
    assert time.now >= first - LEAD / 2 + LEAD + SKEW
    assert store.writes == 1


def test_a_person_is_told_at_once_when_the_queue_is_too_long() -> None:
    store, time = MemoryBudgets(), Time()
    length = slot_length(5.0)
    base = int(time.now * 1e6 / length)
    full = (1 << int((LONGEST_PERSON_WAIT + 5) * 1e6 / length)) - 1
    store.rows["MTP"] = Taken(1, length, base, person=full)
    began = time.now
    with pytest.raises(BudgetUnavailable, match="used up"):
        budget(store, time).take(PERSON)
    assert time.now == began
    assert store.writes == 0


def test_a_changed_rate_holds_from_all_callers_at_once() -> None:
    store, time = MemoryBudgets(), Time()
    fast, slow = budget(store, time, 20.0), budget(store, time, 2.0)
    calls(fast, time, 5)
    before = time.now
    sent = calls(slow, time, 6)
    assert sent[0] - before >= 1.0
    assert all(later - earlier > 0.5 for earlier, later in pairwise(sent))
    held = store.rows["MTP"]
    fast.take(BACKGROUND)
    assert store.rows["MTP"].slot_us != held.slot_us
    assert time.now - sent[-1] >= 1.0


def test_a_machine_that_always_wakes_too_late_gives_up() -> None:
    store, time = MemoryBudgets(), Time()
    one = SharedBudget(
        "MTP",
        5.0,
        store=store,
        clock=time,
        sleep=lambda seconds: time.sleep(seconds + 0.15),
        rng=random.Random(1),
    )
    with pytest.raises(BudgetUnavailable):
        one.take(PERSON)


def test_threads_of_one_process_share_one_block() -> None:
    time = VirtualTime()
    store = MemoryBudgets()
    one = budget(store, time)
    sent: list[float] = []

    def work() -> None:
        for _ in range(8):
            one.take(BACKGROUND)
            sent.append(time.now)

    for _ in range(4):
        time.add(work)
    time.run()
    sent.sort()
    assert len(sent) == 32
    assert all(sixth - first >= 1.0 for first, sixth in zip(sent, sent[5:], strict=False))
    assert store.writes <= 3


def test_callers_of_one_panel_get_one_budget() -> None:
    time = Time()
    budgets = Budgets(MemoryBudgets(), clock=time, sleep=time.sleep, rng=random.Random(1))
    panel = address()
    assert budgets.of(panel) is budgets.of(replace(panel, base_url="https://other.example"))
    assert budgets.of(panel) is not budgets.of(replace(panel, rate_limit=2.0))
    assert budgets.of(panel) is not budgets.of(replace(panel, code="STM"))
