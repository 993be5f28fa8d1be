"""The connect test: one row of each resource, each step red or green with the panel's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.errors import BudgetUnavailable, HyperpanelError, PanelHostRefused, PanelUnreachable

if TYPE_CHECKING:
    from chalicelib.panels.client import PanelClient
    from chalicelib.panels.pages import Page
    from chalicelib.panels.services import Service
    from chalicelib.panels.types import Order, Payment, Ticket, User

Read = Callable[[], "Page[Order] | Page[Payment] | Page[User] | Page[Ticket] | Page[Service]"]

NO_SERVICES_KEY = "no services key"
NOT_ASKED = "not asked, since the panel cannot be reached"


@dataclass(frozen=True, slots=True)
class Step:
    """One resource: whether it can be read, how many rows came, and what the panel said when it cannot.

    `ok` is true for a step that was left out on purpose; its message says why. `reached` is false when the
    panel cannot be spoken with at all, so that asking it for anything else makes no sense.
    """

    resource: str
    ok: bool
    rows: int
    message: str
    reached: bool = True


@dataclass(frozen=True, slots=True)
class ConnectTest:
    steps: tuple[Step, ...]

    @property
    def ok(self) -> bool:
        return all(step.ok for step in self.steps)

    @property
    def orders_ok(self) -> bool:
        """Whether orders can be read, without which a panel is of no use."""
        return any(step.ok for step in self.steps if step.resource == "orders")


def connect_test(client: PanelClient, only: str | None = None) -> ConnectTest:
    """Ask `client` for one row of each resource, or of one. It raises nothing that a panel can cause.

    Give the client a deadline: five steps with a panel that is slow must fit the caller's time.
    """
    return ConnectTest(tuple(_steps(client, only)))


def _steps(client: PanelClient, only: str | None) -> Iterator[Step]:
    readers: list[tuple[str, Read]] = [
        ("orders", lambda: client.orders(limit=1)),
        ("payments", lambda: client.payments(limit=1)),
        ("users", lambda: client.users(limit=1)),
        ("tickets", lambda: client.tickets(limit=1)),
    ]
    if client.panel.services_key:
        readers.append(("services", client.services))
    reached = True
    for resource, read in readers:
        if only not in (None, resource):
            continue
        if not reached:
            yield Step(resource, ok=False, rows=0, message=NOT_ASKED, reached=False)
            continue
        step = _try(resource, read)
        reached = step.reached
        yield step
    if not client.panel.services_key and only in (None, "services"):
        yield Step("services", ok=True, rows=0, message=NO_SERVICES_KEY)


def _try(resource: str, read: Read) -> Step:
    try:
        page = read()
    except (PanelUnreachable, PanelHostRefused, BudgetUnavailable) as error:
        return Step(resource, ok=False, rows=0, message=error.message, reached=False)
    except HyperpanelError as error:
        return Step(resource, ok=False, rows=0, message=error.message)
    if page.bad and not page.rows:
        reason = f"rows came that cannot be read: {page.bad[0].reason}"
        return Step(resource, ok=False, rows=0, message=reason)
    return Step(resource, ok=True, rows=len(page.rows), message="")
