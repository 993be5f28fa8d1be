"""A call to a panel: its slot of the budget, its request, and asking again.

Client rule 3: a read is tried again with full jitter, after what `Retry-After` asks for; a call made with
`retry=False` is sent once, whatever happens, since a write that timed out may have had its effect.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chalicelib.errors import PanelTroubled
from chalicelib.panels.answers import Answer
from chalicelib.panels.backoff import backoff
from chalicelib.panels.budget import Budget, Priority
from chalicelib.panels.sender import Call, Sender

T = TypeVar("T")


@dataclass
class Caller:
    """Makes the calls of one client. `deadline` is the moment after which nothing more is tried."""

    sender: Sender
    budget: Budget = field(kw_only=True)
    priority: Priority = field(kw_only=True)
    clock: Callable[[], float] = field(kw_only=True)
    sleep: Callable[[float], None] = field(kw_only=True)
    rng: random.Random = field(kw_only=True)
    tries: int = field(kw_only=True)
    deadline: float | None = field(kw_only=True)

    def call(self, call: Call, read: Callable[[Answer], T], *, retry: bool = True) -> T:
        """What `read` makes of the answer. Trouble is tried again while tries and time are left."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return read(self._send(call))
            except PanelTroubled as error:
                wait = backoff(attempt, error.retry_after, self.rng)
                spent = not retry or attempt >= self.tries
                if spent or wait is None or not self._time_for(wait):
                    raise
            self.sleep(wait)

    def _send(self, call: Call) -> Answer:
        request = self.sender.prepare(call)
        if self._time_for(0.0):
            self.budget.take(self.priority)
        if not self._time_for(0.0):
            raise self.sender.unreachable("was not asked: no time was left")
        return self.sender.send(request, until=self.deadline)

    def _time_for(self, wait: float) -> bool:
        return self.deadline is None or self.clock() + wait < self.deadline
