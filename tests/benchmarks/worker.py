"""A sync worker with its outside stood in for: one simulated panel, the tables in memory, and a clock
that only moves when told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from botocore.client import BaseClient

from chalicelib.errors import NotFound
from chalicelib.panels.budget import Priority
from chalicelib.panels.client import PanelClient
from chalicelib.panels.panel import AT_FIRST, Panel
from chalicelib.store.fingerprints import FingerprintRow
from chalicelib.store.order_history import OrderHistoryRow
from chalicelib.store.orders import OrderRow
from chalicelib.store.quarantine import QuarantineRow
from chalicelib.store.revenue import RevenueRow
from chalicelib.store.sync_state import SyncStateRow
from chalicelib.sync.pull import Outcome, Tools, pull
from chalicelib.sync.settings import DEFAULTS
from chalicelib.sync.tasks import SyncTask
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.simulator import PanelSimulator
from tests.benchmarks.cpu import Outside
from tests.fakes.budget import FreeBudget
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

START = 1_790_000_000.0
CODE = "MTP"
MODELS = (OrderRow, OrderHistoryRow, FingerprintRow, QuarantineRow, RevenueRow, SyncStateRow)


def new_engine() -> Engine:
    """Empty tables of everything that a pass over orders touches."""
    return Engine(shape_of(model) for model in MODELS)


def clients() -> list[BaseClient]:
    """The botocore clients of those tables."""
    return [client_of(model) for model in MODELS]


def plant(
    orders: int, clock: Callable[[], float], *, stay_open: int = 0, seed: int = 1, first_id: int = 1_000_001
) -> PanelSimulator:
    """A panel at rest, its ids as long as those of a panel that has been at work for years."""
    volume = Volume(
        orders=orders,
        users=max(5, orders // 10),
        services=500,
        payments=1,
        tickets=1,
        first_order_id=first_id,
        stay_open=stay_open,
    )
    return PanelSimulator(seed, volume=volume, clock=clock, rate_limit=None, code=CODE)


class Aside(httpx.BaseTransport):
    """A panel's transport whose CPU is the outside's; `bodies` holds the answers while `keep` is set."""

    def __init__(self, inner: httpx.BaseTransport, outside: Outside) -> None:
        self._answer = outside.aside(inner.handle_request)
        self.bodies: list[bytes] = []
        self.keep = False
        self.calls = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        answer = self._answer(request)
        if self.keep:
            self.bodies.append(answer.content)
        return answer


@dataclass
class Clock:
    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class OnePanel:
    """Where a worker finds its one panel, and how it reaches it."""

    panel: Panel
    transport: httpx.BaseTransport
    clock: Callable[[], float]

    def load(self, code: str) -> Panel:
        if code != self.panel.code:
            raise NotFound(f"no panel {code}")
        return self.panel

    def all(self) -> list[Panel]:
        return [self.panel]

    @contextmanager
    def client(self, panel: Panel, *, deadline: float) -> Iterator[PanelClient]:
        with PanelClient(
            panel.address,
            transport=self.transport,
            budget=FreeBudget(),
            priority=Priority.BACKGROUND,
            clock=self.clock,
            sleep=lambda _seconds: None,
            rng=random.Random(1),
            deadline=deadline,
        ) as client:
            yield client


def panel_at(base_url: str, admin_key: str, code: str = CODE) -> Panel:
    """The panel as the registry would have it."""
    return Panel(code, code, base_url, "USD", 5.0, admin_key, None, AT_FIRST, True, START, START)


def run_pass(panels: OnePanel, clock: Callable[[], float]) -> Outcome:
    """One pass over the orders, asked for now."""
    tools = Tools(panels, lambda: DEFAULTS, clock, random.Random(1), "worker")
    outcome = pull(SyncTask(panels.panel.code, "orders", clock(), asked=True), tools)
    if outcome.error is not None:
        raise outcome.error
    assert outcome.worked, "the pass was not due"
    return outcome


@dataclass
class Worker:
    """A worker on the orders of a simulated panel; `engine` holds its tables."""

    simulator: PanelSimulator
    clock: Clock
    engine: Engine = field(default_factory=new_engine)
    outside: Outside = field(default_factory=Outside)

    def __post_init__(self) -> None:
        self.transport = Aside(self.simulator.transport(), self.outside)
        panel = panel_at("https://panel.example", self.simulator.admin_key)
        self.panels = OnePanel(panel, self.transport, self.clock)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While open, what the store's models say goes to `engine`, whose CPU is the outside's."""
        with answering(self.outside.aside(self.engine.call), clients()):
            yield

    def run(self, later: float = 1.0) -> Outcome:
        """One pass over the orders, `later` seconds after the last."""
        self.clock.now += later
        return run_pass(self.panels, self.clock)

    def settle(self) -> None:
        """Passes until nothing is left to do."""
        while self.run().again:
            pass
