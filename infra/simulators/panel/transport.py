"""The simulator as an httpx transport: no socket, and faults as the errors httpx itself raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import httpx

from infra.simulators.panel.types import SimRequest, SimResponse


class Handles(Protocol):
    """Anything that answers a SimRequest."""

    def handle(self, request: SimRequest) -> SimResponse: ...


class PanelTransport(httpx.BaseTransport):
    """Hands requests to a simulator.

    A slow answer calls `sleep` with its seconds; one slower than the request's read time-out sleeps that long
    and raises `httpx.ReadTimeout`, as does an answer the network swallows.
    """

    def __init__(self, panel: Handles, sleep: Callable[[float], None]) -> None:
        self._panel = panel
        self._sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode("ascii")
        answer = self._panel.handle(
            SimRequest.of(request.method, target, dict(request.headers), request.read())
        )
        if answer.wire == "refused":
            raise httpx.ConnectError("connection refused", request=request)
        patience = _read_timeout(request)
        if answer.wire == "timeout" or (patience is not None and answer.delay > patience):
            self._sleep(answer.delay if patience is None else patience)
            raise httpx.ReadTimeout("the read operation timed out", request=request)
        if answer.delay:
            self._sleep(answer.delay)
        if answer.wire == "disconnect":
            raise httpx.RemoteProtocolError("peer closed connection inside the body", request=request)
        return httpx.Response(
            answer.status, headers=dict(answer.headers), content=answer.body, request=request
        )


class HostTransport(httpx.BaseTransport):
    """Several panels in one transport, by host; an unknown host cannot be reached."""

    def __init__(self, panels: Mapping[str, httpx.BaseTransport]) -> None:
        self._panels = panels

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        panel = self._panels.get(request.url.host)
        if panel is None:
            raise httpx.ConnectError(f"name not known: {request.url.host}", request=request)
        return panel.handle_request(request)


def _read_timeout(request: httpx.Request) -> float | None:
    timeouts = request.extensions.get("timeout")
    patience = timeouts.get("read") if isinstance(timeouts, dict) else None
    return float(patience) if isinstance(patience, int | float) else None
