"""Steady state: a pass over 10,000 open orders of which none has changed."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from chalicelib.panels.answers import Answer, read_page
from chalicelib.panels.client import _ORDER
from chalicelib.store.sync_state import SyncStateRow
from chalicelib.sync.reading import WALK_ROWS
from chalicelib.sync.settings import HEAD_ROWS
from tests.benchmarks.cpu import best_of, cpu_of
from tests.benchmarks.meter import Meter, Reading
from tests.benchmarks.table import Line, Part, at_most, micro
from tests.benchmarks.worker import CODE, START, Clock, Worker, clients, plant

OPEN = 10_000
_RUNS = 5
_ONE_IN = 10
_NOTE = (
    "every order is due in the pass (first seen a moment ago). Decoding is `read_page` on the same answers: "
    "envelope, list, and each row to its struct. Everything else of the pass is above it: the HTTP client, "
    "digests, fingerprints, the lease and the state. Units: the meter, not what an emulator reports."
)


def measure() -> Part:
    clock = Clock()
    worker = Worker(plant(OPEN, clock, stay_open=OPEN), clock)
    with worker.at_work():
        worker.settle()
        whole = best_of(_RUNS, lambda: _pass(worker)) / OPEN
        bodies = _answers(worker)
        decoding = best_of(_RUNS, lambda: cpu_of(lambda: _decode(bodies))) / OPEN
        reading = _metered(worker)
    lines = [*_lines(whole, decoding, reading, len(bodies)), _scattered()]
    return Part(f"An unchanged pass over {OPEN:,} open orders", lines, _NOTE)


def _lines(whole: float, decoding: float, reading: Reading, calls: int) -> list[Line]:
    state = SyncStateRow.Meta.table_name
    rows = sum(units for place, units in reading.write_units.items() if place.table != state)
    least = 1 + ceil((OPEN - HEAD_ROWS["orders"]) / WALK_ROWS)
    store = ", ".join(f"{count} {name}" for name, count in sorted(reading.calls.items()))
    return [
        at_most("write units for orders, history and fingerprints", rows, 0, "{:.0f}"),
        at_most("CPU an order above decoding", (whole - decoding) * 1e6, 25, "{:.1f} µs"),
        Line("decoding, CPU an order", micro(decoding)),
        at_most("read units an order", reading.all_read_units / OPEN, 0.05, "{:.3f}"),
        at_most(f"panel calls: the head and {WALK_ROWS:,} rows a page", calls, least, "{:.0f}"),
        Line("store calls (the writes: lease and state)", store),
    ]


def _scattered() -> Line:
    """The same where the open orders lie one by one among nine times as many that are final."""
    clock = Clock()
    panel = plant(OPEN, clock, stay_open=OPEN)
    for order in panel.orders:
        if order % _ONE_IN:
            panel.set_order(order, status="completed")
    worker = Worker(panel, clock)
    with worker.at_work():
        worker.settle()
        reading = _metered(worker)
    units = reading.all_read_units / (OPEN / _ONE_IN)
    return Line(f"read units an open order, one in {_ONE_IN} open", f"{units:.3f}")


def _metered(worker: Worker) -> Reading:
    with Meter.of(worker.engine).watching(clients()) as reading:
        worker.run()
    return reading


def _pass(worker: Worker) -> float:
    def work() -> None:
        last = worker.run().last
        assert last is not None
        assert (last.same, last.new, last.changed) == (OPEN, 0, 0), last

    return cpu_of(work, worker.outside)


def _answers(worker: Worker) -> list[bytes]:
    """What the panel answers in one pass."""
    worker.transport.bodies.clear()
    worker.transport.keep = True
    worker.run()
    worker.transport.keep = False
    return list(worker.transport.bodies)


def _decode(bodies: Sequence[bytes]) -> None:
    rows = sum(len(read_page(Answer(CODE, 200, body, START), _ORDER).rows) for body in bodies)
    assert rows == OPEN, f"{rows} rows of {OPEN}"
