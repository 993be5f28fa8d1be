"""`python -m infra.local`: see `--help`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from infra.local.failure import RunnerError
from infra.local.runner import Options, run


def parse(arguments: list[str]) -> Options:
    """The command line as Options."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description="Hyperpanel on one machine.")
    parser.add_argument("--port", type=_port, default=8000, help="of the dashboard and the API (8000)")
    parser.add_argument(
        "--data-dir", type=Path, default=Path(".local"), help="where everything is kept (.local)"
    )
    parser.add_argument(
        "--bootstrap", type=Path, metavar="FILE", help="JSON: panels, staff, API keys, settings"
    )
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        help="three simulated panels with 20,000 orders (on while no panel was ever set up)",
    )
    found = parser.parse_args(arguments)
    return Options(found.port, found.data_dir, found.bootstrap, found.demo)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port (1 to 65535)")
    return int(text)


def main() -> None:
    """Run until Ctrl-C or SIGTERM; exit 1 with one line when something is in the way."""
    options = parse(sys.argv[1:])
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        run(options, stop, lambda line: print(line, flush=True))
    except RunnerError as error:
        sys.exit(f"hyperpanel: {error}")


if __name__ == "__main__":
    main()
