"""A workbench for the engine: simulated panels, tables in memory, a clock that only moves when told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from chalicelib.errors import NotFound
from chalicelib.panels.address import PanelAddress
from chalicelib.panels.budget import Priority
from chalicelib.panels.client import PanelClient
from chalicelib.panels.pages import Page
from chalicelib.panels.panel import AT_FIRST, Panel
from chalicelib.store import sync_state, ticket_messages
from chalicelib.store.fingerprints import FingerprintRow
from chalicelib.store.order_history import OrderHistoryRow
from chalicelib.store.orders import OrderRow
from chalicelib.store.payments import PaymentRow
from chalicelib.store.quarantine import QuarantineRow
from chalicelib.store.revenue import RevenueRow
from chalicelib.store.rows import PanelRowModel, StoredRow
from chalicelib.store.services import ServiceRow
from chalicelib.store.settings import SettingRow
from chalicelib.store.sync_state import SyncStateRow
from chalicelib.store.ticket_messages import TicketMessageRow
from chalicelib.store.tickets import TicketRow
from chalicelib.store.users import UserRow
from chalicelib.sync.intake import Intake
from chalicelib.sync.lease import Lease
from chalicelib.sync.pull import Outcome, Tools, pull
from chalicelib.sync.resources import RESOURCES
from chalicelib.sync.settings import DEFAULTS, SyncSettings
from chalicelib.sync.state import ResourceState, decode
from chalicelib.sync.tasks import SyncTask
from infra.simulators.panel.simulator import PanelSimulator
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

START = 1_790_000_000.0
TABLES = (
    OrderRow,
    PaymentRow,
    UserRow,
    TicketRow,
    ServiceRow,
    OrderHistoryRow,
    TicketMessageRow,
    FingerprintRow,
    QuarantineRow,
    RevenueRow,
    SyncStateRow,
    SettingRow,
)
MODELS: dict[str, type[PanelRowModel]] = {
    "orders": OrderRow,
    "payments": PaymentRow,
    "users": UserRow,
    "tickets": TicketRow,
    "services": ServiceRow,
}


class Crash(BaseException):
    """The worker dies here: no handler keeps it alive."""


@dataclass
class Clock:
    now: float = START

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class FreeBudget:
    """No limit: what a test counts is calls, not time."""

    def take(self, priority: Priority) -> None:
        pass

    def expect(self, calls: int) -> None:
        pass


@dataclass
class Tripwire:
    """Counts every call to network or store, and crashes the worker at one of them.

    `after` crashes when the call has been made but its answer is lost.
    """

    calls: int = 0
    at: int | None = None
    after: bool = False
    written: list[str] = field(default_factory=list)

    def pass_by(self) -> None:
        self.calls += 1
        if self.at == self.calls and not self.after:
            raise Crash

    def note(self, operation: str, body: bytes) -> None:
        """Remember which tables a call writes to."""
        request = msgspec.json.decode(body)
        if operation == "BatchWriteItem":
            self.written += [table for table, items in request["RequestItems"].items() for _ in items]
        elif operation in {"PutItem", "UpdateItem", "DeleteItem"}:
            self.written.append(request["TableName"])

    def came_back(self) -> None:
        if self.at == self.calls and self.after:
            raise Crash


@contextmanager
def tables(bench: Bench) -> Iterator[None]:
    """Empty tables behind every model while open; each call to them passes the tripwire."""

    def answers(operation: str, body: bytes) -> tuple[int, bytes]:
        bench.wire.pass_by()
        bench.wire.note(operation, body)
        answer = bench.store.call(operation, body)
        bench.wire.came_back()
        return answer

    with answering(answers, [client_of(model) for model in TABLES]):
        yield


@dataclass
class Outbox:
    """A queue that keeps what was sent."""

    tasks: list[tuple[SyncTask, int]] = field(default_factory=list)

    def send(self, tasks: list[tuple[SyncTask, int]]) -> None:
        self.tasks += tasks

    def bodies(self) -> list[str]:
        return [msgspec.json.encode(task).decode() for task, _delay in self.tasks]


class WatchedTransport(httpx.BaseTransport):
    def __init__(self, inner: httpx.BaseTransport, wire: Tripwire) -> None:
        self.inner = inner
        self.wire = wire

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.wire.pass_by()
        answer = self.inner.handle_request(request)
        self.wire.came_back()
        return answer


@dataclass
class Bench:
    """Panels by code, and passes over them. Every request and store call passes the tripwire."""

    clock: Clock = field(default_factory=Clock)
    sims: dict[str, PanelSimulator] = field(default_factory=dict)
    settings: SyncSettings = DEFAULTS
    wire: Tripwire = field(default_factory=Tripwire)
    store: Engine = field(init=False)
    owner: str = "worker-1"
    seed: int = 1
    pass_seconds: float = 20.0
    tries: int = 1

    def __post_init__(self) -> None:
        self.wipe()

    def wipe(self) -> None:
        """Empty tables, as on the first day."""
        self.store = empty_store()

    def rows_written(self) -> list[str]:
        """Tables of panel rows, history and fingerprints written to since the last question."""
        written = [name for name in self.wire.written if not name.endswith("-sync-state")]
        self.wire.written.clear()
        return written

    def add(self, code: str = "MTP", **options: Any) -> PanelSimulator:
        options.setdefault("rate_limit", None)
        sim = PanelSimulator(code=code, clock=self.clock, sleep=self.clock.sleep, **options)
        self.sims[code] = sim
        return sim

    def tick_per_call(self, sim: PanelSimulator, seconds: float) -> None:
        """Every request takes this long from now on."""
        sim.between_calls(lambda: self.clock.sleep(seconds), times=None)

    def load(self, code: str) -> Panel:
        if code not in self.sims:
            raise NotFound(f"no panel {code}")
        sim = self.sims[code]
        return Panel(
            code=code,
            name=code,
            base_url=f"https://{code.lower()}.example",
            currency="USD",
            rate_limit=5.0,
            admin_key=sim.admin_key,
            services_key=sim.services_key,
            switches=AT_FIRST,
            simulated=True,
            created_at=START,
            updated_at=START,
        )

    def all(self) -> list[Panel]:
        return [self.load(code) for code in self.sims]

    @contextmanager
    def client(self, panel: Panel, *, deadline: float) -> Iterator[PanelClient]:
        address = PanelAddress(panel.code, panel.base_url, panel.admin_key, panel.services_key, 5.0)
        yield PanelClient(
            address,
            transport=WatchedTransport(self.sims[panel.code].transport(), self.wire),
            budget=FreeBudget(),
            priority=Priority.BACKGROUND,
            clock=self.clock,
            sleep=self.clock.sleep,
            rng=random.Random(self.seed),
            tries=self.tries,
            deadline=deadline,
        )

    def tools(self, owner: str | None = None) -> Tools:
        return Tools(
            panels=self,
            settings=lambda: self.settings,
            clock=self.clock,
            rng=random.Random(self.seed),
            owner=owner or self.owner,
            pass_seconds=self.pass_seconds,
        )

    def run(
        self, resource: str, code: str = "MTP", *, later: float = 1.0, owner: str | None = None
    ) -> Outcome:
        """One pass, `later` seconds after the last one, asked for by a person."""
        self.clock.now += later
        return pull(SyncTask(code, resource, self.clock.now, asked=True), self.tools(owner))

    def task(self, resource: str, code: str = "MTP") -> SyncTask:
        """What the dispatcher would send now."""
        return SyncTask(code, resource, self.clock.now)

    def deliver(self, task: SyncTask, owner: str | None = None) -> Outcome:
        return pull(task, self.tools(owner))

    def capture(self, resource: str, code: str = "MTP") -> Page[Any]:
        """The first page as the panel shows it now, to be applied later."""
        panel = self.load(code)
        with self.client(panel, deadline=self.clock.now + 60) as client:
            page: Page[Any] = getattr(client, resource)(limit=100)
        return page

    def apply(self, resource: str, page: Page[Any], code: str = "MTP") -> None:
        """Store a page by itself, as a worker would that was held up."""
        lease = Lease(code, resource, "held up", self.clock)
        item = lease.acquire()
        intake = Intake(
            RESOURCES[resource], lease, self.clock, offset=0, oldest=0, open_until=lambda _row: 0.0
        )
        intake.take(page)
        lease.finish(item.state, next_due=self.clock.now)

    def forget_lease(self, resource: str, code: str = "MTP") -> None:
        """Make the resource due now, as if nobody had ever held it."""
        item = sync_state.acquire(code, resource, self.owner, now=self.clock.now, seconds=0)
        sync_state.finish(code, resource, self.owner, state=item.state, next_due=0)

    def settle(self, resource: str, code: str = "MTP", *, passes: int = 60) -> list[Outcome]:
        """Passes until one finds nothing left to do."""
        outcomes = []
        for _ in range(passes):
            outcome = self.run(resource, code)
            assert outcome.worked
            assert outcome.error is None, outcome.error
            outcomes.append(outcome)
            if not outcome.again:
                return outcomes
        raise AssertionError(f"{resource} of {code} did not settle in {passes} passes")

    def verify(self, resource: str, code: str = "MTP") -> None:
        """A day later: passes until the whole list has been read once more."""
        self.run(resource, code, later=90_000)
        for _ in range(20):
            if not self.state(resource, code).walks:
                return
            self.run(resource, code)
        raise AssertionError("the list was not read in full")

    def state(self, resource: str, code: str = "MTP") -> ResourceState:
        return decode(sync_state.load(code, resource).state)

    def stored(self, resource: str, code: str = "MTP") -> dict[int, StoredRow]:
        """All rows held, by id."""
        table = RESOURCES[resource].table
        return {row.id: row for row in (table.read(model) for model in MODELS[resource].query(code))}

    def assert_equal(self, resource: str, code: str = "MTP") -> None:
        """What is stored equals what the panel would show, row by row and field by field."""
        stored = self.stored(resource, code)
        here = {row_id: normal(row.doc) for row_id, row in stored.items() if row.gone_at is None}
        there = truth(self.sims[code], resource)
        assert here.keys() == there.keys()
        for row_id, doc in there.items():
            assert here[row_id] == doc, row_id
        state = self.state(resource, code)
        assert state.rows == len(there)

    def assert_messages_equal(self, code: str = "MTP") -> None:
        sim = self.sims[code]
        for ticket_id in sim.tickets:
            shown = sim.render_ticket_detail(ticket_id)["messages"]
            assert isinstance(shown, list)
            held = ticket_messages.load(code, ticket_id)
            assert sorted(message.html for message in held) == sorted(
                str(message["message"]) for message in shown if isinstance(message, dict)
            )


def normal(doc: str) -> dict[str, Any]:
    return msgspec.json.decode(doc, type=dict[str, Any])


def truth(sim: PanelSimulator, resource: str) -> dict[int, dict[str, Any]]:
    """The rows as the panel would show them now, by id."""
    return {row_id: normal(msgspec.json.encode(row).decode()) for row_id, row in _shown(sim, resource)}


def _shown(sim: PanelSimulator, resource: str) -> Iterator[tuple[int, Any]]:
    render: dict[str, Callable[[int], Any]] = {
        "orders": sim.render_order,
        "payments": sim.render_payment,
        "users": sim.render_user,
        "tickets": sim.render_ticket,
        "services": sim.render_service,
    }
    for row_id in getattr(sim, resource):
        yield row_id, render[resource](row_id)


def empty_store() -> Engine:
    """All tables, with nothing in them."""
    return Engine(shape_of(model) for model in TABLES)
