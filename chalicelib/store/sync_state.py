"""Where the sync of each panel and resource stands, and the lease that makes its worker the only one.

One item a panel and resource. The worker's part (`state`, `next_due`) and staff's part (`paused`,
`rows_per_fetch`, `reset_at`) are separate attributes written by separate updates, so
that neither overwrites the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.errors import LeaseHeld, LeaseLost
from chalicelib.store.base import TableMeta, table

_CONDITION_FAILED = "ConditionalCheckFailedException"


@dataclass(frozen=True)
class SyncItem:
    """`state` is the worker's own JSON, "" at first; `unfinished` tells that a worker died on it.
    Times are UNIX seconds."""

    panel: str
    resource: str
    state: str = ""
    next_due: float = 0.0
    unfinished: bool = False
    lease_owner: str | None = None
    lease_until: float = 0.0
    paused: bool = False
    rows_per_fetch: int | None = None
    reset_at: float | None = None


class SyncStateRow(Model):
    class Meta(TableMeta):
        table_name = table("sync-state")

    panel = UnicodeAttribute(hash_key=True)
    resource = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute(null=True)
    next_due = NumberAttribute(null=True)
    unfinished = BooleanAttribute(null=True)
    lease_owner = UnicodeAttribute(null=True)
    lease_until = NumberAttribute(null=True)
    paused = BooleanAttribute(null=True)
    rows_per_fetch = NumberAttribute(null=True)
    reset_at = NumberAttribute(null=True)


def load(panel: str, resource: str) -> SyncItem:
    """The item as it is now; a fresh one where there is none yet."""
    try:
        return _read(SyncStateRow.get(panel, resource, consistent_read=True))
    except SyncStateRow.DoesNotExist:
        return SyncItem(panel, resource)


def load_panel(panel: str) -> list[SyncItem]:
    return [_read(row) for row in SyncStateRow.query(panel, consistent_read=True)]


def load_all(panels: Iterable[str]) -> list[SyncItem]:
    return [item for panel in panels for item in load_panel(panel)]


def acquire(panel: str, resource: str, owner: str, *, now: float, seconds: float) -> SyncItem:
    """Take the lease and return the item; raises LeaseHeld while another worker has it.

    The returned `unfinished` tells whether the worker before died on it.
    """
    before = load(panel, resource)
    free = (
        SyncStateRow.lease_owner.does_not_exist()
        | (SyncStateRow.lease_until < now)
        | (SyncStateRow.lease_owner == owner)
    )
    actions = [
        SyncStateRow.lease_owner.set(owner),
        SyncStateRow.lease_until.set(now + seconds),
        SyncStateRow.unfinished.set(True),
    ]
    row = SyncStateRow(panel, resource)
    _update(row, actions, free, LeaseHeld(f"{panel} {resource} is being read by another worker"))
    item = _read(row)
    return SyncItem(**{**vars(item), "unfinished": before.unfinished})


def renew(panel: str, resource: str, owner: str, *, now: float, seconds: float) -> float:
    """Keep the lease for longer; returns its new end. Raises LeaseLost if it is no longer ours."""
    ours = (SyncStateRow.lease_owner == owner) & (SyncStateRow.lease_until >= now)
    until = now + seconds
    row = SyncStateRow(panel, resource)
    _update(row, [SyncStateRow.lease_until.set(until)], ours, _lost(panel, resource))
    return until


def finish(panel: str, resource: str, owner: str, *, state: str, next_due: float) -> None:
    """Store how far this pass came and give the lease back, in one write."""
    actions = [
        SyncStateRow.state.set(state),
        SyncStateRow.next_due.set(next_due),
        SyncStateRow.unfinished.remove(),
        SyncStateRow.lease_owner.remove(),
        SyncStateRow.lease_until.remove(),
    ]
    ours = SyncStateRow.lease_owner == owner
    _update(SyncStateRow(panel, resource), actions, ours, _lost(panel, resource))


def save(panel: str, resource: str, owner: str, *, state: str) -> None:
    """Store how far this pass came so far, keeping the lease."""
    row = SyncStateRow(panel, resource)
    _update(row, [SyncStateRow.state.set(state)], SyncStateRow.lease_owner == owner, _lost(panel, resource))


def swap(panel: str, resource: str, *, before: str, after: str) -> bool:
    """Replace a state that is still `before` ("" = none yet); False when another was quicker."""
    row = SyncStateRow(panel, resource)
    unchanged = SyncStateRow.state == before if before else SyncStateRow.state.does_not_exist()
    try:
        row.update(actions=[SyncStateRow.state.set(after)], condition=unchanged)
    except UpdateError as error:
        if error.cause_response_code == _CONDITION_FAILED:
            return False
        raise
    return True


def change(
    panel: str,
    resource: str,
    *,
    paused: bool | None = None,
    rows_per_fetch: int | None = None,
    reset_at: float | None = None,
) -> None:
    """Staff's part: what is not None is set."""
    actions: list[Action] = []
    if paused is not None:
        actions.append(SyncStateRow.paused.set(paused))
    if rows_per_fetch is not None:
        actions.append(SyncStateRow.rows_per_fetch.set(rows_per_fetch))
    if reset_at is not None:
        actions.append(SyncStateRow.reset_at.set(reset_at))
    if actions:
        SyncStateRow(panel, resource).update(actions=actions)


def forget(panel: str, resource: str) -> None:
    """Drop the item of a panel that is no more, its lease with it."""
    SyncStateRow(panel, resource).delete()


def _update(
    row: SyncStateRow, actions: Sequence[Action], condition: Condition, refused: LeaseHeld | LeaseLost
) -> None:
    try:
        row.update(actions=list(actions), condition=condition)
    except UpdateError as error:
        if error.cause_response_code == _CONDITION_FAILED:
            raise refused from None
        raise


def _lost(panel: str, resource: str) -> LeaseLost:
    return LeaseLost(f"the lease on {panel} {resource} went to another worker")


def _read(row: SyncStateRow) -> SyncItem:
    return SyncItem(
        panel=row.panel,
        resource=row.resource,
        state=row.state or "",
        next_due=float(row.next_due or 0),
        unfinished=bool(row.unfinished),
        lease_owner=row.lease_owner,
        lease_until=float(row.lease_until or 0),
        paused=bool(row.paused),
        rows_per_fetch=None if row.rows_per_fetch is None else int(row.rows_per_fetch),
        reset_at=None if row.reset_at is None else float(row.reset_at),
    )
