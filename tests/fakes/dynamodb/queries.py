"""The Query operation: one hash key, a range of range keys, one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.dynamodb.expressions import Junction, Node, NotUnderstood, Test, Words, parse_condition
from tests.fakes.dynamodb.keys import Sortable, sort_value
from tests.fakes.dynamodb.sizes import Item, item_size
from tests.fakes.dynamodb.tables import Bounds, Place, Table, TableShape

PAGE_BYTES = 1024 * 1024
_KNOWN = frozenset(
    {"TableName", "IndexName", "KeyConditionExpression", "ExpressionAttributeNames", "Limit"}
    | {"ExpressionAttributeValues", "ScanIndexForward", "ExclusiveStartKey", "ConsistentRead"}
    | {"ProjectionExpression", "ReturnConsumedCapacity"}
)


def find(table: Table, request: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """One page: at most `Limit` items and 1 MB. Raises NotUnderstood for what this stand-in does not do."""
    if request.keys() - _KNOWN:
        raise NotUnderstood(", ".join(sorted(request.keys() - _KNOWN)))
    index = request.get("IndexName")
    if index is not None and request.get("ConsistentRead"):
        raise ValueError("an index cannot be read consistently")
    items, last = _page(table, index, _places(table, index, request, words), request.get("Limit"))
    answer: dict[str, Any] = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
    projection = request.get("ProjectionExpression")
    if projection:
        wanted = {words.name(name.strip()) for name in projection.split(",")}
        answer["Items"] = [{name: item[name] for name in item if name in wanted} for item in items]
    if last is not None:
        answer["LastEvaluatedKey"] = {name: last[name] for name in _key_names(table.shape, index)}
    return answer


def _places(table: Table, index: str | None, request: Mapping[str, Any], words: Words) -> Iterator[Place]:
    hash_name, range_name = table.shape.hash, table.shape.range
    if index is not None:
        hash_name, range_name = table.shape.indexes[index].hash, table.shape.indexes[index].range
    tests = _tests(parse_condition(request["KeyConditionExpression"]), words)
    hash_test = tests.pop(hash_name)
    range_test = tests.pop(range_name, None) if range_name else None
    if tests or hash_test.operator != "=":
        raise NotUnderstood(request["KeyConditionExpression"])
    bounds = _bounds(range_test, words) if range_test else Bounds()
    start = request.get("ExclusiveStartKey")
    after = None
    if start is not None:
        after = (sort_value(start[range_name]) if range_name else "", table.shape.key(start))
    partition = table.partition(index, sort_value(words.values[hash_test.values[0]]))
    return partition.between(bounds, after, backwards=not request.get("ScanIndexForward", True))


def _page(
    table: Table, index: str | None, places: Iterator[Place], limit: int | None
) -> tuple[list[Item], Item | None]:
    """The items of the page, and the one to go on from where there may be more."""
    items: list[Item] = []
    size = 0
    for _, key in places:
        item = table.get(key)
        assert item is not None, "a place without its item"
        shown = item if index is None else table.shape.indexes[index].project(item)
        size += item_size(shown)
        if size > PAGE_BYTES and items:
            return items, items[-1]
        items.append(shown)
        if len(items) == limit:
            return items, shown
    return items, None


def _tests(node: Node, words: Words) -> dict[str, Test]:
    """The tests of a key condition, by the attribute they are on."""
    parts = node.parts if isinstance(node, Junction) and node.word == "AND" else (node,)
    found: dict[str, Test] = {}
    for part in parts:
        if not isinstance(part, Test) or words.name(part.name) in found:
            raise NotUnderstood("a key condition is one test a key")
        found[words.name(part.name)] = part
    return found


def _bounds(test: Test, words: Words) -> Bounds:
    values: list[Sortable] = [sort_value(words.values[name]) for name in test.values]
    if test.operator in ("=", "BETWEEN"):
        return Bounds(values[0], values[-1])
    if test.operator in ("<", "<="):
        return Bounds(last=values[0], last_out=test.operator == "<")
    if test.operator in (">", ">="):
        return Bounds(first=values[0], first_out=test.operator == ">")
    raise NotUnderstood(test.operator)


def _key_names(shape: TableShape, index: str | None) -> tuple[str, ...]:
    """The attributes that say where a page of this list ended."""
    if index is None:
        return shape.key_names
    placed = shape.indexes[index]
    own = (placed.hash,) if placed.range is None else (placed.hash, placed.range)
    return tuple(dict.fromkeys((*own, *shape.key_names)))
