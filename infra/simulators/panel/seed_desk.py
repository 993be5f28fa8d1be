"""Payments and tickets out of a seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from infra.simulators.panel import words
from infra.simulators.panel.dice import stream
from infra.simulators.panel.letters import SUBJECTS, customer_letter, long_letter, staff_letter
from infra.simulators.panel.money import UNIT
from infra.simulators.panel.rows import PAYMENT_STATUSES, MessageRow, PaymentRow, TicketRow

_SETTLED = ("completed",) * 12 + PAYMENT_STATUSES
_ONE_LONG_LETTER_IN = 40


def seed_payments(
    seed: int, users: Sequence[str], *, many: int, span: tuple[int, int]
) -> Iterator[PaymentRow]:
    """`many` payments over `span`, oldest first, in every status; the first seven show one status each."""
    rng = stream(seed, "payments")
    for number, created in enumerate(_times(rng, many, span), start=1):
        row = new_payment(rng, number, users, created)
        row.status = PAYMENT_STATUSES[number - 1] if number <= len(PAYMENT_STATUSES) else rng.choice(_SETTLED)
        if row.status == "completed":
            row.balance = row.amount + int(rng.random() * 50) * UNIT
        row.updated = min(span[1], created + (0 if row.status == "waiting" else rng.randint(30, 7_200)))
        yield row


def new_payment(rng: Random, payment_id: int, users: Sequence[str], created: int) -> PaymentRow:
    """One payment that waits for its money."""
    return PaymentRow(
        id=payment_id,
        user=rng.choice(users),
        amount=int(10 ** rng.uniform(2.3, 5)) * (UNIT // 100),
        method=rng.choice(words.METHODS),
        status="waiting",
        memo=rng.choice(words.MEMOS).format(n=rng.randint(1000, 999_999)),
        created=created,
        updated=created,
        mode=rng.choice(("auto", "auto", "manual")),
        fraud_risk=rng.choice((0, 0, 0, 5, 40, 90)),
    )


def seed_tickets(
    seed: int, users: Sequence[str], order_ids: Sequence[int], *, many: int, span: tuple[int, int]
) -> Iterator[TicketRow]:
    """`many` tickets over `span`, oldest first, one in forty with a message of 60 KB."""
    rng = stream(seed, "tickets")
    for number, created in enumerate(_times(rng, many, span), start=1):
        row = new_ticket(rng, number, rng.choice(users), order_ids, created)
        if number % _ONE_LONG_LETTER_IN == 2:
            row.messages[0] = MessageRow(row.user, False, long_letter(_some_order(rng, order_ids)), created)
        at = created
        for _ in range(rng.choice((0, 0, 1, 2, 5))):
            at = min(span[1], at + rng.randint(60, 40_000))
            write(rng, row, order_ids, at, is_staff=rng.random() < 0.5)
        if rng.random() < 0.6:
            row.status = rng.choice(("closed", "closed", "locked"))
        yield row


def new_ticket(rng: Random, ticket_id: int, user: str, order_ids: Sequence[int], created: int) -> TicketRow:
    """One ticket with its first message."""
    row = TicketRow(
        id=ticket_id,
        user=user,
        subject=rng.choice(SUBJECTS),
        status="pending",
        created=created,
        updated=created,
    )
    write(rng, row, order_ids, created, is_staff=False)
    return row


def write(rng: Random, row: TicketRow, order_ids: Sequence[int], at: int, *, is_staff: bool) -> None:
    """Add a message to a ticket as the panel would: its status, assignee, time and read mark follow."""
    if is_staff:
        name = rng.choice(words.STAFF)
        letter = staff_letter(rng, _some_order(rng, order_ids))
    else:
        name = row.user
        letter = customer_letter(rng, (_some_order(rng, order_ids), _some_order(rng, order_ids)))
    add_message(row, MessageRow(name, is_staff, letter, at))


def add_message(row: TicketRow, message: MessageRow) -> None:
    """Append a message and let the ticket follow it."""
    row.messages.append(message)
    row.updated = message.created
    row.status = "answered" if message.is_staff else "pending"
    row.is_read = message.is_staff
    if message.is_staff and row.assignee is None:
        row.assignee = message.sender_name


def _some_order(rng: Random, order_ids: Sequence[int]) -> int:
    return rng.choice(order_ids) if order_ids else rng.randint(1, 99_999)


def _times(rng: Random, many: int, span: tuple[int, int]) -> list[int]:
    return sorted(rng.randint(span[0], span[1]) for _ in range(many))
