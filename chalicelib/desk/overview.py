"""All panels at a glance, from what the sync counted as it went: nothing is scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.staff.types import Staff

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel


# States in which a list may hold less than the panel does, without anybody having wanted it so.
TROUBLED = ("late", "backing_off", "down", "needs_key")
FAILED = ("fail", "error")
# What a customer has written and nobody has answered.
WAITING = ("pending", "open")


@dataclass(frozen=True)
class Waiting:
    """What waits for a person; `late` are the resources that are not as fresh as they should be."""

    failed_orders: int
    waiting_tickets: int
    late: list[Status]


@dataclass(frozen=True)
class PanelOverview:
    """One panel and the state of each of its resources."""

    panel: Panel
    statuses: list[Status]


def overview(
    staff: Staff, *, panels: Sequence[Panel], statuses: Statuses[Status], now: float
) -> list[PanelOverview]:
    """The panels this person may see, by code."""
    scope = in_scope(staff, "overview.read", panels)
    found = statuses(scope, now=now)
    return [
        PanelOverview(panel, [status for status in found if status.panel == panel.code]) for panel in scope
    ]


def waiting(found: Sequence[PanelOverview]) -> Waiting:
    """What waits for a person in these panels. Pure."""
    statuses = [status for one in found for status in one.statuses]
    return Waiting(
        failed_orders=_held(statuses, "orders", FAILED),
        waiting_tickets=_held(statuses, "tickets", WAITING),
        late=[status for status in statuses if _is_late(status)],
    )


def _is_late(status: Status) -> bool:
    """A panel without a services key is complete all the same: not every panel has one."""
    if status.resource == "services" and status.state == "needs_key":
        return False
    return status.state in TROUBLED


def _held(statuses: Sequence[Status], resource: str, words: Sequence[str]) -> int:
    return sum(
        status.by_status.get(word, 0) for status in statuses if status.resource == resource for word in words
    )


def total(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """The sum of counts, name by name. Counts only: amounts of two currencies are never added."""
    names = dict.fromkeys(name for one in counts for name in one)
    return {name: sum(one.get(name, 0) for one in counts) for name in names}
