"""The client of one panel: every read of the Admin API v2, `services` and `balance` of the customer API.

Each method makes one call (tried again when the panel is troubled) and takes its slot of the rate budget
before each try. Errors are PanelErrors; BudgetUnavailable and PanelKeyMissing mean that no call was made.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TypeVar

import httpx
import msgspec

from chalicelib.panels.address import PanelAddress
from chalicelib.panels.answers import Answer, read_one, read_page
from chalicelib.panels.budget import Budget, Priority
from chalicelib.panels.calls import Caller
from chalicelib.panels.customer import read_balance, read_services
from chalicelib.panels.pages import Fetched, Page
from chalicelib.panels.sender import MAX_BYTES, Call, Sender, Timeouts
from chalicelib.panels.services import Balance, Service
from chalicelib.panels.types import Order, OrderDetail, Payment, Ticket, TicketDetail, User

__all__ = ["PanelAddress", "PanelClient", "Priority", "Timeouts"]

Row = TypeVar("Row")
Detail = TypeVar("Detail", OrderDetail, TicketDetail)

_ORDER = msgspec.json.Decoder(Order, strict=False)
_ORDER_DETAIL = msgspec.json.Decoder(OrderDetail, strict=False)
_PAYMENT = msgspec.json.Decoder(Payment, strict=False)
_USER = msgspec.json.Decoder(User, strict=False)
_TICKET = msgspec.json.Decoder(Ticket, strict=False)
_TICKET_DETAIL = msgspec.json.Decoder(TicketDetail, strict=False)


class PanelClient:
    """Reads of one panel. Use it in a `with` block, or `close` it; a transport handed in stays open.

    `clock` gives epoch seconds. `deadline` is a moment of that clock after which nothing more is tried.
    """

    def __init__(
        self,
        panel: PanelAddress,
        *,
        transport: httpx.BaseTransport | None,
        budget: Budget,
        priority: Priority,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        rng: random.Random,
        timeouts: Timeouts | None = None,
        tries: int = 4,
        deadline: float | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.panel = panel
        self._sender = Sender(
            panel,
            transport=transport,
            clock=clock,
            timeouts=timeouts or Timeouts(),
            max_bytes=max_bytes,
        )
        self._caller = Caller(
            self._sender,
            budget=budget,
            priority=priority,
            clock=clock,
            sleep=sleep,
            rng=rng,
            tries=tries,
            deadline=deadline,
        )

    def __repr__(self) -> str:
        return f"PanelClient({self.panel.code})"

    def __enter__(self) -> PanelClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of a transport of our own."""
        self._sender.close()

    def orders(
        self,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "date-desc",
        ids: Sequence[int] | None = None,
        external_order_ids: Sequence[str] | None = None,
        created_from: int | None = None,
        created_to: int | None = None,
        order_status: str | None = None,
        mode: str | None = None,
        service_ids: Sequence[int] | None = None,
        creation_type: str | None = None,
        user: str | None = None,
        provider: str | None = None,
        ip_address: str | None = None,
        link: str | None = None,
    ) -> Page[Order]:
        """One page of orders; times in UNIX seconds, `sort` is `date-desc` or `date-asc`.

        The panel's default period is unknown: give `created_from` whenever it matters. More than a
        thousand ids do not fit a request: cut them with `pages.id_batches`.
        """
        return self._page(
            "/orders",
            _ORDER,
            limit=limit,
            offset=offset,
            sort=sort,
            ids=_comma_list("ids", ids),
            external_order_ids=_comma_list("external_order_ids", external_order_ids),
            created_from=created_from,
            created_to=created_to,
            order_status=order_status,
            mode=mode,
            service_ids=_comma_list("service_ids", service_ids),
            creation_type=creation_type,
            user=user,
            provider=provider,
            ip_address=ip_address,
            link=link,
        )

    def order(self, order_id: int) -> Fetched[OrderDetail]:
        """One order with its actions and provider's response. PanelNotFound when there is none."""
        return self._one("/orders", order_id, _ORDER_DETAIL)

    def payments(
        self,
        *,
        limit: int,
        offset: int = 0,
        username: str | None = None,
        user_email: str | None = None,
        payment_status: str | None = None,
        sort: str = "created-at-desc",
    ) -> Page[Payment]:
        """One page of payments, newest first."""
        return self._page(
            "/payments",
            _PAYMENT,
            limit=limit,
            offset=offset,
            username=username,
            user_email=user_email,
            payment_status=payment_status,
            sort=sort,
        )

    def users(
        self,
        *,
        limit: int,
        offset: int = 0,
        username: str | None = None,
        email: str | None = None,
        sort: str = "created-at-desc",
    ) -> Page[User]:
        """One page of users; `sort` is `created-at-desc` or `created-at-asc`."""
        return self._page(
            "/users", _USER, limit=limit, offset=offset, username=username, email=email, sort=sort
        )

    def tickets(
        self, *, limit: int, offset: int = 0, user: str | None = None, status: str | None = None
    ) -> Page[Ticket]:
        """One page of tickets, without their messages, in the panel's order."""
        return self._page("/tickets", _TICKET, limit=limit, offset=offset, user=user, status=status)

    def ticket(self, ticket_id: int) -> Fetched[TicketDetail]:
        """One ticket with its messages, in the panel's order. PanelNotFound when there is none."""
        return self._one("/tickets", ticket_id, _TICKET_DETAIL)

    def services(self) -> Page[Service]:
        """The whole catalogue, by the services key. PanelKeyMissing when the panel has none."""
        return self._caller.call(Call.customer("services"), read_services)

    def balance(self) -> Balance:
        """What is left on the services key's account."""
        return self._caller.call(Call.customer("balance"), read_balance)

    def _page(self, path: str, decoder: msgspec.json.Decoder[Row], **params: str | int | None) -> Page[Row]:
        given = {name: str(value) for name, value in params.items() if value is not None}
        return self._caller.call(Call.admin(path, given), lambda answer: read_page(answer, decoder))

    def _one(self, path: str, wanted: int, decoder: msgspec.json.Decoder[Detail]) -> Fetched[Detail]:
        """The object of that id. Another in its place is an error: it would be stored as the wrong row."""

        def read(answer: Answer) -> Fetched[Detail]:
            found = read_one(answer, decoder)
            if found.value.id != wanted:
                raise answer.invalid(f"answered with {found.value.id} when asked for {wanted}")
            return found

        return self._caller.call(Call.admin(f"{path}/{wanted:d}", {}), read)


def _comma_list(name: str, values: Sequence[int] | Sequence[str] | None) -> str | None:
    """`1,2,3`. An empty list is refused: sent as it is, it would ask for everything."""
    if values is None:
        return None
    parts = [str(value) for value in values]
    if not parts or not all(parts) or any("," in part for part in parts):
        raise ValueError(f"{name} must be a list of one or more values without commas")
    return ",".join(parts)
