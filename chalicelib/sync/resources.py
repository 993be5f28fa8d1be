"""What the sync must know of each resource: its rows' place in time, what picks them, when they are final."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec

from chalicelib.panels.charges import counted_charge
from chalicelib.panels.links import normal_link
from chalicelib.panels.services import Service
from chalicelib.panels.times import moment
from chalicelib.panels.types import Order, Payment, Ticket, User
from chalicelib.store.keys import number_key
from chalicelib.store.orders import orders
from chalicelib.store.payments import payments
from chalicelib.store.rows import RowTable
from chalicelib.store.services import services
from chalicelib.store.tickets import tickets
from chalicelib.store.users import users

OTHER = 63


def no_keys(_row: Any, _key: str) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Resource:
    """One kind of row. `statuses` numbers the known statuses (an unknown one counts as open: better
    read once too often than never again); `open` are those after which something still comes."""

    name: str
    table: RowTable[Any]
    wire: type[msgspec.Struct]
    created: Callable[[Any, int], int]
    facets: Callable[[Any], Mapping[str, str | None]]
    sort_keys: Callable[[Any, str], Mapping[str, str]] = no_keys
    statuses: tuple[str, ...] = ()
    open: frozenset[str] = field(default_factory=frozenset)
    row_id: Callable[[Any], int] = attrgetter("id")
    # What a row brings in; None for resources whose rows bring nothing.
    counted: Callable[[Any], object] | None = None
    digest: Callable[[bytes, Any], bytes] = lambda raw, _value: blake2b(raw, digest_size=8).digest()

    def is_open(self, status: str | None) -> bool:
        return bool(self.statuses) and (status in self.open or status not in self.statuses)

    def number(self, status: str | None) -> int:
        return self.statuses.index(status) if status in self.statuses else OTHER

    def status(self, number: int) -> str:
        return self.statuses[number] if number < len(self.statuses) else "other"


def _folded(text: str | None) -> str | None:
    return text.casefold() if text else None


def _order_facets(row: Order) -> dict[str, str | None]:
    return {
        "status": row.status,
        "service": None if row.service_id is None else str(row.service_id),
        "user": _folded(row.user),
        "provider": _folded(row.provider),
        "mode": row.mode,
        "creation_type": row.creation_type,
        "link": normal_link(row.link) if row.link else None,
        "external": row.external_id,
    }


def _payment_facets(row: Payment) -> dict[str, str | None]:
    return {"status": row.status, "user": _folded(row.user), "method": row.method}


def _user_facets(row: User) -> dict[str, str | None]:
    return {"status": row.status, "username": _folded(row.username), "email": _folded(row.email)}


def _user_sort_keys(row: User, _key: str) -> dict[str, str]:
    row_id = row.id
    keys = {
        name: number_key(amount.value, row_id)
        for name, amount in (("balance", row.balance), ("spent", row.spent))
        if amount is not None
    }
    if row.last_auth_timestamp:
        keys["last_auth"] = number_key(Decimal(row.last_auth_timestamp), row_id)
    return keys


def _ticket_facets(row: Ticket) -> dict[str, str | None]:
    return {"status": row.status, "user": _folded(row.user)}


def _ticket_sort_keys(row: Ticket, key: str) -> dict[str, str]:
    keys = {"unread": key}
    if row.last_update_timestamp:
        keys["updated"] = number_key(Decimal(row.last_update_timestamp), row.id)
    return keys


def _ticket_digest(_raw: bytes, value: Ticket) -> bytes:
    """Of the fields, not the bytes: a ticket read alone is written otherwise than in the list."""
    row = {name: getattr(value, name) for name in Ticket.__struct_fields__}
    return blake2b(msgspec.json.encode(row), digest_size=8).digest()


RESOURCES: Mapping[str, Resource] = {
    resource.name: resource
    for resource in (
        Resource(
            "orders",
            orders,
            Order,
            created=lambda row, _offset: row.created_timestamp,
            facets=_order_facets,
            counted=counted_charge,
            statuses=(
                "pending",
                "in_progress",
                "processing",
                "completed",
                "partial",
                "canceled",
                "error",
                "fail",
                "awaiting",
            ),
            open=frozenset({"pending", "in_progress", "processing", "error", "fail", "awaiting"}),
        ),
        Resource(
            "payments",
            payments,
            Payment,
            created=lambda row, offset: moment(row.created_timestamp, row.created, offset),
            facets=_payment_facets,
            statuses=("waiting", "completed", "pending", "fail", "expired", "hold", "underpaid"),
            open=frozenset({"waiting", "pending", "hold", "underpaid"}),
        ),
        Resource(
            "users",
            users,
            User,
            created=lambda row, offset: moment(row.created_timestamp, row.created, offset),
            facets=_user_facets,
            sort_keys=_user_sort_keys,
        ),
        Resource(
            "tickets",
            tickets,
            Ticket,
            created=lambda row, offset: moment(row.created_timestamp, row.created, offset),
            facets=_ticket_facets,
            sort_keys=_ticket_sort_keys,
            statuses=("pending", "answered", "closed", "locked", "open"),
            open=frozenset({"pending", "answered", "open"}),
            digest=_ticket_digest,
        ),
        Resource(
            "services",
            services,
            Service,
            created=lambda _row, _offset: 0,
            facets=lambda row: {"type": row.type, "category": row.category},
            row_id=attrgetter("service"),
        ),
    )
}
