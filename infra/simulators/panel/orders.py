"""Reading orders: `GET /orders` and `GET /orders/{id}`."""

from __future__ import annotations

import msgspec

from infra.simulators.panel.envelope import NOT_FOUND, page, page_bounds, success
from infra.simulators.panel.order_filters import find_orders
from infra.simulators.panel.rows import OrderRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import JsonObject, Refusal, SimRequest, SimResponse

_WITH_A_PROVIDER = frozenset({"pending", "in_progress", "processing"})


def list_orders(panel: Panel, request: SimRequest) -> SimResponse:
    """A page of orders."""
    rows = find_orders(panel, request.query)
    limit, offset = page_bounds(request.query, panel.switches)
    shown = [msgspec.Raw(panel.order_bytes(row)) for row in rows[offset : offset + limit]]
    return page(request, panel.switches, shown, len(rows), limit, offset)


def read_order(panel: Panel, request: SimRequest, order_id: int) -> SimResponse:
    """One order with what can be done to it; 404 when there is none."""
    del request
    return success(order_detail(panel, known_order(panel, order_id)))


def order_detail(panel: Panel, row: OrderRow) -> JsonObject:
    """The JSON of one order's own answer."""
    service = panel.services.get(row.service_id)
    return panel.view.order_detail(
        row,
        refill=row.status == "completed" and service is not None and service.refill,
        request_cancel=can_request_cancel(row),
    )


def can_request_cancel(row: OrderRow) -> bool:
    """An order its provider still works on, and that nobody asked to cancel yet."""
    return row.external_id is not None and row.status in _WITH_A_PROVIDER and not row.cancel_asked


def known_order(panel: Panel, order_id: int) -> OrderRow:
    """The order. Raises Refusal (404) when there is none."""
    row = panel.orders.get(order_id)
    if row is None:
        raise Refusal(404, "Order not found", NOT_FOUND)
    return row
