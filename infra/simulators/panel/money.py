"""Money inside the simulator: whole hundred-thousandths, so that every refund adds up to the last digit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

UNIT = 100_000


class Currency(NamedTuple):
    """A currency as a panel shows it. `after`: the sign stands behind the number."""

    code: str
    sign: str
    after: bool = False


CURRENCIES = {
    "USD": Currency("USD", "$"),
    "EUR": Currency("EUR", "€"),
    "GBP": Currency("GBP", "£"),
    "TRY": Currency("TRY", "₺"),
    "BRL": Currency("BRL", "R$ "),
    "INR": Currency("INR", "₹"),
    "RUB": Currency("RUB", " ₽", after=True),
}


def currency_of(code: str) -> Currency:
    """The currency by its ISO code; one the table does not know shows its code as its sign."""
    return CURRENCIES.get(code, Currency(code, f" {code}", after=True))


def units(value: str | int | float | Decimal) -> int:
    """Hundred-thousandths of `value` (a plain amount such as "1.234"), rounded half up."""
    return int((Decimal(str(value)) * UNIT).to_integral_value(ROUND_HALF_UP))


def plain(amount: int) -> str:
    """`amount` in hundred-thousandths as the shortest exact decimal text: 123400 -> "1.234"."""
    whole, rest = divmod(abs(amount), UNIT)
    sign = "-" if amount < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest:05d}".rstrip("0")


def pretty(amount: int, currency: Currency) -> str:
    """`amount` as a person reads it: "$1.23", "-$1.23", "1.23 ₽"."""
    text = f"{abs(amount) / UNIT:,.2f}"
    shown = f"{text}{currency.sign}" if currency.after else f"{currency.sign}{text}"
    return f"-{shown}" if amount < 0 else shown
