"""What the panels send, as msgspec structs (`contracts/panel-admin-api-v2.md`).

Required is only what a row is worthless without: its id, and an order's status and time. Every other
field has a default, since each `?` of the contract may be missing. Decode with `strict=False`: numbers
sent as text and text flags are then read as what they are. Unknown fields stay in the row's raw bytes.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import force_setattr


class Named(msgspec.Struct, frozen=True, gc=False):
    """A user as payments and tickets name them: `{"username": ...}`."""

    username: str | int | None = None


class Money(msgspec.Struct, frozen=True, gc=False):
    """An amount in its own currency; `formatted` is the panel's wording, for people only."""

    value: Decimal
    currency_code: str | None = None
    formatted: str | None = None

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError("an amount must be a finite number")


# On the wire these come in more than one form; `__post_init__` leaves the one that mypy knows.
if TYPE_CHECKING:
    Username = str | None
    Text = str | None
    Amount = Money | None
else:
    Username = Named | str | int | None
    Text = str | int | float | None
    Amount = Money | Decimal | None

_BARE: object = Decimal  # an amount without its currency, as some panels answer a balance


def _texts(row: msgspec.Struct, *names: str) -> None:
    """Bring the named fields to text or None, from a number or `{"username": ...}`."""
    for name in names:
        value = getattr(row, name)
        if value is not None and type(value) is not str:
            text = value.username if type(value) is Named else value
            force_setattr(row, name, None if text is None else str(text))


def _amounts(row: msgspec.Struct, *names: str) -> None:
    """Bring the named fields to Money or None, from a bare number."""
    for name in names:
        value = getattr(row, name)
        if type(value) is Decimal:
            force_setattr(row, name, Money(value))


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order as in the list. Final statuses: completed, partial, canceled."""

    id: int
    status: str
    created_timestamp: int
    created: str | None = None
    external_id: Text = None
    user: Username = None
    service_id: int | None = None
    service_type: str | None = None
    service_name: str | None = None
    provider: str | None = None
    creation_type: str | None = None
    mode: str | None = None
    charge: Amount = None
    provider_charge: Amount = None
    provider_currency_charge: Amount = None
    link: str | None = None
    start_count: int | None = None
    quantity: int | None = None
    remains: int | None = None
    is_autocomplete: bool | None = None
    is_active_autocomplete: bool | None = None
    ip_address: str | None = None
    order_buttons: object = None

    def __post_init__(self) -> None:
        # Looked at by hand: this runs for every row of every page, and a loop costs 0.5 µs.
        if type(self.user) is not str or (self.external_id and type(self.external_id) is not str):
            _texts(self, "external_id", "user")
        kinds = (type(self.charge), type(self.provider_charge), type(self.provider_currency_charge))
        if _BARE in kinds:
            _amounts(self, "charge", "provider_charge", "provider_currency_charge")


class OrderActions(msgspec.Struct, frozen=True, gc=False):
    """What the panel itself would let staff do with this order now."""

    refill: bool | None = None
    resend: bool | None = None
    cancel_and_refund: bool | None = None
    request_cancel: bool | None = None


Actions = OrderActions | list[object] | None  # PHP writes an empty object as []


class OrderDetail(Order, frozen=True, kw_only=True):
    """One order as `GET /orders/{id}` answers it."""

    provider_response: object = None
    last_update: str | None = None
    last_update_timestamp: int | None = None
    actions: Actions = None

    @property
    def allowed(self) -> OrderActions:
        """What may be done with it now; all unknown when the panel did not say."""
        return self.actions if isinstance(self.actions, OrderActions) else OrderActions()


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment; `id` holds `payment_id` where the panel calls it that."""

    id: int = 0
    payment_id: int | None = None
    user: Username = None
    amount: Amount = None
    method: Text = None
    status: str | None = None
    memo: Text = None
    created: str | None = None
    created_timestamp: int | None = None
    updated: str | None = None
    updated_timestamp: int | None = None
    balance: Amount = None
    fraud_risk: object = None
    mode: Text = None

    def __post_init__(self) -> None:
        if not self.id:
            if not self.payment_id:
                raise ValueError("a payment needs `payment_id` or `id`")
            force_setattr(self, "id", self.payment_id)
        _texts(self, "user", "method", "memo", "mode")
        _amounts(self, "amount", "balance")


class User(msgspec.Struct, frozen=True, kw_only=True):
    """One customer of a panel."""

    id: int
    username: Text = None
    email: str | None = None
    balance: Amount = None
    spent: Amount = None
    status: Text = None
    created: str | None = None
    created_timestamp: int | None = None
    last_auth: str | None = None
    last_auth_timestamp: int | None = None
    discount: object = None
    total_orders: int | None = None

    def __post_init__(self) -> None:
        _texts(self, "username", "status")
        _amounts(self, "balance", "spent")


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket as in the list, without its messages."""

    id: int
    subject: Text = None
    status: str | None = None
    user: Username = None
    created: str | None = None
    created_timestamp: int | None = None
    last_update: str | None = None
    last_update_timestamp: int | None = None
    is_read: bool | None = None

    def __post_init__(self) -> None:
        _texts(self, "subject", "user")


class TicketMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message; `message` is HTML written by a customer: sanitise before showing it."""

    id: int | None = None
    sender_name: Text = None
    is_staff: bool | None = None
    message: Text = None
    created: str | None = None
    created_timestamp: int | None = None

    def __post_init__(self) -> None:
        _texts(self, "sender_name", "message")


class TicketDetail(Ticket, frozen=True, kw_only=True):
    """One ticket as `GET /tickets/{id}` answers it; the order of the messages is the panel's."""

    assignee: object = None
    messages: list[TicketMessage] = []


@cache
def _known_alone(struct: type[msgspec.Struct]) -> msgspec.json.Decoder[object]:
    """A decoder that only looks at names, and complains of one that `struct` does not have."""
    fields = [(name, msgspec.Raw, msgspec.Raw()) for name in struct.__struct_encode_fields__]
    twin = msgspec.defstruct(struct.__name__, fields, forbid_unknown_fields=True)
    return msgspec.json.Decoder(twin)


def unknown_fields(raw: bytes, struct: type[msgspec.Struct]) -> dict[str, object]:
    """The fields of a row (its JSON object) that `struct` does not know, names to values."""
    try:
        _known_alone(struct).decode(raw)
    except msgspec.ValidationError:
        row = msgspec.json.decode(raw, type=dict[str, object])
        known = struct.__struct_encode_fields__
        return {name: value for name, value in row.items() if name not in known}
    return {}
