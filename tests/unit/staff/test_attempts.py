from hypothesis import given
from hypothesis import strategies as st

from chalicelib.staff.attempts import (
    ACCOUNT,
    ADDRESS,
    Policy,
    account_subject,
    pause_after,
    wait_left,
)
from chalicelib.store.login_attempts import Tries

POLICY = Policy(free=3, lock_at=8, lock=900.0, memory=86_400.0)


def test_tries_are_free_then_slow_then_locked() -> None:
    pauses = [pause_after(failures, POLICY) for failures in range(10)]
    assert pauses == [0, 0, 0, 1, 2, 4, 8, 16, 900, 900]


@given(st.integers(0, 1_000), st.sampled_from([POLICY, ACCOUNT, ADDRESS]))
def test_one_more_failure_never_shortens_the_pause(failures: int, policy: Policy) -> None:
    assert 0 <= pause_after(failures, policy) <= pause_after(failures + 1, policy) <= policy.lock


def test_the_wait_runs_from_the_last_try_and_ends() -> None:
    tries = Tries(failures=5, last_at=1_000.0)
    assert wait_left(tries, 1_000.0, POLICY) == 4.0
    assert wait_left(tries, 1_003.5, POLICY) == 0.5
    assert wait_left(tries, 1_004.0, POLICY) == 0.0
    assert wait_left(None, 1_000.0, POLICY) == 0.0


def test_tries_of_long_ago_are_forgotten_even_if_the_row_is_still_there() -> None:
    tries = Tries(failures=8, last_at=0.0)
    assert wait_left(tries, 899.0, POLICY) == 1.0
    assert wait_left(tries, POLICY.memory, POLICY) == 0.0


def test_a_day_of_guessing_one_account_is_about_a_hundred_guesses() -> None:
    now, guesses, tries = 0.0, 0, Tries(0, 0.0)
    while now < 86_400:
        now += wait_left(tries, now, ACCOUNT)
        guesses, tries = guesses + 1, Tries(tries.failures + 1, now)
    assert guesses <= 110


def test_what_was_typed_as_a_name_is_not_kept_in_clear() -> None:
    assert "hunter2-secret" not in account_subject("hunter2-secret")
