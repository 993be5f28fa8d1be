"""All that matches a filter, for counting and collecting: addresses, where a list would read rows.

An index entry says enough where the index carries every facet of the filter: 0.5 read units buy about 20
entries, and one row. Only where it does not are the rows read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from chalicelib.store.listing import RowFilter, Search
from chalicelib.store.rows import PanelRowModel, RowTable

M = TypeVar("M", bound=PanelRowModel)

_CHUNK = 1_000
_BATCH = 100


@dataclass(frozen=True)
class Match:
    """`status` is known where rows were read, or the index carries it."""

    panel: str
    key: str
    status: str | None


class Matches(Generic[M]):
    """Iterates over what matches, looking at `most` entries at the most; afterwards `examined` tells at how
    many it looked and `complete` whether that was all. `rows` reads the row of every entry that may match."""

    def __init__(
        self, table: RowTable[M], wanted: RowFilter, driver: str | None, *, most: int, rows: bool = False
    ) -> None:
        self._search = Search(table, wanted, driver, _CHUNK, None)
        self._rows = rows or not wanted.facets.keys() <= carried(table, driver)
        self._most = most
        self.examined = 0
        self.complete = False

    def __iter__(self) -> Iterator[Match]:
        picks = self._search.picks()
        while batch := list(islice(picks, min(_BATCH, self._most - self.examined))):
            self.examined += len(batch)
            likely = [pick for pick in batch if self._search.may_match(pick)]
            if self._rows:
                likely = [row for row in self._search.rows(likely) if self._search.matches(row)]
            elif not self._search.on_index:
                likely = [row for row in likely if self._search.matches(row)]
            yield from (_match(found) for found in likely)
        self.complete = self.examined < self._most or next(picks, None) is None


def carried(table: RowTable[M], driver: str | None) -> frozenset[str]:
    """The facets that an entry of this driver's index decides; without one the row itself decides all."""
    if driver is None:
        return frozenset(table.model.FACETS)
    extra = getattr(table.model, f"index_{driver}").Meta.projection.non_key_attributes or ()
    return frozenset({driver}) | {name.removeprefix("by_") for name in extra}


def _match(found: PanelRowModel) -> Match:
    held = getattr(found, "by_status", None)
    return Match(found.panel, found.key, None if held is None else held.removeprefix(f"{found.panel}#"))
