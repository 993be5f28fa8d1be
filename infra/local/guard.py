"""Runs one command so that it never outlives the runner: `guard.py --log FILE --grace S -- COMMAND ...`.

Standard input is a pipe that only the runner holds. When it closes (the runner ended, in whatever way,
`kill -9` too), the command gets SIGTERM, time to save what it has, then SIGKILL, and so does all that it
started. `--mark` names a file that is written once the command ended well, so that the next start knows its
files are whole. `--keep` is a file descriptor the command holds open. What it prints goes to the log, which
is begun anew at 10 MB with one older one beside it. Standard library only: it must start in no time.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
BIGGEST_LOG = 10_000_000


def main() -> int:
    """The command's exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--grace", type=float, required=True)
    parser.add_argument("--mark", type=Path)
    parser.add_argument("--keep", type=int, action="append", default=[])
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(
        options.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
        pass_fds=options.keep,
        preexec_fn=end_with_guard,  # noqa: PLW1509 - this process has one thread here
    )
    ending = threading.Event()

    def end(*_: object) -> None:
        """Ask once, insist after the grace."""
        if ending.is_set():
            return
        ending.set()
        send(os.kill, child.pid, signal.SIGTERM)
        insist = threading.Timer(options.grace, send, (os.killpg, child.pid, signal.SIGKILL))
        insist.daemon = True
        insist.start()

    signal.signal(signal.SIGTERM, end)
    threading.Thread(target=wait_for_runner, args=(end,), daemon=True).start()
    output = threading.Thread(target=keep_log, args=(child.stdout, options.log), daemon=True)
    output.start()
    code = child.wait()
    send(os.killpg, child.pid, signal.SIGKILL)
    output.join(1.0)
    if options.mark and ending.is_set() and code == 0:
        options.mark.touch()
    return code if code >= 0 else 128 - code


def end_with_guard() -> None:
    """On Linux the kernel itself passes SIGTERM on, should this guard be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def send(how: Callable[[int, int], None], process: int, number: int) -> None:
    """Signal a process or its group; one that is gone already is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        how(process, number)


def keep_log(output: IO[bytes], path: Path) -> None:
    """Copy what the command prints; a disk that is full costs the log, not the command."""
    for line in output:
        with contextlib.suppress(OSError):
            if path.exists() and path.stat().st_size + len(line) > BIGGEST_LOG:
                path.replace(path.with_name(path.name + ".1"))
            with path.open("ab") as log:
                log.write(line)


def wait_for_runner(then: Callable[[], None]) -> None:
    """Call `then` once the runner's end of the pipe is closed."""
    while os.read(0, 1024):
        pass
    then()


if __name__ == "__main__":
    sys.exit(main())
