"""How long to wait before asking a troubled panel again: pure rules."""

from __future__ import annotations

import random
from email.utils import parsedate_to_datetime

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
# A panel that asks for more than this is left to whoever called: no Lambda is held for it.
LONGEST_RETRY_AFTER = 20.0


def backoff(attempt: int, retry_after: float | None, rng: random.Random) -> float | None:
    """Seconds to wait after the failure of try `attempt` (from 1); None when it is too long to wait here.

    Full jitter over 0.5 s, 1 s, 2 s … 8 s. What the panel asked for comes first and the jitter on top,
    so that callers told the same moment do not all come at it.
    """
    jitter = rng.uniform(0.0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)))
    if retry_after is None:
        return jitter
    return None if retry_after > LONGEST_RETRY_AFTER else retry_after + jitter


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Seconds from a `Retry-After` header (a number or an HTTP date, `now` in epoch seconds), never below 0.

    None when it is missing or makes no sense.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except (TypeError, ValueError, OverflowError):
        return None
