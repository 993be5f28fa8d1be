"""The breaker of each panel, kept beside the panel's sync state under the name `#breaker`."""

from __future__ import annotations

import random

import msgspec

from chalicelib.errors import HyperpanelError, PanelTroubled
from chalicelib.store import sync_state
from chalicelib.sync.breaker import Breaker, after_failure, after_success, may_pass, probing

NAME = "#breaker"
# How long a probe may take before another is let through.
_PROBE_SECONDS = 60.0


def load(panel: str) -> Breaker:
    return decode(sync_state.load(panel, NAME).state)


def decode(text: str) -> Breaker:
    return msgspec.json.decode(text, type=Breaker) if text else Breaker()


def may_call(panel: str, now: float) -> bool:
    """Whether a pass may call the panel now. Where the breaker's pause is over, the one that is told
    so first is the probe; the others are told no."""
    item = sync_state.load(panel, NAME)
    breaker = decode(item.state)
    if not may_pass(breaker, now):
        return False
    if not breaker.is_down():
        return True
    return sync_state.swap(
        panel, NAME, before=item.state, after=_encode(probing(breaker, now, _PROBE_SECONDS))
    )


def note(panel: str, error: HyperpanelError | None, *, now: float, rng: random.Random) -> None:
    """Count the outcome of a pass. Only trouble counts: a wrong key says nothing of the panel's health.

    Another worker may note at the same time; then the note is made again over the other's.
    """
    for _ in range(4):
        item = sync_state.load(panel, NAME)
        before = decode(item.state)
        after = after_success(before)
        if isinstance(error, PanelTroubled):
            after = after_failure(before, now, error.message, rng, retry_after=error.retry_after)
        if after == before or sync_state.swap(panel, NAME, before=item.state, after=_encode(after)):
            return


def _encode(breaker: Breaker) -> str:
    return msgspec.json.encode(breaker).decode()
