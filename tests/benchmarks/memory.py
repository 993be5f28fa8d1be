"""Memory of the sync worker over a long backfill: flat, or does it grow with what it has read?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from chalicelib.store.orders import OrderRow
from infra.simulators.panel.server import PanelServer
from tests.benchmarks.table import Line, Part, at_most
from tests.benchmarks.worker import Clock, new_engine, plant
from tests.fakes.dynamodb.wire import EngineServer

ORDERS = 200_000
GOAL = 1.15
ROOT = Path(__file__).resolve().parents[2]
_MIB = 2**20
_NOTE = (
    "the worker alone in its process, HTTP to the panel and to the store (both in this one); resident "
    "memory every 20 ms, peaks of the quarters of its time. Passes end after 20 s, as in the Lambda. What is "
    "left of a slope is the open set, which each pass begins with: none at first, 18,000 orders at last."
)


def measure() -> Part:
    panel, engine = plant(ORDERS, Clock()), new_engine()
    with _served(PanelServer(panel), EngineServer(engine)) as (panel_url, store_url):
        passes, samples = _backfill(panel_url, panel.admin_key, store_url)
    stored = len(engine.tables[OrderRow.Meta.table_name])
    assert stored == ORDERS, f"{stored} orders are stored of {ORDERS}"
    quarter = len(samples) // 4
    peaks = [max(samples[start : start + quarter]) / _MIB for start in range(0, 4 * quarter, quarter)]
    lines = [
        Line("peak in each quarter of the time", ", ".join(f"{peak:.0f}" for peak in peaks) + " MiB"),
        at_most("last quarter / first quarter", peaks[3] / peaks[0], GOAL, "{:.2f} ×"),
    ]
    return Part(f"Memory of the worker, {ORDERS:,} orders in {passes} passes", lines, _NOTE)


@contextmanager
def _served(panel: PanelServer, store: EngineServer) -> Iterator[tuple[str, str]]:
    """The addresses of both, while open."""
    Thread(target=store.serve_forever, daemon=True).start()
    try:
        yield panel.start(), store.url
    finally:
        panel.stop()
        store.shutdown()
        store.server_close()


def _backfill(panel_url: str, key: str, store_url: str) -> tuple[int, list[int]]:
    """How many passes the worker needed, and samples of its memory in bytes."""
    command = [sys.executable, "-m", "tests.benchmarks.memory_worker", panel_url, key]
    surroundings = {**os.environ, "AWS_ENDPOINT_URL": store_url}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["passes"], found["samples"]
