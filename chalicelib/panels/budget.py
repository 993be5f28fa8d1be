"""The rate budget of a panel, shared by all Lambdas and web requests: `take` before every call.

Callers share one small row per panel (`store/budgets.py`), and claim *blocks* of slots in it by conditional
writes, so that one write serves ten and more calls. A person takes the first slots that no person has, also
out of a background block; hence the background looks at the row (a read, half a unit) before each call and
leaves the slots it lost. Nobody waits for anybody: a person behind a backfill waits for its write and the
next slot. A worker that dies leaves its block unused, which costs a few seconds of background calls.
"""

from __future__ import annotations

import enum
import random
import threading
from collections.abc import Callable
from typing import Protocol

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels import slots
from chalicelib.panels.address import PanelAddress
from chalicelib.panels.lanes import BLOCK_CALLS, FIRST_PERSON_CALLS, BudgetStore, Ground, Lane

# Seconds a caller may have to wait for a slot; when it would be longer, it is told so at once.
LONGEST_PERSON_WAIT = 10.0
LONGEST_BACKGROUND_WAIT = 60.0
# How far ahead one claim may reach: what others of the same priority may have to wait.
PERSON_REACH = 10.0
BACKGROUND_REACH = 60.0


class Priority(enum.Enum):
    """A person waits for the answer, or nobody does."""

    PERSON = "person"
    BACKGROUND = "background"


class Budget(Protocol):
    """One panel's calls a second, shared by everybody who calls it."""

    def take(self, priority: Priority) -> None:
        """Wait until one call may be sent, and return then: send it at once.

        Raises BudgetUnavailable when it cannot be had; the call must not be made.
        """

    def expect(self, calls: int) -> None:
        """Say how many background calls are coming, so that no more is set aside for them."""


class SharedBudget:
    """The budget of one panel in this process; safe for any number of threads.

    `clock` gives epoch seconds, and must agree within 10 ms with that of the other callers.
    """

    def __init__(
        self,
        panel: str,
        rate: float,
        *,
        store: BudgetStore,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        rng: random.Random,
    ) -> None:
        self._panel = panel
        self._slot_us = slots.slot_length(rate)
        self._store = store
        self._clock = clock
        self._sleep = sleep
        ground = Ground(panel, self._slot_us, store, clock, sleep, rng)
        person = Lane(
            ground,
            person=True,
            longest_wait=LONGEST_PERSON_WAIT,
            reach=PERSON_REACH,
            calls=FIRST_PERSON_CALLS,
        )
        other = Lane(
            ground,
            person=False,
            longest_wait=LONGEST_BACKGROUND_WAIT,
            reach=BACKGROUND_REACH,
            calls=BLOCK_CALLS,
        )
        self._lanes = {Priority.PERSON: person, Priority.BACKGROUND: other}

    def expect(self, calls: int) -> None:
        """`calls` background calls are coming; without this word a full block is set aside."""
        self._lanes[Priority.BACKGROUND].expect(calls)

    def take(self, priority: Priority) -> None:
        """Wait for a slot. Raises BudgetUnavailable when the store fails or the wait would be too long."""
        lane = self._lanes[priority]
        until = self._clock() + 2 * lane.longest_wait
        while self._clock() < until:
            slot = lane.next()
            start = slots.start_of(slot, self._slot_us)
            if priority is Priority.BACKGROUND and self._lost(slot, start, lane):
                continue
            self._wait_until(start)
            if self._clock() <= start + slots.LATE:
                lane.made(slot)
                return
        raise BudgetUnavailable(f"No slot of the rate budget of {self._panel} was reached in time.")

    def _lost(self, slot: int, start: float, lane: Lane) -> bool:
        """Whether a person took this slot of the background's meanwhile."""
        self._wait_until(start - slots.LEAD)
        row = self._store.load(self._panel)
        if row is None or row.slot_us != self._slot_us:
            lane.forget()
        return slots.belongs_to_person(row, slot, self._slot_us)

    def _wait_until(self, moment: float) -> None:
        while (wait := moment - self._clock()) > 1e-4:
            self._sleep(wait)


class Budgets:
    """The budgets of all panels in this process: callers of one panel must share one object."""

    def __init__(
        self,
        store: BudgetStore,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        rng: random.Random,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._rng = rng
        self._lock = threading.Lock()
        self._known: dict[tuple[str, float], SharedBudget] = {}

    def of(self, panel: PanelAddress) -> SharedBudget:
        """The budget of a panel at its present rate."""
        name = (panel.code, panel.rate_limit)
        with self._lock:
            if name not in self._known:
                self._known[name] = SharedBudget(
                    *name, store=self._store, clock=self._clock, sleep=self._sleep, rng=self._rng
                )
            return self._known[name]
