"""A panel's table: rows by id, and the same rows by time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class _Row(Protocol):
    id: int
    created: int


R = TypeVar("R", bound=_Row)


def _when(row: _Row) -> tuple[int, int]:
    return row.created, row.id


class Table(Generic[R]):
    """Rows by id (`table[id]`, iteration in order of arrival) and `timeline`, oldest first."""

    def __init__(self, rows: Iterable[R] = ()) -> None:
        self.by_id: dict[int, R] = {row.id: row for row in rows}
        self.timeline: list[R] = sorted(self.by_id.values(), key=_when)
        self._highest = max(self.by_id, default=0)

    def __getitem__(self, row_id: int) -> R:
        return self.by_id[row_id]

    def __contains__(self, row_id: object) -> bool:
        return row_id in self.by_id

    def __iter__(self) -> Iterator[R]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, row_id: int) -> R | None:
        """The row, or None."""
        return self.by_id.get(row_id)

    def next_id(self) -> int:
        """One above the highest id ever used: an id is never given twice."""
        return self._highest + 1

    def add(self, row: R) -> R:
        """Take in a new row. Raises ValueError when its id is in use."""
        if row.id in self.by_id:
            raise ValueError(f"id {row.id} is in use")
        self.by_id[row.id] = row
        self._highest = max(self._highest, row.id)
        if not self.timeline or _when(self.timeline[-1]) <= _when(row):
            self.timeline.append(row)
        else:
            insort(self.timeline, row, key=_when)
        return row

    def remove(self, row_id: int) -> R:
        """Take a row out. Raises KeyError when there is none."""
        row = self.by_id.pop(row_id)
        del self.timeline[bisect_left(self.timeline, _when(row), key=_when)]
        return row

    def redate(self, row_id: int, created: int) -> None:
        """Change when a row was created, keeping the timeline in order."""
        row = self.by_id[row_id]
        del self.timeline[bisect_left(self.timeline, _when(row), key=_when)]
        row.created = created
        insort(self.timeline, row, key=_when)

    def window(self, first: int | None, last: int | None) -> list[R]:
        """Rows created in [first, last], oldest first; None leaves that end open."""
        low = 0 if first is None else bisect_left(self.timeline, (first, -1), key=_when)
        high = len(self.timeline) if last is None else bisect_left(self.timeline, (last + 1, -1), key=_when)
        return self.timeline[low:high]
