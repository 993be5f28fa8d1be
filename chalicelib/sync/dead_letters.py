"""Sync tasks that failed four times: looked at without losing any, and sent again.

SQS has no way to look into a queue: messages are received, and given back. While one is held nobody else
gets it; should the holder die, it is back by itself after HELD seconds. Each look counts as a receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypedDict

import msgspec
from msgspec.structs import replace

from chalicelib.sync.tasks import SyncTask, TaskQueue, decode_task

HELD = 20
MOST = 200
_BATCH = 10


class Message(TypedDict):
    """What SQS says of a message that was received."""

    MessageId: str
    ReceiptHandle: str
    Body: str
    Attributes: Mapping[str, str]


class SqsClient(Protocol):
    """The calls of a botocore SQS client that are used here."""

    def receive_message(
        self,
        *,
        QueueUrl: str,  # noqa: N803
        MaxNumberOfMessages: int,  # noqa: N803
        VisibilityTimeout: int,  # noqa: N803
        WaitTimeSeconds: int,  # noqa: N803
        MessageSystemAttributeNames: Sequence[str],  # noqa: N803
    ) -> Mapping[str, Sequence[Message]]: ...

    def get_queue_attributes(
        self,
        *,
        QueueUrl: str,  # noqa: N803
        AttributeNames: Sequence[str],  # noqa: N803
    ) -> Mapping[str, Mapping[str, str]]: ...

    def change_message_visibility_batch(self, *, QueueUrl: str, Entries: Sequence[object]) -> object: ...  # noqa: N803

    def delete_message_batch(self, *, QueueUrl: str, Entries: Sequence[object]) -> object: ...  # noqa: N803


@dataclass(frozen=True)
class DeadLetter:
    """`task` is None for a body that is no task; `received` is how often it was, looks included;
    `first_sent_at` in UNIX seconds."""

    id: str
    task: SyncTask | None
    received: int
    first_sent_at: float | None
    receipt: str = field(repr=False, default="")

    @property
    def panel(self) -> str | None:
        return None if self.task is None else self.task.panel

    @property
    def resource(self) -> str | None:
        return None if self.task is None else self.task.resource

    @property
    def due_at(self) -> float | None:
        return None if self.task is None else self.task.due_at


class DeadLetters(Protocol):
    """The queue; what was taken is held until it is given back or removed."""

    def take(self) -> list[DeadLetter]: ...

    def give_back(self, letters: Sequence[DeadLetter]) -> None: ...

    def remove(self, letters: Sequence[DeadLetter]) -> None: ...


class SqsDeadLetters:
    """The queue in SQS."""

    def __init__(self, client: SqsClient, url: str) -> None:
        self._client = client
        self._url = url

    def take(self) -> list[DeadLetter]:
        """What is in the queue and held by nobody, 200 at most, the oldest first."""
        found: dict[str, DeadLetter] = {}
        waiting = min(self._waiting(), MOST)
        # A receipt asks some of SQS's machines and may come back with less than there is.
        for _ in range(2 * waiting):
            if len(found) >= waiting:
                break
            answer = self._client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=_BATCH,
                VisibilityTimeout=HELD,
                WaitTimeSeconds=1,
                MessageSystemAttributeNames=["ApproximateReceiveCount", "SentTimestamp"],
            )
            messages = answer.get("Messages", ())
            if not messages:
                break
            found |= {message["MessageId"]: _read(message) for message in messages}
        return sorted(found.values(), key=lambda letter: (letter.first_sent_at or 0, letter.id))

    def give_back(self, letters: Sequence[DeadLetter]) -> None:
        """Let others have them again at once."""
        for batch in _batches(letters):
            entries = [{**entry, "VisibilityTimeout": 0} for entry in batch]
            self._client.change_message_visibility_batch(QueueUrl=self._url, Entries=entries)

    def remove(self, letters: Sequence[DeadLetter]) -> None:
        """Take them out for good."""
        for batch in _batches(letters):
            self._client.delete_message_batch(QueueUrl=self._url, Entries=batch)

    def _waiting(self) -> int:
        name = "ApproximateNumberOfMessages"
        answer = self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=[name])
        return int(answer["Attributes"][name])


def look(letters: DeadLetters) -> list[DeadLetter]:
    """What is in the queue, given back at once."""
    found = letters.take()
    letters.give_back(found)
    return found


def replay(
    letters: DeadLetters, queue: TaskQueue, choose: Callable[[DeadLetter], bool], *, now: float
) -> list[DeadLetter]:
    """Send the chosen tasks again, wanted at once, then remove them; what is no task stays.

    Should it end between the two, a task is in both queues and replayed once more: a pass that nobody
    needed, as a task delivered after another pass finds nothing due.
    """
    held = letters.take()
    chosen = [letter for letter in held if letter.task is not None and choose(letter)]
    try:
        tasks = {
            (letter.task.panel, letter.task.resource): replace(letter.task, due_at=now, asked=True)
            for letter in chosen
            if letter.task is not None
        }
        queue.send([(task, 0) for task in tasks.values()])
        letters.remove(chosen)
    except BaseException:
        letters.give_back(held)
        raise
    letters.give_back([letter for letter in held if letter not in chosen])
    return chosen


def _read(message: Message) -> DeadLetter:
    attributes = message.get("Attributes", {})
    sent = attributes.get("SentTimestamp")
    try:
        task = decode_task(message["Body"])
    except msgspec.DecodeError:
        task = None
    return DeadLetter(
        id=message["MessageId"],
        task=task,
        received=int(attributes.get("ApproximateReceiveCount", "1")),
        first_sent_at=None if sent is None else int(sent) / 1_000,
        receipt=message["ReceiptHandle"],
    )


def _batches(letters: Sequence[DeadLetter]) -> Iterator[list[dict[str, object]]]:
    iterator = iter(letters)
    while batch := list(islice(iterator, _BATCH)):
        yield [{"Id": str(number), "ReceiptHandle": letter.receipt} for number, letter in enumerate(batch)]
