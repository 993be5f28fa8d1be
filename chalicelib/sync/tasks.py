"""What travels in the sync queue: "read this resource of this panel now"."""

from __future__ import annotations

from typing import Protocol

import msgspec

RESOURCE_NAMES = ("orders", "payments", "users", "tickets", "services")
# An SQS message can be delayed by 15 minutes at most.
MOST_DELAY = 900


class SyncTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`due_at` is when the pass was due (UNIX seconds); `asked` that a person wants it at once."""

    panel: str
    resource: str
    due_at: float
    asked: bool = False


class TaskQueue(Protocol):
    """Where tasks are sent; `delay` is in whole seconds, 900 at most. Delivers at least once."""

    def send(self, tasks: list[tuple[SyncTask, int]]) -> None: ...


def decode_task(body: str) -> SyncTask:
    """Raises msgspec.ValidationError for a body that is no task."""
    return msgspec.json.decode(body, type=SyncTask)
