"""What a test does to a panel directly, without the API: the world changing behind everybody's back."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from typing import TypeVar

import msgspec

from infra.simulators.panel.dice import stream
from infra.simulators.panel.money import units
from infra.simulators.panel.rows import (
    MessageRow,
    OrderRow,
    PaymentRow,
    ServiceRow,
    TicketRow,
    UserRow,
)
from infra.simulators.panel.seed_catalogue import new_user, seed_services
from infra.simulators.panel.seed_desk import add_message, new_payment
from infra.simulators.panel.seed_orders import new_order
from infra.simulators.panel.state import Panel

S = TypeVar("S", bound=msgspec.Struct)
# Money is held in hundred-thousandths; a test writes it as a panel would: "1.234".
_MONEY = frozenset(
    {"charge", "price", "provider_charge", "provider_currency_charge", "amount", "balance", "spent", "rate"}
)


class Hands:
    """Direct changes. Field names are those of the rows in `rows.py`; money is plain text or a number ("1.234").

    An unknown field is a TypeError, an unknown id a KeyError. What is set by hand moves no more by itself.
    """

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self._lock = RLock()

    def add_order(self, **fields: object) -> OrderRow:
        """A new order, created now (or at `created`), pending unless told otherwise. Its user's balance is left alone."""
        with self._lock:
            panel = self.panel
            created = fields.pop("created", panel.now())
            order_id = fields.pop("id", max(1001, panel.orders.next_id()))
            row = new_order(
                panel.seed,
                _int(order_id),
                list(panel.names),
                list(panel.services.values()),
                created=_int(created),
                now=_int(created),
            )
            row.life = row.next_at = None
            if "service_id" in fields and fields["service_id"] in panel.services:
                service = panel.services[_int(fields["service_id"])]
                row.service_name, row.service_type, row.provider = (
                    service.name,
                    service.type,
                    service.provider,
                )
            if "quantity" in fields and "remains" not in fields:
                row.remains = _int(fields["quantity"])
            return panel.orders.add(_assign(row, fields))

    def set_order(self, order_id: int, **fields: object) -> OrderRow:
        """Change an order: `set_order(7, status="partial", remains=20)`. Moves its `last_update` unless `updated` is given."""
        with self._lock:
            row = self.panel.orders[order_id]
            if "created" in fields:
                self.panel.orders.redate(order_id, _int(fields.pop("created")))
            row.life = row.next_at = None
            self.panel.touch(row)
            return _assign(row, fields)

    def delete_order(self, order_id: int) -> OrderRow:
        """Take an order away for good; `restore_order` brings it back."""
        with self._lock:
            self.panel.forget(order_id)
            return self.panel.orders.remove(order_id)

    def restore_order(self, row: OrderRow) -> OrderRow:
        """Bring an order back as it was when it was taken away."""
        with self._lock:
            return self.panel.orders.add(row)

    def add_payment(self, **fields: object) -> PaymentRow:
        """A new payment, created now (or at `created`), waiting unless told otherwise. No balance moves."""
        with self._lock:
            table = self.panel.payments
            created = _int(fields.pop("created", self.panel.now()))
            payment_id = _int(fields.pop("id", table.next_id()))
            row = new_payment(
                stream(self.panel.seed, f"payment-{payment_id}"), payment_id, list(self.panel.names), created
            )
            return table.add(_assign(row, fields))

    def set_payment(self, payment_id: int, **fields: object) -> PaymentRow:
        """Change a payment."""
        with self._lock:
            row = self.panel.payments[payment_id]
            if "created" in fields:
                self.panel.payments.redate(payment_id, _int(fields.pop("created")))
            row.settles_as, row.updated = None, self.panel.now()
            return _assign(row, fields)

    def delete_payment(self, payment_id: int) -> PaymentRow:
        """Take a payment away."""
        with self._lock:
            return self.panel.payments.remove(payment_id)

    def add_user(self, **fields: object) -> UserRow:
        """A new customer, signed up now (or at `created`)."""
        with self._lock:
            table, now = self.panel.users, self.panel.now()
            user_id = _int(fields.pop("id", table.next_id()))
            created = _int(fields.pop("created", now))
            row = new_user(stream(self.panel.seed, f"user-{user_id}"), user_id, created, created)
            return self.panel.add_user(_assign(row, fields))

    def set_user(self, who: int | str, **fields: object) -> UserRow:
        """Change a customer, by id or username: `set_user("ann", balance="12.50")`."""
        with self._lock:
            row = self._user(who)
            if "created" in fields:
                self.panel.users.redate(row.id, _int(fields.pop("created")))
            del self.panel.names[row.username]
            _assign(row, fields)
            self.panel.names[row.username] = row
            return row

    def delete_user(self, who: int | str) -> UserRow:
        """Take a customer away; orders and payments keep the name."""
        with self._lock:
            row = self._user(who)
            del self.panel.names[row.username]
            return self.panel.users.remove(row.id)

    def _user(self, who: int | str) -> UserRow:
        return self.panel.names[who] if isinstance(who, str) else self.panel.users[who]

    def add_ticket(self, html: str = "<p>Hello</p>", **fields: object) -> TicketRow:
        """A new ticket with one message of its customer."""
        with self._lock:
            table, now = self.panel.tickets, self.panel.now()
            created = _int(fields.pop("created", now))
            user = str(fields.pop("user", next(iter(self.panel.names))))
            row = TicketRow(
                id=_int(fields.pop("id", table.next_id())),
                user=user,
                subject="Order not started",
                status="pending",
                created=created,
                updated=created,
            )
            add_message(row, MessageRow(user, False, html, created))
            return table.add(_assign(row, fields))

    def set_ticket(self, ticket_id: int, **fields: object) -> TicketRow:
        """Change a ticket, for instance `status="closed"`. Moves its `last_update` unless `updated` is given."""
        with self._lock:
            row = self.panel.tickets[ticket_id]
            if "created" in fields:
                self.panel.tickets.redate(ticket_id, _int(fields.pop("created")))
            row.updated = self.panel.now()
            return _assign(row, fields)

    def delete_ticket(self, ticket_id: int) -> TicketRow:
        """Take a ticket away."""
        with self._lock:
            return self.panel.tickets.remove(ticket_id)

    def customer_writes(self, ticket_id: int, html: str) -> TicketRow:
        """The customer adds a message; the ticket is pending again."""
        with self._lock:
            row = self.panel.tickets[ticket_id]
            add_message(row, MessageRow(row.user, False, html, self.panel.now()))
            return row

    def staff_writes(self, ticket_id: int, html: str, name: str = "Support") -> TicketRow:
        """The panel's own staff answer, from the panel's own screen."""
        with self._lock:
            row = self.panel.tickets[ticket_id]
            add_message(row, MessageRow(name, True, html, self.panel.now()))
            return row

    def add_service(self, **fields: object) -> ServiceRow:
        """A new service."""
        with self._lock:
            services = self.panel.services
            row = next(iter(seed_services(self.panel.seed + len(services), 1)))
            row.id = _int(fields.pop("id", max(services, default=0) + 1))
            if row.id in services:
                raise ValueError(f"id {row.id} is in use")
            services[row.id] = _assign(row, fields)
            return row

    def set_service(self, service_id: int, **fields: object) -> ServiceRow:
        """Change a service: its `name`, its `rate`, ... Orders keep the name they were placed under."""
        with self._lock:
            return _assign(self.panel.services[service_id], fields)

    def delete_service(self, service_id: int) -> ServiceRow:
        """Take a service out of the catalogue."""
        with self._lock:
            return self.panel.services.pop(service_id)

    def customer_key(self, username: str) -> str:
        """A customer-API key of this customer's own (the services key spends from the panel's first customer)."""
        with self._lock:
            key = f"customer-{self.panel.seed}-{self.panel.names[username].id}"
            self.panel.customer_keys[key] = username
            return key


def _assign(row: S, fields: Mapping[str, object]) -> S:
    unknown = set(fields) - set(row.__struct_fields__)
    if unknown:
        raise TypeError(f"{type(row).__name__} has no field {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, units(value) if name in _MONEY and isinstance(value, str | int | float) else value)
    return row


def _int(value: object) -> int:
    if isinstance(value, int):
        return value
    raise TypeError(f"a whole number is needed, not {value!r}")
