"""What a panel's settings must be like. Each rule gives the value as it is kept, or InvalidInput."""

from __future__ import annotations

import math
import re

from chalicelib.errors import InvalidInput

CODE = re.compile(r"[A-Z0-9]{2,8}")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_NAME = 80
LONGEST_KEY = 512
HIGHEST_RATE = 50.0


def check_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise InvalidInput("A code has 2 to 8 capital letters and digits.", field="code")
    return code


def check_name(name: str) -> str:
    text = " ".join(name.split())
    if not 1 <= len(text) <= LONGEST_NAME or not text.isprintable():
        raise InvalidInput(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    return text


def check_key(key: str, field: str) -> str:
    """A key as it can go into a header: printable ASCII without blanks."""
    text = key.strip()
    if not 1 <= len(text) <= LONGEST_KEY or not all("!" <= character <= "~" for character in text):
        raise InvalidInput(
            f"A key has 1 to {LONGEST_KEY} letters, digits and signs, without blanks.", field=field
        )
    return text


def check_optional_key(key: str | None, field: str) -> str | None:
    return check_key(key, field) if key else None


def check_currency(currency: str | None) -> str | None:
    if not currency:
        return None
    if not CURRENCY.fullmatch(currency):
        raise InvalidInput("A currency is three capital letters, such as USD.", field="currency")
    return currency


def check_rate(rate: float) -> float:
    """Calls a second, above 0 and at most 50."""
    if not (math.isfinite(rate) and 0 < rate <= HIGHEST_RATE):
        raise InvalidInput(
            f"A rate is above 0 and at most {HIGHEST_RATE:g} calls a second.", field="rate_limit"
        )
    return float(rate)
