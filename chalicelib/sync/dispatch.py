"""Sending tasks: for what is due in the coming minute, and for work that goes on at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from chalicelib.store import sync_state
from chalicelib.store.sync_state import SyncItem
from chalicelib.sync.plan import plan_minute
from chalicelib.sync.pull import Tools
from chalicelib.sync.settings import SyncSettings
from chalicelib.sync.state import decode
from chalicelib.sync.tasks import RESOURCE_NAMES, SyncTask, TaskQueue

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel


def dispatch(tools: Tools, queue: TaskQueue) -> int:
    """Send what is due in the coming minute for every panel that is switched on; returns how many."""
    settings = tools.settings()
    pairs = [
        pair
        for panel in tools.panels.all()
        if panel.switches.sync
        for pair in _with_interval(panel, settings)
    ]
    tasks = plan_minute(pairs, now=tools.clock())
    queue.send(tasks)
    return len(tasks)


def ask(panel: str, resources: tuple[str, ...], queue: TaskQueue, *, now: float) -> None:
    """A person wants these resources read at once."""
    queue.send([(SyncTask(panel, resource, now, asked=True), 0) for resource in resources])


def follow_up(task: SyncTask, tools: Tools, queue: TaskQueue) -> None:
    """Work is left: a further pass at once. Should another worker be on it by then, this one leaves."""
    queue.send([(replace(task, due_at=tools.clock(), asked=True), 0)])


def _with_interval(panel: Panel, settings: SyncSettings) -> list[tuple[SyncItem, float]]:
    items = {item.resource: item for item in sync_state.load_panel(panel.code)}
    found = []
    for name in RESOURCE_NAMES:
        if name == "services" and not panel.services_key:
            continue
        item = items.get(name) or SyncItem(panel.code, name)
        interval = decode(item.state).interval or settings.limits(name).shortest
        found.append((item, interval))
    return found
