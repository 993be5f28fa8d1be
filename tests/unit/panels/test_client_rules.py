"""The contract's rules for the client (the end of `panel-admin-api-v2.md`), each against the simulator."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from chalicelib.errors import PanelAnswerInvalid, PanelFailed, PanelNotFound, PanelRefused, PanelUnreachable
from chalicelib.panels.budget import Priority, SharedBudget
from chalicelib.panels.buttons import read_buttons
from chalicelib.panels.client import PanelClient
from chalicelib.panels.sender import Call
from chalicelib.panels.types import Order, unknown_fields
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches, positions
from tests.fakes.budget import MemoryBudgets
from tests.fakes.panels import Time, address, client_on


def simulator(time: Time, **switches: object) -> PanelSimulator:
    return PanelSimulator(
        seed=3,
        orders=60,
        clock=time,
        sleep=time.sleep,
        rate_limit=None,
        switches=replace(Switches(), **switches),  # type: ignore[arg-type]
    )


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sim(time: Time) -> PanelSimulator:
    return simulator(time)


@pytest.fixture
def client(sim: PanelSimulator, time: Time) -> PanelClient:
    return client_on(sim, time=time)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind="error_code", code=9, message="Closed for today"), PanelRefused),
        (Fault(kind="status", status=500), PanelFailed),
        (Fault(kind="html", status=200), PanelAnswerInvalid),
        (Fault(kind="truncate"), PanelAnswerInvalid),
        (Fault(kind="disconnect"), PanelUnreachable),
    ],
)
def test_rule_1_no_failure_is_ever_zero_rows(
    client: PanelClient, sim: PanelSimulator, fault: Fault, error: type[Exception]
) -> None:
    sim.fault(fault)
    for read in (client.orders, client.payments, client.users, client.tickets):
        with pytest.raises(error):
            read(limit=10)


def test_rule_1_a_404_is_an_object_that_is_not_there(client: PanelClient) -> None:
    with pytest.raises(PanelNotFound):
        client.order(999_999_999)
    with pytest.raises(PanelNotFound):
        client.ticket(999_999_999)


def test_rule_2_each_act_has_one_path(client: PanelClient, sim: PanelSimulator) -> None:
    sim.fault(Fault(kind="status", status=400))
    with pytest.raises(PanelRefused):
        client.order(1)
    assert [(entry.method, entry.path) for entry in sim.log] == [("GET", "/adminapi/v2/orders/1")]


def test_rule_3_a_read_is_tried_again_and_the_panels_wish_honoured(
    client: PanelClient, sim: PanelSimulator, time: Time
) -> None:
    sim.fault(Fault(kind="status", status=429, retry_after=4, times=1))
    sim.fault(Fault(kind="timeout_before", seconds=20, times=1, after=1))
    assert client.orders(limit=5).rows
    assert len(sim.log) == 3
    assert time.slept[0] >= 4.0


def test_rule_3_a_write_is_not_repeated_after_a_time_out(sim: PanelSimulator, time: Time) -> None:
    sim.fault(Fault(kind="timeout_after", seconds=20))
    caller = client_on(sim, time=time)._caller
    with pytest.raises(PanelUnreachable):
        caller.call(Call("POST", "/adminapi/v2/orders/resend", {}), lambda answer: answer, retry=False)
    assert len(sim.log) == 1


def test_rule_4_the_object_read_again_shows_the_truth(client: PanelClient, sim: PanelSimulator) -> None:
    order_id = next(iter(sim.orders))
    before = client.order(order_id)
    sim.set_order(order_id, remains=4_242)
    after = client.order(order_id)
    assert (before.value.remains, after.value.remains) == (before.value.remains, 4_242)
    assert after.value.allowed.resend is not None


def test_rule_5_callers_together_keep_the_panels_rate(time: Time) -> None:
    sim = PanelSimulator(seed=3, orders=60, clock=time, sleep=time.sleep, rate_limit=5)
    store, rng = MemoryBudgets(), random.Random(5)
    clients = [
        PanelClient(
            address(admin_key=sim.admin_key),
            transport=sim.transport(),
            budget=SharedBudget("MTP", 5.0, store=store, clock=time, sleep=time.sleep, rng=rng),
            priority=priority,
            clock=time,
            sleep=time.sleep,
            rng=rng,
            tries=1,
        )
        for priority in (Priority.BACKGROUND, Priority.PERSON)
    ]
    for n in range(60):
        assert clients[n % 3 == 0].orders(limit=5).rows
    assert {entry.status for entry in sim.log} == {200}


def test_rule_6_a_bad_row_costs_itself_alone(client: PanelClient, sim: PanelSimulator) -> None:
    whole = client.orders(limit=20)
    sim.fault(Fault(kind="bad_row", row=4))
    page = client.orders(limit=20)
    assert [row.value.id for row in page.rows] == [row.value.id for n, row in enumerate(whole.rows) if n != 4]
    assert [bad.id for bad in page.bad] == [str(whole.rows[4].value.id)]
    assert b"the day before" in page.bad[0].raw
    assert page.length == 20


def test_rule_7_unknown_fields_are_kept_and_can_be_counted(client: PanelClient, sim: PanelSimulator) -> None:
    assert unknown_fields(client.orders(limit=1).rows[0].raw, Order) == {}
    sim.fault(Fault(kind="unknown_fields"))
    row = client.orders(limit=1).rows[0]
    assert unknown_fields(row.raw, Order) == {
        "x_new_field": {"nested": [1, "two", None]},
        "neue_spalte": "ünïcödé 🆕",
    }


def test_numbers_as_text_make_no_difference(time: Time) -> None:
    sim = simulator(time, payment_extras=False, user_extras=False)
    client = client_on(sim, time=time)

    def read() -> list[object]:
        pages = (client.orders(limit=60), client.payments(limit=60), client.users(limit=60))
        return [(page.count, page.limit, page.bad, [row.value for row in page.rows]) for page in pages]

    as_numbers = read()
    sim.fault(Fault(kind="string_numbers"))
    assert read() == as_numbers


SWITCHED = [
    (name, position) for name, allowed in positions().items() for position in allowed if position != "refuse"
]


@pytest.mark.parametrize(("name", "position"), SWITCHED)
def test_every_open_question_of_the_contract_may_have_either_answer(name: str, position: object) -> None:
    time = Time()
    sim = simulator(time, **{name: position})
    client = client_on(sim, time=time)
    orders, payments = client.orders(limit=100), client.payments(limit=100)
    users, tickets, services = client.users(limit=100), client.tickets(limit=100), client.services()
    for page, truth in (
        (orders, sim.orders),
        (payments, sim.payments),
        (users, sim.users),
        (tickets, sim.tickets),
    ):
        assert page.bad == []
        assert {row.value.id for row in page.rows} <= set(truth)
        assert page.length == min(100, len(truth))
        assert page.ends(100) is (len(truth) < 100)
    assert {row.value.service for row in services.rows} == set(sim.services)
    for row in orders.rows:
        assert row.value.charge is None or row.value.charge.currency_code == "USD"
        assert row.value.order_buttons is None or isinstance(read_buttons(row.value.order_buttons), tuple)
    ticket = client.ticket(tickets.rows[0].value.id).value
    assert ticket.user
    assert {message.is_staff for message in ticket.messages} <= {True, False}
