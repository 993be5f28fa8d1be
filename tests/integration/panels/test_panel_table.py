"""The panels' rows in DynamoDB, and the registry and clients put together over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from chalicelib.config import Environment
from chalicelib.errors import NotFound
from chalicelib.panels.budget import Priority
from chalicelib.panels.connect_test import connect_test
from chalicelib.panels.factory import PanelFactory
from chalicelib.panels.registry import NewPanel, PanelChanges
from chalicelib.store.budgets import BudgetRow
from chalicelib.store.panels import PanelRow, PanelTable, StoredPanel
from infra.simulators.panel.simulator import PanelSimulator
from tests.fakes.panels import ADMIN_KEY, SERVICES_KEY, Time

PANEL = StoredPanel(
    code="MTP",
    name="My panel 🚀",
    base_url="https://mtp.example",
    rate_limit=2.5,
    admin_key=b"\x01sealed",
    switches='{"sync":true}',
    version=1,
    created_at=1_790_000_000.25,
    updated_at=1_790_000_001.5,
)

pytestmark = pytest.mark.usefixtures("tables")


def test_a_panel_comes_back_as_it_was_saved() -> None:
    full = replace(PANEL, code="STM", services_key=b"\x01more", currency="EUR", simulated=True)
    assert PanelTable().insert(full)
    assert PanelTable().insert(PANEL)
    assert PanelTable().load("STM") == full
    assert PanelTable().all() == [PANEL, full]
    assert PanelTable().load("SGP") is None


def test_a_code_is_taken_once_and_a_version_replaced_once() -> None:
    store = PanelTable()
    assert store.insert(PANEL)
    assert not store.insert(replace(PANEL, name="Other"))
    assert store.replace(replace(PANEL, name="Second", version=2), expected=1)
    assert not store.replace(replace(PANEL, name="Third", version=2), expected=1)
    found = store.load("MTP")
    assert found is not None
    assert found.name == "Second"


def test_a_panel_that_is_not_there_is_neither_replaced_nor_deleted() -> None:
    assert not PanelTable().replace(PANEL, expected=1)
    assert not PanelTable().delete("MTP")
    assert PanelTable().all() == []


@pytest.fixture
def sim() -> PanelSimulator:
    time = Time()
    return PanelSimulator(
        seed=3, orders=20, clock=time, sleep=time.sleep, admin_key=ADMIN_KEY, services_key=SERVICES_KEY
    )


@pytest.fixture
def factory(sim: PanelSimulator, tmp_path: Path) -> PanelFactory:
    path = tmp_path / "master.key"
    path.write_bytes(bytes(range(32)))
    path.chmod(0o600)
    time = sim.panel.clock
    assert isinstance(time, Time)
    return PanelFactory(
        environment=Environment(master_key_file=str(path), allow_private_hosts=True),
        transport=sim.transport(),
        clock=time,
        sleep=time.sleep,
    )


NEW = NewPanel(
    code="MTP",
    name="My panel",
    base_url="https://mtp.example",
    admin_api_key=ADMIN_KEY,
    services_api_key=SERVICES_KEY,
)


def test_a_panel_that_was_added_can_be_read(factory: PanelFactory, sim: PanelSimulator) -> None:
    factory.registry.create_panel(NEW)
    panel = factory.load("MTP")
    assert factory.all() == [panel]
    with factory.client(panel, priority=Priority.PERSON) as client:
        assert connect_test(client).ok
    with factory.client(panel, deadline=sim.panel.clock() + 30) as client:
        assert client.orders(limit=5).length == 5
    assert {entry.status for entry in sim.log} == {200}


def test_no_table_holds_a_key(factory: PanelFactory) -> None:
    panel = factory.registry.create_panel(NEW)
    factory.registry.update_panel("MTP", PanelChanges(admin_api_key=ADMIN_KEY + "-new"))
    with factory.client(panel) as client:
        client.orders(limit=5)
    rows = [*PanelRow.scan(), *BudgetRow.scan()]
    assert len(rows) == 2
    dump = b" ".join(
        msgspec.json.encode(row.serialize()) + repr(row.attribute_values).encode() for row in rows
    )
    for key in (ADMIN_KEY, SERVICES_KEY):
        assert key.encode() not in dump
        assert key[-8:].encode() not in dump


def test_a_changed_rate_changes_the_budget_of_the_next_client(factory: PanelFactory) -> None:
    before = factory.registry.create_panel(NEW)
    after = factory.registry.update_panel("MTP", PanelChanges(rate_limit=1.0))
    assert factory.budgets.of(before.address) is not factory.budgets.of(after.address)


def test_a_deleted_panel_is_not_found(factory: PanelFactory) -> None:
    factory.registry.create_panel(NEW)
    factory.registry.delete_panel("MTP")
    with pytest.raises(NotFound):
        factory.load("MTP")
