"""Asking a simulated panel in a test: a still panel, a clock that moves when told to, a call in one line."""

from __future__ import annotations

from typing import Any

import httpx

from infra.simulators.panel import PanelSimulator, Switches

NOON = 1_767_225_600.0 + 12 * 3600  # 1 January 2026, 12:00 UTC


class Clock:
    """A clock that stands still until somebody sleeps."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def still_panel(orders: int = 60, *, clock: Clock | None = None, **options: Any) -> PanelSimulator:
    """A quiet panel without a rate limit."""
    clock = clock or Clock()
    return PanelSimulator(7, orders, **{"clock": clock, "sleep": clock.sleep, "rate_limit": None, **options})


def panel_with(**switches: Any) -> PanelSimulator:
    """A quiet panel with some switches in other positions."""
    return still_panel(switches=Switches(**switches))


def client(sim: PanelSimulator, *, key: str | None = None) -> httpx.Client:
    """An httpx client with the panel's key, or another."""
    return httpx.Client(
        transport=sim.transport(),
        base_url="https://panel.example",
        headers={"X-Api-Key": sim.admin_key if key is None else key},
    )


def get(sim: PanelSimulator, path: str, **query: Any) -> Any:
    """The body of a read of the Admin API."""
    return client(sim).get(f"/adminapi/v2{path}", params=query).json()


def rows(sim: PanelSimulator, path: str, **query: Any) -> list[Any]:
    """The rows of one page."""
    listed: list[Any] = get(sim, path, **query)["data"]["list"]
    return listed


def ids(sim: PanelSimulator, path: str, **query: Any) -> list[int]:
    """The ids of one page of at most 1,000."""
    return [row["id"] for row in rows(sim, path, **{"limit": 1000, **query})]


def post(sim: PanelSimulator, path: str, body: Any) -> httpx.Response:
    """A write of the Admin API."""
    return client(sim).post(f"/adminapi/v2{path}", json=body)


def done(sim: PanelSimulator, path: str, body: Any) -> Any:
    """The `data` of a write that went well."""
    answer = post(sim, path, body).json()
    assert answer["error_code"] == 0, answer
    return answer["data"]


def customer(sim: PanelSimulator, action: str, *, key: str | None = None, **form: Any) -> Any:
    """The body of a call of the customer API."""
    fields = {"key": sim.services_key if key is None else key, "action": action, **form}
    return client(sim).post("/api/v2", data=fields).json()
