"""Saved views of the lists."""

from __future__ import annotations

import msgspec

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call
from chalicelib.desk import views as desk

_ID_BYTES = 12


class ViewsQuery(msgspec.Struct, forbid_unknown_fields=True):
    page: str | None = None


class NewForm(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    page: str
    query: str
    shared: bool = False


class ChangeForm(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    query: str | None = None
    shared: bool | None = None


def list_(call: Call) -> Answer:
    found = desk.list_views(
        call.staff,
        call.query(ViewsQuery).page,
        panels=call.panels,
        statuses=call.wiring.office().statuses,
        now=call.now,
    )
    return Answer(200, {"items": [_render(one) for one in found]})


def add(call: Call) -> Answer:
    form = call.body(NewForm)
    change = desk.ViewChange(form.name.strip(), form.query, form.shared)
    view_id = call.wiring.random_bytes(_ID_BYTES).hex()
    return Answer(201, _render(desk.save_view(call.staff, form.page, change, view_id=view_id, now=call.now)))


def change(call: Call) -> Answer:
    form = call.body(ChangeForm)
    name = None if form.name is None else form.name.strip()
    changed = desk.change_view(call.staff, call.params["id"], desk.ViewChange(name, form.query, form.shared))
    return Answer(200, _render(changed))


def remove(call: Call) -> Answer:
    desk.remove_view(call.staff, call.params["id"])
    return Answer(204)


def _render(listed: desk.ListedView) -> dict[str, object]:
    view = listed.view
    shown: dict[str, object] = {
        "id": view.id,
        "name": view.name,
        "page": view.page,
        "query": view.query,
        "shared": view.shared,
        "mine": listed.mine,
    }
    return shown if listed.count is None else {**shown, "count": listed.count}
