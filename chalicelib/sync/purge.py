"""Taking away what was kept of a panel that is no more, resource by resource, while there is time."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.store import (
    fingerprints,
    order_history,
    quarantine,
    revenue,
    sync_state,
    ticket_messages,
)
from chalicelib.store.fingerprints import bucket_of
from chalicelib.store.rows import StoredRow
from chalicelib.sync import breakers
from chalicelib.sync.lease import Lease
from chalicelib.sync.resources import RESOURCES, Resource

_SLICE = 500


def purge(panel: str, resource: str, *, owner: str, clock: Callable[[], float], seconds: float) -> bool:
    """Take rows away for about `seconds`; returns whether some are left. A rerun goes on where it stopped.

    Raises LeaseHeld while a worker that began before the panel went is still on it. The resource's sync
    state goes last: while there is one, the panel's code is not free for another panel.
    """
    lease = Lease(panel, resource, owner, clock)
    lease.acquire()
    until = clock() + seconds
    kind = RESOURCES[resource]
    while rows := kind.table.between(panel, "0", "~", limit=_SLICE):
        if clock() >= until:
            return True
        lease.check()
        _take_away(kind, panel, rows)
    _forget_rest(panel, resource)
    sync_state.forget(panel, resource)
    if [item.resource for item in sync_state.load_panel(panel)] == [breakers.NAME]:
        sync_state.forget(panel, breakers.NAME)
    return False


def _take_away(kind: Resource, panel: str, rows: list[StoredRow]) -> None:
    """A row goes after what hangs on it, so that a rerun still finds what to do."""
    if kind.name == "orders":
        # Version 1 has not changed since it was first seen: there is no history of it.
        order_history.forget(panel, [row.id for row in rows if row.version > 1])
    if kind.name == "tickets":
        ticket_messages.forget(panel, [row.id for row in rows])
    kind.table.delete(panel, [row.key for row in rows])


def _forget_rest(panel: str, resource: str) -> None:
    owner = f"{panel}#{resource}"
    numbers = {bucket_of(row_id) for entries in fingerprints.every(owner) for row_id in entries}
    fingerprints.save(owner, {number: {} for number in numbers})
    if resource == "orders":
        revenue.forget(panel)
    for name in quarantine.load(owner):
        quarantine.release(owner, name)
