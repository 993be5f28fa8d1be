"""Keys as Python values that sort as DynamoDB sorts them."""

from __future__ import annotations

from base64 import b64decode
from decimal import Decimal
from typing import Any, TypeAlias

from tests.fakes.dynamodb.sizes import Item, Value

# A str, Decimal or bytes. Keys of one table and place are always of one of these kinds.
Sortable: TypeAlias = Any
Key: TypeAlias = tuple[Sortable, Sortable]


def sort_value(value: Value) -> Sortable:
    """Text by its code points (the order of its UTF-8, too), numbers by value, binary by bytes."""
    ((kind, held),) = value.items()
    if kind == "S":
        return held
    if kind == "N":
        return Decimal(held)
    if kind == "B":
        return held if isinstance(held, bytes) else b64decode(held)
    raise ValueError(f"a key cannot be of type {kind}")


def key_of(item: Item, hash_name: str, range_name: str | None) -> Key:
    """The primary key of an item; "" stands for the range key of a table that has none. Raises KeyError."""
    return sort_value(item[hash_name]), sort_value(item[range_name]) if range_name else ""
