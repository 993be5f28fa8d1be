"""How long to wait before a panel's resource is read again."""

from __future__ import annotations

from dataclasses import dataclass

_FASTER = 0.5
_SLOWER = 1.3
_BACK_OFF = 2.0
_LONGEST_BACK_OFF = 3_600.0


@dataclass(frozen=True)
class Limits:
    """Shortest and longest interval in seconds."""

    shortest: float
    longest: float


def next_interval(current: float, *, changes: int, failures: int, recovered: bool, limits: Limits) -> float:
    """The interval after a pass, in seconds.

    `changes` is how many rows the pass found new or changed; `failures` how many passes in a row
    have failed, this one included; `recovered` that this pass was the first to succeed again. Busy
    resources halve their interval, quiet ones lengthen it by 30 %, failing ones double it beyond
    the longest, up to an hour; a recovered one begins with the shortest. Never below the shortest.
    """
    current = max(current, limits.shortest)
    if failures:
        return min(current * _BACK_OFF, max(_LONGEST_BACK_OFF, limits.longest))
    if recovered:
        return limits.shortest
    wanted = current * (_FASTER if changes else _SLOWER)
    return min(max(wanted, limits.shortest), limits.longest)
