"""The sync queue as a list."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.sync.tasks import SyncTask


@dataclass
class ListQueue:
    """Keeps what was sent; `broken` makes it refuse as SQS does."""

    sent: list[tuple[SyncTask, int]] = field(default_factory=list)
    broken: bool = False

    def send(self, tasks: list[tuple[SyncTask, int]]) -> None:
        if self.broken:
            raise RuntimeError("the queue did not take it")
        self.sent += tasks

    def take(self) -> list[SyncTask]:
        """What was sent since the last time."""
        tasks, self.sent = [task for task, _ in self.sent], []
        return tasks
