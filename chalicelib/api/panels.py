"""The panels and their connect test. A key goes in and never comes out: its last 4 characters at most."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from chalicelib.api.answer import Answer, iso
from chalicelib.api.call import Call
from chalicelib.desk import panels as desk
from chalicelib.errors import InvalidInput
from chalicelib.panels.address import DEFAULT_RATE
from chalicelib.panels.connect_test import ConnectTest
from chalicelib.panels.panel import Panel
from chalicelib.panels.registry import NewPanel, PanelChanges, SwitchChanges
from chalicelib.staff.rights import may

Text = Annotated[str, msgspec.Meta(max_length=2_000)]


class AddForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    code: Text
    name: Text
    base_url: Text
    admin_api_key: Text
    services_api_key: Text | None = None
    currency: Text | None = None
    rate_limit: float | None = None
    save_anyway: bool = False

    def __repr__(self) -> str:
        return "AddForm()"


Resource = Literal["orders", "payments", "users", "tickets", "services"]


class TryForm(AddForm, forbid_unknown_fields=True, kw_only=True):
    """A panel as it would be added, and the one step of its connect test that is asked for."""

    resource: Resource

    def __repr__(self) -> str:
        return "TryForm()"


class TestForm(msgspec.Struct, forbid_unknown_fields=True):
    """Without a resource: all of them."""

    resource: Resource | None = None


class ChangeForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What is unset stays; null or "" takes an optional value away."""

    name: Text | UnsetType = UNSET
    base_url: Text | UnsetType = UNSET
    admin_api_key: Text | UnsetType = UNSET
    services_api_key: Text | UnsetType | None = UNSET
    currency: Text | UnsetType | None = UNSET
    rate_limit: float | UnsetType = UNSET
    switches: SwitchChanges | UnsetType = UNSET
    save_anyway: bool = False

    def __repr__(self) -> str:
        return "ChangeForm()"


class RemoveQuery(msgspec.Struct, forbid_unknown_fields=True):
    simulated: str | None = None


def list_(call: Call) -> Answer:
    found = desk.list_panels(call.staff, panels=call.wiring.panels())
    return Answer(200, {"items": [_render(call, panel) for panel in found]})


def add(call: Call) -> Answer:
    form = call.body(AddForm)
    saved = desk.add_panel(
        call.staff,
        _new(form),
        save_anyway=form.save_anyway,
        panels=call.wiring.panels(),
        ask=call.wiring.office().ask_soon,
        now=call.now,
    )
    return _saved(call, saved, 201)


def try_(call: Call) -> Answer:
    form = call.body(TryForm)
    found = desk.try_panel(
        call.staff, _new(form), only=form.resource, panels=call.wiring.panels(), now=call.now
    )
    return Answer(200, _render_test(found))


def change(call: Call) -> Answer:
    form = call.body(ChangeForm)
    given = {name: value for name, value in asdict(form).items() if name != "save_anyway"}
    saved = desk.change_panel(
        call.staff,
        call.params["code"],
        PanelChanges(**given),
        save_anyway=form.save_anyway,
        panels=call.wiring.panels(),
        now=call.now,
    )
    return _saved(call, saved, 200)


def remove(call: Call) -> Answer:
    desk.remove_panel(
        call.staff,
        call.params["code"],
        panels=call.wiring.panels(),
        ask=call.wiring.office().ask_soon,
        now=call.now,
    )
    return Answer(204)


def remove_simulated(call: Call) -> Answer:
    if call.query(RemoveQuery).simulated not in ("1", "true"):
        raise InvalidInput("All simulated panels go at once: say simulated=1.", field="simulated")
    desk.remove_simulated(
        call.staff, panels=call.wiring.panels(), ask=call.wiring.office().ask_soon, now=call.now
    )
    return Answer(204)


def test(call: Call) -> Answer:
    only = call.body(TestForm).resource if call.raw_body else None
    found = desk.run_connect_test(
        call.staff, call.params["code"], only=only, panels=call.wiring.panels(), now=call.now
    )
    return Answer(200, _render_test(found))


def _new(form: AddForm) -> NewPanel:
    """The panel that a form describes; what a form says beside that is not part of it."""
    beside = ("save_anyway", "resource")
    given = {name: value for name, value in asdict(form).items() if name not in beside}
    return NewPanel(**{**given, "rate_limit": DEFAULT_RATE if form.rate_limit is None else form.rate_limit})


def _saved(call: Call, saved: desk.Saved, status: int) -> Answer:
    """The panel and its test; 422 with the test when it was red and nothing was kept."""
    test = None if saved.test is None else _render_test(saved.test)
    if saved.panel is None:
        message = "The panel's orders cannot be read with this address and key."
        error = {"code": "connect_test_failed", "message": message}
        return Answer(422, {"error": error, "connect_test": test})
    return Answer(status, {"panel": _render(call, saved.panel), "connect_test": test})


def _render_test(test: ConnectTest) -> dict[str, object]:
    return {"ok": test.ok, "steps": [msgspec.to_builtins(step) for step in test.steps]}


def _render(call: Call, panel: Panel) -> dict[str, object]:
    """The ends of the keys are for those who may change them."""
    own = may(call.staff, "panels.edit", panel.code)
    return {
        "code": panel.code,
        "name": panel.name,
        "base_url": panel.base_url,
        "currency": panel.currency,
        "rate_limit": panel.rate_limit,
        "admin_api_key_last4": panel.admin_key_last4 if own else "",
        "services_api_key_last4": panel.services_key_last4 if own else None,
        "switches": asdict(panel.switches),
        "simulated": panel.simulated,
        "created_at": iso(panel.created_at),
        "updated_at": iso(panel.updated_at),
    }
