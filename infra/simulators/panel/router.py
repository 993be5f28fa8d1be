"""Which path is answered by what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from infra.simulators.panel import desk, desk_acts, order_acts, order_update, orders, tasks
from infra.simulators.panel.customer import answer_customer
from infra.simulators.panel.envelope import NOT_FOUND, WRONG_KEY, failure
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import ADMIN_BASE, CUSTOMER_PATH, Refusal, SimRequest, SimResponse

_List: TypeAlias = Callable[[Panel, SimRequest], SimResponse]
_One: TypeAlias = Callable[[Panel, SimRequest, int], SimResponse]

_LISTS: dict[tuple[str, str], _List] = {
    ("GET", "/orders"): orders.list_orders,
    ("GET", "/payments"): desk.list_payments,
    ("GET", "/users"): desk.list_users,
    ("GET", "/tickets"): desk.list_tickets,
    ("POST", "/orders/pull"): order_acts.pull_orders,
    ("POST", "/orders/update"): order_update.update_orders,
    ("POST", "/orders/change-status"): order_acts.change_status,
    ("POST", "/orders/cancel"): order_acts.cancel_orders,
    ("POST", "/orders/request-cancel"): order_acts.request_cancel,
    ("POST", "/orders/resend"): order_acts.resend_orders,
    ("POST", "/cancel/pull"): tasks.pull_cancels,
    ("POST", "/cancel/reject"): tasks.reject_cancels,
    ("POST", "/refill/pull"): tasks.pull_refills,
    ("POST", "/refill/change-status"): tasks.change_refills,
    ("POST", "/payments/add"): desk_acts.add_payment,
    ("POST", "/users/add"): desk_acts.add_user,
    ("POST", "/tickets/add"): desk_acts.add_ticket,
}
_ONES: dict[tuple[str, str], _One] = {
    ("GET", "/orders/{id}"): orders.read_order,
    ("GET", "/tickets/{id}"): desk.read_ticket,
    ("POST", "/orders/{id}/set-partial"): order_acts.set_partial,
    ("POST", "/orders/{id}/edit-link"): order_acts.edit_link,
    ("POST", "/tickets/{id}/reply"): desk_acts.reply_ticket,
}
ADMIN_PATHS = tuple(sorted({*_LISTS, *_ONES}))
_NUMBER = re.compile(r"/(\d+)(?=/|$)")


def answer(panel: Panel, request: SimRequest, key: str) -> SimResponse:
    """The panel's answer, refusals included; it never raises one."""
    if request.path == CUSTOMER_PATH:
        return answer_customer(panel, request, key)
    if not request.path.startswith(ADMIN_BASE + "/"):
        return failure(404, "Page not found", NOT_FOUND)
    if key != "admin":
        return failure(401, "Invalid API key", WRONG_KEY)
    try:
        return _admin(panel, request)
    except Refusal as refusal:
        return failure(refusal.status, refusal.message, refusal.code)


def _admin(panel: Panel, request: SimRequest) -> SimResponse:
    path = request.path.removeprefix(ADMIN_BASE)
    listed = _LISTS.get((request.method, path))
    if listed is not None:
        return listed(panel, request)
    number = _NUMBER.search(path)
    pattern = _NUMBER.sub("/{id}", path)
    one = _ONES.get((request.method, pattern))
    if one is not None and number is not None:
        return one(panel, request, int(number[1]))
    if any(known == pattern for _, known in ADMIN_PATHS):
        raise Refusal(405, "Method not allowed", NOT_FOUND)
    raise Refusal(404, "Page not found", NOT_FOUND)
