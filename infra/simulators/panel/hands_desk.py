"""Direct changes to payments, users and tickets; what all direct changes have in common."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from typing import TypeVar

import msgspec

from infra.simulators.panel.dice import stream
from infra.simulators.panel.money import units
from infra.simulators.panel.rows import MessageRow, PaymentRow, TicketRow, UserRow
from infra.simulators.panel.seed_catalogue import new_user
from infra.simulators.panel.seed_desk import add_message, new_payment
from infra.simulators.panel.state import Panel

S = TypeVar("S", bound=msgspec.Struct)
# Held in hundred-thousandths; a test writes it as a panel would: "1.234".
_MONEY = frozenset(
    {"charge", "price", "provider_charge", "provider_currency_charge", "amount", "balance", "spent", "rate"}
)


class DeskHands:
    """Direct changes to payments, users and tickets (see `Hands` for what holds for all).

    `lock` is held by every change and every request: hold it to read several things as of one moment.
    """

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.lock = RLock()

    def add_payment(self, **fields: object) -> PaymentRow:
        """A new payment, created now (or at `created`), waiting unless told otherwise. No balance moves."""
        with self.lock:
            table = self.panel.payments
            created = whole_number(fields.pop("created", self.panel.now()))
            payment_id = whole_number(fields.pop("id", table.next_id()))
            row = new_payment(
                stream(self.panel.seed, f"payment-{payment_id}"), payment_id, list(self.panel.names), created
            )
            return table.add(assign(row, fields))

    def set_payment(self, payment_id: int, **fields: object) -> PaymentRow:
        """Change a payment."""
        with self.lock:
            row = self.panel.payments[payment_id]
            if "created" in fields:
                self.panel.payments.redate(payment_id, whole_number(fields.pop("created")))
            row.settles_as, row.updated = None, self.panel.now()
            return assign(row, fields)

    def delete_payment(self, payment_id: int) -> PaymentRow:
        """Take a payment away."""
        with self.lock:
            return self.panel.payments.remove(payment_id)

    def add_user(self, **fields: object) -> UserRow:
        """A new customer, signed up now (or at `created`)."""
        with self.lock:
            table, now = self.panel.users, self.panel.now()
            user_id = whole_number(fields.pop("id", table.next_id()))
            created = whole_number(fields.pop("created", now))
            row = new_user(stream(self.panel.seed, f"user-{user_id}"), user_id, created, created)
            return self.panel.add_user(assign(row, fields))

    def set_user(self, who: int | str, **fields: object) -> UserRow:
        """Change a customer, by id or username: `set_user("ann", balance="12.50")`."""
        with self.lock:
            row = self._user(who)
            if "created" in fields:
                self.panel.users.redate(row.id, whole_number(fields.pop("created")))
            del self.panel.names[row.username]
            assign(row, fields)
            self.panel.names[row.username] = row
            return row

    def delete_user(self, who: int | str) -> UserRow:
        """Take a customer away; orders and payments keep the name."""
        with self.lock:
            row = self._user(who)
            del self.panel.names[row.username]
            return self.panel.users.remove(row.id)

    def _user(self, who: int | str) -> UserRow:
        return self.panel.names[who] if isinstance(who, str) else self.panel.users[who]

    def add_ticket(self, html: str = "<p>Hello</p>", **fields: object) -> TicketRow:
        """A new ticket with one message of its customer."""
        with self.lock:
            table, now = self.panel.tickets, self.panel.now()
            created = whole_number(fields.pop("created", now))
            user = str(fields.pop("user", next(iter(self.panel.names))))
            row = TicketRow(
                id=whole_number(fields.pop("id", table.next_id())),
                user=user,
                subject="Order not started",
                status="pending",
                created=created,
                updated=created,
            )
            add_message(row, MessageRow(user, False, html, created))
            return table.add(assign(row, fields))

    def set_ticket(self, ticket_id: int, **fields: object) -> TicketRow:
        """Change a ticket: `set_ticket(3, status="closed")`. Its `updated` is now unless given."""
        with self.lock:
            row = self.panel.tickets[ticket_id]
            if "created" in fields:
                self.panel.tickets.redate(ticket_id, whole_number(fields.pop("created")))
            row.updated = self.panel.now()
            return assign(row, fields)

    def delete_ticket(self, ticket_id: int) -> TicketRow:
        """Take a ticket away."""
        with self.lock:
            return self.panel.tickets.remove(ticket_id)

    def customer_writes(self, ticket_id: int, html: str) -> TicketRow:
        """The customer adds a message; the ticket is pending again."""
        with self.lock:
            row = self.panel.tickets[ticket_id]
            add_message(row, MessageRow(row.user, False, html, self.panel.now()))
            return row

    def staff_writes(self, ticket_id: int, html: str, name: str = "Support") -> TicketRow:
        """The panel's own staff answer, from the panel's own screen."""
        with self.lock:
            row = self.panel.tickets[ticket_id]
            add_message(row, MessageRow(name, True, html, self.panel.now()))
            return row

    def customer_key(self, username: str) -> str:
        """A customer-API key of this customer's own; the services key spends from the first customer."""
        with self.lock:
            key = f"customer-{self.panel.seed}-{self.panel.names[username].id}"
            self.panel.customer_keys[key] = username
            return key


def assign(row: S, fields: Mapping[str, object]) -> S:
    """Set fields by name. Raises TypeError for a name the row does not have."""
    unknown = set(fields) - set(row.__struct_fields__)
    if unknown:
        raise TypeError(f"{type(row).__name__} has no field {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, units(value) if name in _MONEY and isinstance(value, str | int | float) else value)
    return row


def whole_number(value: object) -> int:
    """`value` itself. Raises TypeError when it is none."""
    if isinstance(value, int):
        return value
    raise TypeError(f"a whole number is needed, not {value!r}")
