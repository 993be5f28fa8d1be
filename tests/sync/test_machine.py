"""Random panels, faults, crashes and passes; after each quiet pass the store equals the panel."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from chalicelib.sync.lease import SECONDS
from chalicelib.sync.settings import SyncSettings
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches
from tests.sync.bench import Bench, Crash, tables

STATUSES = ("pending", "in_progress", "processing", "completed", "partial", "canceled", "fail")
FAULTS = (
    Fault(kind="status", status=429, times=2),
    Fault(kind="status", status=503, times=1),
    Fault(kind="html", status=200, times=1),
    Fault(kind="timeout_after", times=1),
    Fault(kind="truncate", times=1),
    Fault(kind="error_code", times=1),
    Fault(kind="cut_list", keep=2, times=2),
    Fault(kind="empty_list", times=1),
    Fault(kind="refused", times=2),
)
RESOURCES = st.sampled_from(["orders", "payments", "users"])


class PanelAndStore(RuleBasedStateMachine):
    """One panel, read by workers that may die, while everything about it changes."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.tables = tables(self.bench)
        self.tables.__enter__()
        self.sim: PanelSimulator

    def teardown(self) -> None:
        self.tables.__exit__(None, None, None)

    @initialize(
        seed=st.integers(0, 50),
        orders=st.integers(0, 25),
        cap=st.sampled_from([5, 12, 1000]),
        inclusive=st.booleans(),
    )
    def open_panel(self, seed: int, orders: int, cap: int, inclusive: bool) -> None:
        self.bench.settings = SyncSettings(rows_per_fetch=dict.fromkeys(("orders", "payments", "users"), 10))
        self.sim = self.bench.add(
            seed=seed,
            volume=Volume(orders=orders, users=7, payments=9, tickets=0, services=3),
            switches=Switches(max_limit=cap, created_to_inclusive=inclusive),
        )

    @rule(
        count=st.integers(1, 12),
        age=st.sampled_from([0, 0, 60, 86_400 * 40]),
        status=st.sampled_from(STATUSES),
    )
    def orders_arrive(self, count: int, age: int, status: str) -> None:
        for _ in range(count):
            self.sim.add_order(created=int(self.bench.clock.now) - age, status=status)

    @precondition(lambda self: self.sim.orders)
    @rule(data=st.data(), status=st.sampled_from(STATUSES), remains=st.integers(0, 9))
    def an_order_moves(self, data: st.DataObject, status: str, remains: int) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.sim.orders)))
        self.sim.set_order(order_id, status=status, remains=remains)

    @precondition(lambda self: len(self.sim.orders) > 3)
    @rule(data=st.data())
    def an_order_vanishes(self, data: st.DataObject) -> None:
        self.sim.delete_order(data.draw(st.sampled_from(sorted(self.sim.orders))))

    @rule(data=st.data())
    def a_payment_or_a_balance_changes(self, data: st.DataObject) -> None:
        payment = data.draw(st.sampled_from(sorted(self.sim.payments)))
        self.sim.set_payment(payment, status=data.draw(st.sampled_from(["waiting", "completed", "fail"])))
        self.sim.set_user(
            data.draw(st.sampled_from(sorted(self.sim.users))), balance=str(data.draw(st.integers(0, 99)))
        )

    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 4))
    def something_goes_wrong(self, fault: Fault, after: int) -> None:
        self.sim.fault(
            Fault(**{**{name: getattr(fault, name) for name in fault.__struct_fields__}, "after": after})
        )

    @rule(later=st.sampled_from([1, 30, 900, 90_000]), resource=RESOURCES)
    def a_pass(self, later: int, resource: str) -> None:
        self.bench.run(resource, later=later)

    @rule(at=st.integers(1, 40), after=st.booleans(), resource=RESOURCES)
    def a_worker_dies(self, at: int, after: bool, resource: str) -> None:
        wire = self.bench.wire
        wire.calls, wire.at, wire.after = 0, at, after
        try:
            self.bench.run(resource, later=60, owner="doomed")
        except Crash:
            self.bench.clock.now += SECONDS + 1
        finally:
            wire.at = None

    @rule(resource=RESOURCES)
    def a_quiet_day(self, resource: str) -> None:
        """Nothing goes wrong for a while: whatever was left undone is done by then."""
        self.sim.faults.clear()
        self.bench.clock.now += 7_200
        self._twice(lambda: self.bench.settle(resource))
        self.bench.verify(resource)
        self.bench.verify(resource)
        self.bench.assert_equal(resource)
        self.bench.rows_written()
        self.bench.run(resource, later=60)
        assert self.bench.rows_written() == []

    def _twice(self, act: Callable[[], object]) -> None:
        for _ in range(2):
            act()


TestPanelAndStore = PanelAndStore.TestCase
TestPanelAndStore.settings = settings(
    max_examples=12,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
