"""The registry of panels: what may be kept, what stays secret, what is off."""

from __future__ import annotations

import math
from dataclasses import replace

import msgspec
import pytest

from chalicelib.errors import Conflict, InvalidInput, NotFound
from chalicelib.panels.panel import ALL_OFF, AT_FIRST, Switches, last4, read_switches
from chalicelib.panels.registry import NewPanel, PanelChanges, Registry, SwitchChanges
from chalicelib.store.seal import Seal
from tests.fakes.panel_store import MemoryPanels
from tests.fakes.panels import ADMIN_KEY, SERVICES_KEY, Time

NEW = NewPanel(code="MTP", name="My panel", base_url="https://mtp.example/", admin_api_key=ADMIN_KEY)


def registry(
    store: MemoryPanels, *, key: bytes = b"k" * 32, time: Time | None = None, private: bool = False
) -> Registry:
    return Registry(
        store,
        Seal(lambda: key),
        clock=time or Time(),
        resolver=lambda host, port: ["10.0.0.1" if "inner" in host else "93.184.215.14"],
        allow_private_hosts=private,
    )


@pytest.fixture
def store() -> MemoryPanels:
    return MemoryPanels()


@pytest.fixture
def panels(store: MemoryPanels) -> Registry:
    return registry(store)


def changed(new: NewPanel, **fields: object) -> NewPanel:
    return msgspec.structs.replace(new, **fields)


def test_a_new_panel_is_there_as_it_was_typed_in(panels: Registry) -> None:
    created = panels.create_panel(changed(NEW, services_api_key=SERVICES_KEY, currency="EUR", rate_limit=2.5))
    assert created == panels.load_panel("MTP")
    assert panels.list_panels() == [created]
    assert (created.base_url, created.currency, created.rate_limit) == ("https://mtp.example", "EUR", 2.5)
    assert (created.admin_key, created.services_key) == (ADMIN_KEY, SERVICES_KEY)
    assert (created.switches, created.simulated) == (AT_FIRST, False)
    assert created.address.base_url == "https://mtp.example"


def test_keys_lie_sealed_in_the_store(panels: Registry, store: MemoryPanels) -> None:
    panels.create_panel(changed(NEW, services_api_key=SERVICES_KEY))
    dump = repr(store.rows)
    assert ADMIN_KEY not in dump
    assert SERVICES_KEY not in dump


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "M"),
        ("code", "mtp"),
        ("code", "MTPMTPMTP"),
        ("code", "MT-P"),
        ("code", "ÄÖ"),
        ("code", "M\u0662"),
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 81),
        ("name", "a\u202eb"),
        ("base_url", "mtp.example"),
        ("base_url", "https://localhost:8000"),
        ("base_url", "https://inner.example"),
        ("base_url", "http://127.0.0.1"),
        ("admin_api_key", ""),
        ("admin_api_key", "two words"),
        ("admin_api_key", "line\nbreak"),
        ("admin_api_key", "schlüssel"),
        ("admin_api_key", "k" * 513),
        ("services_api_key", "two words"),
        ("currency", "usd"),
        ("currency", "US"),
        ("currency", "EURO"),
        ("rate_limit", 0.0),
        ("rate_limit", -1.0),
        ("rate_limit", 50.5),
        ("rate_limit", math.nan),
        ("rate_limit", math.inf),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(
    panels: Registry, store: MemoryPanels, field: str, value: object
) -> None:
    with pytest.raises(InvalidInput) as caught:
        panels.create_panel(changed(NEW, **{field: value}))
    assert caught.value.field == field
    assert store.rows == {}


def test_private_hosts_are_let_in_only_where_they_are_allowed(store: MemoryPanels) -> None:
    new = changed(NEW, base_url="http://127.0.0.1:8123")
    assert registry(store, private=True).create_panel(new, simulated=True).base_url == "http://127.0.0.1:8123"
    assert registry(store).load_panel("MTP").simulated


def test_a_code_is_taken_once(panels: Registry) -> None:
    panels.create_panel(NEW)
    with pytest.raises(Conflict) as caught:
        panels.create_panel(changed(NEW, name="Other"))
    assert caught.value.field == "code"
    assert panels.load_panel("MTP").name == "My panel"


def test_a_change_leaves_the_rest_as_it_was(panels: Registry) -> None:
    before = panels.create_panel(changed(NEW, services_api_key=SERVICES_KEY))
    after = panels.update_panel("MTP", PanelChanges(name="New name", rate_limit=3))
    assert after == panels.load_panel("MTP")
    assert after == replace(
        before, name="New name", rate_limit=3.0, updated_at=after.updated_at, version=before.version + 1
    )


