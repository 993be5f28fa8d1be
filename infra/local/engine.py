"""Ministack, which stands for AWS on this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.local.failure import RunnerError
from infra.local.guarded import Guarded
from infra.local.home import Home

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
STARTS_WITHIN = 60.0
SAVES_WITHIN = 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(home: Home, variables: Mapping[str, str]) -> Guarded:
    """Start it; returns at once."""
    if not PYTHON.exists():
        raise RunnerError("The engine is not installed: start with `make run`.")
    return Guarded(
        [str(PYTHON), "-E", "-m", "ministack"],
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
