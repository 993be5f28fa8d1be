"""A panel grown from a seed: everything that is in it on the day it is opened."""

from __future__ import annotations

from dataclasses import dataclass

from infra.simulators.panel.rows import FINAL_STATUSES, CancelTask, OrderRow, RefillTask
from infra.simulators.panel.seed_catalogue import seed_services, seed_users
from infra.simulators.panel.seed_desk import seed_payments, seed_tickets
from infra.simulators.panel.seed_orders import seed_orders
from infra.simulators.panel.state import Panel

_DAY = 86_400
_ASKING_ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Volume:
    """How much of everything: None means in proportion to the orders.

    `history_days` is how far back it reaches; the newest `stay_open` orders never become final by themselves.
    """

    orders: int = 200
    users: int | None = None
    services: int | None = None
    payments: int | None = None
    tickets: int | None = None
    history_days: int = 120
    first_order_id: int = 1001
    stay_open: int = 0


def plant(panel: Panel, volume: Volume, opened_at: int, *, moving: bool) -> None:
    """Fill an empty panel as it stands at `opened_at`. `moving` keeps what the orders' further lives need."""
    span = (opened_at - volume.history_days * _DAY, opened_at)
    services = _or(volume.services, min(600, max(12, volume.orders // 20)))
    panel.services = {row.id: row for row in seed_services(panel.seed, max(1, services))}
    users = max(1, _or(volume.users, max(5, volume.orders // 15)))
    for user in seed_users(panel.seed, users, span[0], opened_at):
        panel.add_user(user)
    names = list(panel.names)
    orders = seed_orders(
        panel.seed,
        names,
        list(panel.services.values()),
        many=volume.orders,
        first_id=volume.first_order_id,
        span=span,
        now=opened_at,
        stay_open=volume.stay_open,
    )
    for order in orders:
        _enter(panel, order, moving=moving)
    for payment in seed_payments(
        panel.seed, names, many=_or(volume.payments, max(7, volume.orders // 10)), span=span
    ):
        panel.payments.add(payment)
    _plant_tasks(panel, opened_at)
    tickets = _or(volume.tickets, max(5, volume.orders // 60))
    for ticket in seed_tickets(panel.seed, names, list(panel.orders.by_id), many=tickets, span=span):
        panel.tickets.add(ticket)


def _plant_tasks(panel: Panel, at: int) -> None:
    """A few customers wait for a cancel or a refill by the panel's own staff."""
    for row in panel.orders.timeline[-2_000:]:
        if row.id % _ASKING_ONE_IN != 0:
            continue
        service = panel.services[row.service_id]
        if row.status == "completed" and service.refill:
            number = len(panel.refill_tasks) + 1
            panel.refill_tasks[number] = RefillTask(id=number, order_id=row.id, created=at)
        elif row.status not in FINAL_STATUSES and row.mode == "manual":
            panel.cancel_tasks[row.id] = CancelTask(order_id=row.id, created=at)


def _enter(panel: Panel, order: OrderRow, *, moving: bool) -> None:
    if not moving:
        order.life = order.next_at = None
    panel.orders.add(order)
    user = panel.names[order.user]
    user.spent += order.charge
    user.total_orders += 1


def _or(given: int | None, otherwise: int) -> int:
    return otherwise if given is None else given
