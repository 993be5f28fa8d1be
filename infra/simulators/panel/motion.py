"""Life on the panel: orders move, customers order, pay and write. Events are stepped through in their own
order, so what stands at a given time does not depend on how often anybody looked."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from infra.simulators.panel import books
from infra.simulators.panel.dice import stream
from infra.simulators.panel.rows import OrderRow
from infra.simulators.panel.seed_catalogue import new_user
from infra.simulators.panel.seed_desk import new_payment, new_ticket, write
from infra.simulators.panel.seed_orders import bring_forward, new_order
from infra.simulators.panel.state import Panel

_SETTLEMENTS = ("completed",) * 14 + ("pending", "fail", "expired", "expired", "hold", "underpaid")
_TALKED_ABOUT = 40


@dataclass(frozen=True, slots=True)
class Motion:
    """How much happens, per hour of the panel's clock. Orders that are open move in any case."""

    orders_per_hour: float = 60.0
    payments_per_hour: float = 6.0
    tickets_per_hour: float = 3.0
    users_per_hour: float = 1.0


class Mover:
    """Carries out what is due. Each kind of arrival draws from a generator of its own."""

    def __init__(self, panel: Panel, motion: Motion, opened_at: int) -> None:
        self._panel = panel
        self._due: list[tuple[float, int, str, int]] = []
        self._numbered = 0
        self._rngs = {
            name: stream(panel.seed, f"live-{name}") for name in ("order", "payment", "ticket", "user")
        }
        self._rates = {
            "new order": ("order", motion.orders_per_hour),
            "new payment": ("payment", motion.payments_per_hour),
            "ticket": ("ticket", motion.tickets_per_hour),
            "new user": ("user", motion.users_per_hour),
        }
        self._acts: dict[str, Callable[[int, int], None]] = {
            "order": self._order_moves,
            "payment": self._payment_settles,
            "provider cancels": self._provider_cancels,
            "refill": self._refill_done,
            "new order": self._order_arrives,
            "new payment": self._payment_arrives,
            "ticket": self._ticket_moves,
            "new user": self._user_arrives,
        }
        for row in panel.orders:
            self._watch(row)
        for kind in self._rates:
            self._next_arrival(kind, opened_at)
        panel.in_motion = True
        panel.later = self._push

    def advance(self, now: float) -> None:
        """Carry out everything due up to `now`."""
        while self._due and self._due[0][0] <= now:
            at, _, kind, row_id = heapq.heappop(self._due)
            self._acts[kind](row_id, int(at))
            if kind in self._rates:
                self._next_arrival(kind, at)

    def _push(self, kind: str, row_id: int, at: float) -> None:
        self._numbered += 1
        heapq.heappush(self._due, (at, self._numbered, kind, row_id))

    def _next_arrival(self, kind: str, after: float) -> None:
        stream_name, per_hour = self._rates[kind]
        if per_hour > 0:
            self._push(kind, 0, after + self._rngs[stream_name].expovariate(per_hour / 3600))

    def _watch(self, row: OrderRow) -> None:
        if row.life is not None and row.next_at is not None:
            self._push("order", row.id, row.next_at)

    def _order_moves(self, order_id: int, at: int) -> None:
        row = self._panel.orders.get(order_id)
        if row is None or row.life is None or row.next_at != at:
            return  # gone, or a person took it over, or it was started anew
        refund = bring_forward(row, at, self._panel.seed)
        self._panel.touch(row, at)
        books.pay_back(self._panel, row.user, refund)
        self._watch(row)

    def _order_arrives(self, _: int, at: int) -> None:
        panel = self._panel
        if not panel.services or not panel.names:
            return
        order_id = max(1001, panel.orders.next_id())
        row = new_order(
            panel.seed, order_id, list(panel.names), list(panel.services.values()), created=at, now=at
        )
        user = panel.names[row.user]
        if user.balance < row.price:
            books.top_up(panel, user, row.price, at)
        books.charge(user, row.price)
        user.last_auth = at
        panel.orders.add(row)
        self._watch(row)

    def _payment_arrives(self, _: int, at: int) -> None:
        panel, rng = self._panel, self._rngs["payment"]
        if not panel.names:
            return
        row = new_payment(rng, panel.payments.next_id(), list(panel.names), at)
        row.settles_as = rng.choice(_SETTLEMENTS)
        panel.payments.add(row)
        self._push("payment", row.id, at + rng.randint(30, 3_600))

    def _payment_settles(self, payment_id: int, at: int) -> None:
        row = self._panel.payments.get(payment_id)
        if row is None or row.settles_as is None:
            return
        row.status, row.settles_as, row.updated = row.settles_as, None, at
        user = self._panel.names.get(row.user)
        if row.status == "completed" and user is not None:
            user.balance += row.amount
            row.balance = user.balance

    def _user_arrives(self, _: int, at: int) -> None:
        self._panel.add_user(new_user(self._rngs["user"], self._panel.users.next_id(), at, at))

    def _ticket_moves(self, _: int, at: int) -> None:
        panel, rng = self._panel, self._rngs["ticket"]
        orders = [row.id for row in panel.orders.timeline[-_TALKED_ABOUT:]]
        tickets = panel.tickets.timeline[-_TALKED_ABOUT:]
        if not panel.names or not tickets or rng.random() < 0.5:
            if panel.names:
                user = rng.choice(list(panel.names))
                panel.tickets.add(new_ticket(rng, panel.tickets.next_id(), user, orders, at))
            return
        row = rng.choice(tickets)
        if row.status in ("closed", "locked"):
            return
        if row.status == "answered" and rng.random() < 0.4:
            row.status, row.updated = "closed", at
        else:
            write(rng, row, orders, at, is_staff=rng.random() < 0.4)

    def _provider_cancels(self, order_id: int, at: int) -> None:
        row = self._panel.orders.get(order_id)
        if row is None or not row.cancel_asked:
            return
        if row.remains >= row.quantity:
            books.cancel(self._panel, row, "Canceled by provider", at)
        else:
            books.set_partial(self._panel, row, row.remains, at)

    def _refill_done(self, refill_id: int, at: int) -> None:
        task = self._panel.refill_tasks.get(refill_id)
        if task is None or task.status not in ("pending", "in_progress"):
            return
        faces = Random(f"{self._panel.seed}:refill:{refill_id}")
        if task.status == "pending":
            task.status = "in_progress"
            self._push("refill", refill_id, at + faces.randint(600, 20_000))
        else:
            task.status = faces.choice(("completed", "completed", "rejected"))
