"""What is due in the coming minute. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.store.sync_state import SyncItem
from chalicelib.sync.tasks import SyncTask

HORIZON = 60.0


def plan_minute(
    items: Iterable[tuple[SyncItem, float]], *, now: float, horizon: float = HORIZON
) -> list[tuple[SyncTask, int]]:
    """The tasks to send, each with its delay in whole seconds.

    `items` pairs each item with its interval in seconds: an interval below a minute gives several
    tasks. A paused item gives none. What is overdue, by however much, is due once, now.
    """
    tasks = []
    for item, interval in items:
        if item.paused:
            continue
        due = max(honest_next_due(item, interval, now), now)
        while due < now + horizon:
            tasks.append((SyncTask(item.panel, item.resource, due), int(due - now)))
            due += max(interval, 1.0)
    return tasks


def is_due(item: SyncItem, task: SyncTask, *, now: float, interval: float, last_began: float | None) -> bool:
    """Whether a delivered task still asks for work: a second delivery, or one overtaken by another
    pass, does not. `last_began` is when the last pass began. A tenth of the interval is given for
    clocks and queues that are not exact."""
    if item.paused:
        return False
    if task.asked:
        return last_began is None or last_began < task.due_at or last_began > now
    return honest_next_due(item, interval, now) <= now + max(0.5, interval / 10)


def honest_next_due(item: SyncItem, interval: float, now: float) -> float:
    """When the item is due. A time further away than its interval was written by a clock that was
    ahead: such an item is due now, or it would wait for that clock's time to come."""
    return item.next_due if item.next_due <= now + 1.1 * interval + 1 else now
