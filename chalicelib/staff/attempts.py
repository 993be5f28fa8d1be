"""Slow-down, then lock-out: what guessing passwords costs, by account and by address."""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import sha256

from chalicelib.errors import TooManyTries
from chalicelib.store.login_attempts import Tries, forget_tries, load_tries, note_try, take_back_try


@dataclass(frozen=True)
class Policy:
    """`free` tries at once, then waits of 1, 2, 4 … seconds, from `lock_at` on one try in `lock` seconds.

    Tries are forgotten `memory` seconds after the last one.
    """

    free: int
    lock_at: int
    lock: float = 900.0
    memory: float = 86_400.0


# An office signs in from one address, so an address may fail more often than a person.
ACCOUNT = Policy(free=4, lock_at=10)
ADDRESS = Policy(free=20, lock_at=60)
# Tries that arrive at the same moment take turns; one that loses this often is told to wait.
_TURNS = 8


def pause_after(failures: int, policy: Policy) -> float:
    """Seconds to wait after that many tries in vain: 0 while they are free, doubling, then the lock."""
    if failures < policy.free:
        return 0.0
    if failures >= policy.lock_at:
        return policy.lock
    return min(2.0 ** (failures - policy.free), policy.lock)


def wait_left(tries: Tries | None, now: float, policy: Policy) -> float:
    """Seconds until the next try is allowed; 0 when it is."""
    if tries is None or now - tries.last_at >= policy.memory:
        return 0.0
    return max(0.0, tries.last_at + pause_after(tries.failures, policy) - now)


def account_subject(username: str) -> str:
    """Hashed, because people type passwords into the name field."""
    return "account:" + sha256(username.encode()).hexdigest()


def address_subject(address: str) -> str:
    return f"address:{address}"


def spend_try(subject: str, now: float, policy: Policy) -> None:
    """Note one try before its password is checked, so that tries side by side are each counted.

    Raises TooManyTries while the subject has to wait, without counting.
    """
    for _ in range(_TURNS):
        seen = load_tries(subject)
        left = wait_left(seen, now, policy)
        if left > 0:
            raise _too_many(left)
        live = seen is not None and now - seen.last_at < policy.memory
        failures = seen.failures + 1 if seen is not None and live else 1
        if note_try(subject, Tries(failures, now), seen=seen, expires_at=now + policy.memory):
            return
    raise _too_many(1.0)


def clear_account(subject: str) -> None:
    """The password proved right: the account starts afresh."""
    forget_tries(subject)


def spare_address(subject: str) -> None:
    """The password proved right: only this try is taken back, or one own account would launder any number."""
    take_back_try(subject)


def _too_many(seconds: float) -> TooManyTries:
    return TooManyTries(
        "Too many tries to sign in. Wait a while, then try again.", retry_after=max(1, math.ceil(seconds))
    )
