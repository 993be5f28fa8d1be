"""The customer API: `POST /api/v2`, form-encoded, errors as `{"error": ...}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec

from infra.simulators.panel import view_desk
from infra.simulators.panel.customer_add import NoOrder, place
from infra.simulators.panel.gate import form_of
from infra.simulators.panel.money import plain
from infra.simulators.panel.order_acts import ask_to_cancel
from infra.simulators.panel.rows import OrderRow, RefillTask, UserRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import Json, SimRequest, SimResponse

Form: TypeAlias = Mapping[str, str]
MOST_IDS = 100
_REFILL_TAKES = 1_800
_SHOWN_STATUS = {"in_progress": "In progress", "fail": "Pending", "error": "Pending"}


def answer_customer(panel: Panel, request: SimRequest, key: str) -> SimResponse:
    """The answer to one call of the customer API."""
    form = form_of(request)
    if request.method != "POST":
        return _told(panel, "Incorrect request")
    user = _owner(panel, form.get("key", ""))
    if key != "services" or user is None:
        return _told(panel, "Invalid API key")
    act = _ACTIONS.get(form.get("action", ""))
    if act is None:
        return _told(panel, "Incorrect request")
    try:
        return SimResponse(200, msgspec.json.encode(act(panel, user, form)))
    except NoOrder as no:
        return _told(panel, str(no))


def _owner(panel: Panel, key: str) -> UserRow | None:
    """Whose key it is: the panel's services key spends from its first customer."""
    if key in panel.customer_keys:
        return panel.names.get(panel.customer_keys[key])
    return next(iter(panel.users.timeline), None)


def _told(panel: Panel, error: str) -> SimResponse:
    return SimResponse(panel.switches.customer_errors, msgspec.json.encode({"error": error}))


def _services(panel: Panel, user: UserRow, form: Form) -> Json:
    del user, form
    return [view_desk.service(panel.view, row) for row in panel.services.values()]


def _balance(panel: Panel, user: UserRow, form: Form) -> Json:
    del form
    return {"balance": plain(user.balance), "currency": panel.view.currency.code}


def _add(panel: Panel, user: UserRow, form: Form) -> Json:
    return {"order": place(panel, user, form).id}


def _status(panel: Panel, user: UserRow, form: Form) -> Json:
    if "orders" in form:
        return {given: _status_of(panel, user, given) for given in _many(form["orders"])}
    return _status_of(panel, user, form.get("order", ""))


def _status_of(panel: Panel, user: UserRow, given: str) -> Json:
    row = _own(panel, user, given)
    if row is None:
        return {"error": "Incorrect order ID"}
    return {
        "charge": plain(row.charge),
        "start_count": str(row.start_count or 0),
        "status": _SHOWN_STATUS.get(row.status, row.status.capitalize()),
        "remains": str(row.remains),
        "currency": panel.view.currency.code,
    }


def _refill(panel: Panel, user: UserRow, form: Form) -> Json:
    if "orders" not in form:
        made = _refill_of(panel, user, form.get("order", ""))
        return {"refill": str(made)} if isinstance(made, int) else made
    return [
        _pair("order", given, "refill", _refill_of(panel, user, given)) for given in _many(form["orders"])
    ]


def _refill_of(panel: Panel, user: UserRow, given: str) -> Json:
    row = _own(panel, user, given)
    if row is None:
        return {"error": "Incorrect order ID"}
    service = panel.services.get(row.service_id)
    open_tasks = [task for task in panel.refill_tasks.values() if task.order_id == row.id]
    busy = any(task.status in ("pending", "in_progress") for task in open_tasks)
    if row.status != "completed" or service is None or not service.refill or busy:
        return {"error": "Refill is not available"}
    refill_id = max(panel.refill_tasks, default=0) + 1
    panel.refill_tasks[refill_id] = RefillTask(id=refill_id, order_id=row.id, created=panel.now())
    panel.later("refill", refill_id, panel.now() + _REFILL_TAKES)
    return refill_id


def _refill_status(panel: Panel, user: UserRow, form: Form) -> Json:
    del user
    if "refills" not in form:
        status = _refill_status_of(panel, form.get("refill", ""))
        return {"status": status} if isinstance(status, str) else status
    return [
        _pair("refill", given, "status", _refill_status_of(panel, given)) for given in _many(form["refills"])
    ]


def _refill_status_of(panel: Panel, given: str) -> Json:
    task = panel.refill_tasks.get(int(given)) if given.isdecimal() else None
    if task is None:
        return {"error": "Refill not found"}
    return "In progress" if task.status == "in_progress" else task.status.capitalize()


def _cancel(panel: Panel, user: UserRow, form: Form) -> Json:
    return [
        _pair("order", given, "cancel", _cancel_of(panel, user, given))
        for given in _many(form.get("orders", ""))
    ]


def _cancel_of(panel: Panel, user: UserRow, given: str) -> Json:
    row = _own(panel, user, given)
    if row is None:
        return {"error": "Incorrect order ID"}
    service = panel.services.get(row.service_id)
    if service is None or not service.cancel or not ask_to_cancel(panel, row):
        return {"error": "Cancel is not available"}
    return 1


def _own(panel: Panel, user: UserRow, given: str) -> OrderRow | None:
    row = panel.orders.get(int(given)) if given.strip().isdecimal() else None
    return row if row is not None and row.user == user.username else None


def _many(given: str) -> list[str]:
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if not parts or len(parts) > MOST_IDS:
        raise NoOrder("Incorrect request")
    return parts


def _pair(name: str, given: str, told: str, value: Json) -> Json:
    return {name: int(given) if given.isdecimal() else given, told: value}


_ACTIONS: dict[str, Callable[[Panel, UserRow, Form], Json]] = {
    "services": _services,
    "balance": _balance,
    "add": _add,
    "status": _status,
    "refill": _refill,
    "refill_status": _refill_status,
    "cancel": _cancel,
}
