"""One pass: read what one resource of one panel is due, under its lease, and say when to come again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from chalicelib.errors import BudgetUnavailable, LeaseHeld, NotFound, PanelError
from chalicelib.panels.client import PanelClient
from chalicelib.store import fingerprints, sync_state
from chalicelib.store.sync_state import SyncItem
from chalicelib.sync import breakers
from chalicelib.sync.backfill import walk_on
from chalicelib.sync.catalogue import read_catalogue
from chalicelib.sync.head import read_head
from chalicelib.sync.intake import Intake
from chalicelib.sync.interval import next_interval
from chalicelib.sync.lease import Lease
from chalicelib.sync.messages import read_messages
from chalicelib.sync.opening import read_open_set, read_waiting, settle_doubts
from chalicelib.sync.openset import known_open_until
from chalicelib.sync.plan import is_due
from chalicelib.sync.purge import purge
from chalicelib.sync.reading import Reading
from chalicelib.sync.resources import RESOURCES
from chalicelib.sync.retention import prune
from chalicelib.sync.settings import SyncSettings
from chalicelib.sync.state import LastPass, ResourceState, decode, encode
from chalicelib.sync.tasks import SyncTask

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

DAY = 86_400
# A pass stops beginning things after so long; what is left goes on in the next one at once.
PASS_SECONDS = 20.0
# What a call begun in time may still take, with its tries: together less than the lease (lease.py).
CALL_SECONDS = 45.0


class Panels(Protocol):
    """Where a panel is looked up and called; NotFound for one that is no more."""

    def load(self, code: str) -> Panel: ...

    def all(self) -> list[Panel]: ...

    def client(self, panel: Panel, *, deadline: float) -> AbstractContextManager[PanelClient]: ...


@dataclass(frozen=True)
class Tools:
    """What a pass needs from outside. `owner` names this worker among all; times are UNIX seconds."""

    panels: Panels
    settings: Callable[[], SyncSettings]
    clock: Callable[[], float]
    rng: random.Random
    owner: str
    pass_seconds: float = PASS_SECONDS


@dataclass(frozen=True)
class Outcome:
    """`worked` is False where there was nothing to do; `again` asks for a further pass at once."""

    worked: bool
    again: bool = False
    last: LastPass | None = None
    error: PanelError | BudgetUnavailable | None = None


IDLE = Outcome(worked=False)


def pull(task: SyncTask, tools: Tools) -> Outcome:
    """Do what `task` asks for, if it is still due and nobody else is on it.

    A panel's failure ends in the state (and the breaker), not in an exception; what is raised from
    here is the store's failure or our own, and leaves the task to be delivered again.
    """
    try:
        panel = tools.panels.load(task.panel)
    except NotFound:
        left = purge(
            task.panel, task.resource, owner=tools.owner, clock=tools.clock, seconds=tools.pass_seconds
        )
        return Outcome(worked=left, again=left)
    if not panel.switches.sync or not _is_due(task, tools):
        return IDLE
    lease = Lease(task.panel, task.resource, tools.owner, tools.clock)
    try:
        item = lease.acquire()
    except LeaseHeld:
        return IDLE
    return _Pass(task, panel, lease, item, tools).run()


def _is_due(task: SyncTask, tools: Tools) -> bool:
    item = sync_state.load(task.panel, task.resource)
    state = decode(item.state)
    last_began = state.last_pass.at if state.last_pass else None
    now = tools.clock()
    due = is_due(item, task, now=now, interval=state.interval, last_began=last_began)
    return due and breakers.may_call(task.panel, now)


class _Pass:
    def __init__(self, task: SyncTask, panel: Panel, lease: Lease, item: SyncItem, tools: Tools) -> None:
        self.panel = panel
        self.lease = lease
        self.tools = tools
        self.settings = tools.settings()
        self.resource = RESOURCES[task.resource]
        self.state = self._start_state(item)
        self.recount = item.unfinished
        self.started = tools.clock()
        self.head_rows = item.rows_per_fetch or self.settings.head_rows(task.resource)
        self.intake = Intake(
            self.resource,
            lease,
            tools.clock,
            offset=self._offset(),
            oldest=self._oldest_kept(),
            open_until=lambda row: known_open_until(row, now=self.started, last_pass=self.state.open_at),
        )

    def _start_state(self, item: SyncItem) -> ResourceState:
        state = decode(item.state)
        if state.open_at > self.tools.clock():
            # Written by a clock that was ahead: nothing would be due until that time comes.
            state.open_at = 0.0
        if item.reset_at is not None and item.reset_at > state.reset_seen:
            # Everything is read anew; what is stored stays and is compared with.
            state = ResourceState(
                interval=state.interval,
                by_status=state.by_status,
                quarantined=state.quarantined,
                reset_seen=item.reset_at,
            )
        return state

    def _offset(self) -> int:
        """The panel's distance from UTC: as learnt here, else as its orders show it."""
        if self.state.offset is not None:
            return self.state.offset
        return decode(sync_state.load(self.panel.code, "orders").state).offset or 0

    def _oldest_kept(self) -> int:
        now = self.tools.clock()
        days = self.settings.keep_days(self.resource.name, now)
        return 0 if days is None else int(now) - days * DAY

    def run(self) -> Outcome:
        again = False
        error: PanelError | BudgetUnavailable | None = None
        deadline = self.started + self.tools.pass_seconds
        try:
            with self.tools.panels.client(self.panel, deadline=deadline + CALL_SECONDS) as client:
                again = self._read(client, deadline)
        except (PanelError, BudgetUnavailable) as failure:
            error = failure
        self._note_outcome(error)
        next_due = self.started if again else self.started + self.state.interval
        self.lease.finish(encode(self.state), next_due=next_due)
        breakers.note(self.panel.code, error, now=self.tools.clock(), rng=self.tools.rng)
        return Outcome(worked=True, again=again, last=self.state.last_pass, error=error)

    def _read(self, client: PanelClient, until: float) -> bool:
        reading = Reading(
            panel=self.panel.code,
            resource=self.resource,
            client=client,
            intake=self.intake,
            state=self.state,
            settings=self.settings,
            clock=self.tools.clock,
            save=self._save,
            started=self.started,
            until=until,
            head_rows=self.head_rows,
        )
        if self.resource.name == "services":
            read_catalogue(reading)
            self.state.fetched_at = self.started
            return False
        read_head(reading)
        if self.resource.name == "tickets":
            read_waiting(reading)
        if read_open_set(reading):
            self.state.open_at = self.started
            self.state.fetched_at = self.started
        left = read_messages(reading) if self.resource.name == "tickets" else False
        left = walk_on(reading) or left
        settle_doubts(reading)
        prune(reading)
        return left

    def _save(self) -> None:
        """Store how far a walk has come, with the counts of what it stored."""
        self._take_counts()
        self.lease.save(encode(self.state))

    def _take_counts(self) -> None:
        total = Counter(self.state.by_status)
        total.update(self.intake.tally.by_status)
        self.intake.tally.by_status.clear()
        self.state.by_status = {number: count for number, count in total.items() if count}

    def _note_outcome(self, error: PanelError | BudgetUnavailable | None) -> None:
        state, tally = self.state, self.intake.tally
        self._take_counts()
        if self.recount:
            state.by_status = self._counted()
        recovered = error is None and state.failures > 0
        state.failures = state.failures + 1 if error else 0
        state.error = error.message if error else ""
        state.error_code = error.code if error else ""
        state.quarantined = len(self.intake.set_aside)
        if self.intake.learnt_offset is not None:
            state.offset = self.intake.learnt_offset
        state.unknown = {**state.unknown, **_added(state.unknown, tally.unknown)}
        state.last_pass = LastPass(
            self.started, tally.new, tally.changed, tally.same, tally.bad, tally.gone, tally.calls
        )
        limits = self.settings.limits(self.resource.name)
        state.interval = next_interval(
            state.interval or limits.shortest,
            changes=tally.changes,
            failures=state.failures,
            recovered=recovered,
            limits=limits,
        )

    def _counted(self) -> dict[int, int]:
        """Counted anew from the fingerprints, after a worker died between a write and its count."""
        counts: Counter[int] = Counter()
        for entries in fingerprints.every(self.intake.owner):
            counts.update(entry.status for entry in entries.values() if not entry.gone)
        return dict(counts)


def _added(before: dict[str, int], found: Counter[str]) -> dict[str, int]:
    return {name: before.get(name, 0) + times for name, times in found.items()}
