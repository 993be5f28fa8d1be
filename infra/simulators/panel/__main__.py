"""A panel, or the three of the demonstration, over HTTP until it is told to stop.

Prints one JSON line per panel once it listens, with the fields of the runner's bootstrap file. Stops on
SIGINT and SIGTERM.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from threading import Event

import msgspec

from infra.simulators.panel.clock import PanelClock
from infra.simulators.panel.motion import Motion
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.presets import DEMO_PANELS, open_preset
from infra.simulators.panel.server import PanelServer
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches, positions

_NUMBERS = ("default_limit", "max_limit", "default_period_days")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m infra.simulators.panel", description=__doc__)
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=0, help="0: any free port; with --demo the first of three")
    made.add_argument(
        "--demo", action="store_true", help="MTP, STM and SGP; --seed to --zone are then ignored"
    )
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--orders", type=int, default=5_000)
    made.add_argument("--history-days", type=int, default=120)
    made.add_argument(
        "--stay-open", type=int, default=0, help="so many of the newest orders never become final"
    )
    made.add_argument("--code", default="MTP")
    made.add_argument("--name", default="Simulated panel")
    made.add_argument("--currency", default="USD")
    made.add_argument("--zone", default="UTC", help="IANA name or +03:30")
    made.add_argument("--admin-key", default=None, help="default: made from code and seed")
    made.add_argument("--services-key", default=None)
    made.add_argument(
        "--switch", action="append", default=[], metavar="NAME=POSITION", help="see switches.py"
    )
    made.add_argument("--speed", type=float, default=1.0, help="panel seconds per second")
    made.add_argument(
        "--opened-at", type=float, default=None, help="UNIX seconds; the same panel after a restart"
    )
    made.add_argument("--quiet", action="store_true", help="nothing moves by itself")
    made.add_argument("--orders-per-hour", type=float, default=60.0)
    made.add_argument("--payments-per-hour", type=float, default=6.0)
    made.add_argument("--tickets-per-hour", type=float, default=3.0)
    made.add_argument("--users-per-hour", type=float, default=1.0)
    made.add_argument("--rate-limit", type=int, default=5, help="requests a second; 0: no limit")
    return made


def read_switches(pairs: Sequence[str]) -> Switches:
    """`["pagination=inside", "max_limit=100"]` as Switches. Raises ValueError naming what is wrong."""
    wanted: dict[str, str | int | bool | None] = {}
    known = positions()
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name in _NUMBERS:
            wanted[name] = None if text == "none" else int(text)
        elif name in known:
            wanted[name] = next((it for it in known[name] if str(it).lower() == text.lower()), text)
        else:
            raise ValueError(f"no such switch: {name}")
    return Switches(**wanted)  # type: ignore[arg-type]


def open_panel(given: argparse.Namespace) -> PanelSimulator:
    """The one panel the command line describes."""
    opened_at = time.time() if given.opened_at is None else given.opened_at
    motion = Motion(
        given.orders_per_hour, given.payments_per_hour, given.tickets_per_hour, given.users_per_hour
    )
    return PanelSimulator(
        given.seed,
        volume=Volume(orders=given.orders, history_days=given.history_days, stay_open=given.stay_open),
        clock=PanelClock(time.time, given.speed, start=opened_at, since=opened_at),
        opened_at=opened_at,
        code=given.code,
        currency=given.currency,
        zone=given.zone,
        switches=read_switches(given.switch),
        motion=None if given.quiet else motion,
        rate_limit=given.rate_limit or None,
        rate_clock=time.time,
        admin_key=given.admin_key,
        services_key=given.services_key,
        log_limit=10_000,
    )


def open_all(given: argparse.Namespace) -> list[tuple[str, PanelSimulator]]:
    """The panels to serve, with their names."""
    if not given.demo:
        return [(given.name, open_panel(given))]
    opened_at = time.time() if given.opened_at is None else given.opened_at
    return [
        (preset.name, open_preset(preset, wall=time.time, opened_at=opened_at, speed=given.speed))
        for preset in DEMO_PANELS
    ]


def announce(name: str, server: PanelServer) -> str:
    """The line that says a panel is there."""
    sim = server.panel
    return msgspec.json.encode(
        {
            "code": sim.code,
            "name": name,
            "base_url": server.address,
            "admin_api_key": sim.admin_key,
            "services_api_key": sim.services_key,
            "currency": sim.panel.view.currency.code,
        }
    ).decode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes. 2 for a wrong command line, 1 when a port is in use."""
    given = parser().parse_args(arguments)
    try:
        panels = open_all(given)
    except ValueError as error:
        print(f"hyperpanel: {error}", file=sys.stderr)
        return 2
    stop = Event()
    former = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    servers = [
        PanelServer(panel, host=given.host, port=given.port + n if given.port else 0)
        for n, (_, panel) in enumerate(panels)
    ]
    try:
        for (name, _), server in zip(panels, servers, strict=True):
            server.start()
            print(announce(name, server), flush=True)
        stop.wait()
    except OSError as error:
        print(f"hyperpanel: port {given.port}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        for server in servers:
            server.stop()
        for number, handler in former.items():
            signal.signal(number, handler)
    return 0


if __name__ == "__main__":
    sys.exit(main())
