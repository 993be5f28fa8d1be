"""The older rows: walks beside the head, a slice at a time, that never touch its checkpoint.

First what the head left open, then the history of a new panel, and once a day the whole list anew,
which finds what no other way finds: a final row that changed after all, or that is gone.
"""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import bucket_of
from chalicelib.store.keys import LAST_ID, time_key
from chalicelib.sync.reading import WALK_ROWS, Reading
from chalicelib.sync.walk import Walk

_ORDER = {"gap": 0, "backfill": 1, "verify": 2}
# Users change without a sign, so their list is always under way; it may take this much of a pass.
_VERIFY_PAGES = {"users": 10}
_MOST_DOUBTED = 100


def walk_on(reading: Reading) -> bool:
    """Take the walks further while there is time; returns whether any gap or history is left."""
    state = reading.state
    _plan_verify(reading)
    pages = _VERIFY_PAGES.get(reading.resource.name, 1)
    moved = False
    # One page at least, however long head and open set took: history must come in sometime.
    while state.walks and (reading.has_time() or not moved):
        moved = True
        state.walks.sort(key=lambda walk: _ORDER[walk.kind])
        walk = state.walks[0]
        if walk.kind == "verify":
            if not pages:
                break
            pages -= 1
        _taken, further = reading.step(walk, WALK_ROWS)
        reading.seen.clear()  # only the open set asks for it, and a walk may be long
        if further is None:
            state.walks.pop(0)
            _complete(reading, walk)
        else:
            state.walks[0] = replace(further, kind=walk.kind)
        reading.save()
    return any(walk.kind != "verify" for walk in state.walks)


def _plan_verify(reading: Reading) -> None:
    state = reading.state
    if state.walks or state.backfilled_at is None or reading.resource.name == "services":
        return
    every = 0 if reading.resource.name == "users" else reading.settings.verify_every
    if reading.started - (state.verified_at or state.backfilled_at) >= every:
        state.walks.append(Walk("verify"))


def _complete(reading: Reading, walk: Walk) -> None:
    state = reading.state
    if walk.kind == "backfill":
        state.backfilled_at = reading.started
    if walk.kind == "verify":
        state.verified_at = reading.started
    if walk.kind != "gap":
        state.bottom = walk.reached
        _doubt_below(reading, walk.reached)


def _doubt_below(reading: Reading, reached: int | None) -> None:
    """Rows known to be older than the oldest the panel has shown are worth a question."""
    if reached is None:
        return
    intake = reading.intake
    first, last = time_key(intake.oldest, 0), time_key(max(0, reached - 1), LAST_ID)
    rows = intake.resource.table.between(reading.panel, first, last, limit=_MOST_DOUBTED)
    buckets = fingerprints.load(intake.owner, [bucket_of(row.id) for row in rows])
    for row in rows:
        known = buckets[bucket_of(row.id)].get(row.id)
        if known is not None and not known.gone:
            reading.doubts[row.id] = known
