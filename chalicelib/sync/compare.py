"""What a page of fetched rows means for what is stored: a plan, as data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from chalicelib.panels.pages import Fetched
from chalicelib.panels.types import unknown_fields
from chalicelib.store.fingerprints import Buckets, Fingerprint, bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.order_history import Change, Point
from chalicelib.store.rows import StoredRow
from chalicelib.sync.resources import Resource


@dataclass(frozen=True, slots=True)
class Incoming:
    """One fetched row with its place in time (`created`, UNIX seconds) and its digest."""

    id: int
    created: int
    digest: bytes
    raw: bytes
    value: Any
    fetched_at: float


@dataclass
class Plan:
    """What is to be written, in the order it is to be written in, and what was found. `earned` holds the
    times (UNIX seconds) at which rows were created that bring another amount than before."""

    history: list[Change] = field(default_factory=list)
    rows: list[StoredRow] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    earned: list[int] = field(default_factory=list)
    buckets: Buckets = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    same: int = 0
    late: int = 0
    unknown: dict[str, int] = field(default_factory=dict)


def arrive(resource: Resource, row: Fetched[Any], *, fetched_at: float, offset: int) -> Incoming:
    """A row, placed. `fetched_at` is when its page was asked for (UNIX seconds).

    Raises ValueError (the reason, in words) where it has no place in time.
    """
    value = row.value
    row_id, created = resource.row_id(value), resource.created(value, offset)
    time_key(created, row_id)
    return Incoming(row_id, created, resource.digest(row.raw, value), row.raw, value, fetched_at)


def suspects(incoming: Iterable[Incoming], buckets: Buckets) -> list[Incoming]:
    """The rows whose fingerprint is missing, other, or of a row believed gone or placed elsewhere."""
    found = []
    for row in incoming:
        known = buckets[bucket_of(row.id)].get(row.id)
        unmoved = known is not None and known.created == row.created and not known.gone
        if known is None or known.digest != row.digest or not unmoved:
            found.append(row)
    return found


def compare(
    resource: Resource,
    panel: str,
    rows: Iterable[Incoming],
    buckets: Buckets,
    stored: Mapping[int, StoredRow],
    *,
    now: float,
    open_until: Callable[[Fingerprint], float],
) -> Plan:
    """Decide what suspects mean. `stored` holds, by id, the rows that are known; `open_until` tells
    when a known row was last seen as it is stored. A snapshot older than the stored one is `late`
    and changes nothing, unless the stored one claims to come from the future (a clock that was ahead)."""
    plan = Plan()
    for row in rows:
        known = buckets[bucket_of(row.id)].get(row.id)
        before = stored.get(row.id)
        if before is not None and row.fetched_at < before.seen_at <= now:
            plan.late += 1
            continue
        _count_unknown(resource, row, plan)
        plan.earned += _earned(resource, before, known, row)
        if before is not None and before.gone_at is None and _alike(resource, before, row):
            plan.same += 1
            _enter(plan, buckets, resource, row, changed=known.changed if known else int(before.seen_at))
            continue
        after = _next_version(resource, panel, row, before, known, open_until)
        plan.rows.append(after)
        _enter(plan, buckets, resource, row, changed=int(row.fetched_at))
        if before is None:
            plan.new += 1
            continue
        plan.changed += 1
        if before.key != after.key:
            plan.moved.append(before.key)
        if resource.name == "orders":
            plan.history.extend(_history(panel, before, after, row, known, open_until))
    return plan


def mark_gone(before: StoredRow, known: Fingerprint, *, now: float) -> tuple[StoredRow, Fingerprint]:
    """The row and its fingerprint once the panel has said that it is no more."""
    row = with_changes(before, gone_at=now, version=before.version + 1)
    return row, Fingerprint(known.id, known.digest, known.created, int(now), known.status, gone=True)


def with_changes(row: StoredRow, **changes: Any) -> StoredRow:
    return StoredRow(**{**vars(row), **changes})


def _earned(
    resource: Resource, before: StoredRow | None, known: Fingerprint | None, row: Incoming
) -> list[int]:
    """When the rows were created whose hours bring another amount through this row.

    A fingerprint that is not the stored row's was left by a worker that died before it told of the row.
    """
    if resource.counted is None:
        return []
    if before is None:
        return [row.created]
    told = known is not None and known.digest == resource.digest(before.doc.encode(), row.value)
    there = before.created == row.created and before.gone_at is None
    if told and there and resource.counted(_read(resource, before)) == resource.counted(row.value):
        return []
    return [before.created, row.created]


def _read(resource: Resource, before: StoredRow) -> Any:
    return msgspec.json.decode(before.doc, type=resource.wire, strict=False)


def _alike(resource: Resource, before: StoredRow, row: Incoming) -> bool:
    """Whether two writings of a row say the same, in fields we know and in those we do not."""
    doc = before.doc.encode()
    if before.created != row.created:
        return False
    if doc == row.raw:
        return True
    old = _read(resource, before)
    if any(getattr(old, name) != getattr(row.value, name) for name in resource.wire.__struct_fields__):
        return False
    return unknown_fields(doc, resource.wire) == unknown_fields(row.raw, resource.wire)


def _count_unknown(resource: Resource, row: Incoming, plan: Plan) -> None:
    for name in unknown_fields(row.raw, resource.wire):
        plan.unknown[name] = plan.unknown.get(name, 0) + 1


def _next_version(
    resource: Resource,
    panel: str,
    row: Incoming,
    before: StoredRow | None,
    known: Fingerprint | None,
    open_until: Callable[[Fingerprint], float],
) -> StoredRow:
    status = getattr(row.value, "status", None)
    key = time_key(row.created, row.id)
    finished_at, finished_after = None, None
    if resource.statuses and not resource.is_open(status):
        if before is not None and before.finished_at is not None:
            finished_at, finished_after = before.finished_at, before.finished_after
        else:
            finished_at = row.fetched_at
            finished_after = _held_until(before, known, open_until, float(row.created))
    return StoredRow(
        panel=panel,
        key=key,
        doc=row.raw.decode(),
        seen_at=row.fetched_at,
        first_seen_at=before.first_seen_at if before else row.fetched_at,
        version=before.version + 1 if before else 1,
        finished_at=finished_at,
        finished_after=finished_after,
        facets=resource.facets(row.value),
        sort_keys=resource.sort_keys(row.value, key),
    )


def _held_until(
    before: StoredRow | None,
    known: Fingerprint | None,
    open_until: Callable[[Fingerprint], float],
    created: float,
) -> float:
    if before is None:
        return created
    return max(before.seen_at, open_until(known)) if known else before.seen_at


def _history(
    panel: str,
    before: StoredRow,
    after: StoredRow,
    row: Incoming,
    known: Fingerprint | None,
    open_until: Callable[[Fingerprint], float],
) -> Iterable[Change]:
    # The stored text is the panel's own; what it says was understood when it was stored.
    then = msgspec.json.decode(before.doc, type=_Progress, strict=False)
    value = row.value
    old = Point(then.status, then.remains, then.start_count)
    new = Point(value.status, value.remains, value.start_count)
    if old != new:
        held = min(_held_until(before, known, open_until, before.seen_at), row.fetched_at)
        yield Change(panel, row.id, after.version, row.fetched_at, held, old, new)


class _Progress(msgspec.Struct):
    status: str
    remains: int | None = None
    start_count: int | None = None


def _enter(plan: Plan, buckets: Buckets, resource: Resource, row: Incoming, *, changed: int) -> None:
    """Put the row's fingerprint into the plan's copy of its bucket."""
    number = bucket_of(row.id)
    if number not in plan.buckets:
        plan.buckets[number] = dict(buckets[number])
    status = getattr(row.value, "status", None)
    plan.buckets[number][row.id] = Fingerprint(
        row.id,
        row.digest,
        row.created,
        changed,
        resource.number(status),
        open=resource.is_open(status),
    )
