"""The Admin API's acts on many orders: change-status, cancel, request-cancel, resend, pull; and on one."""

from __future__ import annotations

from collections.abc import Callable

from infra.simulators.panel import books
from infra.simulators.panel.envelope import NOT_ALLOWED, id_list, invalid, json_body, success, text, whole
from infra.simulators.panel.orders import can_request_cancel, known_order
from infra.simulators.panel.rows import FINAL_STATUSES, ORDER_STATUSES, CancelTask, OrderRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import Json, JsonObject, Refusal, SimRequest, SimResponse
from infra.simulators.panel.view import can_resend

_PULLED_DAYS = 90
_PROVIDER_ANSWERS_AFTER = 900


def pull_orders(panel: Panel, request: SimRequest) -> SimResponse:
    """Hand out pending manual orders of the last 90 days, oldest first; they are processing from now on."""
    switches = panel.switches
    body = json_body(request, switches)
    limit = whole(body, "limit", switches, least=1) or switches.default_limit
    wanted = set(id_list(body["service_ids"], "service_ids", switches)) if body.get("service_ids") else None
    pulled = [
        row
        for row in panel.orders.window(panel.now() - _PULLED_DAYS * 86_400, None)
        if row.status == "pending" and row.mode == "manual" and (wanted is None or row.service_id in wanted)
    ][:limit]
    for row in pulled:
        books.move(panel, row, "processing")
    shown: list[Json] = [panel.view.order(row) for row in pulled]
    return success({"count": len(shown), "list": shown})


def change_status(panel: Panel, request: SimRequest) -> SimResponse:
    """Set one status for many orders; `canceled` refunds, `partial` refunds what remains."""
    body = json_body(request, panel.switches)
    status = text(body, "status", panel.switches)
    if status not in ORDER_STATUSES:
        raise invalid(panel.switches, "status is invalid")
    ids, skipped = _each(panel, body, lambda row: set_status(panel, row, status, None))
    return success({"ids": ids, "status": status, "skipped_ids": skipped})


def set_status(panel: Panel, row: OrderRow, status: str, reason: str | None) -> bool:
    """Set a status the way it has to go: through cancel, through set-partial, or as it is."""
    if status == "canceled":
        return books.cancel(panel, row, reason)
    if status == "partial":
        return books.set_partial(panel, row, row.remains)
    return books.move(panel, row, status)


def cancel_orders(panel: Panel, request: SimRequest) -> SimResponse:
    """Cancel and refund."""
    body = json_body(request, panel.switches)
    reason = body.get("cancel_reason")
    ids, skipped = _each(panel, body, lambda row: books.cancel(panel, row, str(reason) if reason else None))
    return act_answer(panel, {"ids": ids, "skipped_ids": skipped})


def request_cancel(panel: Panel, request: SimRequest) -> SimResponse:
    """Ask the provider to cancel: nothing changes until the provider does."""

    def ask(row: OrderRow) -> bool:
        if not can_request_cancel(row):
            return False
        row.cancel_asked = True
        panel.touch(row)
        panel.later("provider cancels", row.id, panel.now() + _PROVIDER_ANSWERS_AFTER)
        return True

    ids, skipped = _each(panel, json_body(request, panel.switches), ask)
    return act_answer(panel, {"ids": ids, "skipped_ids": skipped})


def resend_orders(panel: Panel, request: SimRequest) -> SimResponse:
    """Send failed orders to their provider again."""

    def resend(row: OrderRow) -> bool:
        if not can_resend(row):
            return False
        books.resend(panel, row)
        return True

    ids, skipped = _each(panel, json_body(request, panel.switches), resend)
    return act_answer(panel, {"ids": ids, "skipped_ids": skipped})


def set_partial(panel: Panel, request: SimRequest, order_id: int) -> SimResponse:
    """Close an order as partly delivered and refund the rest."""
    row = known_order(panel, order_id)
    remains = whole(json_body(request, panel.switches), "remains", panel.switches, least=1)
    if remains is None or remains > row.quantity:
        raise invalid(panel.switches, "remains must be between 1 and the quantity")
    if not books.set_partial(panel, row, remains):
        raise Refusal(panel.switches.validation_status, "Order can not be set partial", NOT_ALLOWED)
    return act_answer(panel, {"id": row.id, "status": row.status, "remains": row.remains})


def edit_link(panel: Panel, request: SimRequest, order_id: int) -> SimResponse:
    """Change the link of an order that is not final."""
    row = known_order(panel, order_id)
    link = text(json_body(request, panel.switches), "link", panel.switches)
    if row.status in FINAL_STATUSES:
        raise Refusal(panel.switches.validation_status, "Link can not be changed", NOT_ALLOWED)
    row.link = link
    panel.touch(row)
    return act_answer(panel, {"id": row.id, "link": link})


def ask_to_cancel(panel: Panel, row: OrderRow) -> bool:
    """A customer asks: a task waits for the panel's staff, once per order."""
    if row.status in FINAL_STATUSES or row.id in panel.cancel_tasks:
        return False
    panel.cancel_tasks[row.id] = CancelTask(order_id=row.id, created=panel.now())
    return True


def act_answer(panel: Panel, shown: JsonObject) -> SimResponse:
    """The answer of an act whose form is unknown."""
    forms: dict[str, Json] = {"ids": shown, "object": {}, "array": [], "null": None}
    return success(forms[panel.switches.act_answer])


def _each(panel: Panel, body: JsonObject, act: Callable[[OrderRow], bool]) -> tuple[list[Json], list[Json]]:
    """Which ids the act was done for, and which it skipped (unknown ones among them)."""
    done: list[Json] = []
    skipped: list[Json] = []
    for order_id in id_list(body.get("ids"), "ids", panel.switches):
        row = panel.orders.get(order_id)
        (done if row is not None and act(row) else skipped).append(order_id)
    return done, skipped
