"""What stands before the panel: its rate limit, its keys, and what of a request may be written down."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from hmac import compare_digest
from math import ceil
from typing import Literal
from urllib.parse import parse_qsl

import msgspec

from infra.simulators.panel.envelope import RATE, failure
from infra.simulators.panel.spoil import HTML_HEADERS, HTML_PAGE
from infra.simulators.panel.state import Panel
from infra.simulators.panel.switches import Switches
from infra.simulators.panel.types import CUSTOMER_PATH, Json, SimRequest, SimResponse

KeyUsed = Literal["admin", "services", "wrong", "none"]
_SECRET_FIELDS = frozenset({"key", "apikey", "password", "api_key"})
HIDDEN = "***"


class RateLimiter:
    """At most `limit` requests in any sliding second; a refused one does not count. None: no limit."""

    def __init__(self, limit: int | None, clock: Callable[[], float]) -> None:
        self.limit = limit
        self._clock = clock
        self._taken: deque[float] = deque()

    def take(self) -> float | None:
        """None when the request may pass, else the seconds until the next one may."""
        if self.limit is None:
            return None
        now = self._clock()
        while self._taken and self._taken[0] <= now - 1.0:
            self._taken.popleft()
        if len(self._taken) >= self.limit:
            return self._taken[0] + 1.0 - now
        self._taken.append(now)
        return None


def too_many(switches: Switches, wait: float, wall: float) -> SimResponse:
    """The 429 as the switches have it; `wall` is the time an HTTP date counts from."""
    answer = failure(429, "Too many requests", RATE)
    if switches.rate_body == "html":
        answer = SimResponse(429, HTML_PAGE, HTML_HEADERS)
    elif switches.rate_body == "empty":
        answer = SimResponse(429, b"", {"content-type": "text/plain"})
    seconds = max(1, ceil(wait))
    if switches.retry_after == "none":
        return answer
    value = str(seconds) if switches.retry_after == "seconds" else formatdate(wall + seconds, usegmt=True)
    return replace(answer, headers={**answer.headers, "retry-after": value})


def form_of(request: SimRequest) -> dict[str, str]:
    """The fields of a form-encoded body (empty for any other)."""
    if "form" not in request.headers.get("content-type", ""):
        return {}
    return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))


def key_used(panel: Panel, request: SimRequest) -> KeyUsed:
    """Which key a request brought."""
    if request.path == CUSTOMER_PATH:
        given, kept, name = form_of(request).get("key", ""), panel.services_key, "services"
        if given in panel.customer_keys:
            return "services"
    else:
        given, kept, name = (
            request.headers.get("x-api-key") or request.query.get("apikey", ""),
            panel.admin_key,
            "admin",
        )
    if not given:
        return "none"
    if not compare_digest(given.encode(), kept.encode()):
        return "wrong"
    return "services" if name == "services" else "admin"


def public_query(request: SimRequest) -> dict[str, str]:
    """The query without its secrets."""
    return {name: HIDDEN if name in _SECRET_FIELDS else value for name, value in request.query.items()}


def public_body(request: SimRequest) -> Json:
    """The body as JSON (a form as an object), without its secrets; None for no body, text for any other."""
    if not request.body:
        return None
    fields: Json = {**form_of(request)}
    if not fields:
        try:
            fields = msgspec.json.decode(request.body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return f"{len(request.body)} bytes that are no JSON"
    if not isinstance(fields, dict):
        return fields
    return {name: HIDDEN if name in _SECRET_FIELDS else value for name, value in fields.items()}
