"""Counts what a piece of work reads from and writes to DynamoDB, on botocore's own events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from botocore.client import BaseClient

from tests.benchmarks.units import batch_units, index_units, query_units, read_units, write_units
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.keys import Key
from tests.fakes.dynamodb.sizes import Item, item_size
from tests.fakes.dynamodb.tables import TableShape

Request: TypeAlias = Mapping[str, Any]
_CONTEXT = "hyperpanel-meter"


@dataclass(frozen=True, slots=True)
class Place:
    """A table, or one of its indexes."""

    table: str
    index: str | None = None


@dataclass
class Reading:
    """What was counted. `read` and `written` are items (of an index: entries), by place; a read of what
    is not there counts as none. Units are request units as AWS bills them."""

    calls: Counter[str] = field(default_factory=Counter)
    read: Counter[Place] = field(default_factory=Counter)
    read_units: dict[Place, float] = field(default_factory=dict)
    written: Counter[Place] = field(default_factory=Counter)
    write_units: Counter[Place] = field(default_factory=Counter)

    def add_read(self, place: Place, items: int, units: float) -> None:
        self.read[place] += items
        self.read_units[place] = self.read_units.get(place, 0.0) + units

    @property
    def all_read_units(self) -> float:
        return sum(self.read_units.values())

    @property
    def all_write_units(self) -> int:
        return self.write_units.total()


class Operation(Protocol):
    """botocore's model of an operation, as far as it is needed here."""

    name: str


class Answer(Protocol):
    """The HTTP answer, as far as it is needed here."""

    status_code: int


class Meter:
    """`stored` tells what an item is at this moment: asked before and after each write, it shows what the
    write changed."""

    def __init__(self, shapes: Iterable[TableShape], stored: Callable[[str, Key], Item | None]) -> None:
        self.shapes = {shape.name: shape for shape in shapes}
        self.stored = stored
        self.reading = Reading()
        self._reads: Mapping[str, Callable[[Request, Mapping[str, Any]], None]] = {
            "GetItem": self._got,
            "Query": self._queried,
            "BatchGetItem": self._got_many,
        }
        self._writes: Mapping[str, Callable[[Request], list[tuple[str, Key]]]] = {
            "PutItem": lambda asked: [self._address(asked["TableName"], asked["Item"])],
            "UpdateItem": lambda asked: [self._address(asked["TableName"], asked["Key"])],
            "DeleteItem": lambda asked: [self._address(asked["TableName"], asked["Key"])],
            "BatchWriteItem": self._written_keys,
        }

    @classmethod
    def of(cls, engine: Engine) -> Meter:
        """A meter on the tables of the stand-in."""
        return cls(
            [table.shape for table in engine.tables.values()],
            lambda name, key: engine.tables[name].get(key),
        )

    @contextmanager
    def watching(self, clients: Iterable[BaseClient]) -> Iterator[Reading]:
        """Count what goes through these clients while open; the reading begins at nothing."""
        self.reading = Reading()
        known = list(clients)
        for client in known:
            client.meta.events.register("provide-client-params.dynamodb", self._asked)
            client.meta.events.register("after-call.dynamodb", self._answered)
        try:
            yield self.reading
        finally:
            for client in known:
                client.meta.events.unregister("provide-client-params.dynamodb", self._asked)
                client.meta.events.unregister("after-call.dynamodb", self._answered)

    def _asked(self, *, params: Request, model: Operation, context: dict[str, Any], **_event: object) -> None:
        before: dict[tuple[str, Key], Item | None] = {}
        if model.name in self._writes:
            before = {address: self.stored(*address) for address in self._writes[model.name](params)}
        elif model.name not in self._reads:
            raise NotImplementedError(f"no rule for what {model.name} costs")
        context[_CONTEXT] = (params, before)

    def _answered(
        self,
        *,
        parsed: Mapping[str, Any],
        http_response: Answer,
        model: Operation,
        context: dict[str, Any],
        **_event: object,
    ) -> None:
        params, before = context.pop(_CONTEXT)
        self.reading.calls[model.name] += 1
        done = http_response.status_code < 300
        for (table, key), old in before.items():
            self._written(table, old, self.stored(table, key) if done else old)
        if done and model.name in self._reads:
            self._reads[model.name](params, parsed)

    def _written(self, table: str, old: Item | None, new: Item | None) -> None:
        """A refused write costs what the item it met weighs, and nothing in the indexes."""
        reading = self.reading
        reading.written[Place(table)] += 1
        reading.write_units[Place(table)] += write_units(old, new)
        for index in self.shapes[table].indexes.values():
            units = index_units(index, old, new)
            if units:
                reading.written[Place(table, index.name)] += 1
                reading.write_units[Place(table, index.name)] += units

    def _got(self, asked: Request, _parsed: Mapping[str, Any]) -> None:
        item = self.stored(*self._address(asked["TableName"], asked["Key"]))
        units = read_units(item_size(item or {}), consistent=bool(asked.get("ConsistentRead")))
        self.reading.add_read(Place(asked["TableName"]), int(item is not None), units)

    def _got_many(self, asked: Request, _parsed: Mapping[str, Any]) -> None:
        for table, wanted in asked["RequestItems"].items():
            items = [self.stored(*self._address(table, key)) for key in wanted["Keys"]]
            sizes = [item_size(item or {}) for item in items]
            units = batch_units(sizes, consistent=bool(wanted.get("ConsistentRead")))
            self.reading.add_read(Place(table), sum(item is not None for item in items), units)

    def _queried(self, asked: Request, parsed: Mapping[str, Any]) -> None:
        if asked.get("FilterExpression") or parsed["ScannedCount"] != parsed["Count"]:
            raise NotImplementedError("what a filter passed over cannot be seen from here")
        table, index = asked["TableName"], asked.get("IndexName")
        items: list[Item] = parsed["Items"]
        if asked.get("ProjectionExpression"):
            # Charged is the whole item, whatever is asked for of it.
            items = [self.stored(*self._address(table, item)) or item for item in items]
        units = query_units(map(item_size, items), consistent=bool(asked.get("ConsistentRead")))
        self.reading.add_read(Place(table, index), len(items), units)

    def _written_keys(self, asked: Request) -> list[tuple[str, Key]]:
        return [
            self._address(
                table, part["PutRequest"]["Item"] if "PutRequest" in part else part["DeleteRequest"]["Key"]
            )
            for table, parts in asked["RequestItems"].items()
            for part in parts
        ]

    def _address(self, table: str, item: Item) -> tuple[str, Key]:
        return table, self.shapes[table].key(item)
