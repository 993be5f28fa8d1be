"""The panel's own clock, which may run faster than the wall, and its own time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


class PanelClock:
    """Seconds since the epoch on the panel: `start + (wall - wall at start) * speed`.

    `start` defaults to the wall's time now. Given the same `start`, `speed` and wall, it reads the same, so a
    panel that is started again goes on where it was. `since` is the wall's time at which the panel's clock
    read `start`; it defaults to now, and a panel that must survive a restart passes the first one's.
    """

    def __init__(
        self,
        wall: Callable[[], float],
        speed: float = 1.0,
        start: float | None = None,
        since: float | None = None,
    ) -> None:
        self._wall = wall
        self._since = wall() if since is None else since
        self._start = self._since if start is None else start
        self._speed = speed

    def __call__(self) -> float:
        return self._start + (self._wall() - self._since) * self._speed

    @property
    def speed(self) -> float:
        """Panel seconds per wall second."""
        return self._speed

    def run_at(self, speed: float) -> None:
        """Change the speed from now on; the reading does not jump."""
        self._start, self._since, self._speed = self(), self._wall(), speed

    def advance(self, seconds: float) -> None:
        """Jump ahead by `seconds` of panel time."""
        self._start += seconds


def panel_zone(name: str) -> tzinfo:
    """A zone by IANA name ("Europe/Berlin") or fixed offset ("+03:30"). Raises ValueError for other text."""
    if name == "UTC":
        return UTC
    match = _OFFSET.fullmatch(name)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"unknown time zone: {name}") from error


def local_text(at: int, zone: tzinfo) -> str:
    """`at` (UNIX seconds) as the panel writes it, in its own zone: "2026-03-29 02:15:00"."""
    return str(datetime.fromtimestamp(at, zone))[:19]
