"""How rows are addressed and put in order."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

_LAST_SECOND = 9_999_999_999
LAST_ID = 2**64 - 1
_LONGEST_FACET = 200
_NUMBER_ZERO = Decimal(10) ** 15
_NUMBER_SCALE = Decimal(10) ** 8
_LAST_NUMBER = 10**25 - 1


def time_key(created: int, row_id: int) -> str:
    """A sort key in time order: `created` in UNIX seconds, then the id; fixed width.

    Raises ValueError outside 0..9,999,999,999 seconds or 0..2^64-1 ids.
    """
    if not 0 <= created <= _LAST_SECOND:
        raise ValueError(f"created {created} is no time in UNIX seconds")
    if not 0 <= row_id <= LAST_ID:
        raise ValueError(f"id {row_id} is out of range")
    return f"{created:010d}-{row_id:020d}"


def split_time_key(key: str) -> tuple[int, int]:
    """`(created, id)` of a time key."""
    created, _, row_id = key.partition("-")
    return int(created), int(row_id)


def number_key(number: Decimal, row_id: int) -> str:
    """A sort key in number order, negative numbers included, to 8 decimal places; fixed width.

    Below -10^15 and above 9.8 · 10^16 all numbers count as one.
    """
    scaled = int((number + _NUMBER_ZERO) * _NUMBER_SCALE)
    return f"{min(max(scaled, 0), _LAST_NUMBER):025d}-{row_id:020d}"


def facet(panel: str, value: str) -> str:
    """The index key for rows of `panel` whose field has `value`.

    Long values are hashed: an index key holds 2,048 bytes at most, and costs what it weighs.
    """
    if len(value) > _LONGEST_FACET:
        value = "~" + sha256(value.encode()).hexdigest()
    return f"{panel}#{value}"
