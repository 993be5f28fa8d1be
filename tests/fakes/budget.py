"""Budgets for tests: one that never waits, and the store of the real one in memory."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels.budget import Priority
from chalicelib.store.budgets import Taken


class FreeBudget:
    """Lets every call through at once, and keeps what was asked of it."""

    def __init__(self) -> None:
        self.taken: list[Priority] = []
        self.expected: list[int] = []

    def take(self, priority: Priority) -> None:
        self.taken.append(priority)

    def expect(self, calls: int) -> None:
        self.expected.append(calls)


class MemoryBudgets:
    """A BudgetStore in memory that counts. `delay` is called on the way there and on the way back."""

    def __init__(self, delay: Callable[[], None] = lambda: None) -> None:
        self.rows: dict[str, Taken] = {}
        self.reads = 0
        self.writes = 0
        self.broken = False
        self._delay = delay

    def load(self, panel: str) -> Taken | None:
        self._delay()
        self._check(panel)
        self.reads += 1
        row = self.rows.get(panel)
        self._delay()
        return row

    def save(self, panel: str, row: Taken, *, expected: int | None) -> bool:
        self._delay()
        self._check(panel)
        self.writes += 1
        stored = self.rows.get(panel)
        held = (None if stored is None else stored.version) == expected
        if held:
            self.rows[panel] = row
        self._delay()
        return held

    def _check(self, panel: str) -> None:
        if self.broken:
            raise BudgetUnavailable(f"The rate budget of {panel} cannot be read or written.")
