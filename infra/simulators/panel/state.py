"""What one panel holds: its tables, its keys, its positions on every switch."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from infra.simulators.panel.rows import (
    CancelTask,
    OrderRow,
    PaymentRow,
    RefillTask,
    ServiceRow,
    TicketRow,
    UserRow,
)
from infra.simulators.panel.switches import Switches
from infra.simulators.panel.table import Table
from infra.simulators.panel.view import View


def _nothing_later(kind: str, row_id: int, at: float) -> None:
    """A quiet panel: nothing happens by itself."""


# Rendered orders kept: about 900 bytes each. One more than this many, and all are rendered anew.
CACHED_ORDERS = 20_000


class Panel:
    """The tables and the view on them. `now()` is the panel's clock in whole seconds.

    `later(kind, id, at)` is how an act asks for something to happen by itself; a quiet panel lets it drop.
    """

    def __init__(
        self,
        *,
        seed: int,
        clock: Callable[[], float],
        view: View,
        admin_key: str,
        services_key: str,
        staff: tuple[str, ...],
        methods: tuple[str, ...],
    ) -> None:
        self.seed = seed
        self.clock = clock
        self.view = view
        self.admin_key = admin_key
        self.customer_keys: dict[str, str] = {}
        self.services_key = services_key
        self.staff = staff
        self.methods = methods
        self.services: dict[int, ServiceRow] = {}
        self.users: Table[UserRow] = Table()
        self.names: dict[str, UserRow] = {}
        self.orders: Table[OrderRow] = Table()
        self.payments: Table[PaymentRow] = Table()
        self.tickets: Table[TicketRow] = Table()
        self.cancel_tasks: dict[int, CancelTask] = {}
        self.refill_tasks: dict[int, RefillTask] = {}
        self._rendered: dict[int, bytes] = {}
        self.in_motion = False
        self.later: Callable[[str, int, float], None] = _nothing_later

    @property
    def switches(self) -> Switches:
        """The positions in force."""
        return self.view.switches

    def now(self) -> int:
        """The panel's time, UNIX seconds."""
        return int(self.clock())

    def look(self, view: View) -> None:
        """Show everything another way from now on."""
        self.view = view
        self._rendered.clear()

    def order_bytes(self, row: OrderRow) -> bytes:
        """The order as one row of a list, rendered once until it changes."""
        found = self._rendered.get(row.id)
        if found is None:
            if len(self._rendered) >= CACHED_ORDERS:
                self._rendered.clear()
            found = self._rendered[row.id] = msgspec.json.encode(self.view.order(row))
        return found

    def touch(self, row: OrderRow, at: int | None = None) -> None:
        """Say that an order changed (`at`: when, else now): it is rendered anew, and `last_update` moves."""
        row.updated = self.now() if at is None else at
        self._rendered.pop(row.id, None)

    def forget(self, order_id: int) -> None:
        """Drop what was rendered of an order that is gone."""
        self._rendered.pop(order_id, None)

    def add_user(self, row: UserRow) -> UserRow:
        """Take in a customer. Raises ValueError when the name is in use."""
        if row.username in self.names:
            raise ValueError(f"username {row.username} is in use")
        self.names[row.username] = row
        return self.users.add(row)
