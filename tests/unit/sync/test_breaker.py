"""A panel in trouble is left alone, but for one probe at a time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.sync.breaker import Breaker, after_failure, after_success, may_pass, probing

NOW = 1_790_000_000.0
HOUR = 3_600.0

steady = settings(deadline=None, derandomize=True)


def failing(times: int, *, now: float = NOW, seed: int = 1, retry_after: float | None = None) -> Breaker:
    breaker, rng = Breaker(), random.Random(seed)
    for _ in range(times):
        breaker = after_failure(breaker, now, "no answer", rng, retry_after=retry_after)
    return breaker


def test_two_failures_in_a_row_are_forgiven_and_the_third_opens_the_breaker() -> None:
    assert [failing(times).is_down() for times in range(5)] == [False, False, False, True, True]
    assert may_pass(failing(2, retry_after=60), NOW)
    assert not may_pass(failing(3, retry_after=60), NOW)


def test_one_success_closes_it() -> None:
    assert after_success(failing(7)) == Breaker()
    assert after_success(probing(failing(7), NOW, 60)) == Breaker()
    untroubled = Breaker()
    assert after_success(untroubled) is untroubled


@steady
@given(st.integers(1, 200), st.integers(0, 10**6))
def test_a_pause_is_ten_minutes_at_most(times: int, seed: int) -> None:
    assert NOW <= failing(times, seed=seed).open_until <= NOW + 600


def test_pauses_are_drawn_below_a_ceiling_that_doubles() -> None:
    for times, ceiling in ((3, 15), (4, 30), (5, 60), (8, 480), (9, 600), (30, 600)):
        pauses = [failing(times, seed=seed).open_until - NOW for seed in range(60)]
        assert 0.75 * ceiling < max(pauses) <= ceiling
        assert min(pauses) < 0.25 * ceiling


@steady
@given(st.integers(1, 40), st.floats(0, 1e12, allow_infinity=False), st.integers(0, 99))
def test_what_the_panel_asks_for_is_granted_up_to_an_hour(times: int, asked: float, seed: int) -> None:
    pause = failing(times, seed=seed, retry_after=asked).open_until - NOW
    assert min(asked, HOUR) - 1e-6 <= pause <= max(600, min(asked, HOUR)) + 1e-6


@pytest.mark.parametrize("asked", [1e300, float("inf")])
def test_a_panel_that_asks_for_ever_is_asked_again_within_the_hour(asked: float) -> None:
    assert may_pass(failing(4, retry_after=asked), NOW + HOUR)


def test_one_probe_passes_when_the_pause_is_over_and_the_next_when_that_one_is_lost() -> None:
    breaker = failing(3, retry_after=60)
    assert not may_pass(breaker, NOW + 59)
    assert may_pass(breaker, NOW + 60)
    probed = probing(breaker, NOW + 60, 60)
    assert not may_pass(probed, NOW + 61)
    assert not may_pass(probed, NOW + 119)
    assert may_pass(probed, NOW + 120)


def test_a_probe_that_fails_opens_it_for_longer_without_waiting_for_the_probes_end() -> None:
    failed = after_failure(
        probing(failing(3), NOW, 60), NOW + 1, "no answer", random.Random(1), retry_after=20
    )
    assert failed.failures == 4
    assert not may_pass(failed, NOW + 20)
    assert may_pass(failed, NOW + 31)


def test_a_pause_written_by_a_clock_that_was_ahead_does_not_count() -> None:
    ahead = failing(3, now=NOW + 30 * 86_400, retry_after=60)
    assert may_pass(ahead, NOW)
    assert may_pass(probing(ahead, NOW + 30 * 86_400, 60), NOW)


def test_the_reason_is_the_last_failures() -> None:
    first = after_failure(Breaker(), NOW, "no answer", random.Random(1))
    assert after_failure(first, NOW, "502", random.Random(1)).reason == "502"
