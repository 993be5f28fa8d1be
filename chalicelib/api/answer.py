"""What a view answers, and the headers every answer carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
from chalice.app import Response

_PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HSTS = "max-age=31536000"
# Nothing of the API is a page, so nothing in an answer may load, frame or run anything.
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Answer:
    """`body` is JSON to be (None: an empty body), or bytes as they are, whose type is in `headers`."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)


def render(answer: Answer, *, loopback: bool, request_id: str) -> Response:
    """The answer as Chalice sends it.

    The body is bytes always: every type is declared binary (see `register`), and Chalice takes
    nothing else for those.
    """
    raw = isinstance(answer.body, bytes)
    headers: dict[str, str | list[str]] = {**_PLAIN_HEADERS, "X-Request-Id": request_id}
    if not raw:
        headers |= {"Content-Security-Policy": API_POLICY, "Cache-Control": "no-store"}
    if not loopback:
        headers["Strict-Transport-Security"] = _HSTS
    if answer.body is not None and not raw:
        headers["Content-Type"] = "application/json"
    return Response(_bytes(answer.body), headers=headers | dict(answer.headers), status_code=answer.status)


def iso(seconds: float | None) -> str | None:
    """UTC epoch seconds as ISO 8601 with milliseconds and Z; None stays None."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _bytes(body: object) -> bytes:
    if body is None:
        return b""
    return body if isinstance(body, bytes) else msgspec.json.encode(body)
