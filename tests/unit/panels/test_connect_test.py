"""The connect test, against the panel simulator."""

from __future__ import annotations

import httpx
import pytest

from chalicelib.panels.connect_test import NO_SERVICES_KEY, NOT_ASKED, connect_test
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.simulator import PanelSimulator
from tests.fakes.panels import ADMIN_KEY, Script, Time, address, client_of, client_on

RESOURCES = ["orders", "payments", "users", "tickets", "services"]


@pytest.fixture
def sim() -> PanelSimulator:
    time = Time()
    return PanelSimulator(seed=3, orders=30, clock=time, sleep=time.sleep, rate_limit=None)


def test_a_good_panel_is_green_in_every_step(sim: PanelSimulator) -> None:
    result = connect_test(client_on(sim))
    assert [step.resource for step in result.steps] == RESOURCES
    assert result.ok
    assert result.orders_ok
    assert [step.rows for step in result.steps[:4]] == [1, 1, 1, 1]


def test_one_row_of_each_is_all_that_is_asked_for(sim: PanelSimulator) -> None:
    connect_test(client_on(sim))
    assert [entry.query.get("limit") for entry in sim.log[:4]] == ["1"] * 4
    assert len(sim.log) == 5


def test_without_a_services_key_that_step_is_neither_red_nor_asked(sim: PanelSimulator) -> None:
    panel = address(admin_key=sim.admin_key, services_key=None)
    result = connect_test(client_of(sim.transport(), panel=panel))
    assert (result.steps[-1].ok, result.steps[-1].message) == (True, NO_SERVICES_KEY)
    assert len(sim.log) == 4


def test_a_step_says_what_the_panel_said(sim: PanelSimulator) -> None:
    sim.fault(Fault(kind="error_code", path="/payments", message="Payments are off"))
    result = connect_test(client_on(sim))
    payments = result.steps[1]
    assert (payments.ok, payments.rows) == (False, 0)
    assert "Payments are off" in payments.message
    assert (result.ok, result.orders_ok) == (False, True)


def test_a_wrong_key_is_red_and_not_shown(sim: PanelSimulator) -> None:
    panel = address(services_key=sim.services_key)
    result = connect_test(client_of(sim.transport(), panel=panel))
    assert [step.ok for step in result.steps] == [False, False, False, False, True]
    assert not any(ADMIN_KEY in step.message for step in result.steps)


def test_a_panel_that_cannot_be_reached_is_asked_once() -> None:
    script = Script(httpx.ConnectError("no route"))
    result = connect_test(client_of(script.transport, tries=1))
    assert len(script.requests) == 1
    assert [step.message for step in result.steps[1:]] == [NOT_ASKED] * 4
    assert not result.orders_ok


def test_rows_that_cannot_be_read_are_red(sim: PanelSimulator) -> None:
    sim.fault(Fault(kind="bad_row", path="/orders"))
    result = connect_test(client_on(sim))
    assert not result.orders_ok
    assert "cannot be read" in result.steps[0].message
