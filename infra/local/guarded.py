"""A process that the runner starts and ends, behind `guard.py`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")


class Guarded:
    """A running command. `lock` is a file descriptor it keeps open (and so locked) as long as it lives."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        folder: Path,
        grace: float,
        mark: Path | None = None,
        lock: int | None = None,
    ) -> None:
        self._grace = grace
        options = ["--log", str(log), "--grace", str(grace)]
        options += ["--mark", str(mark)] if mark else []
        options += [] if lock is None else ["--keep", str(lock)]
        self._guard = subprocess.Popen(
            [sys.executable, "-E", str(GUARD), *options, "--", *command],
            stdin=subprocess.PIPE,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            pass_fds=() if lock is None else (lock,),
        )

    def ended(self) -> int | None:
        """The exit code once it has ended, None before."""
        return self._guard.poll()

    def ask_to_end(self) -> None:
        """Let it save and go; returns at once."""
        if self._guard.stdin is not None and not self._guard.stdin.closed:
            self._guard.stdin.close()

    def end(self) -> int:
        """Let it save and go, and wait for it; returns its exit code."""
        self.ask_to_end()
        try:
            return self._guard.wait(self._grace + 10)
        except subprocess.TimeoutExpired:
            self._guard.kill()
            return self._guard.wait()
