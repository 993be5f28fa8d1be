"""What DynamoDB charges, by AWS's published rules. Pure.

Sources: "DynamoDB read and write operations" (units a read and a write take) and "Using Global Secondary
Indexes" (what a write costs in each index). Emulators report other numbers (platform-facts.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from tests.fakes.dynamodb.sizes import Item, item_size
from tests.fakes.dynamodb.tables import IndexShape

READ_BYTES = 4096
WRITE_BYTES = 1024


def read_units(size: int, *, consistent: bool) -> float:
    """One item, or one page of a query: its bytes by 4 KB, at least one, at half price unless consistent.

    What is not there (size 0) costs as much as the smallest item.
    """
    return max(1, ceil(size / READ_BYTES)) * (1.0 if consistent else 0.5)


def query_units(sizes: Iterable[int], *, consistent: bool) -> float:
    """A query adds up what it passed over, then rounds."""
    return read_units(sum(sizes), consistent=consistent)


def batch_units(sizes: Iterable[int], *, consistent: bool) -> float:
    """A batch read rounds each item by itself."""
    return sum(read_units(size, consistent=consistent) for size in sizes)


def write_units(before: Item | None, after: Item | None) -> int:
    """A write of one item into its table: the larger of what was there and what is there now, by 1 KB."""
    size = max(item_size(before or {}), item_size(after or {}))
    return max(1, ceil(size / WRITE_BYTES))


def index_units(index: IndexShape, before: Item | None, after: Item | None) -> int:
    """What the same write costs in one index: nothing where the entry stays as it is, one write to add,
    change or remove it, and two (remove and add) where its key changes."""
    old, new = _entry(index, before), _entry(index, after)
    if old == new:
        return 0
    if old is None or new is None or _key(index, old) == _key(index, new):
        return write_units(old, new)
    return write_units(old, None) + write_units(None, new)


def _entry(index: IndexShape, item: Item | None) -> Item | None:
    if item is None or index.hash not in item or (index.range is not None and index.range not in item):
        return None
    return index.project(item)


def _key(index: IndexShape, entry: Item) -> tuple[object, object]:
    return entry[index.hash], entry[index.range] if index.range else None
