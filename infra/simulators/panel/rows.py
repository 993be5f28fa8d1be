"""What the panel knows: one mutable row per thing. Money is in hundred-thousandths, times in UNIX seconds."""

from __future__ import annotations

import msgspec

from infra.simulators.panel.life import Life

ORDER_STATUSES = ("pending", "in_progress", "processing", "completed", "partial", "canceled", "error", "fail")
FINAL_STATUSES = frozenset({"completed", "partial", "canceled"})
REFUNDED_STATUSES = frozenset({"partial", "canceled"})
PAYMENT_STATUSES = ("waiting", "completed", "pending", "fail", "expired", "hold", "underpaid")
TICKET_STATUSES = ("pending", "answered", "closed", "locked")
REFILL_STATUSES = ("pending", "in_progress", "completed", "rejected", "error")


class ServiceRow(msgspec.Struct, kw_only=True, gc=False):
    """A service. `rate` is the price of 1,000; `provider` is None when the panel's own staff deliver it."""

    id: int
    name: str
    type: str
    category: str
    rate: int
    min: int
    max: int
    refill: bool
    cancel: bool
    dripfeed: bool
    provider: str | None
    desc: str | None = None


class UserRow(msgspec.Struct, kw_only=True, gc=False):
    """A customer. `status` is "active" or "suspended"; how it is shown is a switch."""

    id: int
    username: str
    email: str
    balance: int
    spent: int
    status: str
    created: int
    last_auth: int | None
    discount: int = 0
    total_orders: int = 0


class Extra(msgspec.Struct, frozen=True, gc=False):
    """What an order carries beside its link: comments, usernames, an answer number."""

    title: str
    type: str
    user_data: tuple[str, ...]


class OrderRow(msgspec.Struct, kw_only=True, gc=False):
    """An order. `price` is what was first charged, `charge` what is left of it after refunds.

    `life` moves it until it is final or a person takes it over; `born` is the time the life counts from and
    `next_at` the time of its next change.
    """

    id: int
    user: str
    service_id: int
    service_type: str
    service_name: str
    creation_type: str
    charge: int
    price: int
    provider: str | None
    provider_charge: int | None
    provider_currency: str | None
    provider_currency_charge: int | None
    external_id: str | None
    link: str
    quantity: int
    remains: int
    start_count: int | None
    status: str
    mode: str
    ip_address: str | None
    created: int
    updated: int
    is_autocomplete: bool = False
    is_active_autocomplete: bool = False
    extra: Extra | None = None
    cancel_reason: str | None = None
    cancel_asked: bool = False
    failure: str | None = None
    life: Life | None = None
    born: int = 0
    next_at: int | None = None


class PaymentRow(msgspec.Struct, kw_only=True, gc=False):
    """A payment. `balance` is its user's after it; `settles_as` is what it becomes in a panel in motion."""

    id: int
    user: str
    amount: int
    method: str
    status: str
    memo: str
    created: int
    updated: int
    mode: str = "auto"
    fraud_risk: int = 0
    balance: int | None = None
    affiliate_commission: bool = False
    settles_as: str | None = None


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """One message of a ticket: HTML as its writer sent it."""

    sender_name: str
    is_staff: bool
    message: str
    created: int


class TicketRow(msgspec.Struct, kw_only=True, gc=False):
    """A ticket with its messages, oldest first."""

    id: int
    user: str
    subject: str
    status: str
    created: int
    updated: int
    is_read: bool = False
    assignee: str | None = None
    messages: list[MessageRow] = msgspec.field(default_factory=list)


class CancelTask(msgspec.Struct, kw_only=True, gc=False):
    """A customer's wish to have an order canceled. `state`: waiting, pulled, rejected, done."""

    order_id: int
    created: int
    state: str = "waiting"


class RefillTask(msgspec.Struct, kw_only=True, gc=False):
    """A customer's wish to have an order refilled. `status` is one of REFILL_STATUSES."""

    id: int
    order_id: int
    created: int
    status: str = "pending"
