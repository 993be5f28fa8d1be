"""Backfill: CPU of our worker for each order, page bytes to stored, against dlt on the same pages."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import msgspec

from chalicelib.panels.answers import Answer, read_page
from chalicelib.panels.client import _ORDER
from chalicelib.panels.types import Order
from chalicelib.store.orders import OrderRow
from infra.simulators.panel.simulator import PanelSimulator
from tests.benchmarks.cpu import best_of, cpu_of
from tests.benchmarks.plain import write_plainly
from tests.benchmarks.table import Line, Part, at_least, micro
from tests.benchmarks.worker import CODE, START, Clock, Worker, plant

ORDERS = 20_000
ROOT = Path(__file__).resolve().parents[2]
DLT_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
GOAL = 4.0
_RUNS = 3
_NOTE = (
    "ours: whole passes (lease, head, walk, compare, batch writes, fingerprints, state) into empty tables. "
    "Stood in for: the panel answers inside the process, and HTTP to DynamoDB ends at botocore's "
    "`before-send`; the CPU of both stand-ins is taken off. So sockets, TLS and the database's own work are "
    "in no figure of ours. dlt's pages come inside its process, too, but DuckDB works in that process: "
    "`without load` is dlt up to the point where it meets its database, with nothing stored yet."
)


def measure() -> Part:
    simulator = plant(ORDERS, Clock())
    pages = _record(simulator)
    ours = best_of(_RUNS, lambda: _backfill(simulator)) / ORDERS
    rows = [row for page in pages for row in read_page(Answer(CODE, 200, page, START), _ORDER).rows]
    plain = best_of(_RUNS, lambda: cpu_of(lambda: write_plainly(CODE, [row.value for row in rows])))
    decoder = msgspec.json.Decoder(Order, strict=False)
    decoding = best_of(_RUNS, lambda: cpu_of(lambda: [decoder.decode(row.raw) for row in rows]))
    theirs = _dlt(pages)
    dlt = (theirs["extract"] + theirs["normalize"] + theirs["load"]) / theirs["rows"]
    unloaded = (theirs["extract"] + theirs["normalize"]) / theirs["rows"]
    lines = [
        Line("our worker, CPU an order", micro(ours)),
        Line("dlt to DuckDB, CPU an order", f"{micro(dlt)} (without load {micro(unloaded)})"),
        at_least("dlt / ours", dlt / ours, GOAL, "{:.1f} ×"),
        Line("a plain PynamoDB batch write, CPU an order", micro(plain / len(rows))),
        Line("msgspec decoding alone, CPU an order", micro(decoding / len(rows))),
    ]
    return Part(f"Backfill of {ORDERS:,} orders, {len(pages)} pages", lines, _NOTE)


def _record(simulator: PanelSimulator) -> list[bytes]:
    """The pages that a backfill reads, in its order."""
    worker = Worker(simulator, Clock())
    worker.transport.keep = True
    with worker.at_work():
        worker.settle()
    return [body for body in worker.transport.bodies if b'"list":[{' in body]


def _backfill(simulator: PanelSimulator) -> float:
    """Seconds of our worker's CPU for the whole panel."""
    worker = Worker(simulator, Clock())
    with worker.at_work():
        seconds = cpu_of(worker.settle, worker.outside)
    stored = len(worker.engine.tables[OrderRow.Meta.table_name])
    assert stored == ORDERS, f"{stored} orders are stored of {ORDERS}"
    return seconds


def _dlt(pages: list[bytes]) -> dict[str, float]:
    """What dlt takes for the same pages, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number:05d}.json").write_bytes(page)
        command = [str(DLT_PYTHON), "-m", "tests.benchmarks.dlt_backfill", folder]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    assert found["rows"] == ORDERS, f"dlt stored {found['rows']} orders of {ORDERS}"
    return found
