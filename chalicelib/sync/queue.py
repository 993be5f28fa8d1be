"""The SQS queue of sync tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

import msgspec

from chalicelib.sync.tasks import MOST_DELAY, SyncTask

_BATCH = 10


class SqsClient(Protocol):
    """The one call of a botocore SQS client that is used here."""

    def send_message_batch(self, *, QueueUrl: str, Entries: Sequence[object]) -> dict[str, object]: ...  # noqa: N803


class SqsTaskQueue:
    """Sends tasks ten at a time. Raises RuntimeError naming what SQS did not take."""

    def __init__(self, client: SqsClient, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, tasks: list[tuple[SyncTask, int]]) -> None:
        for batch in _batches(tasks):
            entries = [
                {
                    "Id": str(number),
                    "MessageBody": msgspec.json.encode(task).decode(),
                    "DelaySeconds": min(max(0, delay), MOST_DELAY),
                }
                for number, (task, delay) in enumerate(batch)
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise RuntimeError(f"the queue did not take {answer['Failed']}")


def _batches(tasks: list[tuple[SyncTask, int]]) -> Iterator[list[tuple[SyncTask, int]]]:
    iterator = iter(tasks)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
