"""The head of a list: newest first, until known ground is reached."""

from __future__ import annotations

from chalicelib.sync.reading import Reading
from chalicelib.sync.walk import Walk

# After a long silence the head may be far from known ground: what it does not reach in so many
# pages is left to a walk of its own, so that the newest rows are never late because of the old.
_MOST_PAGES = 5


def read_head(reading: Reading) -> None:
    """Read from the top down to `look_back` before the checkpoint, then move the checkpoint.

    Every row above the new checkpoint is stored by then, or in a walk of `state.walks`.
    """
    state, first_time = reading.state, reading.state.checkpoint is None
    low = 0 if state.checkpoint is None else max(0, state.checkpoint - reading.settings.look_back)
    walk: Walk | None = Walk("backfill" if first_time else "gap", low)
    newest: int | None = None
    pages = 1 if first_time else _MOST_PAGES
    while walk is not None and pages:
        taken, walk = reading.step(walk, reading.head_rows)
        pages -= 1
        newest = newest or max((row.created for row in taken.seen), default=None)
        if walk is not None and _on_known_ground(reading, taken.changed, walk):
            walk = None
    if walk is not None:
        state.walks.append(walk)
    elif first_time:
        state.backfilled_at = reading.started
    if newest is not None:
        state.checkpoint = max(newest, state.checkpoint or 0)


def _on_known_ground(reading: Reading, changed: int, walk: Walk) -> bool:
    """Whether nothing new can lie below: the panel's own oldest row was reached, or, in a list whose
    order is not known (tickets), a whole page held nothing new."""
    if reading.state.checkpoint is None:
        return False
    if reading.resource.name == "tickets":
        return not changed
    return (
        reading.state.bottom is not None and walk.reached is not None and walk.reached <= reading.state.bottom
    )
