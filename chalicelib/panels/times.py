"""Times as panels send them: a UNIX timestamp where there is one, else text in the panel's own zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

_DATE_FIRST = re.compile(r"\d{4}-\d\d-\d\d")
_DOTTED_FORMS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M")
_QUARTER = 900
_WIDEST = 14 * 3_600


def moment(timestamp: int | None, text: str | None, offset: int) -> int:
    """UNIX seconds of a pair such as `created_timestamp` and `created`.

    `offset` is the panel's distance from UTC in seconds (east is positive) and is used for text alone
    that names no zone itself. Raises ValueError, naming what is missing, where neither can be read.
    """
    if timestamp is not None:
        return timestamp
    if not text:
        raise ValueError("neither `created_timestamp` nor `created` says when it was made")
    found = _read(text)
    return _seconds(found) - (0 if found.tzinfo else offset)


def learn_offset(pairs: Iterable[tuple[int | None, str | None]]) -> int | None:
    """The panel's distance from UTC in seconds, from the first pair that has both; None if none has.

    A pair whose two halves are not whole quarters of an hour apart (give or take a minute) says nothing.
    """
    for timestamp, text in pairs:
        if timestamp is None or not text:
            continue
        try:
            found = _read(text)
        except ValueError:
            continue
        distance = _seconds(found) - timestamp
        offset = round(distance / _QUARTER) * _QUARTER
        if not found.tzinfo and abs(offset) <= _WIDEST and abs(distance - offset) <= 60:
            return offset
    return None


def _seconds(found: datetime) -> int:
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _read(text: str) -> datetime:
    """`2026-11-20 10:00:00` and its ISO kin (T, fractions, a zone), or `20.11.2026 10:00`."""
    text = text.strip()
    try:
        if _DATE_FIRST.match(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _DOTTED_FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is what is not known yet
        except ValueError:
            continue
    raise ValueError(f"`{text[:40]}` is no time")
