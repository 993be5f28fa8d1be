"""Clients for tests: on a simulator or on a function from request to answer, in a made-up time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import msgspec

from chalicelib.panels.address import PanelAddress
from chalicelib.panels.budget import Priority
from chalicelib.panels.client import PanelClient
from chalicelib.panels.sender import MAX_BYTES, Timeouts
from infra.simulators.panel.simulator import PanelSimulator
from tests.fakes.budget import FreeBudget

ADMIN_KEY = "canary-admin-7f3a9/b2c4+e6d8"
SERVICES_KEY = "canary-services-5d1c&8e0f=a7b3"


@dataclass
class Time:
    """A clock that only sleeping moves; keeps how long each sleep was."""

    now: float = 1_790_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def address(*, admin_key: str = ADMIN_KEY, services_key: str | None = SERVICES_KEY) -> PanelAddress:
    return PanelAddress("MTP", "https://panel.example", admin_key, services_key)


def client_of(
    transport: httpx.BaseTransport,
    *,
    panel: PanelAddress | None = None,
    time: Time | None = None,
    budget: FreeBudget | None = None,
    priority: Priority = Priority.BACKGROUND,
    timeouts: Timeouts | None = None,
    tries: int = 4,
    deadline: float | None = None,
    max_bytes: int = MAX_BYTES,
) -> PanelClient:
    time = time or Time()
    return PanelClient(
        panel or address(),
        transport=transport,
        budget=budget or FreeBudget(),
        priority=priority,
        clock=time,
        sleep=time.sleep,
        rng=random.Random(7),
        timeouts=timeouts,
        tries=tries,
        deadline=deadline,
        max_bytes=max_bytes,
    )


def client_on(sim: PanelSimulator, *, time: Time | None = None, tries: int = 4) -> PanelClient:
    """A client of a simulator, with the simulator's own keys."""
    panel = address(admin_key=sim.admin_key, services_key=sim.services_key)
    return client_of(sim.transport(), panel=panel, time=time, tries=tries)


class Script:
    """A panel that gives prepared answers in turn, the last one for ever, and keeps the requests."""

    def __init__(
        self, *answers: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]
    ) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer


def listing(*rows: object, **pagination: object) -> httpx.Response:
    """A list call's answer as a panel gives it."""
    return envelope({"count": len(rows), "list": rows}, pagination=pagination)


def envelope(data: object, *, code: object = 0, message: object = "", **beside: object) -> httpx.Response:
    body = {"data": data, "error_message": message, "error_code": code, **beside}
    return httpx.Response(200, content=msgspec.json.encode(body))


def order(order_id: object = 1, **fields: object) -> dict[str, object]:
    """The least an order is."""
    return {"id": order_id, "status": "pending", "created_timestamp": 1_790_000_000, **fields}
