"""Ministack, which stands for AWS on this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.local.failure import RunnerError
from infra.local.guarded import Guarded
from infra.local.home import Home, write_whole

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
QUICK = Path(__file__).with_name("quick_engine.py")
STARTS_WITHIN = 60.0
SAVES_WITHIN = 60.0


def choose_port(home: Home) -> int:
    """The port it had before, as its saved queues bear it in their names; another one when that is taken."""
    before = home.read_installation().get("engine_port")
    if before and _is_free(before):
        return int(before)
    port = _free_port()
    if before:
        _move(home.engine / "state", before, port)
    home.note(engine_port=port)
    return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _move(state: Path, before: int, port: int) -> None:
    """Give the saved queues their new addresses: under the old ones no function would ever be triggered."""
    for name in ("sqs.json", "lambda.json", "cloudformation.json"):
        path = state / name
        if path.exists():
            text = path.read_text().replace(f"127.0.0.1:{before}/", f"127.0.0.1:{port}/")
            write_whole(path, text.encode())


def start(home: Home, variables: Mapping[str, str]) -> Guarded:
    """Start it; returns at once."""
    if not PYTHON.exists():
        raise RunnerError("The engine is not installed: start with `make run`.")
    return Guarded(
        [str(PYTHON), "-E", str(QUICK)],
        environment=variables,
        log=home.logs / "engine.log",
        folder=home.engine,
        grace=SAVES_WITHIN,
        mark=home.clean_mark,
        lock=home.engine_lock,
    )


def wait_until_ready(
    engine: Guarded, port: int, log: Path, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Wait until it answers; RunnerError when it ended or never does."""
    for _ in range(int(STARTS_WITHIN / 0.05)):
        if engine.ended() is not None:
            raise RunnerError(f"The engine did not start; its last words are in {log}.")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise RunnerError(f"The engine did not answer within {STARTS_WITHIN:.0f} s; see {log}.")
