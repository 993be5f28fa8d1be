"""The panel simulator: a whole panel in memory, asked through `handle` and changed by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from hashlib import blake2b

from infra.simulators.panel import view_desk, words
from infra.simulators.panel.clock import panel_zone
from infra.simulators.panel.dice import stream
from infra.simulators.panel.faults import Fault, FaultBook
from infra.simulators.panel.gate import RateLimiter
from infra.simulators.panel.hands import Hands
from infra.simulators.panel.money import currency_of
from infra.simulators.panel.motion import Motion, Mover
from infra.simulators.panel.orders import order_detail
from infra.simulators.panel.planting import Volume, plant
from infra.simulators.panel.reception import Reception
from infra.simulators.panel.rows import OrderRow, PaymentRow, ServiceRow, TicketRow, UserRow
from infra.simulators.panel.state import Panel
from infra.simulators.panel.switches import Switches
from infra.simulators.panel.transport import PanelTransport
from infra.simulators.panel.types import JsonObject, LogEntry, SimRequest, SimResponse
from infra.simulators.panel.view import View


class PanelSimulator(Hands):
    """One panel. `handle(request)` answers the Admin API, the customer API and nothing else.

    Quiet by default: only the API's writes and the direct changes of `Hands` change anything. With `motion`
    the panel lives on its clock: orders move, customers order, pay and write.

    seed, orders, volume   what it is grown from; `volume` says more than `orders` does and replaces it
    clock                  the panel's time, UNIX seconds: `created`, `last_update`, the log's `at`
    opened_at              when it was seeded (default: the clock's time now). In motion, a panel with the
                           same seed and `opened_at` has come to the same state at the same time, however
                           often it was started
    currency, zone         ISO code; IANA name or fixed offset ("+03:30") in which `created` is written
    switches, faults       what the contract leaves open; what goes wrong (a FaultBook)
    rate_limit, rate_clock requests in any sliding second before a 429 (None: no limit), by `rate_clock`
                           (default: clock)
    admin_key, services_key  default: made from code and seed
    log_limit              how many requests the log keeps, the newest
    """

    def __init__(
        self,
        seed: int = 1,
        orders: int = 200,
        *,
        volume: Volume | None = None,
        clock: Callable[[], float] = time.time,
        opened_at: float | None = None,
        code: str = "SIM",
        currency: str = "USD",
        zone: str = "UTC",
        switches: Switches | None = None,
        motion: Motion | None = None,
        rate_limit: int | None = 5,
        rate_clock: Callable[[], float] | None = None,
        admin_key: str | None = None,
        services_key: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
        log_limit: int = 100_000,
    ) -> None:
        panel = Panel(
            seed=seed,
            clock=clock,
            view=View(switches or Switches(), currency_of(currency), panel_zone(zone)),
            admin_key=admin_key or _key("admin", code, seed),
            services_key=services_key or _key("services", code, seed),
            staff=words.STAFF,
            methods=words.METHODS,
        )
        super().__init__(panel)
        self.code = code
        self.faults = FaultBook(stream(seed, "faults"))
        self.limiter = RateLimiter(rate_limit, rate_clock or clock)
        self._reception = Reception(panel, self.faults, self.limiter, rate_clock or clock, log_limit)
        self._reception.insert = lambda: self.add_order().id
        self._reception.delete = self.delete_order
        self._sleep = sleep
        start = int(clock() if opened_at is None else opened_at)
        plant(panel, volume or Volume(orders=orders), start, moving=motion is not None)
        self._mover = None if motion is None else Mover(panel, motion, start)

    def handle(self, request: SimRequest) -> SimResponse:
        """Answer one request and write it down; safe from several threads. No refusal is ever raised."""
        with self.lock:
            self.advance()
            return self._reception.handle(request)

    def advance(self) -> None:
        """Let everything happen that is due by the panel's clock, as each request does."""
        with self.lock:
            if self._mover is not None:
                self._mover.advance(self.panel.clock())

    def transport(self) -> PanelTransport:
        """An httpx transport that reaches this panel, whatever the host."""
        return PanelTransport(self, self._sleep)

    def fault(self, fault: Fault) -> int:
        """Put a fault in force; returns its number in `faults`."""
        return self.faults.add(fault)

    def between_calls(
        self, act: Callable[[], object], *, path: str = "", after: int = 0, times: int | None = 1
    ) -> int:
        """Run `act` before a call to `path`: the first `after` such calls pass, then `times` have it."""
        return self.faults.add(Fault(kind="call", path=path, after=after, times=times), act)

    @property
    def switches(self) -> Switches:
        """The positions in force; assigning others shows everything another way from the next request on."""
        return self.panel.switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        with self.lock:
            self.panel.look(View(switches, self.panel.view.currency, self.panel.view.zone))

    @property
    def log(self) -> list[LogEntry]:
        """Every request the panel got, oldest first."""
        with self.lock:
            return list(self._reception.log)

    def clear_log(self) -> None:
        """Forget the requests so far."""
        with self.lock:
            self._reception.log.clear()

    @property
    def admin_key(self) -> str:
        """The key of the Admin API."""
        return self.panel.admin_key

    @property
    def services_key(self) -> str:
        """The key of the customer API that the panel's owner reads services with."""
        return self.panel.services_key

    @property
    def orders(self) -> Mapping[int, OrderRow]:
        """The truth: every order by id."""
        self.advance()
        return self.panel.orders.by_id

    @property
    def payments(self) -> Mapping[int, PaymentRow]:
        """Every payment by id."""
        self.advance()
        return self.panel.payments.by_id

    @property
    def users(self) -> Mapping[int, UserRow]:
        """Every user by id."""
        self.advance()
        return self.panel.users.by_id

    @property
    def tickets(self) -> Mapping[int, TicketRow]:
        """Every ticket by id."""
        self.advance()
        return self.panel.tickets.by_id

    @property
    def services(self) -> Mapping[int, ServiceRow]:
        """Every service by id."""
        return self.panel.services

    def render_order(self, order_id: int) -> JsonObject:
        """The order as `GET /orders` lists it now. Raises KeyError when there is none, as do the others."""
        return self.panel.view.order(self.orders[order_id])

    def render_order_detail(self, order_id: int) -> JsonObject:
        """The order as `GET /orders/{id}` answers it now."""
        return order_detail(self.panel, self.orders[order_id])

    def render_payment(self, payment_id: int) -> JsonObject:
        """The payment as `GET /payments` lists it now."""
        return view_desk.payment(self.panel.view, self.payments[payment_id])

    def render_user(self, user_id: int) -> JsonObject:
        """The user as `GET /users` lists it now."""
        return view_desk.user(self.panel.view, self.users[user_id])

    def render_ticket(self, ticket_id: int) -> JsonObject:
        """The ticket as `GET /tickets` lists it now."""
        return view_desk.ticket(self.panel.view, self.tickets[ticket_id])

    def render_ticket_detail(self, ticket_id: int) -> JsonObject:
        """The ticket as `GET /tickets/{id}` answers it now."""
        return view_desk.ticket_detail(self.panel.view, self.tickets[ticket_id])

    def render_service(self, service_id: int) -> JsonObject:
        """The service as the customer API lists it now."""
        return view_desk.service(self.panel.view, self.services[service_id])


def _key(kind: str, code: str, seed: int) -> str:
    return f"sim-{kind}-{blake2b(f'{kind}:{code}:{seed}'.encode(), digest_size=16).hexdigest()}"
