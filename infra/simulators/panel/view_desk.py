"""How a panel shows payments, users, tickets and services."""

from __future__ import annotations

from infra.simulators.panel.money import UNIT, plain
from infra.simulators.panel.rows import MessageRow, PaymentRow, ServiceRow, TicketRow, UserRow
from infra.simulators.panel.types import Json, JsonObject
from infra.simulators.panel.view import View

_STATUS_WORDS: dict[str, dict[str, Json]] = {
    "words": {"active": "active", "suspended": "suspended"},
    "title": {"active": "Active", "suspended": "Suspended"},
    "numbers": {"active": 1, "suspended": 0},
}


def payment(view: View, row: PaymentRow) -> JsonObject:
    """One payment."""
    switches = view.switches
    shown: JsonObject = {}
    if switches.payment_id in ("payment_id", "both"):
        shown["payment_id"] = row.id
    if switches.payment_id in ("id", "both"):
        shown["id"] = row.id
    shown |= {
        "user": {"username": row.user},
        "amount": view.money(row.amount),
        "method": row.method,
        "status": row.status,
        "memo": row.memo,
        **view.time("created", row.created, twin=switches.payment_timestamps),
    }
    if switches.payment_extras:
        shown |= {
            "balance": None if row.balance is None else view.money(row.balance),
            "fraud_risk": row.fraud_risk,
            "mode": row.mode,
            **view.time("updated", row.updated, twin=switches.payment_timestamps),
        }
    return shown


def user(view: View, row: UserRow) -> JsonObject:
    """One customer."""
    twin = view.switches.user_timestamps
    shown: JsonObject = {
        "id": row.id,
        "username": row.username,
        "email": row.email,
        "balance": view.money(row.balance),
        "spent": view.money(row.spent),
        "status": _STATUS_WORDS[view.switches.user_statuses].get(row.status, row.status),
        **view.time("created", row.created, twin=twin),
        **view.time("last_auth", row.last_auth, twin=twin),
    }
    if view.switches.user_extras:
        shown |= {"discount": row.discount, "total_orders": row.total_orders}
    return shown


def ticket_status(view: View, row: TicketRow) -> str:
    """A ticket's status as shown: `open` until staff answered, where the switch says so."""
    unanswered = row.status == "pending" and not any(message.is_staff for message in row.messages)
    return "open" if view.switches.ticket_open and unanswered else row.status


def ticket(view: View, row: TicketRow) -> JsonObject:
    """One ticket as `GET /tickets` lists it."""
    twin = view.switches.ticket_timestamps
    return {
        "id": row.id,
        "subject": row.subject,
        "status": ticket_status(view, row),
        "user": {"username": row.user},
        **view.time("created", row.created, twin=twin),
        **view.time("last_update", row.updated, twin=twin),
        "is_read": row.is_read,
    }


def ticket_detail(view: View, row: TicketRow) -> JsonObject:
    """One ticket with its assignee and messages."""
    messages = [_message(view, message) for message in row.messages]
    if view.switches.message_order == "newest-first":
        messages.reverse()
    return {**ticket(view, row), "assignee": row.assignee, "messages": messages}


def _message(view: View, row: MessageRow) -> Json:
    return {
        "sender_name": row.sender_name,
        "is_staff": row.is_staff,
        "message": row.message,
        **view.time("created", row.created, twin=view.switches.ticket_timestamps),
    }


def service(view: View, row: ServiceRow) -> JsonObject:
    """One row of the customer API's `services`."""
    switches = view.switches
    as_text = switches.service_numbers == "string"
    shown: JsonObject = {
        "service": row.id if switches.service_id == "number" else str(row.id),
        "name": row.name,
        "type": row.type,
        "category": row.category,
        "rate": plain(row.rate) if as_text else row.rate / UNIT,
        "min": str(row.min) if as_text else row.min,
        "max": str(row.max) if as_text else row.max,
    }
    if switches.service_flags:
        shown |= {"refill": row.refill, "cancel": row.cancel, "dripfeed": row.dripfeed}
    if row.desc is not None:
        shown["desc"] = row.desc
    return shown
