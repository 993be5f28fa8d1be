"""The lease a pass works under: renewed while it works, checked before every write."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.errors import LeaseLost
from chalicelib.store import sync_state
from chalicelib.store.sync_state import SyncItem

SECONDS = 90.0
# A write may take this long with the store's time-outs and tries; none is begun with less left.
_MARGIN = 30.0


class Lease:
    """Held by one worker on one panel and resource. Not for use by several threads."""

    def __init__(self, panel: str, resource: str, owner: str, clock: Callable[[], float]) -> None:
        self.panel = panel
        self.resource = resource
        self.owner = owner
        self.clock = clock
        self.until = 0.0

    def acquire(self) -> SyncItem:
        """Take it; raises LeaseHeld while another worker has it."""
        now = self.clock()
        item = sync_state.acquire(self.panel, self.resource, self.owner, now=now, seconds=SECONDS)
        self.until = now + SECONDS
        return item

    def check(self) -> None:
        """Make sure that a write begun now ends while the lease is ours; raises LeaseLost if not."""
        now = self.clock()
        if now > self.until:
            raise LeaseLost(f"the lease on {self.panel} {self.resource} has run out")
        if now > self.until - _MARGIN:
            self.until = sync_state.renew(self.panel, self.resource, self.owner, now=now, seconds=SECONDS)

    def save(self, state: str) -> None:
        self.check()
        sync_state.save(self.panel, self.resource, self.owner, state=state)

    def finish(self, state: str, *, next_due: float) -> None:
        """Store the outcome and give the lease back."""
        self.check()
        sync_state.finish(self.panel, self.resource, self.owner, state=state, next_due=next_due)
