"""How large DynamoDB holds an item to be.

Source: AWS, "DynamoDB item sizes and formats" (CapacityUnitCalculations). Values are on the wire
(`{"S": "abc"}`); a binary may be bytes (as botocore is given it) or base64 text (as it travels).
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

# What stands under a type's letter is a str, bool, bytes, list or map: `Any` is what botocore says, too.
Value: TypeAlias = Mapping[str, Any]
Item: TypeAlias = Mapping[str, Value]

_LIST_OR_MAP = 3


def item_size(item: Item) -> int:
    """Bytes of an item: its attribute names and its values."""
    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def value_size(value: Value) -> int:
    """Bytes of one value."""
    ((kind, held),) = value.items()
    return _SIZES[kind](held)


def number_size(text: str) -> int:
    """One byte for each two significant digits, and one; zeros in front and behind do not count."""
    digits = text.lower().partition("e")[0].lstrip("-+").replace(".", "").strip("0")
    return (len(digits) + 1) // 2 + 1


def _binary_size(held: str | bytes) -> int:
    return len(b64decode(held)) if isinstance(held, str) else len(held)


_SIZES: Mapping[str, Callable[[Any], int]] = {
    "S": lambda held: len(held.encode()),
    "N": number_size,
    "B": _binary_size,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "SS": lambda held: sum(len(one.encode()) for one in held),
    "NS": lambda held: sum(number_size(one) for one in held),
    "BS": lambda held: sum(_binary_size(one) for one in held),
    "L": lambda held: _LIST_OR_MAP + sum(1 + value_size(one) for one in held),
    "M": lambda held: _LIST_OR_MAP + len(held) + item_size(held),
}
