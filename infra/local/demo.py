"""The demonstration: three simulated panels with 20,000 orders, registered as simulated.

They run in a process of their own, on the same ports and from the same start each time, so that the panels
registered once are found again by every later run.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from chalicelib.panels.registry import NewPanel, PanelChanges, Registry
from infra.local.failure import RunnerError
from infra.local.guarded import Guarded
from infra.local.home import Home

ROOT = Path(__file__).resolve().parents[2]
PANELS = 3
STARTS_WITHIN = 60.0
FIRST_PORT = 8700
TRIES = 5
LOG = "demo.log"


class Stage(msgspec.Struct, frozen=True):
    """Where the simulated panels stand, and since when (UNIX seconds)."""

    port: int
    opened_at: float


def wanted(registry: Registry, home: Home, *, asked: bool | None) -> bool:
    """Whether to show the demonstration.

    Asked for or not as the command line says. Without a word: while it is registered, and at first as long
    as no panel is set up; once somebody removed it, it stays away.
    """
    if asked is not None:
        return asked
    panels = registry.list_panels()
    if any(panel.simulated for panel in panels):
        return True
    return not panels and "demo" not in home.read_installation()


def show(
    registry: Registry, home: Home, environment: Mapping[str, str], now: float
) -> tuple[Guarded, list[str]]:
    """Start the simulated panels and make sure they are registered where they stand; the codes of new ones.

    Another program may take a port between the look and the start: then somewhere else is tried.
    """
    for _ in range(TRIES):
        running = _start(home, environment, now)
        announced = _announced(home.logs / LOG, running)
        if announced:
            return running, _register(registry, announced)
        running.end()
    raise RunnerError(f"The simulated panels did not start; see {home.logs / LOG}.")


def _start(home: Home, environment: Mapping[str, str], now: float) -> Guarded:
    stage = _stage(home, now)
    log = home.logs / LOG
    log.write_bytes(b"")
    place = ["--port", str(stage.port), "--opened-at", str(stage.opened_at)]
    command = [sys.executable, "-m", "infra.simulators.panel", "--demo", *place]
    return Guarded(command, environment=environment, log=log, folder=ROOT, grace=5.0)


def _register(registry: Registry, announced: list[NewPanel]) -> list[str]:
    known = {panel.code: panel for panel in registry.list_panels()}
    created = []
    for new in announced:
        current = known.get(new.code)
        if current is None:
            registry.create_panel(new, simulated=True)
            created.append(new.code)
        elif current.simulated and current.base_url != new.base_url:
            registry.update_panel(new.code, PanelChanges(base_url=new.base_url))
    return created


def _announced(log: Path, running: Guarded, sleep: Callable[[float], None] = time.sleep) -> list[NewPanel]:
    """The panels as their process announces them, a line of JSON each; none when it ended instead."""
    for _ in range(int(STARTS_WITHIN / 0.1)):
        lines = [line for line in log.read_bytes().splitlines(keepends=True) if line.startswith(b"{")]
        if len(lines) == PANELS and lines[-1].endswith(b"\n"):
            return [msgspec.json.decode(line, type=NewPanel) for line in lines]
        if running.ended() is not None:
            break
        sleep(0.1)
    return []


def _stage(home: Home, now: float) -> Stage:
    """Where they stood before if the ports are free, else where there is room."""
    noted = home.read_installation().get("demo")
    stage = msgspec.convert(noted, Stage) if noted else Stage(FIRST_PORT, now)
    if not _free(stage.port):
        stage = Stage(_find_room(), stage.opened_at)
    home.note(demo=msgspec.structs.asdict(stage))
    return stage


def _find_room() -> int:
    for first in range(FIRST_PORT + PANELS, FIRST_PORT + 300, PANELS):
        if _free(first):
            return first
    raise RunnerError("There are no free ports for the simulated panels: start with --no-demo.")


def _free(first: int) -> bool:
    """Whether all the ports from `first` on can be listened on."""
    try:
        for port in range(first, first + PANELS):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True
