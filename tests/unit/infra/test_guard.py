"""The guard's promise: what it runs never outlives the runner, and gets to save first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.guarded import GUARD, Guarded

# Writes its process id, then saves on SIGTERM; with a child of its own that ignores SIGTERM.
WORKER = """
import os, pathlib, signal, subprocess, sys, time
def save(*_):
    pathlib.Path("saved").write_text("yes")
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
child = subprocess.Popen([sys.executable, "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"])
pathlib.Path("pids.new").write_text(f"{os.getpid()} {child.pid}")
os.rename("pids.new", "pids")
time.sleep(600)
"""
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
)


def wait_for(what: Callable[[], object]) -> None:
    for _ in range(400):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about within 20 s")


def alive(process: int) -> bool:
    """Whether it runs; a zombie nobody has waited for does not."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def start(folder: Path, code: str = WORKER, grace: float = 20.0) -> Guarded:
    return Guarded(
        [sys.executable, "-c", code],
        environment=os.environ,
        log=folder / "log",
        folder=folder,
        grace=grace,
        mark=folder / "clean",
    )


def read_pids(folder: Path) -> list[int]:
    wait_for((folder / "pids").exists)
    return [int(text) for text in (folder / "pids").read_text().split()]


def test_ending_lets_the_command_save_and_takes_its_children_along(tmp_path: Path) -> None:
    running = start(tmp_path)
    pids = read_pids(tmp_path)
    assert running.end() == 0
    assert (tmp_path / "saved").read_text() == "yes"
    assert (tmp_path / "clean").exists()
    assert not any(alive(pid) for pid in pids)


def test_a_command_that_does_not_end_in_its_time_is_killed_and_not_marked_clean(tmp_path: Path) -> None:
    running = start(tmp_path, STUBBORN, grace=0.3)
    wait_for((tmp_path / "log").exists)
    assert running.end() == 128 + signal.SIGKILL
    assert not (tmp_path / "clean").exists()


def test_a_command_that_ends_by_itself_is_noticed_and_not_marked_clean(tmp_path: Path) -> None:
    running = start(tmp_path, "raise SystemExit(3)")
    wait_for(lambda: running.ended() is not None)
    assert running.ended() == 3
    assert running.end() == 3
    assert not (tmp_path / "clean").exists()


def test_killing_the_runner_ends_the_command_after_it_saved(tmp_path: Path) -> None:
    runner = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"""
import sys, time; sys.path.insert(0, {str(GUARD.parents[2])!r})
import os; from pathlib import Path; from infra.local.guarded import Guarded
folder = Path({str(tmp_path)!r})
Guarded([sys.executable, "-c", {WORKER!r}], environment=os.environ, log=folder / "log", folder=folder,
        grace=20, mark=folder / "clean")
time.sleep(600)
""",
        ]
    )
    pids = read_pids(tmp_path)
    runner.kill()
    runner.wait()
    wait_for((tmp_path / "clean").exists)
    assert (tmp_path / "saved").exists()
    wait_for(lambda: not any(alive(pid) for pid in pids))


def test_a_log_does_not_grow_without_end(tmp_path: Path) -> None:
    line = "x" * 99_999
    running = start(tmp_path, f"for _ in range(150): print({line!r})")
    wait_for(lambda: running.ended() is not None)
    running.end()
    assert (tmp_path / "log").stat().st_size <= 10_000_000
    assert (tmp_path / "log").stat().st_size + (tmp_path / "log.1").stat().st_size == 15_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent was killed")
def test_killing_the_guard_itself_ends_the_command_too(tmp_path: Path) -> None:
    running = start(tmp_path)
    worker, _ = read_pids(tmp_path)
    running._guard.kill()
    wait_for((tmp_path / "saved").exists)
    wait_for(lambda: not alive(worker))
    for pid in read_pids(tmp_path)[1:]:
        os.kill(pid, signal.SIGKILL)
    running.end()
