"""A stand-in for DynamoDB, in memory: the operations the store uses, at 200,000 items and more.

moto is right for small tables and far too slow for volume. What is answered here is compared with
moto's answers by a property test. Not here, as the store does not use it: scans, transactions, filters,
local indexes, expressions beyond `expressions.py`, and the 16 MB limit of a batch read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from tests.fakes.dynamodb.expressions import NotUnderstood, Words, holds, parse_condition, parse_update
from tests.fakes.dynamodb.keys import Key
from tests.fakes.dynamodb.queries import find
from tests.fakes.dynamodb.sizes import Item, item_size
from tests.fakes.dynamodb.tables import Table, TableShape

Request: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]

MOST_READ = 100
MOST_WRITTEN = 25
LARGEST_ITEM = 400 * 1024
_PLAIN = frozenset(
    {"TableName", "Item", "Key", "ConditionExpression", "UpdateExpression", "ExpressionAttributeNames"}
    | {"ExpressionAttributeValues", "ReturnValues", "ConsistentRead", "ReturnConsumedCapacity"}
    | {"ReturnItemCollectionMetrics", "RequestItems", "ReturnValuesOnConditionCheckFailure"}
)


class Refused(Exception):
    """What DynamoDB would refuse; `code` is its own word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Engine:
    """Tables by name. `call` takes and gives what travels in an HTTP body."""

    def __init__(self, shapes: Iterable[TableShape]) -> None:
        self.tables = {shape.name: Table(shape) for shape in shapes}
        self._operations: Mapping[str, Callable[[Request], Answer]] = {
            "GetItem": self._get,
            "PutItem": self._put,
            "UpdateItem": self._update,
            "DeleteItem": self._delete,
            "Query": self._query,
            "BatchGetItem": self._batch_get,
            "BatchWriteItem": self._batch_write,
        }

    def call(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """HTTP status and body of the answer."""
        try:
            if operation not in self._operations:
                raise Refused("UnknownOperationException", operation)
            answer = self._operations[operation](msgspec.json.decode(body))
        except Refused as error:
            return 400, _refusal(error.code, str(error))
        except (NotUnderstood, KeyError, ValueError) as error:
            return 400, _refusal("ValidationException", f"{type(error).__name__}: {error}")
        return 200, msgspec.json.encode(answer)

    def _table(self, name: str) -> Table:
        if name not in self.tables:
            raise Refused("ResourceNotFoundException", f"no table {name}")
        return self.tables[name]

    def _get(self, request: Request) -> Answer:
        table = _understood(self, request)
        raw = table.raw(_exact_key(table, request["Key"]))
        return {} if raw is None else {"Item": msgspec.Raw(raw)}

    def _put(self, request: Request) -> Answer:
        table = _understood(self, request)
        _check_condition(table, table.shape.key(request["Item"]), request)
        table.put(_fitting(request["Item"]))
        return {}

    def _delete(self, request: Request) -> Answer:
        table = _understood(self, request)
        key = _exact_key(table, request["Key"])
        _check_condition(table, key, request)
        table.delete(key)
        return {}

    def _update(self, request: Request) -> Answer:
        table = _understood(self, request)
        key = _exact_key(table, request["Key"])
        _check_condition(table, key, request)
        words, update = _words(request), parse_update(request["UpdateExpression"])
        item = dict(table.get(key) or request["Key"])
        for name, value in update.sets:
            item[words.name(name)] = words.values[value]
        for name in update.removes:
            item.pop(words.name(name), None)
        if table.shape.key(item) != key:
            raise Refused("ValidationException", "an update cannot change a key")
        table.put(_fitting(item))
        return {"Attributes": item} if request.get("ReturnValues") == "ALL_NEW" else {}

    def _query(self, request: Request) -> Answer:
        return find(self._table(request["TableName"]), request, _words(request))

    def _batch_get(self, request: Request) -> Answer:
        wanted = [
            (name, _exact_key(self._table(name), key))
            for name, asked in request["RequestItems"].items()
            for key in asked["Keys"]
        ]
        _check_batch(wanted, MOST_READ)
        found: dict[str, list[msgspec.Raw]] = {name: [] for name in request["RequestItems"]}
        for name, key in wanted:
            raw = self._table(name).raw(key)
            if raw is not None:
                found[name].append(msgspec.Raw(raw))
        return {"Responses": found, "UnprocessedKeys": {}}

    def _batch_write(self, request: Request) -> Answer:
        acts: list[tuple[Table, Key, Item | None]] = []
        for name, parts in request["RequestItems"].items():
            table = self._table(name)
            for part in parts:
                if "PutRequest" in part:
                    item = _fitting(part["PutRequest"]["Item"])
                    acts.append((table, table.shape.key(item), item))
                else:
                    acts.append((table, _exact_key(table, part["DeleteRequest"]["Key"]), None))
        _check_batch([(table.shape.name, key) for table, key, _ in acts], MOST_WRITTEN)
        for table, key, written in acts:
            if written is None:
                table.delete(key)
            else:
                table.put(written)
        return {"UnprocessedItems": {}}


def _understood(engine: Engine, request: Request) -> Table:
    """The table of a request that holds nothing this stand-in would pass over in silence."""
    strange = request.keys() - _PLAIN
    if strange:
        raise NotUnderstood(", ".join(sorted(strange)))
    return engine._table(request["TableName"])


def _words(request: Request) -> Words:
    return Words(
        request.get("ExpressionAttributeNames") or {}, request.get("ExpressionAttributeValues") or {}
    )


def _exact_key(table: Table, key: Item) -> Key:
    if sorted(key) != sorted(table.shape.key_names):
        raise Refused("ValidationException", "the key does not match the table's")
    return table.shape.key(key)


def _check_condition(table: Table, key: Key, request: Request) -> None:
    text = request.get("ConditionExpression")
    if text and not holds(parse_condition(text), table.get(key) or {}, _words(request)):
        raise Refused("ConditionalCheckFailedException", "The conditional request failed")


def _check_batch(keys: list[tuple[str, Key]], most: int) -> None:
    if not 0 < len(keys) <= most:
        raise Refused("ValidationException", f"{len(keys)} items in a batch; 1 to {most} are allowed")
    if len(set(keys)) < len(keys):
        raise Refused("ValidationException", "a batch names one item twice")


def _fitting(item: Item) -> Item:
    if item_size(item) > LARGEST_ITEM:
        raise Refused("ValidationException", "Item size has exceeded the maximum allowed size")
    return item


def _refusal(code: str, message: str) -> bytes:
    return msgspec.json.encode({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": message})
