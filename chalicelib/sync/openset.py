"""Which open rows are to be read again now: the young and the moving often, the old and the still seldom.

Nothing is stored for it. A row that has been still for S seconds has the period S/16, rounded down
to 60 s · 2^k and held between one minute and one hour; its ticks are spread by its id. A row is due
when one of its ticks lies between the last complete pass and now. Periods are multiples of each
other, so a row that grows stiller keeps ticks it already had.
"""

from __future__ import annotations

from chalicelib.store.fingerprints import Fingerprint

YOUNG = 3_600
MOVING = 900
_SHORTEST = 60
_LONGEST = 3_840
_SPREAD = 2_654_435_761


def period(row: Fingerprint, now: float) -> int:
    """Seconds between two looks at an open row; 0 means at every pass."""
    if now - row.created < YOUNG or now - row.changed < MOVING:
        return 0
    still = now - max(row.changed, row.created)
    seconds = _SHORTEST
    while seconds * 2 <= min(still / 16, _LONGEST):
        seconds *= 2
    return seconds


def last_tick(row: Fingerprint, seconds: int, until: float) -> float:
    """The row's latest tick at or before `until`."""
    phase = (row.id * _SPREAD) % seconds
    return ((until - phase) // seconds) * seconds + phase


def is_due(row: Fingerprint, *, now: float, last_pass: float) -> bool:
    """Whether an open row must be read in this pass; `last_pass` is when the last one was complete."""
    if not row.open or row.gone:
        return False
    seconds = period(row, now)
    return seconds == 0 or last_tick(row, seconds, now) > last_pass


def known_open_until(row: Fingerprint, *, now: float, last_pass: float) -> float:
    """The latest time at which the row is known to have been as it is stored (UNIX seconds)."""
    seconds = period(row, now)
    looked_at = last_pass if seconds == 0 else last_tick(row, seconds, last_pass)
    return max(float(row.changed), looked_at)
