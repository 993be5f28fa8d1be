"""The slots of the rate budget, as pure rules."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.panels.slots import (
    LATE,
    belongs_to_person,
    choose,
    claimed,
    current,
    first_after,
    slot_length,
    start_of,
)
from chalicelib.store.budgets import Taken

NOW = 1_790_000_000.0
rates = st.floats(0.05, 50.0)


def free(
    row: Taken, *, person: bool = False, count: int = 4, stride: int = 1, evens: bool = False
) -> list[int]:
    return choose(
        row,
        person=person,
        first=row.base,
        last=row.base + 50,
        reach=400,
        count=count,
        stride=stride,
        evens=evens,
    )


@given(rates)
def test_calls_in_every_slot_keep_the_rate_however_late_each_is(rate: float) -> None:
    length = slot_length(rate) / 1e6
    allowed = max(1, math.floor(rate))
    assert allowed * length - LATE >= 1.0
    if rate < 1:
        assert length - LATE >= 1.0 / rate


@given(rates, st.floats(0, 2e9))
def test_a_moment_lies_before_the_slot_after_it(rate: float, moment: float) -> None:
    length = slot_length(rate)
    slot = first_after(moment, length)
    assert start_of(slot, length) >= moment - 1e-6
    assert start_of(slot - 1, length) < moment


def test_a_claimed_slot_is_not_chosen_again() -> None:
    row = Taken(1, 212_000, base=100)
    row = claimed(row, free(row), person=False)
    assert free(row) == [104, 105, 106, 107]
    assert row.version == 2


def test_a_person_takes_the_backgrounds_slots_but_no_persons() -> None:
    row = claimed(Taken(1, 212_000, base=100), [100, 101, 102, 103], person=False)
    row = claimed(row, [100, 102], person=True)
    assert free(row, person=True, count=3) == [101, 103, 104]
    assert free(row, count=3) == [104, 105, 106]
    assert free(claimed(row, [105], person=True), count=3) == [104, 106, 107]
    assert [slot for slot in range(100, 106) if belongs_to_person(row, slot, 212_000)] == [100, 102]


def test_evens_leave_every_odd_slot_to_others() -> None:
    row = Taken(1, 212_000, base=101)
    assert free(row, person=True, stride=2, evens=True) == [102, 104, 106, 108]
    assert free(claimed(row, [102], person=True), person=True, evens=True) == [104, 106, 108, 110]


def test_a_slot_of_another_grid_is_never_the_backgrounds_any_more() -> None:
    assert belongs_to_person(None, 100, 212_000)
    assert belongs_to_person(Taken(1, 530_000, base=0), 100, 212_000)


def test_what_is_over_is_forgotten_and_the_rest_is_not() -> None:
    length = slot_length(5.0)
    here = first_after(NOW, length)
    row = Taken(3, length, base=here - 1_000, background=1 << 1_001, person=1 << 1_004 | 1)
    after = current(row, length, NOW)
    assert here - 12 < after.base < here
    assert belongs_to_person(after, here + 4, length)
    assert after.background >> (here + 1 - after.base) == 1
    assert after.person >> (here + 4 - after.base) == 1
    assert after.version == 3


@given(rates, rates, st.integers(0, 300))
def test_a_new_rate_begins_a_second_after_all_that_was_promised(old: float, new: float, ahead: int) -> None:
    before, after = slot_length(old), slot_length(new)
    row = Taken(3, before, base=first_after(NOW - 1, before), background=1 << ahead)
    if start_of(row.base, before) > NOW + 100 or before == after:
        return
    fresh = current(row, after, NOW)
    last_promised = start_of(row.base + ahead, before)
    assert (fresh.slot_us, fresh.background, fresh.person) == (after, 0, 0)
    assert start_of(fresh.base, after) >= last_promised + LATE + 1.0


def test_a_clock_that_was_set_back_does_not_stop_the_calls() -> None:
    length = slot_length(5.0)
    tomorrow = Taken(3, length, base=first_after(NOW + 86_400, length), person=7)
    after = current(tomorrow, length, NOW)
    assert NOW + 1.0 <= start_of(after.base, length) < NOW + 2.0
    assert after.version == 3
    assert replace(after, version=0) == Taken(0, length, after.base)
