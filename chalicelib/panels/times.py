"""Times as panels send them: a UNIX timestamp where there is one, else text in the panel's own zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M")
_QUARTER = 900
_WIDEST = 14 * 3_600


def moment(timestamp: int | None, text: str | None, offset: int) -> int:
    """UNIX seconds of a pair such as `created_timestamp` and `created`.

    `offset` is the panel's distance from UTC in seconds (east is positive) and is used for the text
    alone. Raises ValueError, naming what is missing, where neither can be read.
    """
    if timestamp is not None:
        return timestamp
    if not text:
        raise ValueError("neither `created_timestamp` nor `created` says when it was made")
    return _local(text) - offset


def learn_offset(pairs: Iterable[tuple[int | None, str | None]]) -> int | None:
    """The panel's distance from UTC in seconds, from the first pair that has both; None if none has."""
    for timestamp, text in pairs:
        if timestamp is None or not text:
            continue
        try:
            distance = _local(text) - timestamp
        except ValueError:
            continue
        offset = round(distance / _QUARTER) * _QUARTER
        if abs(offset) <= _WIDEST:
            return offset
    return None


def _local(text: str) -> int:
    text = text.strip()
    for form in _FORMS:
        try:
            return int(datetime.strptime(text, form).replace(tzinfo=UTC).timestamp())
        except ValueError:
            continue
    raise ValueError(f"`{text[:40]}` is no time")
