"""DynamoDB's condition, key and update expressions, as far as the store's models write them.

Anything else is refused with NotUnderstood, so that a new expression cannot pass unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from tests.fakes.dynamodb.keys import sort_value
from tests.fakes.dynamodb.sizes import Item, Value

_TOKEN = re.compile(r"<=|>=|[=<>(),]|[#:]?\w+")
_ORDER = {"<": (-1,), "<=": (-1, 0), "=": (0,), ">=": (0, 1), ">": (1,)}
_TESTS = {"attribute_exists": "exists", "attribute_not_exists": "missing"}


class NotUnderstood(Exception):
    """An expression this stand-in has no words for."""


@dataclass(frozen=True, slots=True)
class Test:
    """`name operator values`: one value, two for BETWEEN, none for exists and missing."""

    name: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Junction:
    """`word` is AND, OR or NOT."""

    word: str
    parts: tuple[Node, ...]


Node: TypeAlias = "Test | Junction"


@dataclass(frozen=True, slots=True)
class Update:
    """What SET puts where (name and value) and what REMOVE takes away, by placeholder."""

    sets: tuple[tuple[str, str], ...]
    removes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the placeholders of one request stand for."""

    names: Mapping[str, str]
    values: Mapping[str, Value]

    def name(self, token: str) -> str:
        return self.names.get(token, token)


@cache
def parse_condition(text: str) -> Node:
    reader = _Reader(text)
    node = reader.disjunction()
    reader.end()
    return node


@cache
def parse_update(text: str) -> Update:
    reader = _Reader(text)
    sets: list[tuple[str, str]] = []
    removes: list[str] = []
    while reader.peek() is not None:
        word = reader.take("SET", "REMOVE")
        while True:
            name = reader.take()
            if word == "SET":
                reader.take("=")
                sets.append((name, reader.take()))
            else:
                removes.append(name)
            if reader.peek() != ",":
                break
            reader.take(",")
    return Update(tuple(sets), tuple(removes))


def holds(node: Node, item: Item, words: Words) -> bool:
    """Whether a condition is true of an item ({} where there is none)."""
    if isinstance(node, Junction):
        results = (holds(part, item, words) for part in node.parts)
        if node.word == "NOT":
            return not next(results)
        return all(results) if node.word == "AND" else any(results)
    held = item.get(words.name(node.name))
    if node.operator in ("exists", "missing"):
        return (held is None) == (node.operator == "missing")
    others = [words.values[name] for name in node.values]
    if held is None or any(held.keys() != other.keys() for other in others):
        return False
    if node.operator == "=" and not held.keys() & {"S", "N", "B"}:
        return held == others[0]
    if node.operator == "BETWEEN":
        return bool(sort_value(others[0]) <= sort_value(held) <= sort_value(others[1]))
    mine, other = sort_value(held), sort_value(others[0])
    return (mine > other) - (mine < other) in _ORDER[node.operator]


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _TOKEN.findall(text)
        self.at = 0
        if "".join(self.tokens) != "".join(text.split()):
            raise NotUnderstood(text)

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *wanted: str) -> str:
        token = self.peek()
        if token is None or (wanted and token not in wanted):
            raise NotUnderstood(self.text)
        self.at += 1
        return str(token)

    def end(self) -> None:
        if self.peek() is not None:
            raise NotUnderstood(self.text)

    def disjunction(self) -> Node:
        parts = [self.conjunction()]
        while self.peek() == "OR":
            self.take("OR")
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Junction("OR", tuple(parts))

    def conjunction(self) -> Node:
        parts = [self.single()]
        while self.peek() == "AND":
            self.take("AND")
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else Junction("AND", tuple(parts))

    def single(self) -> Node:
        token = self.take()
        if token == "NOT":
            return Junction("NOT", (self.single(),))
        if token == "(":
            node = self.disjunction()
            self.take(")")
            return node
        if token in _TESTS:
            self.take("(")
            name = self.take()
            self.take(")")
            return Test(name, _TESTS[token])
        operator = self.take("BETWEEN", *_ORDER)
        first = self.take()
        if operator != "BETWEEN":
            return Test(token, operator, (first,))
        self.take("AND")
        return Test(token, operator, (first, self.take()))
