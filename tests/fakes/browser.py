"""A person's browser in front of the HTTP app, without a network: keeps cookie and CSRF token."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.api import register
from chalicelib.api.telemetry import Served
from chalicelib.wiring import Wiring
from infra.simulators.panel import PanelSimulator
from tests.fakes.dead_letters import ListDeadLetters
from tests.fakes.sync_queue import ListQueue

PASSWORD = "correct horse battery"


@dataclass
class Time:
    """A clock that stands still until it is moved."""

    now: float = 1_763_640_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Browser:
    """One person's browser: keeps the cookie and the CSRF token."""

    app: Chalice
    host: str = "panel.example"
    address: str = "203.0.113.9"
    cookie: str = ""
    csrf: str = ""
    answers: list[HTTPResponse] = field(default_factory=list)

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        sent = {"Host": self.host, "User-Agent": "Browser/1"}
        # The last hop is the proxy's own address, as API Gateway adds it.
        sent["X-Forwarded-For"] = f"{self.address}, 127.0.0.1"
        if self.cookie:
            sent["Cookie"] = f"hyperpanel_session={self.cookie}"
        if self.csrf:
            sent["X-CSRF-Token"] = self.csrf
        if body is not None:
            sent["Content-Type"] = "application/json"
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        answer = Client(self.app).http.request(method, path, headers=sent | (headers or {}), body=raw)
        self._keep(answer)
        self.answers.append(answer)
        return answer

    def sign_in(self, username: str, password: str = PASSWORD) -> HTTPResponse:
        answer = self.ask("POST", "/api/session", {"username": username, "password": password})
        if answer.status_code == 200:
            self.csrf = answer.json_body["csrf_token"]
        return answer

    def _keep(self, answer: HTTPResponse) -> None:
        cookie = answer.headers.get("Set-Cookie")
        if cookie is not None:
            self.cookie = cookie.partition(";")[0].partition("=")[2]


@dataclass
class Desk:
    """The app, its clock, and browsers in front of it."""

    app: Chalice
    time: Time
    wiring: Wiring
    simulators: dict[str, PanelSimulator]
    queue: ListQueue
    parked: ListDeadLetters
    served: list[Served]

    def browser(self, username: str | None = None, address: str = "203.0.113.9") -> Browser:
        """A browser at this address, signed in when a username is given."""
        browser = Browser(self.app, address=address)
        if username is not None:
            assert browser.sign_in(username).status_code == 200
        return browser


def build(wiring: Wiring, watch: Callable[[Served], None]) -> Chalice:
    app = Chalice(app_name="hyperpanel-test", configure_logs=False)
    register(app, lambda: wiring, watch)
    return app
