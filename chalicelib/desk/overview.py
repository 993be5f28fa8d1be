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


def total(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """The sum of counts, name by name. Counts only: amounts of two currencies are never added."""
    names = dict.fromkeys(name for one in counts for name in one)
    return {name: sum(one.get(name, 0) for one in counts) for name in names}
