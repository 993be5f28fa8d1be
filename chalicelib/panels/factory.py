"""The registry and the clients of this process, put together from its environment.

What costs time to make is made at first use and kept: the master key, the connections, the budgets.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.config import Environment
from chalicelib.config import environment as own_environment
from chalicelib.panels.budget import Budgets, Priority
from chalicelib.panels.panel import Panel
from chalicelib.panels.registry import PanelStore, Registry
from chalicelib.store.budgets import BudgetTable
from chalicelib.store.master_key import seal_of
from chalicelib.store.panels import PanelTable

if TYPE_CHECKING:
    import httpx

    from chalicelib.panels.client import PanelClient
    from chalicelib.panels.lanes import BudgetStore


class PanelFactory:
    """Panels and clients for them. One per process: its clients share connections and budgets."""

    def __init__(
        self,
        *,
        environment: Environment | None = None,
        store: PanelStore | None = None,
        budgets: BudgetStore | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        rng: random.Random | None = None,
    ) -> None:
        environment = environment or own_environment()
        self._clock = clock
        self._sleep = sleep
        self._rng = rng or random.Random()
        self._given_transport = transport
        self._allow_private_hosts = environment.allow_private_hosts
        self.registry = Registry(
            store or PanelTable(),
            seal_of(environment),
            clock=clock,
            allow_private_hosts=environment.allow_private_hosts,
        )
        self.budgets = Budgets(budgets or BudgetTable(), clock=clock, sleep=sleep, rng=self._rng)

    def load(self, code: str) -> Panel:
        """One panel. Raises NotFound."""
        return self.registry.load_panel(code)

    def all(self) -> list[Panel]:
        """All panels, by code."""
        return self.registry.list_panels()

    @contextmanager
    def client(
        self,
        panel: Panel,
        *,
        deadline: float | None = None,
        priority: Priority = Priority.BACKGROUND,
        tries: int = 4,
    ) -> Iterator[PanelClient]:
        """A client of one panel; it tries nothing more after `deadline` (epoch seconds)."""
        from chalicelib.panels.client import PanelClient

        with PanelClient(
            panel.address,
            transport=self._transport,
            budget=self.budgets.of(panel.address),
            priority=priority,
            clock=self._clock,
            sleep=self._sleep,
            rng=self._rng,
            tries=tries,
            deadline=deadline,
        ) as client:
            yield client

    @cached_property
    def _transport(self) -> httpx.BaseTransport:
        from chalicelib.panels.transport import public_transport

        return self._given_transport or public_transport(allow_private_hosts=self._allow_private_hosts)
