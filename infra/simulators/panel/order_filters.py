"""The filters of `GET /orders`, exactly those of the contract; any other name is ignored, as panels do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from infra.simulators.panel.envelope import id_list, invalid, whole
from infra.simulators.panel.rows import ORDER_STATUSES, OrderRow
from infra.simulators.panel.state import Panel

_DAY = 86_400
_EXACT: dict[str, Callable[[OrderRow], str | None]] = {
    "creation_type": lambda row: row.creation_type,
    "user": lambda row: row.user,
    "provider": lambda row: row.provider,
    "ip_address": lambda row: row.ip_address,
    "link": lambda row: row.link,
    "mode": lambda row: row.mode,
    "order_status": lambda row: row.status,
}
_WORDS = {"order_status": ORDER_STATUSES, "mode": ("auto", "manual"), "sort": ("date-desc", "date-asc")}


def find_orders(panel: Panel, query: Mapping[str, str]) -> list[OrderRow]:
    """The orders a query matches, in its order. Raises Refusal for a value the panel refuses."""
    _check_words(panel, query)
    rows = _candidates(panel, query)
    if query.get("external_order_ids"):
        wanted = {part.strip() for part in query["external_order_ids"].split(",")}
        rows = [row for row in rows if row.external_id in wanted]
    if query.get("service_ids"):
        services = set(id_list(query["service_ids"], "service_ids", panel.switches))
        rows = [row for row in rows if row.service_id in services]
    for name, read in _EXACT.items():
        if query.get(name):
            rows = [row for row in rows if read(row) == query[name]]
    if query.get("sort", "date-desc") == "date-desc":
        rows.reverse()
    return rows


def _check_words(panel: Panel, query: Mapping[str, str]) -> None:
    for name, allowed in _WORDS.items():
        if query.get(name) and query[name] not in allowed:
            raise invalid(panel.switches, f"{name} is invalid")


def _candidates(panel: Panel, query: Mapping[str, str]) -> list[OrderRow]:
    """The orders of the period and the ids asked for, oldest first."""
    switches = panel.switches
    first, last = whole(query, "created_from", switches), whole(query, "created_to", switches)
    by_ids = bool(query.get("ids") or query.get("external_order_ids"))
    if (
        first is None
        and switches.default_period_days is not None
        and (switches.period_with_ids or not by_ids)
    ):
        first = panel.now() - switches.default_period_days * _DAY
    if last is not None and not switches.created_to_inclusive:
        last -= 1
    if not query.get("ids"):
        return panel.orders.window(first, last)
    found = (panel.orders.get(order_id) for order_id in id_list(query["ids"], "ids", switches))
    rows = [
        row
        for row in found
        if row is not None
        and (first is None or row.created >= first)
        and (last is None or row.created <= last)
    ]
    return sorted(rows, key=lambda row: (row.created, row.id))
