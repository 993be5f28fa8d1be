"""One request as the views see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import msgspec
from chalice.app import Request

from chalicelib.api.cookie import read_token
from chalicelib.api.origin import client_address, is_loopback
from chalicelib.api.parse import parse_body, parse_query
from chalicelib.errors import InvalidInput, NotSignedIn
from chalicelib.staff.sessions import Session
from chalicelib.staff.types import Staff
from chalicelib.wiring import Wiring

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class Call:
    """`now` is the one time of this request (UTC epoch seconds); `params` are the path's own."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    raw_query: Mapping[str, Sequence[str]]
    address: str
    wiring: Wiring
    now: float
    request_id: str
    raw_body: bytes = field(default=b"", repr=False)
    token: str = field(default="", repr=False)
    held: Session | None = None

    @property
    def session(self) -> Session:
        """The session of a signed-in route."""
        if self.held is None:
            raise NotSignedIn("Sign in first.")
        return self.held

    @property
    def staff(self) -> Staff:
        return self.session.staff

    @property
    def panels(self) -> list[Panel]:
        """Every panel of the installation, whoever may see it."""
        return self.wiring.panels().all()

    @property
    def loopback(self) -> bool:
        return is_loopback(self.headers)

    @property
    def device(self) -> str:
        """What the browser says it is."""
        return self.headers.get("user-agent", "")

    def query(self, form: type[T]) -> T:
        return parse_query(self.raw_query, form)

    def body(self, form: type[T]) -> T:
        return parse_body(self.raw_body, self.headers.get("content-type", ""), form)

    def id(self, name: str) -> int:
        """A path parameter that is an id: digits, any number of them up to 20."""
        text = self.params[name]
        if not (text.isascii() and text.isdigit() and len(text) <= 20):
            raise InvalidInput("An id is a whole number.", field=name)
        return int(text)


def call_of(request: Request, params: Mapping[str, str], wiring: Wiring) -> Call:
    """Chalice's request as ours."""
    headers: Mapping[str, str] = {str(name): str(value) for name, value in request.headers.items()}
    identity = request.context.get("identity") or {}
    query = request.query_params
    body = request.raw_body
    return Call(
        method=request.method,
        path=str(request.context.get("path") or request.path),
        params=params,
        headers=headers,
        raw_query={name: query.getlist(name) for name in query} if query else {},
        address=client_address(
            headers, str(identity.get("sourceIp") or ""), wiring.environment.trusted_proxies
        ),
        wiring=wiring,
        now=wiring.clock(),
        request_id=request_id(request),
        raw_body=body if isinstance(body, bytes) else body.encode(),
        token=read_token(headers.get("cookie", "")),
    )


def request_id(request: Request) -> str:
    return str(getattr(request.lambda_context, "aws_request_id", "") or "unknown")
