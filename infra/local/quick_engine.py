"""Ministack with quick queries: `python -E infra/local/quick_engine.py`, in the engine's own environment.

Ministack evaluates a query's key condition on every item of the partition, parsing it anew each time: at
9,000 orders a page of 7 took 209 ms. Here the few items that can be in the answer are picked first, and
ministack answers the query from those alone, by its own code. A request of any other form than the
store's (`hash = :a`, or with `range BETWEEN :b AND :c`) goes to ministack as it is.
"""

# ruff: noqa: SLF001 - ministack has no seam here; its version is pinned (engine.in), and a test compares.
from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from ministack.app import main
from ministack.services import dynamodb

_FORM = re.compile(
    r"^\(*\s*(?P<hash>#\w+)\s*=\s*(?P<value>:\w+)\s*\)*"
    r"(\s*AND\s*\(*\s*(?P<range>#\w+)\s+BETWEEN\s+(?P<first>:\w+)\s+AND\s+(?P<last>:\w+)\s*\)*)?\s*$"
)
_PLAIN = {"FilterExpression", "QueryFilter", "KeyConditions", "ExclusiveStartKey", "ConditionalOperator"}
_MEMBERS = dynamodb._INDEX_MEMBERS
_narrowed: ContextVar[dict[str, Any] | None] = ContextVar("narrowed", default=None)
_tables_type: Any = type(dynamodb._tables)
_plain_query = dynamodb._query


class _Tables(_tables_type):  # type: ignore[misc]
    """The engine's tables; a query sees the narrowed one in place of its own."""

    __slots__ = ()

    def get(self, key: str, default: object = None) -> Any:
        narrowed = _narrowed.get()
        return narrowed if narrowed is not None else super().get(key, default)


def query(data: dict[str, Any]) -> tuple[Any, ...]:
    """Answer a Query request, narrowed to the items that can be in the answer where its form is known."""
    table = _narrow(data)
    token = _narrowed.set(table)
    try:
        answer: tuple[Any, ...] = _plain_query(data)
    finally:
        _narrowed.reset(token)
    return answer


def _narrow(data: dict[str, Any]) -> dict[str, Any] | None:
    form = _FORM.match(data.get("KeyConditionExpression") or "")
    name = dynamodb._normalize_table_name(data.get("TableName"))
    table = dynamodb._tables.get(name)
    limit = data.get("Limit")
    if form is None or table is None or not isinstance(limit, int) or limit < 1 or _PLAIN & data.keys():
        return None
    names, values = data.get("ExpressionAttributeNames") or {}, data.get("ExpressionAttributeValues") or {}
    index = data.get("IndexName")
    hash_name, range_name, _ = dynamodb._resolve_index_keys(table, index)
    asked = (names.get(form["hash"]), names.get(form["range"] or ""))
    if hash_name != asked[0] or (form["range"] and range_name != asked[1]) or not range_name:
        return None
    bounds = [values.get(form[part], {}).get("S") if form["range"] else None for part in ("first", "last")]
    value = values.get(form["value"], {}).get("S")
    if value is None or (form["range"] and None in bounds):
        return None
    return _with_few(table, index, value, range_name, bounds, limit, bool(data.get("ScanIndexForward", True)))


def _with_few(
    table: dict[str, Any],
    index: str | None,
    value: str,
    range_name: str,
    bounds: list[str | None],
    limit: int,
    forward: bool,
) -> dict[str, Any] | None:
    """A copy of the table that holds only the `limit` items an answer needs, and one more."""
    items = table["items"]
    addresses: Iterable[tuple[Any, Any]]
    if index:
        partitions = dynamodb._index_members(table).get(index)
        if partitions is None:
            return None
        addresses = list(partitions.get(value, ()))
    else:
        addresses = [(value, key) for key in list(items.get(value, ()))]
    low, high = bounds
    placed = []
    for pk, sk in addresses:
        item = items.get(pk, {}).get(sk)
        at = item.get(range_name, {}).get("S") if item else None
        if at is not None and (low is None or (high is not None and low <= at <= high)):
            placed.append((at, pk, sk))
    pick = heapq.nsmallest if forward else heapq.nlargest
    few = pick(limit + 1, placed)
    narrow: dict[Any, dict[Any, Any]] = {}
    for _, pk, sk in few:
        narrow.setdefault(pk, {})[sk] = items[pk][sk]
    view = {**table, "items": narrow}
    if index:
        view[_MEMBERS] = {index: {value: dict.fromkeys((pk, sk) for _, pk, sk in few)}}
    return view


def install() -> None:
    dynamodb._tables.__class__ = _Tables
    dynamodb._query = query


if __name__ == "__main__":
    install()
    main()
