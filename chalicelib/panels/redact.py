"""Taking a panel's keys out of whatever a panel sent back.

Panels and the proxies before them echo requests in error pages. Nothing past the client may hold a key,
so it is taken out of the answer's bytes before anything else reads them.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

MARK = "[key]"
# A shorter "key" could be part of honest data; it is taken out of messages, not out of rows.
SHORTEST_IN_ROWS = 8


def _forms(key: str) -> set[str]:
    quoted = json.dumps(key)[1:-1]
    return {key, quote(key, safe=""), quote_plus(key), quoted, quoted.replace("/", "\\/"), html.escape(key)}


class Redactor:
    """Knows the keys of one panel; replaces each, in every form it may be echoed in, by `[key]`."""

    def __init__(self, keys: Iterable[str | None]) -> None:
        present = {key for key in keys if key}
        forms = {form for key in present for form in _forms(key)}
        self._forms = sorted(forms, key=len, reverse=True)
        self._bytes = [form.encode() for form in self._forms if len(form) >= SHORTEST_IN_ROWS]

    def __repr__(self) -> str:
        return f"Redactor({len(self._forms)} forms)"

    def body(self, body: bytes) -> bytes:
        """An answer's bytes without the keys; the same object when there was none."""
        for form in self._bytes:
            if form in body:
                body = body.replace(form, MARK.encode())
        return body

    def text(self, text: str) -> str:
        """A message without the keys."""
        for form in self._forms:
            text = text.replace(form, MARK)
        return text
