"""Tables in memory: items as the JSON they came in, keys in order, indexes beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from pynamodb.models import Model

from tests.fakes.dynamodb.keys import Key, Sortable, key_of, sort_value
from tests.fakes.dynamodb.sizes import Item

if TYPE_CHECKING:
    from pynamodb._schema import KeySchema

# Where an entry stands in its partition: its range key, then its item's primary key.
Place: TypeAlias = tuple[Sortable, Key]
_ITEM = msgspec.json.Decoder(dict[str, dict[str, object]])


@dataclass(frozen=True)
class IndexShape:
    """A global index; `kept` are the attributes it carries, None for all of them."""

    name: str
    hash: str
    range: str | None
    kept: frozenset[str] | None

    def place(self, item: Item, key: Key) -> tuple[Sortable, Place] | None:
        """The partition and place of an item in this index; None where it has no part in it."""
        if self.hash not in item or (self.range is not None and self.range not in item):
            return None
        return sort_value(item[self.hash]), (sort_value(item[self.range]) if self.range else "", key)

    def project(self, item: Item) -> Item:
        """What the index carries of an item."""
        return item if self.kept is None else {name: item[name] for name in item if name in self.kept}


@dataclass(frozen=True)
class TableShape:
    """A table's keys and global indexes."""

    name: str
    hash: str
    range: str | None
    indexes: Mapping[str, IndexShape]

    def key(self, item: Item) -> Key:
        return key_of(item, self.hash, self.range)

    @property
    def key_names(self) -> tuple[str, ...]:
        return (self.hash,) if self.range is None else (self.hash, self.range)


def shape_of(model: type[Model]) -> TableShape:
    """The shape that a model would create its table with."""
    schema = model._get_schema()
    own = _keys(schema["key_schema"])
    indexes = {}
    for index in schema["global_secondary_indexes"]:
        keys = _keys(index["key_schema"])
        projection = index["projection"]
        kept = {*own.values(), *keys.values(), *projection.get("NonKeyAttributes", ())}
        whole = projection["ProjectionType"] == "ALL"
        indexes[index["index_name"]] = IndexShape(
            index["index_name"], keys["HASH"], keys.get("RANGE"), None if whole else frozenset(kept)
        )
    return TableShape(model.Meta.table_name, own["HASH"], own.get("RANGE"), indexes)


def _keys(schema: Sequence[KeySchema] | Sequence[dict[str, str]]) -> dict[str, str]:
    return {part["KeyType"]: part["AttributeName"] for part in schema}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of range keys; None leaves an end open, `..._out` leaves the end itself out."""

    first: Sortable | None = None
    last: Sortable | None = None
    first_out: bool = False
    last_out: bool = False


class Partition:
    """The places of one hash key. Additions wait until the next read: a backfill writes from the newest
    row down, and putting each in front of a long list at once would cost the square of its length."""

    def __init__(self) -> None:
        self._sorted: list[Place] = []
        self._added: set[Place] = set()
        self._dropped: set[Place] = set()

    def add(self, place: Place) -> None:
        if place in self._dropped:
            self._dropped.discard(place)
        else:
            self._added.add(place)

    def drop(self, place: Place) -> None:
        if place in self._added:
            self._added.discard(place)
        else:
            self._dropped.add(place)

    def between(self, bounds: Bounds, start: Place | None, *, backwards: bool) -> Iterator[Place]:
        """The places within `bounds`, in order; with `start`, only those that come after it."""
        self._settle()
        places = self._sorted
        low = 0 if bounds.first is None else _cut(places, bounds.first, after=bounds.first_out)
        high = len(places) if bounds.last is None else _cut(places, bounds.last, after=not bounds.last_out)
        if start is not None and backwards:
            high = min(high, bisect_left(places, start))
        elif start is not None:
            low = max(low, bisect_right(places, start))
        order = range(high - 1, low - 1, -1) if backwards else range(low, high)
        return (places[number] for number in order)

    def _settle(self) -> None:
        if self._dropped:
            self._sorted = [place for place in self._sorted if place not in self._dropped]
            self._dropped.clear()
        if self._added:
            self._sorted.extend(self._added)
            self._sorted.sort()
            self._added.clear()


def _cut(places: list[Place], value: Sortable, *, after: bool) -> int:
    """Where the places with this range key begin, or where they end."""
    cut = bisect_right if after else bisect_left
    return cut(places, value, key=itemgetter(0))


class Table:
    """One table. Items are kept as JSON bytes, a third of what they weigh as dicts."""

    def __init__(self, shape: TableShape) -> None:
        self.shape = shape
        self._items: dict[Key, bytes] = {}
        self._partitions: dict[tuple[str | None, Sortable], Partition] = {}

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Key) -> Item | None:
        raw = self._items.get(key)
        return None if raw is None else _ITEM.decode(raw)

    def raw(self, key: Key) -> bytes | None:
        """The item as it is sent."""
        return self._items.get(key)

    def put(self, item: Item) -> None:
        key = self.shape.key(item)
        raw = self._items.get(key)
        before = {} if raw is None else dict(self._places(_ITEM.decode(raw), key))
        after = dict(self._places(item, key))
        for where, place in before.items():
            if after.get(where) != place:
                self._partitions[where].drop(place)
        for where, place in after.items():
            if before.get(where) != place:
                self._partition(where).add(place)
        self._items[key] = msgspec.json.encode(item)

    def delete(self, key: Key) -> None:
        raw = self._items.pop(key, None)
        if raw is not None:
            for where, place in self._places(_ITEM.decode(raw), key):
                self._partitions[where].drop(place)

    def partition(self, index: str | None, hash_key: Sortable) -> Partition:
        """The places of one hash key, of the table itself (`index` None) or of an index."""
        return self._partitions.get((index, hash_key)) or Partition()

    def _partition(self, where: tuple[str | None, Sortable]) -> Partition:
        if where not in self._partitions:
            self._partitions[where] = Partition()
        return self._partitions[where]

    def _places(self, item: Item, key: Key) -> Iterator[tuple[tuple[str | None, Sortable], Place]]:
        yield (None, key[0]), (key[1], key)
        for index in self.shape.indexes.values():
            placed = index.place(item, key)
            if placed is not None:
                yield (index.name, placed[0]), placed[1]
