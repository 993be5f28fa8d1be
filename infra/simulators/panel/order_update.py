"""`POST /orders/update`: each row stands or falls by itself, and the call is 200 whatever became of them."""

from __future__ import annotations

from dataclasses import dataclass

from infra.simulators.panel import books
from infra.simulators.panel.envelope import invalid, json_body, success
from infra.simulators.panel.order_acts import set_status
from infra.simulators.panel.rows import FINAL_STATUSES, ORDER_STATUSES, REFUNDED_STATUSES, OrderRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import Json, JsonObject, SimRequest, SimResponse

_UNKNOWN, _WRONG, _FORBIDDEN = 404, 110, 120


@dataclass(frozen=True, slots=True)
class _No:
    message: str
    code: int


def update_orders(panel: Panel, request: SimRequest) -> SimResponse:
    """Update orders row by row."""
    rows = json_body(request, panel.switches).get("orders")
    if not isinstance(rows, list) or not rows:
        raise invalid(panel.switches, "orders must be a list")
    results: list[Json] = [_one(panel, row) for row in rows]
    return success({"orders": results})


def _one(panel: Panel, wanted: Json) -> Json:
    order_id = wanted.get("id") if isinstance(wanted, dict) else None
    if not isinstance(wanted, dict) or not isinstance(order_id, int):
        return {"id": order_id, "success": False, "message": "id is required", "error_code": _WRONG}
    row = panel.orders.get(order_id)
    no = _No("Order not found", _UNKNOWN) if row is None else _refused(row, wanted)
    if row is None or no is not None:
        assert no is not None  # noqa: S101 - an unknown order is refused
        return {"id": order_id, "success": False, "message": no.message, "error_code": no.code}
    _apply(panel, row, wanted)
    return {"id": order_id, "success": True}


def _refused(row: OrderRow, wanted: JsonObject) -> _No | None:
    """Why this row cannot be updated like this, or None."""
    status, remains, start = wanted.get("status"), wanted.get("remains"), wanted.get("start_count")
    if row.status in REFUNDED_STATUSES:
        return _No("Order update is not allowed", _FORBIDDEN)
    if status is not None and status not in ORDER_STATUSES:
        return _No("Status is invalid", _WRONG)
    if status == "canceled" and row.status in FINAL_STATUSES:
        return _No("Status update is not allowed", _FORBIDDEN)
    if remains is not None:
        if not _count(remains) or (isinstance(remains, int) and remains > row.quantity):
            return _No("Remains is invalid", _WRONG)
        if row.status == "pending" and status in (None, "pending"):
            return _No("Remains update is not allowed", _FORBIDDEN)
    if start is not None and not _count(start):
        return _No("Start count is invalid", _WRONG)
    if status == "partial" and not (remains if remains is not None else row.remains):
        return _No("Remains is invalid", _WRONG)
    return None


def _apply(panel: Panel, row: OrderRow, wanted: JsonObject) -> None:
    status, remains, start = wanted.get("status"), wanted.get("remains"), wanted.get("start_count")
    books.stop(row)
    if isinstance(start, int):
        row.start_count = start
    if isinstance(remains, int):
        row.remains = remains
    panel.touch(row)
    if isinstance(status, str) and status != row.status:
        reason = wanted.get("cancel_reason")
        set_status(panel, row, status, reason if isinstance(reason, str) else None)


def _count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
