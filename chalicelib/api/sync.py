"""The sync page: states, orders to the sync, its settings."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec.structs import asdict

from chalicelib.api.answer import Answer, iso
from chalicelib.api.call import Call
from chalicelib.desk import dead_letters as desk_letters
from chalicelib.desk import sync as desk
from chalicelib.errors import InvalidInput
from chalicelib.office import SettingsChange
from chalicelib.sync.retention import RESOURCES_WITH_RETENTION
from chalicelib.sync.settings import PendingRetention, Retention, SyncSettings
from chalicelib.sync.status import SyncStatus


class ResourceChange(msgspec.Struct, forbid_unknown_fields=True):
    paused: bool | None = None
    rows_per_fetch: int | None = None


class RetentionForm(msgspec.Struct, forbid_unknown_fields=True):
    resource: str
    days: Annotated[int, msgspec.Meta(ge=1, le=3_650)] | None


class ReplayForm(msgspec.Struct, forbid_unknown_fields=True):
    ids: Annotated[list[str], msgspec.Meta(min_length=1, max_length=200)] | None = None
    all: bool = False


def show(call: Call) -> Answer:
    office = call.wiring.office()
    statuses = desk.list_sync(call.staff, panels=call.panels, statuses=office.statuses, now=call.now)
    items = [_render(status) for status in statuses]
    return Answer(200, {"items": items, "settings": render_settings(office.load(), call.now)})


def change(call: Call) -> Answer:
    form = call.body(ResourceChange)
    if form.paused is None and form.rows_per_fetch is None:
        raise InvalidInput("Say what to change: paused or rows_per_fetch.")
    desk.change_resource(
        call.staff,
        *_target(call),
        panels=call.panels,
        paused=form.paused,
        rows_per_fetch=form.rows_per_fetch,
    )
    return Answer(200, asdict(form))


def run_now(call: Call) -> Answer:
    desk.run_now(
        call.staff,
        *_target(call),
        panels=call.panels,
        ask=call.wiring.office().ask,
        now=call.now,
    )
    return Answer(202, {"status": "asked"})


def reset(call: Call) -> Answer:
    desk.reset(
        call.staff,
        *_target(call),
        panels=call.panels,
        ask=call.wiring.office().ask,
        now=call.now,
    )
    return Answer(202, {"status": "asked"})


def list_quarantine(call: Call) -> Answer:
    rows = desk.list_quarantine(call.staff, *_target(call), panels=call.panels)
    items = [
        {
            "id": row.name,
            "reason": row.reason,
            "raw": row.raw,
            "first_seen_at": iso(row.first_seen_at),
            "last_seen_at": iso(row.last_seen_at),
            "times": row.times,
        }
        for row in rows
    ]
    return Answer(200, {"items": items})


def list_dead_letters(call: Call) -> Answer:
    office = call.wiring.office()
    found = desk_letters.list_dead_letters(
        call.staff, panels=call.panels, office=office, statuses=office.statuses, now=call.now
    )
    items = [
        {
            "id": one.letter.id,
            "panel": one.letter.panel,
            "resource": one.letter.resource,
            "due_at": iso(one.letter.due_at),
            "received": one.letter.received,
            "first_sent_at": iso(one.letter.first_sent_at),
            "reason": one.reason,
        }
        for one in found
    ]
    return Answer(200, {"items": items, "count": len(items)})


def replay_dead_letters(call: Call) -> Answer:
    form = call.body(ReplayForm)
    if form.all == (form.ids is not None):
        raise InvalidInput("Say which to send again: ids, or all.", field="ids")
    ids = None if form.ids is None else frozenset(form.ids)
    replayed = desk_letters.replay_dead_letters(call.staff, ids, office=call.wiring.office(), now=call.now)
    return Answer(200, {"replayed": replayed})


def change_settings(call: Call) -> Answer:
    settings = desk.change_settings(
        call.staff, call.body(SettingsChange), office=call.wiring.office(), now=call.now
    )
    return Answer(200, {"settings": render_settings(settings, call.now)})


def announce_retention(call: Call) -> Answer:
    form = call.body(RetentionForm)
    settings = desk.announce_retention(
        call.staff,
        form.resource,
        form.days,
        panels=call.panels,
        office=call.wiring.office(),
        now=call.now,
    )
    pending = settings.retention[form.resource].pending
    return Answer(200, {"resource": form.resource, **(_pending(pending) or {})})


def take_back_retention(call: Call) -> Answer:
    desk.take_back_retention(call.staff, call.params["resource"], office=call.wiring.office(), now=call.now)
    return Answer(204)


def render_settings(settings: SyncSettings, now: float) -> dict[str, object]:
    return {
        "intervals": settings.intervals,
        "rows_per_fetch": settings.rows_per_fetch,
        "look_back": settings.look_back,
        "verify_every": settings.verify_every,
        "retention": {
            resource: {
                "days": settings.keep_days(resource, now),
                "pending": _waiting(settings.retention.get(resource, Retention()), now),
            }
            for resource in RESOURCES_WITH_RETENTION
        },
    }


def _waiting(kept: Retention, now: float) -> dict[str, object] | None:
    """The announced change, while it is not in force yet."""
    return None if kept.pending is None or now >= kept.pending.effective_at else _pending(kept.pending)


def _pending(pending: PendingRetention | None) -> dict[str, object] | None:
    if pending is None:
        return None
    return {"days": pending.days, "rows": pending.rows, "effective_at": iso(pending.effective_at)}


def _target(call: Call) -> tuple[str, str]:
    return call.params["panel"], call.params["resource"]


def _render(status: SyncStatus) -> dict[str, object]:
    last = status.last_pass
    return {
        "panel": status.panel,
        "resource": status.resource,
        "state": status.state,
        "interval": status.interval,
        "rows_per_fetch": status.rows_per_fetch,
        "rows_cached": status.rows,
        "last_fetched": iso(status.fetched_at),
        "next_due": iso(status.next_due or None),
        "last_pass": None if last is None else {**asdict(last), "at": iso(last.at)},
        "last_error": status.error or None,
        "backfill": {
            "done": status.backfill_done,
            "rows": status.backfill_rows,
            "reached": iso(status.backfill_reached),
        },
        "paused": status.paused,
        "quarantined": status.quarantined,
        "unknown_fields": status.unknown_fields,
    }
