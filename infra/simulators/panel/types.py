"""What passes between a caller and the simulator: a request, an answer, a line of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

Wire: TypeAlias = Literal["answer", "timeout", "refused", "disconnect"]
"""What the network does with an answer: brings it, swallows it, never connects, or breaks off inside it."""

ADMIN_BASE = "/adminapi/v2"
CUSTOMER_PATH = "/api/v2"


@dataclass(frozen=True, slots=True)
class SimRequest:
    """One request as the panel sees it. Header names are lower case; a repeated query name keeps the last."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = b""

    @classmethod
    def of(cls, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> SimRequest:
        """Build a request from a request line's target (`/path?query`) or a whole URL."""
        parts = urlsplit(target)
        return cls(
            method=method.upper(),
            path=parts.path or "/",
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in headers.items()},
            body=body,
        )


@dataclass(frozen=True, slots=True)
class SimResponse:
    """One answer: what the panel says, after how many seconds, and what the network makes of it."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    delay: float = 0.0
    wire: Wire = "answer"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request the panel got. Keys and passwords are never in it; `key` says which key was used instead.

    `at` is the panel's clock (UNIX seconds); `status` is None when no answer came; `reached` is False when
    the request was turned away before it could have had an effect.
    """

    n: int
    at: float
    method: str
    path: str
    query: Mapping[str, str]
    body: Json
    key: Literal["admin", "services", "wrong", "none"]
    status: int | None
    wire: Wire
    reached: bool
    faults: tuple[str, ...]


class Refusal(Exception):
    """The panel says no: HTTP `status`, and the envelope's `error_code` and `error_message`."""

    def __init__(self, status: int, message: str, code: int) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
