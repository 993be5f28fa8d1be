"""The sync as the desk sees it. It joins two rooms that do not know each other, so it stands in neither."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import msgspec

from chalicelib.errors import Conflict, InvalidInput
from chalicelib.store import sync_state
from chalicelib.store.settings import Stored, load_setting, save_setting
from chalicelib.store.sync_state import SyncItem
from chalicelib.sync import breakers, dead_letters, retention
from chalicelib.sync.dead_letters import DeadLetter, DeadLetters
from chalicelib.sync.dispatch import ask
from chalicelib.sync.settings import DEFAULTS, NAME, Interval, Rows, SyncSettings
from chalicelib.sync.status import SyncStatus, describe
from chalicelib.sync.tasks import RESOURCE_NAMES, TaskQueue

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

T = TypeVar("T")

_LOG = logging.getLogger("hyperpanel.office")


class SettingsChange(msgspec.Struct, forbid_unknown_fields=True):
    """What to change of the settings; what is None stays, as do resources that are not named."""

    intervals: dict[str, Interval] | None = None
    rows_per_fetch: dict[str, Rows] | None = None
    look_back: int | None = None
    verify_every: int | None = None


class Office:
    """Reads and changes what the sync keeps; the queues are made when something is first asked of them."""

    def __init__(self, queue: Callable[[], TaskQueue], parked: Callable[[], DeadLetters]) -> None:
        self._queue = queue
        self._parked = parked

    def dead_letters(self) -> list[DeadLetter]:
        """The tasks that were given up, the oldest first."""
        return dead_letters.look(self._parked())

    def replay(self, choose: Callable[[DeadLetter], bool], *, now: float) -> int:
        """Send those chosen again; how many they were."""
        return len(dead_letters.replay(self._parked(), self._queue(), choose, now=now))

    def statuses(self, panels: Sequence[Panel], *, now: float) -> list[SyncStatus]:
        """The state of every resource of these panels; one query a panel."""
        settings = self.load()
        return [status for panel in panels for status in _statuses(panel, settings, now)]

    def ask(self, panel: str, resources: tuple[str, ...], now: float) -> None:
        """Have resources read at once."""
        ask(panel, resources, self._queue(), now=now)

    def ask_soon(self, panel: str, now: float) -> None:
        """Have the sync see to all of a panel that is new, or no more. Without the queue it is later.

        A new panel is then read within a minute; what was kept of one that is no more stays until its
        code is asked for again.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self.ask(panel, RESOURCE_NAMES, now)
        except (BotoCoreError, ClientError, RuntimeError) as error:
            _LOG.warning("the sync queue took no task for %s: %s", panel, type(error).__name__)

    def load(self) -> SyncSettings:
        return _stored().value

    def change(self, change: SettingsChange, *, now: float) -> SyncSettings:
        """Raises InvalidInput for what the settings do not allow, Conflict when they changed meanwhile."""
        stored = _stored()
        before = stored.value
        merged = msgspec.structs.replace(
            before,
            intervals={**before.intervals, **_known("intervals", change.intervals)},
            rows_per_fetch={**before.rows_per_fetch, **_known("rows_per_fetch", change.rows_per_fetch)},
            look_back=before.look_back if change.look_back is None else change.look_back,
            verify_every=before.verify_every if change.verify_every is None else change.verify_every,
        )
        return _save(merged, stored, now)

    def announce(self, resource: str, days: int | None, *, panels: Sequence[str], now: float) -> SyncSettings:
        stored = _stored()
        return _save(retention.announce(stored.value, resource, days, panels=panels, now=now), stored, now)

    def take_back(self, resource: str, *, now: float) -> SyncSettings:
        stored = _stored()
        return _save(retention.take_back(stored.value, resource, now=now), stored, now)


def _statuses(panel: Panel, settings: SyncSettings, now: float) -> list[SyncStatus]:
    items = {item.resource: item for item in sync_state.load_panel(panel.code)}
    broken = items.get(breakers.NAME)
    breaker = breakers.decode(broken.state if broken else "")
    found = []
    for name in RESOURCE_NAMES:
        item = items.get(name) or SyncItem(panel.code, name)
        found.append(_as_switched(panel, describe(item, breaker, settings, now=now)))
    return found


def _as_switched(panel: Panel, status: SyncStatus) -> SyncStatus:
    """What is never read because of the panel's own settings says so, rather than that it waits."""
    if not panel.switches.sync:
        return replace(status, state="paused")
    if status.resource == "services" and not panel.services_key:
        return replace(status, state="needs_key")
    return status


def _stored() -> Stored[SyncSettings]:
    try:
        return load_setting(NAME, SyncSettings, DEFAULTS)
    except InvalidInput as error:
        raise Conflict(f"The sync's settings as they are stored cannot be read. {error.message}") from error


def _save(settings: SyncSettings, stored: Stored[SyncSettings], now: float) -> SyncSettings:
    if settings == stored.value:
        return settings
    return save_setting(NAME, settings, version=stored.version, now=now).value


def _known(field: str, given: dict[str, T] | None) -> dict[str, T]:
    for name in given or {}:
        if name not in RESOURCE_NAMES:
            raise InvalidInput(f"A resource is one of {', '.join(RESOURCE_NAMES)}.", field=f"{field}.{name}")
    return given or {}
