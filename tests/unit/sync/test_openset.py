"""Open rows are looked at again, the young and the moving at every pass, the old and the still in turn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.store.fingerprints import Fingerprint
from chalicelib.sync.openset import MOVING, YOUNG, is_due, known_open_until, period

NOW = 1_790_000_000.0
LONGEST = 3_840

quick = settings(max_examples=150, deadline=None, derandomize=True)
ids = st.integers(0, 2**64 - 1)
# Passes some seconds to some hours apart, at any fraction of a second.
gaps = st.lists(st.floats(0.5, 9_000), min_size=1, max_size=30)


def row(row_id: int = 1, *, age: float, still: float | None = None) -> Fingerprint:
    created = int(NOW - age)
    changed = int(NOW - (age if still is None else still))
    return Fingerprint(row_id, b"12345678", created, changed, open=True)


def times(gaps: list[float]) -> list[float]:
    found = [NOW]
    for gap in gaps:
        found.append(found[-1] + gap)
    return found


@quick
@given(ids, st.integers(0, 30 * 86_400), st.integers(0, 30 * 86_400), gaps)
def test_every_open_row_is_looked_at_within_its_period_whenever_passes_come(
    row_id: int, age: int, still: int, gaps: list[float]
) -> None:
    entry = row(row_id, age=age + still, still=still)
    looked = NOW
    for last_pass, now in pairwise(times(gaps)):
        if is_due(entry, now=now, last_pass=last_pass):
            looked = now
        assert now - looked < max(period(entry, now), 1)
        assert period(entry, now) <= LONGEST


@quick
@given(ids, st.floats(0, YOUNG - 1), st.floats(0, 90), gaps)
def test_the_young_are_looked_at_in_every_pass(
    row_id: int, age: float, after: float, gaps: list[float]
) -> None:
    assert is_due(row(row_id, age=age), now=NOW + after / 100, last_pass=NOW)


@quick
@given(ids, st.floats(YOUNG, 10**8), st.floats(0, MOVING - 2))
def test_the_moving_are_looked_at_in_every_pass_whatever_their_age(
    row_id: int, age: float, still: float
) -> None:
    assert is_due(row(row_id, age=age, still=still), now=NOW, last_pass=NOW - 1)


def test_the_stiller_a_row_the_longer_its_period() -> None:
    assert period(row(age=YOUNG - 1), NOW) == 0
    assert period(row(age=86_400, still=MOVING + 1), NOW) == 60
    assert period(row(age=86_400, still=16 * 120), NOW) == 120
    assert period(row(age=86_400, still=16 * 120 - 1), NOW) == 60
    assert period(row(age=86_400, still=16 * LONGEST), NOW) == LONGEST
    assert period(row(age=10**8), NOW) == LONGEST


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 2**40))
def test_rows_that_are_equally_still_do_not_all_come_in_one_pass(first: int) -> None:
    rows = [row(first + number, age=10**7) for number in range(200)]
    minutes = [NOW + 60 * number for number in range(LONGEST // 60 + 1)]
    due = [sum(is_due(entry, now=now, last_pass=last) for entry in rows) for last, now in pairwise(minutes)]
    assert sum(due) == len(rows)
    assert max(due) <= 15


def test_what_is_final_or_gone_is_not_looked_at() -> None:
    entry = row(age=10)
    assert is_due(entry, now=NOW, last_pass=0)
    assert not is_due(replace(entry, open=False), now=NOW, last_pass=0)
    assert not is_due(replace(entry, gone=True), now=NOW, last_pass=0)


@quick
@given(ids, st.integers(0, 10**8), st.integers(0, 10**8), st.floats(0, 10**6))
def test_a_row_is_never_said_to_be_known_later_than_the_last_complete_pass(
    row_id: int, age: int, still: int, ago: float
) -> None:
    last_pass = NOW - ago
    entry = row(row_id, age=age + still, still=still)
    claimed = known_open_until(entry, now=NOW, last_pass=last_pass)
    assert entry.changed <= claimed <= max(last_pass, entry.changed)


@quick
@given(ids, st.integers(0, 30 * 86_400), st.integers(0, 30 * 86_400), gaps)
def test_a_row_is_said_to_be_known_no_later_than_it_was_looked_at(
    row_id: int, age: int, still: int, gaps: list[float]
) -> None:
    entry = row(row_id, age=age + still, still=still)
    looked = float(entry.changed)
    first, *passes = times(gaps)
    if is_due(entry, now=first, last_pass=0):
        looked = first
    for last_pass, now in pairwise([first, *passes]):
        assert known_open_until(entry, now=now, last_pass=last_pass) <= looked
        if is_due(entry, now=now, last_pass=last_pass):
            looked = now
