"""What it costs to write one order that is new or has changed, and which table or index takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.store.fingerprints import BUCKET, FingerprintRow
from chalicelib.store.order_history import OrderHistoryRow
from chalicelib.store.orders import OrderRow
from infra.simulators.panel.simulator import PanelSimulator
from tests.benchmarks.meter import Meter, Place, Reading
from tests.benchmarks.table import Line, Part
from tests.benchmarks.worker import Clock, Worker, clients, plant

ORDERS = 2_400
_APART = 32
_NAMES: Mapping[str, str] = {
    OrderRow.Meta.table_name: "order",
    OrderHistoryRow.Meta.table_name: "history",
    FingerprintRow.Meta.table_name: "fingerprints",
}
_NOTE = (
    "`by_...` are the indexes of orders, `open` is that of fingerprints. `alone`: the only change among the "
    f"{BUCKET} neighbouring ids whose fingerprints share an item; `together`: all of them changed."
)


@dataclass(frozen=True)
class Change:
    """What is done to an order at its panel."""

    name: str
    act: Callable[[PanelSimulator, int], object]


CHANGES = (
    Change("remains moved", lambda panel, order: panel.set_order(order, remains=7)),
    Change("status moved, still open", lambda panel, order: panel.set_order(order, status="error")),
    Change("completed", lambda panel, order: panel.set_order(order, status="completed", remains=0)),
)


def measure() -> Part:
    cases = [(change, alone) for change in CHANGES for alone in (True, False)]
    new = Change("new", lambda panel, order: panel.add_order(id=order + ORDERS))
    return Part("Write units an order", [_line(new, False), *(_line(*case) for case in cases)], _NOTE)


def _line(change: Change, alone: bool) -> Line:
    clock = Clock()
    panel = plant(ORDERS, clock, stay_open=ORDERS)
    worker = Worker(panel, clock)
    first = min(order for order in panel.orders if order % BUCKET == 0)
    orders = range(first, first + _APART * BUCKET, BUCKET) if alone else range(first, first + BUCKET)
    with worker.at_work():
        worker.settle()
        for order in orders:
            change.act(panel, order)
        with Meter.of(worker.engine).watching(clients()) as reading:
            worker.settle()
    return Line(f"{change.name}, {'alone' if alone else 'together'}", _split(reading, len(orders)))


def _split(reading: Reading, orders: int) -> str:
    """Units an order, in all and by the table or index that takes them, the dearest first."""
    units = {place: count / orders for place, count in reading.write_units.items() if place.table in _NAMES}
    dearest_first = sorted(units.items(), key=lambda pair: (-pair[1], _name(pair[0])))
    shares = [f"{_name(place)} {share:.2f}" for place, share in dearest_first]
    return f"{sum(units.values()):.2f} = {' + '.join(shares)}"


def _name(place: Place) -> str:
    return place.index or _NAMES[place.table]
