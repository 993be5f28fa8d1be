"""Tasks go to SQS ten at a time, and none is lost in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import pytest

from chalicelib.sync.queue import SqsTaskQueue
from chalicelib.sync.tasks import MOST_DELAY, SyncTask, decode_task

URL = "https://sqs.example/sync"


@dataclass
class Sqs:
    """Takes batches as SQS does; `refuses` are the bodies it does not take."""

    refuses: tuple[str, ...] = ()
    batches: list[list[Mapping[str, Any]]] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)

    def send_message_batch(self, *, QueueUrl: str, Entries: Sequence[object]) -> dict[str, object]:  # noqa: N803
        entries = [cast(Mapping[str, Any], entry) for entry in Entries]
        self.urls.add(QueueUrl)
        self.batches.append(entries)
        failed = [{"Id": entry["Id"]} for entry in entries if entry["MessageBody"] in self.refuses]
        return {"Failed": failed} if failed else {"Successful": []}


def tasks(count: int) -> list[tuple[SyncTask, int]]:
    return [(SyncTask("MTP", "orders", 1_790_000_000.0 + number), number) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (25, [10, 10, 5])]
)
def test_tasks_are_sent_in_batches_of_ten(count: int, sizes: list[int]) -> None:
    sqs = Sqs()
    SqsTaskQueue(sqs, URL).send(tasks(count))
    assert [len(batch) for batch in sqs.batches] == sizes
    assert all(len({entry["Id"] for entry in batch}) == len(batch) for batch in sqs.batches)
    sent = [
        (decode_task(entry["MessageBody"]), entry["DelaySeconds"]) for batch in sqs.batches for entry in batch
    ]
    assert sent == tasks(count)
    assert sqs.urls <= {URL}


@pytest.mark.parametrize(("delay", "sent"), [(-3, 0), (0, 0), (59, 59), (MOST_DELAY, 900), (5_000, 900)])
def test_a_delay_is_one_that_sqs_takes(delay: int, sent: int) -> None:
    sqs = Sqs()
    SqsTaskQueue(sqs, URL).send([(SyncTask("MTP", "orders", 0.0), delay)])
    assert sqs.batches[0][0]["DelaySeconds"] == sent


def test_a_task_the_queue_does_not_take_is_an_error() -> None:
    refused = msgspec.json.encode(tasks(12)[11][0]).decode()
    with pytest.raises(RuntimeError, match="did not take"):
        SqsTaskQueue(Sqs(refuses=(refused,)), URL).send(tasks(12))


def test_a_message_that_is_no_task_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_task('{"panel": "MTP", "resource": "orders"}')
    with pytest.raises(msgspec.ValidationError):
        decode_task('{"panel": "MTP", "resource": "orders", "due_at": 1, "colour": "red"}')
