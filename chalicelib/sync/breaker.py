"""A breaker per panel: while the panel is in trouble it is left alone, but for one probe at a time."""

from __future__ import annotations

import random

import msgspec

_OPENS_AFTER = 3
_FIRST_PAUSE = 15.0
_LONGEST_PAUSE = 600.0
# What a panel asks for is granted up to here: a wrong date in its answer must not silence it for good.
_LONGEST_ASKED = 3_600.0


class Breaker(msgspec.Struct, frozen=True, omit_defaults=True):
    """`failures` in a row; `open_until` and `probe_until` in UNIX seconds (0 = not)."""

    failures: int = 0
    open_until: float = 0.0
    probe_until: float = 0.0
    reason: str = ""

    def is_down(self) -> bool:
        return self.failures >= _OPENS_AFTER


def may_pass(breaker: Breaker, now: float) -> bool:
    """Whether a call may be made. An open breaker whose pause is over lets one probe through. A pause
    that ends later than any can was written by a clock that was ahead, and does not count."""
    if not breaker.is_down():
        return True
    return not any(now < until <= now + _LONGEST_ASKED for until in (breaker.open_until, breaker.probe_until))


def probing(breaker: Breaker, now: float, seconds: float) -> Breaker:
    """The breaker with its probe under way: nobody else passes for `seconds`."""
    return msgspec.structs.replace(breaker, probe_until=now + seconds)


def after_failure(
    breaker: Breaker, now: float, reason: str, rng: random.Random, *, retry_after: float | None = None
) -> Breaker:
    """One failure more. Full jitter: the pause is drawn between nothing and a growing ceiling, but
    is never shorter than the panel itself asked for (`retry_after`, an hour at most)."""
    failures = breaker.failures + 1
    ceiling = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(max(0, failures - _OPENS_AFTER), 16))
    pause = max(rng.uniform(0, ceiling), min(retry_after or 0.0, _LONGEST_ASKED))
    return Breaker(failures, now + pause, 0.0, reason)


def after_success(breaker: Breaker) -> Breaker:
    return Breaker() if breaker.failures or breaker.probe_until else breaker
