"""The slots a panel's calls are sent in, and which of them to take: pure rules.

Time is cut into slots a little longer than `1 / rate`, and one call may begin in each, at most LATE after
the slot does. Two calls `rate` slots apart are then at least `1 + SPACING - LATE` seconds apart, so that no
sliding second holds more than `rate` calls; what is left of SPACING (20 ms) is for clocks that differ.
"""

from __future__ import annotations

import math
from dataclasses import replace

from chalicelib.store.budgets import Taken

SPACING = 0.06
LATE = 0.04
# A background caller looks who took its slot no sooner than LEAD before it; a person's claim must be stored
# LEAD + SKEW before the slot it takes. So the one always sees the other.
LEAD = 0.1
SKEW = 0.02
# A row from further ahead was written under a clock that has been set back since.
FAR_AHEAD = 180.0


def slot_length(rate: float) -> int:
    """Microseconds of a slot at `rate` calls a second (a fraction above 1 is rounded down: no second may
    hold a part of a call)."""
    seconds = (1.0 + SPACING) / math.floor(rate) if rate >= 1 else 1.0 / rate + SPACING
    return math.ceil(seconds * 1e6)


def start_of(slot: int, slot_us: int) -> float:
    """When a slot begins, in epoch seconds."""
    return slot * slot_us / 1e6


def first_after(moment: float, slot_us: int) -> int:
    """The first slot that begins at `moment` (epoch seconds) or later."""
    return math.ceil(moment * 1e6 / slot_us)


def current(row: Taken | None, slot_us: int, now: float) -> Taken:
    """The row as of `now`, on the grid of `slot_us`, without the slots that are over.

    When the rate was changed, everything promised on the old grid is let pass, and one second more.
    """
    past = first_after(now - 2.0, slot_us)
    if row is None:
        return Taken(version=0, slot_us=slot_us, base=past)
    if start_of(row.base, row.slot_us) > now + FAR_AHEAD:
        return Taken(row.version, slot_us, first_after(now + 1.0, slot_us))
    if row.slot_us != slot_us:
        end = row.base + max(row.background.bit_length(), row.person.bit_length())
        opens = max(start_of(end, row.slot_us), now - 1.0) + 1.0 + SPACING
        return Taken(row.version, slot_us, first_after(opens, slot_us))
    gone = max(0, past - row.base)
    return replace(row, base=row.base + gone, background=row.background >> gone, person=row.person >> gone)


def choose(
    row: Taken, *, person: bool, first: int, last: int, reach: int, count: int, stride: int, evens: bool
) -> list[int]:
    """Up to `count` free slots at least `stride` apart: the earliest from `first` on, and what follows it
    within `reach` slots. None at all when the earliest would come after `last`.

    A person may take what is set aside for the background; nobody takes a person's. With `evens`, the
    odd slots are left alone.
    """
    taken = row.person if person else row.person | row.background
    step = 2 if evens else 1
    chosen: list[int] = []
    slot = max(first, row.base)
    slot += slot % step
    while slot <= (chosen[0] + reach if chosen else last) and len(chosen) < count:
        if taken >> (slot - row.base) & 1:
            slot += step
        else:
            chosen.append(slot)
            slot += max(stride, step)
    return chosen


def claimed(row: Taken, slots: list[int], *, person: bool) -> Taken:
    """The next version of the row, with `slots` taken."""
    mask = sum(1 << (slot - row.base) for slot in slots)
    if person:
        return replace(row, version=row.version + 1, person=row.person | mask)
    return replace(row, version=row.version + 1, background=row.background | mask)


def belongs_to_person(row: Taken | None, slot: int, slot_us: int) -> bool:
    """Whether a background caller must leave this slot of its own: a person has it, or the grid is gone."""
    if row is None or row.slot_us != slot_us:
        return True
    return slot >= row.base and bool(row.person >> (slot - row.base) & 1)
