"""The sync page: how fresh everything is, and what staff may tell the sync to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput
from chalicelib.staff.rights import Action, require
from chalicelib.staff.types import Staff
from chalicelib.store import quarantine, sync_state
from chalicelib.store.quarantine import BadRow

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

RESOURCES = ("orders", "payments", "users", "tickets", "services")
FEWEST_ROWS, MOST_ROWS = 10, 1_000

ChangeT_contra = TypeVar("ChangeT_contra", contravariant=True)
ChangeT = TypeVar("ChangeT")
SettingsT_co = TypeVar("SettingsT_co", covariant=True)
SettingsT = TypeVar("SettingsT")
StatusT = TypeVar("StatusT", bound=Status)

Ask = Callable[[str, tuple[str, ...], float], None]


class SettingsOffice(Protocol[ChangeT_contra, SettingsT_co]):
    """Keeps the sync's settings; each call answers the settings as they are then."""

    def load(self) -> SettingsT_co: ...

    def change(self, change: ChangeT_contra, *, now: float) -> SettingsT_co: ...

    def announce(
        self, resource: str, days: int | None, *, panels: Sequence[str], now: float
    ) -> SettingsT_co: ...

    def take_back(self, resource: str, *, now: float) -> SettingsT_co: ...


def list_sync(
    staff: Staff, *, panels: Sequence[Panel], statuses: Statuses[StatusT], now: float
) -> Sequence[StatusT]:
    """The state of every resource of the person's panels."""
    return statuses(in_scope(staff, "sync.read", panels), now=now)


def list_quarantine(staff: Staff, panel: str, resource: str, *, panels: Sequence[Panel]) -> list[BadRow]:
    """The rows set aside, the one seen last first."""
    _check(staff, "sync.read", panel, resource, panels)
    rows = quarantine.load(f"{panel}#{resource}").values()
    return sorted(rows, key=lambda row: row.last_seen_at, reverse=True)


def change_resource(
    staff: Staff,
    panel: str,
    resource: str,
    *,
    panels: Sequence[Panel],
    paused: bool | None = None,
    rows_per_fetch: int | None = None,
) -> None:
    """Pause or resume, or set how many rows a fetch asks for; what is None stays."""
    _check(staff, "sync.control", panel, resource, panels)
    if rows_per_fetch is not None and not FEWEST_ROWS <= rows_per_fetch <= MOST_ROWS:
        raise InvalidInput(f"A fetch has {FEWEST_ROWS} to {MOST_ROWS} rows.", field="rows_per_fetch")
    sync_state.change(panel, resource, paused=paused, rows_per_fetch=rows_per_fetch)


def run_now(
    staff: Staff, panel: str, resource: str, *, panels: Sequence[Panel], ask: Ask, now: float
) -> None:
    """Have a resource read at once."""
    _check(staff, "sync.run", panel, resource, panels)
    ask(panel, (resource,), now)


def reset(staff: Staff, panel: str, resource: str, *, panels: Sequence[Panel], ask: Ask, now: float) -> None:
    """Have a resource read again from the beginning; what is stored stays meanwhile."""
    _check(staff, "sync.control", panel, resource, panels)
    sync_state.change(panel, resource, reset_at=now)
    ask(panel, (resource,), now)


def change_settings(
    staff: Staff, change: ChangeT, *, office: SettingsOffice[ChangeT, SettingsT], now: float
) -> SettingsT:
    """Change the sync's settings for all panels."""
    require(staff, "sync.settings")
    return office.change(change, now=now)


def announce_retention(
    staff: Staff,
    resource: str,
    days: int | None,
    *,
    panels: Sequence[Panel],
    office: SettingsOffice[ChangeT, SettingsT],
    now: float,
) -> SettingsT:
    """Announce how long rows are to be kept: it says how many would go, and takes effect a day later."""
    require(staff, "sync.settings")
    return office.announce(resource, days, panels=[panel.code for panel in panels], now=now)


def take_back_retention(
    staff: Staff, resource: str, *, office: SettingsOffice[ChangeT, SettingsT], now: float
) -> SettingsT:
    """Take an announced retention back."""
    require(staff, "sync.settings")
    return office.take_back(resource, now=now)


def _check(staff: Staff, action: Action, panel: str, resource: str, panels: Sequence[Panel]) -> None:
    in_scope(staff, action, panels, (panel,))
    if resource not in RESOURCES:
        raise InvalidInput(f"A resource is one of {', '.join(RESOURCES)}.", field="resource")
