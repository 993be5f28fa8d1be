"""From a fetched page to the store: load what is needed to compare, decide, write.

The order of the writes is what makes a crash harmless: history, then rows, then fingerprints. Until
its fingerprint is stored a row counts as not yet compared, so a rerun meets it again, finds it equal
and only completes the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from math import inf
from typing import Any

from chalicelib.panels.pages import BadRow, Fetched, Page
from chalicelib.panels.times import learn_offset
from chalicelib.store import fingerprints, order_history, quarantine, revenue, ticket_messages
from chalicelib.store.fingerprints import HIGHEST, Buckets, Fingerprint, bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.rows import StoredRow
from chalicelib.sync.compare import Incoming, Plan, arrive, compare, mark_gone, suspects
from chalicelib.sync.lease import Lease
from chalicelib.sync.resources import Resource
from chalicelib.sync.walk import Seen

# The overview shows 14 days; a day more for those that end while it is looked at.
REVENUE_SECONDS = 15 * 86_400
# With the time it makes a mark that was never there before, also where a clock stands still.
_MARKS = count()


@dataclass
class Tally:
    """What a pass found, summed over its pages."""

    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    gone: int = 0
    calls: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        return self.new + self.changed + self.gone


@dataclass(frozen=True)
class Taken:
    """What one page held: its good rows in the panel's order, how many were bad, what to doubt.

    `missing` are known rows that should have been on this page by their time and were not.
    """

    seen: list[Seen]
    bad: int
    changed: int
    missing: list[Fingerprint]


class Intake:
    """Takes the pages of one pass. `offset` is the panel's distance from UTC in seconds; final rows
    created before `oldest` (UNIX seconds) are left out, as retention would take them away again;
    `open_until` tells when a known row was last seen as it is stored."""

    def __init__(
        self,
        resource: Resource,
        lease: Lease,
        clock: Callable[[], float],
        *,
        offset: int,
        oldest: int,
        open_until: Callable[[Fingerprint], float],
    ) -> None:
        self.resource = resource
        self.panel = lease.panel
        self.owner = f"{lease.panel}#{resource.name}"
        self.lease = lease
        self.clock = clock
        self.offset = offset
        self.oldest = oldest
        self.open_until = open_until
        self.learnt_offset: int | None = None
        self.tally = Tally()
        self._set_aside: dict[str, quarantine.BadRow] | None = None

    def take(self, page: Page[Any], *, below: float | None = None) -> Taken:
        """Store what is new in a page.

        `below` says that the page shows, in order of time, everything created before it (UNIX seconds)
        down to the page's last row: a known row missing in between is worth a question.
        """
        self.tally.calls += 1
        incoming, bad = self._place(page)
        buckets = self._buckets(incoming, below)
        wanted = [row for row in incoming if not self._is_past(row, buckets)]
        doubtful = suspects(wanted, buckets)
        plan = self._plan(doubtful, buckets)
        self._write(plan, buckets)
        self._keep_bad(bad, incoming)
        self.tally.new += plan.new
        self.tally.changed += plan.changed
        self.tally.same += len(wanted) - plan.new - plan.changed
        self.tally.unknown.update(plan.unknown)
        missing = [] if below is None else self._missing(incoming, bad, buckets, below)
        seen = [Seen(row.id, row.created) for row in incoming]
        return Taken(seen, len(bad), plan.new + plan.changed, missing)

    def take_row(self, row: Fetched[Any]) -> None:
        """Store one row that was read by its id."""
        self.take(Page([row], [], None, None, None, row.fetched_at, len(row.raw)))

    def mark_gone(self, known: Sequence[Fingerprint]) -> None:
        """The panel has said that these rows are no more: kept, with the time they were found gone."""
        stored = self._stored(known)
        buckets = fingerprints.load(self.owner, [bucket_of(entry.id) for entry in known])
        plan = Plan()
        for entry in known:
            before = stored.get(entry.id)
            if before is None:
                continue
            row, mark = mark_gone(before, entry, now=self.clock())
            if before.gone_at is None:
                plan.rows.append(row)
            # A row that is marked already is of a worker that died before it told of it.
            plan.earned.append(entry.created)
            number = bucket_of(entry.id)
            plan.buckets.setdefault(number, dict(buckets[number]))[entry.id] = mark
        self._write(plan, buckets)
        self.tally.gone += len(plan.rows)

    def stored_row(self, known: Fingerprint) -> StoredRow | None:
        return self._stored([known]).get(known.id)

    def _place(self, page: Page[Any]) -> tuple[list[Incoming], list[BadRow]]:
        placed: dict[int, Incoming] = {}
        bad = list(page.bad)
        self._learn_offset(page)
        for row in page.rows:
            try:
                arrived = arrive(self.resource, row, fetched_at=page.fetched_at, offset=self.offset)
            except ValueError as error:
                bad.append(BadRow(row.raw, str(error), str(self.resource.row_id(row.value))))
            else:
                placed[arrived.id] = arrived
        return list(placed.values()), bad

    def _learn_offset(self, page: Page[Any]) -> None:
        """How far the panel is from UTC, from the newest row that says its time in both ways."""
        if self.learnt_offset is None and page.rows and hasattr(page.rows[0].value, "created_timestamp"):
            pairs = ((row.value.created_timestamp, row.value.created) for row in page.rows)
            self.learnt_offset = learn_offset(pairs)
            if self.learnt_offset is not None:
                self.offset = self.learnt_offset

    def _buckets(self, incoming: Sequence[Incoming], below: float | None) -> Buckets:
        needed = dict.fromkeys(bucket_of(row.id) for row in incoming)
        if not needed:
            return {}
        first, last = min(needed), max(needed)
        if below is not None and last - first < 4 * len(needed):
            # Rows above the top of the list, if any are known, are in higher buckets.
            found = fingerprints.load_range(self.owner, first, last if below < inf else HIGHEST)
            return {**{number: {} for number in needed}, **found}
        return fingerprints.load(self.owner, needed)

    def _is_past(self, row: Incoming, buckets: Buckets) -> bool:
        """Whether retention would take this row away again; what is known or open is kept up to date."""
        if row.created >= self.oldest or row.id in buckets[bucket_of(row.id)]:
            return False
        return not self.resource.is_open(getattr(row.value, "status", None))

    def forget(self, rows: Sequence[StoredRow]) -> None:
        """Take final rows away for good, as retention says. A rerun after a crash completes it."""
        buckets = fingerprints.load(self.owner, [bucket_of(row.id) for row in rows])
        plan = Plan(moved=[row.key for row in rows])
        for row in rows:
            number = bucket_of(row.id)
            plan.buckets.setdefault(number, dict(buckets[number])).pop(row.id, None)
        self.lease.check()
        if self.resource.name == "orders":
            order_history.forget(self.panel, [row.id for row in rows])
        if self.resource.name == "tickets":
            ticket_messages.forget(self.panel, [row.id for row in rows])
        self._write(Plan(buckets=plan.buckets), buckets)
        self._write(Plan(moved=plan.moved), buckets)

    def _plan(self, doubtful: Sequence[Incoming], buckets: Buckets) -> Plan:
        known = [entry for row in doubtful if (entry := buckets[bucket_of(row.id)].get(row.id)) is not None]
        return compare(
            self.resource,
            self.panel,
            doubtful,
            buckets,
            self._stored(known),
            now=self.clock(),
            open_until=self.open_until,
        )

    def _stored(self, known: Iterable[Fingerprint]) -> dict[int, StoredRow]:
        keys = [time_key(entry.created, entry.id) for entry in known]
        return {row.id: row for row in self.resource.table.load(self.panel, keys).values()}

    def _write(self, plan: Plan, buckets: Buckets) -> None:
        for write in self._writes(plan):
            self.lease.check()
            write()
        for number, entries in plan.buckets.items():
            self._count(entries, 1)
            self._count(buckets[number], -1)
            buckets[number] = entries

    def _writes(self, plan: Plan) -> Iterable[Callable[[], None]]:
        if plan.history:
            yield lambda: order_history.add(plan.history)
        if plan.rows:
            yield lambda: self.resource.table.put(plan.rows)
        if plan.moved:
            yield lambda: self.resource.table.delete(self.panel, plan.moved)
        if hours := self._hours(plan.earned):
            # After the rows, so that a sum made under this mark has them; before the fingerprints, so that
            # a rerun after a crash meets the rows again and marks their hours.
            yield lambda: revenue.mark(self.panel, hours, f"{self.clock():.3f}-{next(_MARKS)}")
        if plan.buckets:
            yield lambda: fingerprints.save(self.owner, plan.buckets)

    def _hours(self, earned: Iterable[int]) -> list[int]:
        """The hours that somebody may look at, each once."""
        if self.resource.counted is None:
            return []
        oldest = self.clock() - REVENUE_SECONDS
        return sorted({created // revenue.HOUR for created in earned if created >= oldest})

    def _count(self, entries: dict[int, Fingerprint], sign: int) -> None:
        for entry in entries.values():
            if not entry.gone:
                self.tally.by_status[entry.status] += sign

    def _missing(
        self, incoming: Sequence[Incoming], bad: Sequence[BadRow], buckets: Buckets, below: float
    ) -> list[Fingerprint]:
        """Known rows that the page should show by their time, and does not."""
        if not incoming or any(row.id is None for row in bad):
            return []
        shown = {row.id for row in incoming} | {int(row.id) for row in bad if row.id and row.id.isdigit()}
        oldest = min(row.created for row in incoming)
        return [
            entry
            for entries in buckets.values()
            for entry in entries.values()
            if oldest < entry.created < below and entry.id not in shown and not entry.gone
        ]

    def _keep_bad(self, bad: Sequence[BadRow], incoming: Sequence[Incoming]) -> None:
        self.tally.bad += len(bad)
        kept = self.set_aside
        for name in [str(row.id) for row in incoming if str(row.id) in kept] if kept else ():
            self.lease.check()
            quarantine.release(self.owner, name)
            del kept[name]
        for row in bad:
            self._set_aside_row(row)

    def _set_aside_row(self, row: BadRow) -> None:
        name = row.id or blake2b(row.raw, digest_size=8).hexdigest()
        raw = quarantine.cut(row.raw.decode(errors="replace"))
        before = self.set_aside.get(name)
        if before is not None and before.raw == raw and before.reason == row.reason:
            return
        now = self.clock()
        first, times = (before.first_seen_at, before.times + 1) if before else (now, 1)
        kept = quarantine.BadRow(name, row.reason, raw, first, now, times)
        self.lease.check()
        quarantine.keep(self.owner, kept)
        self.set_aside[name] = kept

    @property
    def set_aside(self) -> dict[str, quarantine.BadRow]:
        """The rows in quarantine, by name; read once a pass."""
        if self._set_aside is None:
            self._set_aside = quarantine.load(self.owner)
        return self._set_aside
