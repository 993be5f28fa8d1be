"""Lists over any set of panels, merged in order, with a cursor that stays right while rows arrive.

One facet drives: each of its values in each panel is a stream of index entries in sort order, the
streams are merged lazily, and only the entries that get onto the page are read as rows. Facets the
index carries are decided on the entry, the others on the row. Without a facet the base table, which
is in time order itself, is the stream.
"""

from __future__ import annotations

import heapq
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from math import ceil
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from pynamodb.indexes import GlobalSecondaryIndex

from chalicelib.errors import InvalidInput
from chalicelib.store.keys import LAST_ID, facet
from chalicelib.store.rows import PanelRowModel, RowTable, StoredRow

M = TypeVar("M", bound=PanelRowModel)

# A filter that matches almost nothing must not read the whole table for one page: after so many
# entries the page is answered as it is, with a cursor to go on from.
_MOST_EXAMINED = 2_000
# Of several streams each is begun with a taste, together less than half a page too much; a stream
# that runs dry is then read by its share of the page so far.
_TASTE = 0.45

# What keys.py makes: a time or a number, then an id.
_Key = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{10}|[0-9]{25})-[0-9]{20}\Z")]


@dataclass(frozen=True)
class RowFilter:
    """What a list is to hold. `facets` maps a facet to the values wanted (any of them); `first` and
    `last` bound the sort key, both included; `order` names a sort key other than time."""

    panels: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = "~"
    order: str = "key"
    ascending: bool = False
    gone: bool = False

    def signature(self) -> str:
        """Tells one filter from another, so that a cursor is not used with a list it is not of."""
        known = (self.panels, sorted(self.facets.items()), self.first, self.last, self.order, self.ascending)
        return sha256(repr(known).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class RowSlice:
    items: list[StoredRow]
    next: str | None


def list_rows(
    table: RowTable[M], wanted: RowFilter, *, driver: str | None, limit: int, cursor: str | None = None
) -> RowSlice:
    """One page of at most `limit` rows. `driver` is the facet whose index picks them; raises
    InvalidInput (field `cursor`) for a cursor of another list."""
    search = Search(table, wanted, driver, limit, _decode(cursor, wanted) if cursor else None)
    return search.page()


def best_driver(wanted: RowFilter, selectivity: Sequence[str]) -> str | None:
    """The facet of the filter that comes first in `selectivity`, the rarest values first."""
    return next((name for name in selectivity if name in wanted.facets), None)


@dataclass(frozen=True)
class _Position:
    key: str
    panel: str


class Search(Generic[M]):
    """The entries of a filter in order, and which of them are wanted."""

    def __init__(
        self,
        table: RowTable[M],
        wanted: RowFilter,
        driver: str | None,
        limit: int,
        start: _Position | None,
    ) -> None:
        self.table = table
        self.wanted = wanted
        self.driver = driver
        self.limit = limit
        self.start = start
        self.fetched = self.merged = 0
        self.on_index = driver is not None or wanted.order != "key"
        # Where two panels' rows share a key, the panel that comes first by name comes first.
        self.rank = {panel: -number for number, panel in enumerate(sorted(wanted.panels))}

    def page(self) -> RowSlice:
        picks = self.picks()
        items: list[StoredRow] = []
        examined, last = 0, None
        while len(items) < self.limit and examined < _MOST_EXAMINED:
            batch = list(islice(picks, self.limit - len(items)))
            if not batch:
                return RowSlice(items, None)
            examined += len(batch)
            last = batch[-1]
            likely = [pick for pick in batch if self.may_match(pick)]
            items += [self.table.read(row) for row in self.rows(likely) if self.matches(row)]
        more = next(picks, None) is not None
        return RowSlice(items, self._encode(last) if more and last is not None else None)

    def picks(self) -> Iterator[M]:
        values = self.wanted.facets[self.driver] if self.driver else (None,)
        sources = [(panel, value) for panel in self.wanted.panels for value in values]
        if not sources:
            return
        taste = self.limit + 1 if len(sources) == 1 else max(2, int(self.limit * _TASTE / len(sources)))
        streams = [self._stream(panel, value, taste) for panel, value in sources]
        for pick in heapq.merge(*streams, key=self._place, reverse=not self.wanted.ascending):
            self.merged += 1
            yield pick

    def _stream(self, panel: str, value: str | None, chunk: int) -> Iterator[M]:
        source, hash_key = self._source(panel, value)
        first, last = self._bounds(panel)
        range_attribute = getattr(self.table.model, self.wanted.order)
        given = 0
        while first <= last:
            found: list[M] = list(
                source.query(
                    hash_key,
                    range_attribute.between(first, last),
                    scan_index_forward=self.wanted.ascending,
                    limit=chunk,
                    page_size=chunk,
                )
            )
            self.fetched += len(found)
            yield from found
            if len(found) < chunk:
                return
            end = getattr(found[-1], self.wanted.order)
            first, last = (_after(end), last) if self.wanted.ascending else (first, _before(end))
            given += len(found)
            chunk = self._next_chunk(given)

    def _next_chunk(self, given: int) -> int:
        """How much more to read of a stream that has `given` so many of the rows merged so far: what it
        will give of the rest of the page, if it goes on like that, as long as all that is read ahead
        stays as little as the tastes were. Past a page, whole pages."""
        left = self.limit + 1 - self.merged
        if left <= 0:
            return self.limit
        expected = ceil(left * given / max(self.merged, given))
        spare = int(self.limit * _TASTE) - (self.fetched - self.merged)
        return max(2, min(left, expected, spare))

    def _source(self, panel: str, value: str | None) -> tuple[type[M] | GlobalSecondaryIndex[Any], str]:
        if self.driver is not None and value is not None:
            return getattr(self.table.model, f"index_{self.driver}"), facet(panel, value)
        if self.wanted.order != "key":
            index = getattr(self.table.model, f"index_{self.wanted.order.removesuffix('_key')}")
            return index, panel
        return self.table.model, panel

    def _bounds(self, panel: str) -> tuple[str, str]:
        first, last = self.wanted.first, self.wanted.last
        if self.start is None:
            return first or "0", last
        comes_later = self.rank[panel] < self.rank.get(self.start.panel, 0)
        if self.wanted.ascending:
            comes_later = self.rank[panel] > self.rank.get(self.start.panel, 0)
            return max(first, self.start.key if comes_later else _after(self.start.key)), last
        return first or "0", min(last, self.start.key if comes_later else _before(self.start.key))

    def _place(self, pick: M) -> tuple[str, int]:
        return getattr(pick, self.wanted.order), self.rank[pick.panel]

    def rows(self, picks: Sequence[M]) -> list[M]:
        if not self.on_index or not picks:
            return list(picks)
        found = {
            (row.panel, row.key): row
            for row in self.table.model.batch_get([(pick.panel, pick.key) for pick in picks])
        }
        return [found[pick.panel, pick.key] for pick in picks if (pick.panel, pick.key) in found]

    def may_match(self, pick: M) -> bool:
        """False only if the entry itself shows that its row is not wanted."""
        for name, values in self.wanted.facets.items():
            held = getattr(pick, f"by_{name}", None)
            if held is not None and held not in {facet(pick.panel, value) for value in values}:
                return False
        return True

    def matches(self, row: M) -> bool:
        """An index is a moment behind its table: the row decides."""
        if row.gone_at is not None and not self.wanted.gone:
            return False
        return all(
            getattr(row, f"by_{name}") in {facet(row.panel, value) for value in values}
            for name, values in self.wanted.facets.items()
        )

    def _encode(self, last: M) -> str:
        content = [getattr(last, self.wanted.order), last.panel, self.wanted.signature()]
        return urlsafe_b64encode(msgspec.json.encode(content)).decode().rstrip("=")


def _decode(cursor: str, wanted: RowFilter) -> _Position:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key, panel, signature = msgspec.json.decode(urlsafe_b64decode(padded), type=tuple[_Key, str, str])
    except (ValueError, msgspec.MsgspecError):
        raise InvalidInput("This cursor is none of ours; start the list anew.", field="cursor") from None
    if signature != wanted.signature() or panel not in wanted.panels:
        raise InvalidInput("This cursor is of another list; start the list anew.", field="cursor")
    return _Position(key, panel)


def _before(key: str) -> str:
    """The last key below this one (keys are two fixed-width numbers)."""
    head, tail = key.split("-")
    if int(tail) > 0:
        return f"{head}-{int(tail) - 1:020d}"
    return f"{int(head) - 1:0{len(head)}d}-{LAST_ID:020d}" if int(head) else "/"


def _after(key: str) -> str:
    """The first key above this one."""
    head, tail = key.split("-")
    return f"{head}-{int(tail) + 1:020d}"
