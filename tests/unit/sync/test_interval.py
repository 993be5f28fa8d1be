"""How long a resource waits for its next reading."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.sync.interval import Limits, next_interval

LIMITS = Limits(30.0, 600.0)
HOUR = 3_600.0

steady = settings(deadline=None, derandomize=True)
limits = st.tuples(st.floats(5, 86_400), st.floats(5, 86_400)).map(lambda pair: Limits(min(pair), max(pair)))


def after(current: float, *, changes: int = 0, failures: int = 0, recovered: bool = False) -> float:
    return next_interval(current, changes=changes, failures=failures, recovered=recovered, limits=LIMITS)


@steady
@given(st.floats(0, 1e9), st.integers(0, 9), st.integers(0, 2_000), st.booleans(), limits)
def test_the_interval_stays_within_its_limits_and_failures_within_an_hour(
    current: float, changes: int, failures: int, recovered: bool, limits: Limits
) -> None:
    found = next_interval(current, changes=changes, failures=failures, recovered=recovered, limits=limits)
    assert limits.shortest <= found
    assert found <= (max(limits.longest, HOUR) if failures else limits.longest)


def test_a_busy_resource_is_asked_twice_as_often_and_a_quiet_one_less() -> None:
    assert after(400, changes=3) == 200
    assert after(100) == 130
    assert after(30, changes=1) == 30
    assert after(600) == 600


def test_a_resource_that_recovers_is_read_again_soon() -> None:
    assert after(HOUR, recovered=True) == 30
    assert after(600, recovered=True, changes=4) == 30


def test_a_quiet_resource_comes_to_the_longest_interval_and_a_busy_one_back_to_the_shortest() -> None:
    interval, seen = 30.0, []
    for _ in range(20):
        interval = after(interval)
        seen.append(interval)
    assert seen == sorted(seen)
    assert interval == 600
    for _ in range(6):
        interval = after(interval, changes=1)
    assert interval == 30


def test_each_failure_doubles_the_interval_up_to_an_hour() -> None:
    interval, seen = 30.0, []
    for failures in range(1, 10):
        interval = after(interval, failures=failures)
        seen.append(interval)
    assert seen == [60, 120, 240, 480, 960, 1_920, HOUR, HOUR, HOUR]


def test_a_failing_resource_asked_seldom_anyway_is_not_asked_more_often() -> None:
    slow = Limits(21_600.0, 21_600.0)
    assert next_interval(21_600, changes=0, failures=3, recovered=False, limits=slow) == 21_600


def test_an_interval_from_before_the_limits_were_changed_comes_within_them_at_once() -> None:
    assert after(HOUR) == 600
    assert after(HOUR, changes=1) == 600
    assert after(5, changes=1) == 30
