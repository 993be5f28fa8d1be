"""A sync worker in a process of its own, over HTTP to panel and store; prints its memory as JSON.

`python -m tests.benchmarks.memory_worker PANEL_URL ADMIN_KEY`, the store's address in AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import json
import sys
import time
from os import sysconf
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.benchmarks.worker import OnePanel, panel_at, run_pass

_EVERY = 0.02


def resident() -> int:
    """Bytes of this process that are in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * sysconf("SC_PAGE_SIZE")


class Watch:
    """Samples the process's memory from a thread until stopped."""

    def __init__(self) -> None:
        self.samples: list[int] = []
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.samples.append(resident())


def main(url: str, key: str) -> None:
    watch = Watch()
    watch.start()
    passes = 1
    with httpx.HTTPTransport() as transport:
        panels = OnePanel(panel_at(url, key), transport, time.time)
        while run_pass(panels, time.time).again:
            passes += 1
    watch.stop()
    print(json.dumps({"passes": passes, "samples": watch.samples}))


if __name__ == "__main__":
    main(*sys.argv[1:])
