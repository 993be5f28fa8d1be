"""Service and Balance: what the customer API sends (`contracts/customer-api-v2.md`).

Rows of real catalogues, one's own and rivals', are messy: ids as text, rates as text or numbers, flags
missing. Only `service` is required; a value that makes no sense in another field reads as None.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import force_setattr

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})

if TYPE_CHECKING:
    Text = str | None
    Rate = Decimal | None
    Whole = int | None
    Flag = bool | None
else:
    Text = Rate = Whole = Flag = object


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """One service of a catalogue; `rate` is the price of 1,000 in the panel's currency."""

    service: int
    name: Text = None
    type: Text = None
    category: Text = None
    rate: Rate = None
    min: Whole = None
    max: Whole = None
    refill: Flag = None
    cancel: Flag = None
    dripfeed: Flag = None
    desc: Text = None

    def __post_init__(self) -> None:
        for name in ("name", "type", "category", "desc"):
            force_setattr(self, name, as_text(getattr(self, name)))
        for name in ("refill", "cancel", "dripfeed"):
            force_setattr(self, name, as_flag(getattr(self, name)))
        force_setattr(self, "rate", as_decimal(self.rate))
        force_setattr(self, "min", as_whole(self.min))
        force_setattr(self, "max", as_whole(self.max))


class Balance(msgspec.Struct, frozen=True):
    """What is left on the account the services key belongs to."""

    balance: Decimal
    currency: str | None = None

    def __post_init__(self) -> None:
        if not self.balance.is_finite():
            raise ValueError("a balance must be a finite number")


def as_text(value: object) -> str | None:
    """Text and numbers as text; anything else is None."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_flag(value: object) -> bool | None:
    """True, 1, "1", "true", "yes", "on" and their opposites; anything else is None (not said)."""
    word = str(value).strip().lower()
    if word in TRUE_WORDS:
        return True
    return False if word in FALSE_WORDS else None


def as_decimal(value: object) -> Decimal | None:
    """A finite amount from a number or its text; anything else is None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def as_whole(value: object) -> int | None:
    """A whole number from a number or its text, a fraction cut off; anything else is None."""
    amount = as_decimal(value)
    return None if amount is None or amount.adjusted() > 30 else int(amount)
