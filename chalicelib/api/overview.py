"""All panels at a glance."""

from __future__ import annotations

from chalicelib.api.answer import Answer, iso
from chalicelib.api.call import Call
from chalicelib.desk.overview import PanelOverview, overview, total


def show(call: Call) -> Answer:
    found = overview(call.staff, panels=call.panels, statuses=call.wiring.office().statuses, now=call.now)
    return Answer(
        200,
        {
            "panels": [_render(one) for one in found],
            "totals": total([_totals(one) for one in found]),
            "orders_by_status": total([_by_status(one) for one in found]),
        },
    )


def _render(one: PanelOverview) -> dict[str, object]:
    return {
        "code": one.panel.code,
        "name": one.panel.name,
        "currency": one.panel.currency,
        "simulated": one.panel.simulated,
        "resources": {
            status.resource: {"state": status.state, "as_of": iso(status.fetched_at), "rows": status.rows}
            for status in one.statuses
        },
        "orders_by_status": _by_status(one),
        "totals": _totals(one),
    }


def _totals(one: PanelOverview) -> dict[str, int]:
    return {status.resource: status.rows for status in one.statuses}


def _by_status(one: PanelOverview) -> dict[str, int]:
    return next((dict(status.by_status) for status in one.statuses if status.resource == "orders"), {})
