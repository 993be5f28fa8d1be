"""The slots that one process holds, for one of the two priorities, and how it claims more of them.

How many a claim takes follows what the last one was good for: a caller that uses one slot in five needs
blocks that reach five times as far for the same number of calls.
"""

from __future__ import annotations

import math
import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels import slots
from chalicelib.store.budgets import Taken

# Calls that one claim is meant for. A person's process begins small, since most clicks are one call, and
# doubles while it keeps calling.
BLOCK_CALLS = 16
FIRST_PERSON_CALLS = 2
# The length of a slot above which a person takes every one.
LONG_SLOT_US = 300_000
CONFLICT_TRIES = 12
LONGEST_GAP = 20  # slots; a longer pause between two calls is idleness, not the caller's pace


class BudgetStore(Protocol):
    """Where the rows are: DynamoDB, or memory in the tests. Both raise BudgetUnavailable."""

    def load(self, panel: str) -> Taken | None:
        """The row as it is now."""

    def save(self, panel: str, row: Taken, *, expected: int | None) -> bool:
        """Write if the stored version is `expected` (None: no row yet); whether it was."""


@dataclass(frozen=True)
class Ground:
    """What both lanes of a panel's budget stand on."""

    panel: str
    slot_us: int
    store: BudgetStore
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    rng: random.Random


@dataclass
class Lane:
    """Hands out slots in their order; claims a new block when the last one is used up or over.

    `longest_wait` and `reach` are seconds: to the first slot of a claim, and from there to its last one.
    `pace` is how many slots go by for one call; `calls` how many calls the next claim is meant for.
    """

    ground: Ground
    person: bool = field(kw_only=True)
    longest_wait: float = field(kw_only=True)
    reach: float = field(kw_only=True)
    calls: int = field(kw_only=True)
    pace: float = 1.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._held: deque[int] = deque()
        self._last_made: int | None = None
        self._gaps: list[int] = []
        self._expected: int | None = None
        self._claim_time = 0.03
        self._learnt = True

    def expect(self, calls: int) -> None:
        with self._lock:
            self._expected = calls if calls > 0 else None

    def forget(self) -> None:
        """Drop the slots held: the grid they lie on is no longer in force."""
        with self._lock:
            self._held.clear()

    def next(self) -> int:
        """The next slot that can still be reached. Raises BudgetUnavailable."""
        with self._lock:
            self._drop_passed()
            if not self._held:
                self._learn()
                self._claim()
            return self._held.popleft()

    def made(self, slot: int) -> None:
        """A slot that was handed out is being used for a call."""
        with self._lock:
            gap = 1 if self._last_made is None else abs(slot - self._last_made)
            self._gaps.append(min(max(gap, 1), LONGEST_GAP))
            self._last_made = slot
            if self._expected is not None:
                self._expected = self._expected - 1 or None

    def _drop_passed(self) -> None:
        now = self.ground.clock()
        while self._held and slots.start_of(self._held[0], self.ground.slot_us) < now - slots.LATE / 2:
            self._held.popleft()

    def _learn(self) -> None:
        """Set the size of the next claim by what became of the last one, once."""
        if self._learnt:
            return
        self._learnt = True
        gaps, self._gaps = self._gaps, []
        if gaps:
            self.pace = sum(gaps) / len(gaps)
        if self.person:
            busy = len(gaps) * 2 > self.calls
            self.calls = min(self.calls * 2, BLOCK_CALLS) if busy else FIRST_PERSON_CALLS

    def _claim(self) -> None:
        """Take a block by one conditional write; when another caller was first, look again."""
        for attempt in range(CONFLICT_TRIES):
            began = self.ground.clock()
            stored = self.ground.store.load(self.ground.panel)
            row = slots.current(stored, self.ground.slot_us, began)
            block = self._block(row, began)
            after = slots.claimed(row, block, person=self.person)
            expected = None if stored is None else stored.version
            if self.ground.store.save(self.ground.panel, after, expected=expected):
                done = self.ground.clock()
                self._claim_time = min(max(done - began, 0.03), 1.0)
                self._learnt = False
                self._held.extend(self._usable(block, done))
                if self._held:
                    return
            self.ground.sleep(self.ground.rng.uniform(0.0, 0.01 * 2 ** min(attempt, 5)))
        raise BudgetUnavailable(f"Too many callers want the rate budget of {self.ground.panel} at once.")

    def _block(self, row: Taken, now: float) -> list[int]:
        """The slots to claim.

        A person's larger blocks keep to the even slots: however many persons keep calling, the odd ones
        are left to the background, and to the next person's first click.
        """
        ground = self.ground
        stride, count = self._shape()
        block = slots.choose(
            row,
            person=self.person,
            first=slots.first_after(now + self._claim_time + self._notice(), ground.slot_us),
            last=slots.first_after(now + self.longest_wait, ground.slot_us),
            reach=int(self.reach * 1e6 / ground.slot_us),
            count=count,
            stride=stride,
            evens=self.person and self.calls > FIRST_PERSON_CALLS,
        )
        if not block:
            raise BudgetUnavailable(f"The rate budget of {ground.panel} is used up for now.")
        return block

    def _shape(self) -> tuple[int, int]:
        """(stride, count) of the next block: room between the slots of a slow caller is left to others."""
        if self.person:
            stride, calls = (2 if self.ground.slot_us < LONG_SLOT_US else 1), self.calls
        else:
            stride, calls = max(1, round(self.pace / 2)), min(self.calls, self._expected or self.calls)
        return stride, math.ceil(calls * max(self.pace, stride) / stride)

    def _notice(self) -> float:
        """Seconds between the storing of a claim and its first slot."""
        return slots.LEAD + slots.SKEW if self.person else 0.0

    def _usable(self, block: list[int], stored_at: float) -> list[int]:
        earliest = stored_at + self._notice()
        return [slot for slot in block if slots.start_of(slot, self.ground.slot_us) >= earliest]
