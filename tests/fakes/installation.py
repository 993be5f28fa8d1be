"""A whole installation on this machine, started and ended as a person would: `python -m infra.local`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0
_PASSWORD = re.compile(r"First sign-in \(shown once\): (?P<name>\S+) / (?P<password>\S+)")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(what: Callable[[], object], why: str = "it") -> None:
    """Until `what` is true, or AssertionError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.1)
    raise AssertionError(f"{why} did not come about within {PATIENCE:.0f} s")


class Installation:
    """One data directory. `lines` is what the runner said in its last life."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self._process: subprocess.Popen[str] | None = None
        self._output = data_dir.with_name(data_dir.name + ".out")

    def start(self, *arguments: str) -> None:
        """Start it and wait until it says that it is ready."""
        self.launch(*arguments)
        wait_for(lambda: self.code is not None or "is ready" in self.said, "being ready")
        assert self.code is None, self.said

    def launch(self, *arguments: str) -> None:
        """Start it; returns at once."""
        with self._output.open("w") as output:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "infra.local",
                    "--port",
                    str(self.port),
                    "--data-dir",
                    str(self.data_dir),
                    *arguments,
                ],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                text=True,
            )

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self._output.read_text()

    @property
    def code(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._process.poll() if self._process else None

    def fails(self, *arguments: str) -> str:
        """Start it where it cannot; the one line it says. AssertionError when it does start."""
        self.launch(*arguments)
        wait_for(lambda: self.code is not None, "giving up")
        assert self.code == 1, self.said
        lines = self.said.strip().splitlines()
        assert len(lines) == 1, self.said
        return lines[0]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it as a person does; its exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(PATIENCE)

    def kill(self, *, with_engine: bool = False) -> None:
        """`kill -9`; with the engine and its guards too it is what a power cut does."""
        assert self._process is not None
        doomed = self.processes() if with_engine else []
        self._process.kill()
        for process in doomed:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait(PATIENCE)

    def processes(self) -> list[int]:
        """All processes of this installation but the runner: guards, engine, functions, simulators."""
        table = subprocess.run(
            ["ps", "-axww", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(None, 2) for line in table.splitlines()]
        runner = self._process.pid if self._process else -1
        found = {int(row[0]) for row in rows if str(self.data_dir) in row[2] and int(row[0]) != runner}
        while True:
            more = {int(row[0]) for row in rows if int(row[1]) in found} - found
            if not more:
                return sorted(found)
            found |= more

    def password(self) -> str:
        """The first administrator's, which the runner shows once."""
        match = _PASSWORD.search(self.said)
        assert match is not None, self.said
        return match["password"]

    def client(self) -> httpx.Client:
        """A browser that has not signed in."""
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30, trust_env=False)

    @contextmanager
    def sign_in(self, username: str, password: str) -> Iterator[httpx.Client]:
        """A browser that has, with its CSRF token on every call."""
        with self.client() as client:
            answer = client.post("/api/session", json={"username": username, "password": password})
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
            yield client
