"""The three panels of the demonstration: one in dollars, one in lira, one in reais, 20,000 orders in all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infra.simulators.panel.clock import PanelClock
from infra.simulators.panel.motion import Motion
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches


@dataclass(frozen=True, slots=True)
class Preset:
    """A panel's description. Zones are fixed offsets: a machine without a zone database can run them."""

    code: str
    name: str
    seed: int
    orders: int
    currency: str
    zone: str
    switches: Switches


DEMO_PANELS = (
    Preset("MTP", "Metro Panel", 11, 9_000, "USD", "UTC", Switches()),
    Preset(
        "STM", "Storm Panel", 12, 7_000, "TRY", "+03:00", Switches(order_buttons="object", payment_id="id")
    ),
    Preset("SGP", "Sage Panel", 13, 4_000, "BRL", "-03:00", Switches(pagination="inside", count="page")),
)


def open_preset(
    preset: Preset,
    *,
    wall: Callable[[], float],
    opened_at: float,
    motion: Motion | None = None,
    speed: float = 1.0,
) -> PanelSimulator:
    """The panel as it stands by `wall`, opened at `opened_at` (UNIX seconds) and in motion ever since.

    Opened again with the same `opened_at`, it has the same orders at the same times: what was written to it
    through its API is forgotten, what it did by itself is not.
    """
    return PanelSimulator(
        preset.seed,
        preset.orders,
        clock=PanelClock(wall, speed, start=opened_at, since=opened_at),
        opened_at=opened_at,
        code=preset.code,
        currency=preset.currency,
        zone=preset.zone,
        switches=preset.switches,
        motion=motion or Motion(),
        rate_clock=wall,
        log_limit=10_000,
    )
