"""What a read of a panel gives back: a Page of rows, each with its own bytes, and the rows that were bad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

# Apache takes a request line of 8,190 bytes and nginx one of 8,192; about 100 are the line's other words.
# A thousand ids of seven digits, a page's worth, just fit.
ID_BATCH_CHARACTERS = 8_000


class Fetched(msgspec.Struct, Generic[T], frozen=True):
    """A row and the JSON bytes it was sent as (a struct: a dataclass costs 0.3 µs more a row).

    `fetched_at` (epoch seconds) is when the request was about to be sent: a snapshot asked for
    later is the newer one. `nbytes` is the size of the whole answer when read by id, else of the row.
    """

    value: T
    raw: bytes
    fetched_at: float = 0.0
    nbytes: int = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its bytes, why, and its id where that much was readable."""

    raw: bytes
    reason: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One answered list, in the panel's order.

    `count` is what the panel claims (never a total to trust), `limit` the limit it says it applied,
    `next_href` its link to more (None when empty). `fetched_at` is when the request was about to be
    sent, in epoch seconds; `nbytes` is the size of the decoded answer.
    """

    rows: list[Fetched[T]]
    bad: list[BadRow]
    count: int | None
    limit: int | None
    next_href: str | None
    fetched_at: float
    nbytes: int

    @property
    def length(self) -> int:
        """How many rows the panel sent, the bad ones too."""
        return len(self.rows) + len(self.bad)

    def ends(self, asked: int) -> bool:
        """Whether this was the last page: shorter than the limit in force, and no link to more."""
        in_force = min(asked, self.limit) if self.limit else asked
        return self.length < in_force and not self.next_href


def id_batches(ids: Sequence[int], limit: int = 1_000) -> Iterator[list[int]]:
    """`ids` cut into lists that fit one request: at most `limit` of them, and a short enough query."""
    batch: list[int] = []
    length = 0
    for one in ids:
        width = len(str(one)) + 1
        if batch and (len(batch) == limit or length + width > ID_BATCH_CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(one)
        length += width
    if batch:
        yield batch
