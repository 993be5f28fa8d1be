"""The rate budget of a panel, as its callers see it: `take` before every call."""

from __future__ import annotations

import enum
from typing import Protocol


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
