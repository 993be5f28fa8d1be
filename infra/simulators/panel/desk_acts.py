"""Adding payments and users, answering and opening tickets."""

from __future__ import annotations

import re

from infra.simulators.panel import books, view_desk
from infra.simulators.panel.desk import known_ticket
from infra.simulators.panel.envelope import NOT_ALLOWED, invalid, json_body, success, text
from infra.simulators.panel.money import plain, units
from infra.simulators.panel.rows import MessageRow, TicketRow, UserRow
from infra.simulators.panel.seed_desk import add_message
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import Json, JsonObject, Refusal, SimRequest, SimResponse

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_USERNAME = re.compile(r"\S{3,64}")


def add_payment(panel: Panel, request: SimRequest) -> SimResponse:
    """Pay an amount into a user's balance. Two equal calls pay twice: there is no idempotency key."""
    body = json_body(request, panel.switches)
    user = _user_named(panel, text(body, "username", panel.switches))
    amount = body.get("amount")
    if not isinstance(amount, int | float) or isinstance(amount, bool) or not units(amount):
        raise invalid(panel.switches, "amount must be a number")
    method = body.get("method")
    if not isinstance(method, str) or method not in panel.methods:
        raise invalid(panel.switches, "Payment method not found")
    memo = body.get("memo")
    row = books.credit(
        panel, user, units(amount), method=method, at=panel.now(), memo=memo if isinstance(memo, str) else ""
    )
    row.mode, row.affiliate_commission = "manual", body.get("affiliate_commission") is True
    as_money = panel.switches.paid_balance == "money"
    balance: Json = panel.view.money(user.balance) if as_money else plain(user.balance)
    return success(
        {
            "payment_id": row.id,
            "user": {"username": user.username, "balance": balance},
            "amount": panel.view.money(row.amount),
            "memo": row.memo,
            "affiliate_commission": row.affiliate_commission,
        }
    )


def add_user(panel: Panel, request: SimRequest) -> SimResponse:
    """Sign a customer up, with nothing on the balance."""
    switches = panel.switches
    body = json_body(request, switches)
    username, email = text(body, "username", switches), text(body, "email", switches)
    text(body, "password", switches)
    if not _USERNAME.fullmatch(username) or username in panel.names:
        raise invalid(switches, "username is invalid or in use")
    if not _EMAIL.fullmatch(email) or any(row.email == email for row in panel.users):
        raise invalid(switches, "email is invalid or in use")
    row = panel.add_user(
        UserRow(
            id=panel.users.next_id(),
            username=username,
            email=email,
            balance=0,
            spent=0,
            status="active",
            created=panel.now(),
            last_auth=None,
        )
    )
    forms: dict[str, Json] = {"row": view_desk.user(panel.view, row), "id": {"id": row.id}, "array": []}
    return success(forms[switches.user_added])


def reply_ticket(panel: Panel, request: SimRequest, ticket_id: int) -> SimResponse:
    """Answer a ticket under a staff name the panel knows."""
    row = known_ticket(panel, ticket_id)
    body = json_body(request, panel.switches)
    name = _staff_name(panel, body.get("staff_name"))
    message = text(body, "message", panel.switches)
    add_message(row, MessageRow(name, True, message, panel.now()))
    return success({"ticket_id": row.id} if panel.switches.reply_answer == "ticket_id" else [])


def add_ticket(panel: Panel, request: SimRequest) -> SimResponse:
    """Open a ticket to a customer, found by name or by e-mail."""
    body = json_body(request, panel.switches)
    user = _recipient(panel, body)
    subject, message = text(body, "subject", panel.switches), text(body, "message", panel.switches)
    name = _staff_name(panel, body.get("staff_name", panel.staff[0]))
    now = panel.now()
    row = panel.tickets.add(
        TicketRow(
            id=panel.tickets.next_id(),
            user=user.username,
            subject=subject,
            status="answered",
            created=now,
            updated=now,
        )
    )
    add_message(row, MessageRow(name, True, message, now))
    return success({panel.switches.ticket_added: row.id})


def _recipient(panel: Panel, body: JsonObject) -> UserRow:
    if body.get("user_email") and not body.get("username"):
        email = text(body, "user_email", panel.switches)
        found = next((row for row in panel.users if row.email == email), None)
        if found is None:
            raise invalid(panel.switches, "User not found")
        return found
    return _user_named(panel, text(body, "username", panel.switches))


def _user_named(panel: Panel, username: str) -> UserRow:
    user = panel.names.get(username)
    if user is None:
        raise invalid(panel.switches, "User not found")
    return user


def _staff_name(panel: Panel, name: Json) -> str:
    if not isinstance(name, str) or name not in panel.staff:
        raise Refusal(panel.switches.validation_status, "Staff not found", NOT_ALLOWED)
    return name
