"""All panels at a glance."""

from __future__ import annotations

from chalicelib.api.answer import Answer, iso
from chalicelib.api.call import Call
from chalicelib.desk.overview import PanelOverview, Waiting, overview, total, waiting
from chalicelib.desk.revenue import DayRevenue, revenue_by_day, today


def show(call: Call) -> Answer:
    found = overview(call.staff, panels=call.panels, statuses=call.wiring.office().statuses, now=call.now)
    panels = [one.panel for one in found]
    revenue = revenue_by_day(panels, now=call.now)
    return Answer(
        200,
        {
            "panels": [_render(one) for one in found],
            "totals": total([_totals(one) for one in found]),
            "orders_by_status": total([_by_status(one) for one in found]),
            "revenue_by_day": [_render_day(day) for day in revenue],
            "revenue_today": {
                code: {"amount": format(day.amount, "f"), "currency": day.currency}
                for code, day in today(revenue, panels, now=call.now).items()
            },
            "waiting": _render_waiting(waiting(found)),
        },
    )


def _render_day(day: DayRevenue) -> dict[str, object]:
    """The amount as exact decimal digits."""
    return {
        "panel": day.panel,
        "currency": day.currency,
        "day": day.day,
        "amount": format(day.amount, "f"),
        "orders": day.orders,
    }


def _render_waiting(found: Waiting) -> dict[str, object]:
    late = [
        {"panel": one.panel, "resource": one.resource, "state": one.state, "reason": one.error or None}
        for one in found.late
    ]
    return {
        "failed_orders": found.failed_orders,
        "waiting_tickets": found.waiting_tickets,
        "late_panels": late,
    }


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
