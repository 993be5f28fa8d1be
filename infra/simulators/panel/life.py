"""How an order lives, as a pure function: the same seed, order and age give the same moment."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from infra.simulators.panel.dice import FACES, between, roll

HOUR, DAY = 3_600, 86_400
# share of orders (of 65,536) up to which a duration band holds, and the band in seconds: most orders are done
# within hours, a few run for months, so that an order older than any look-back window still changes.
_BANDS = (
    (int(FACES * 0.50), 10 * 60, 6 * HOUR),
    (int(FACES * 0.85), 6 * HOUR, 3 * DAY),
    (int(FACES * 0.97), 3 * DAY, 20 * DAY),
    (FACES, 20 * DAY, 100 * DAY),
)
_ENDINGS = (
    (int(FACES * 0.86), "completed"),
    (int(FACES * 0.92), "partial"),
    (int(FACES * 0.97), "canceled"),
    (int(FACES * 0.985), "error"),
    (FACES, "fail"),
)
_STOPS_BEFORE_DELIVERY = frozenset({"canceled", "fail"})


class Life(msgspec.Struct, frozen=True, gc=False):
    """`wait` seconds pending, `handover` processing, then `steps` of `step` seconds in progress, then
    `ending`.

    `left` is what remains undelivered at the end.
    """

    wait: int
    handover: int
    steps: int
    step: int
    ending: str
    left: int


class Moment(NamedTuple):
    """Where an order stands at an age; it began at the age `since` and ends at `until` (None: never)."""

    status: str
    remains: int
    since: int
    until: int | None


def life_of(seed: int, order_id: int, quantity: int, *, manual: bool) -> Life:
    """The life of an order. Manual ones wait longer to be taken up and never fail by themselves."""
    faces = roll(seed, "life", order_id)
    ending = next(name for top, name in _ENDINGS if faces[0] < top)
    if manual and ending in ("fail", "error"):
        ending = "completed"
    low, high = next((low, high) for top, low, high in _BANDS if faces[1] < top)
    steps = 0 if ending in _STOPS_BEFORE_DELIVERY else between(faces[3], 3, 9)
    left = 0
    if ending in ("partial", "error"):
        left = max(1, quantity * between(faces[4], 5, 90) // 100)
    elif ending in _STOPS_BEFORE_DELIVERY:
        left = quantity
    return Life(
        wait=between(faces[5], 20, 8 * HOUR if manual else 20 * 60),
        handover=between(faces[6], 15, 4 * HOUR) if faces[7] & 1 else 0,
        steps=steps,
        step=max(1, between(faces[2], low, high) // max(1, steps)),
        ending=ending,
        left=left,
    )


_OPEN_LIVES = (
    Life(wait=30_000 * DAY, handover=0, steps=1, step=1, ending="completed", left=0),
    Life(wait=1, handover=30_000 * DAY, steps=1, step=1, ending="completed", left=0),
    Life(wait=1, handover=0, steps=100, step=300 * DAY, ending="completed", left=0),
    Life(wait=1, handover=0, steps=100, step=300 * DAY, ending="completed", left=0),
)


def open_life(face: int) -> Life:
    """A life that stays open for decades: pending, processing or (half of them) in progress."""
    return _OPEN_LIVES[face % len(_OPEN_LIVES)]


def moment(life: Life, age: int, quantity: int) -> Moment:
    """Where an order of `quantity` stands `age` seconds after it was born."""
    if age < life.wait:
        return Moment("pending", quantity, 0, life.wait)
    taken = life.wait + life.handover
    if age < taken:
        return Moment("processing", quantity, life.wait, taken)
    done = (age - taken) // life.step
    if done >= life.steps:
        return Moment(life.ending, life.left, taken + life.steps * life.step, None)
    delivered = (quantity - life.left) * done // life.steps
    since = taken + done * life.step
    return Moment("in_progress", quantity - delivered, since, since + life.step)
