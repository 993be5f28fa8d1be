"""Reading payments, users and tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from infra.simulators.panel import view_desk
from infra.simulators.panel.envelope import NOT_FOUND, invalid, page, page_bounds, success
from infra.simulators.panel.rows import PAYMENT_STATUSES, TICKET_STATUSES, PaymentRow, TicketRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import JsonObject, Refusal, SimRequest, SimResponse

T = TypeVar("T")
_NEWEST, _OLDEST = "created-at-desc", "created-at-asc"


def list_payments(panel: Panel, request: SimRequest) -> SimResponse:
    """A page of payments, newest first."""
    query = request.query
    _one_of(panel, query, "payment_status", PAYMENT_STATUSES)
    _one_of(panel, query, "sort", (_NEWEST, _OLDEST))
    rows = list(panel.payments.timeline)
    if query.get("username"):
        rows = [row for row in rows if row.user == query["username"]]
    if query.get("user_email"):
        rows = [row for row in rows if _email(panel, row) == query["user_email"]]
    if query.get("payment_status"):
        rows = [row for row in rows if row.status == query["payment_status"]]
    if query.get("sort", _NEWEST) == _NEWEST:
        rows.reverse()
    return _answer(panel, request, rows, lambda row: view_desk.payment(panel.view, row))


def list_users(panel: Panel, request: SimRequest) -> SimResponse:
    """A page of users."""
    query = request.query
    _one_of(panel, query, "sort", (_NEWEST, _OLDEST))
    rows = list(panel.users.timeline)
    if query.get("username"):
        rows = [row for row in rows if row.username == query["username"]]
    if query.get("email"):
        rows = [row for row in rows if row.email == query["email"]]
    if query.get("sort", _NEWEST) == _NEWEST:
        rows.reverse()
    return _answer(panel, request, rows, lambda row: view_desk.user(panel.view, row))


def list_tickets(panel: Panel, request: SimRequest) -> SimResponse:
    """A page of tickets, in the order the switch says."""
    query, switches = request.query, panel.switches
    _one_of(panel, query, "status", (*TICKET_STATUSES, "open"))
    rows = list(panel.tickets.timeline)
    if query.get("user"):
        rows = [row for row in rows if row.user == query["user"]]
    if query.get("status"):
        rows = [row for row in rows if view_desk.ticket_status(panel.view, row) == query["status"]]
    if switches.ticket_sort == "updated-desc":
        rows.sort(key=lambda row: (row.updated, row.id))
    if switches.ticket_sort != "created-asc":
        rows.reverse()
    return _answer(panel, request, rows, lambda row: view_desk.ticket(panel.view, row))


def read_ticket(panel: Panel, request: SimRequest, ticket_id: int) -> SimResponse:
    """One ticket with its messages; 404 when there is none."""
    del request
    row = known_ticket(panel, ticket_id)
    if panel.switches.ticket_read_marks:
        row.is_read = True
    return success(view_desk.ticket_detail(panel.view, row))


def known_ticket(panel: Panel, ticket_id: int) -> TicketRow:
    """The ticket. Raises Refusal (404) when there is none."""
    row = panel.tickets.get(ticket_id)
    if row is None:
        raise Refusal(404, "Ticket not found", NOT_FOUND)
    return row


def _email(panel: Panel, row: PaymentRow) -> str | None:
    user = panel.names.get(row.user)
    return user.email if user else None


def _one_of(panel: Panel, query: Mapping[str, str], name: str, allowed: Iterable[str]) -> None:
    if query.get(name) and query[name] not in allowed:
        raise invalid(panel.switches, f"{name} is invalid")


def _answer(
    panel: Panel, request: SimRequest, rows: list[T], render: Callable[[T], JsonObject]
) -> SimResponse:
    limit, offset = page_bounds(request.query, panel.switches)
    shown = [render(row) for row in rows[offset : offset + limit]]
    return page(request, panel.switches, shown, len(rows), limit, offset)