def test_an_optional_value_can_be_taken_away(panels: Registry) -> None:
    panels.create_panel(changed(NEW, services_api_key=SERVICES_KEY, currency="USD"))
    after = panels.update_panel("MTP", PanelChanges(services_api_key=None, currency=""))
    assert (after.services_key, after.currency) == (None, None)
    assert panels.load_panel("MTP").services_key is None


@pytest.mark.parametrize(
    "changes",
    [
        PanelChanges(name=""),
        PanelChanges(base_url="http://10.0.0.1"),
        PanelChanges(admin_api_key=""),
        PanelChanges(rate_limit=0.0),
    ],
)
def test_a_change_is_held_to_the_same_rules(panels: Registry, changes: PanelChanges) -> None:
    before = panels.create_panel(NEW)
    with pytest.raises(InvalidInput):
        panels.update_panel("MTP", changes)
    assert panels.load_panel("MTP") == before


def test_a_switch_is_turned_by_itself(panels: Registry) -> None:
    panels.create_panel(NEW)
    after = panels.update_panel("MTP", PanelChanges(switches=SwitchChanges(read_only=True)))
    assert after.switches == Switches(sync=True, sending=True, ai=False, read_only=True)
    assert not after.switches.may_send


def test_sending_needs_sending_on_and_read_only_off() -> None:
    assert Switches(sending=True, read_only=False).may_send
    assert not Switches(sending=True, read_only=True).may_send
    assert not Switches(sending=False, read_only=False).may_send


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "no json",
        '{"sync": "yes"}',
        '{"sync": 1}',
        '{"sync": true, "more": true}',
        '{"sync": tr',
    ],
)
def test_switches_that_cannot_be_read_are_all_off(panels: Registry, store: MemoryPanels, text: str) -> None:
    panels.create_panel(NEW)
    store.rows["MTP"] = replace(store.rows["MTP"], switches=text)
    assert panels.load_panel("MTP").switches == ALL_OFF
    assert not ALL_OFF.may_send
    assert not ALL_OFF.sync


def test_a_switch_that_is_missing_is_off() -> None:
    assert read_switches('{"sync": true}') == Switches(sync=True, sending=False, ai=False, read_only=True)


def test_two_changes_at_once_do_not_overwrite_each_other(store: MemoryPanels) -> None:
    class Late(MemoryPanels):
        """Somebody else saves between the loading and the saving of this change."""

        def replace(self, panel: object, *, expected: int) -> bool:
            self.rows["MTP"] = replace(self.rows["MTP"], version=expected + 1)
            return False

    late = Late()
    panels = registry(late)
    panels.create_panel(NEW)
    with pytest.raises(Conflict):
        panels.update_panel("MTP", PanelChanges(name="Mine"))


def test_a_key_that_cannot_be_opened_leaves_its_panel_in_the_list(store: MemoryPanels) -> None:
    registry(store).create_panel(changed(NEW, services_api_key=SERVICES_KEY))
    other = registry(store, key=b"x" * 32)
    panel = other.load_panel("MTP")
    assert (panel.name, panel.admin_key, panel.services_key) == ("My panel", "", "")
    other.update_panel("MTP", PanelChanges(name="Renamed"))
    back = registry(store).load_panel("MTP")
    assert (back.name, back.admin_key, back.services_key) == ("Renamed", ADMIN_KEY, SERVICES_KEY)


def test_a_sealed_key_moved_to_another_panel_does_not_open(panels: Registry, store: MemoryPanels) -> None:
    panels.create_panel(NEW)
    panels.create_panel(changed(NEW, code="STM", admin_api_key="another-key"))
    store.rows["STM"] = replace(store.rows["STM"], admin_key=store.rows["MTP"].admin_key)
    assert panels.load_panel("STM").admin_key == ""


def test_a_deleted_panel_is_gone(panels: Registry) -> None:
    panels.create_panel(NEW)
    panels.delete_panel("MTP")
    assert panels.list_panels() == []
    for act in (panels.load_panel, panels.delete_panel):
        with pytest.raises(NotFound):
            act("MTP")
    with pytest.raises(NotFound):
        panels.update_panel("MTP", PanelChanges(name="x"))


@pytest.mark.parametrize(
    ("key", "shown"),
    [("", ""), ("k", ""), ("abc", "c"), ("abcdef", "def"), ("abcdefgh", "efgh"), ("a" * 60, "aaaa")],
)
def test_of_a_key_its_end_is_shown_and_never_more_than_half(key: str, shown: str) -> None:
    assert last4(key) == shown
