"""Tables filled with the orders of simulated panels, without a pass: for what only reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.panels.types import Order
from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import Buckets, Fingerprint, bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.orders import OrderRow, orders
from chalicelib.store.rows import StoredRow
from chalicelib.sync.resources import RESOURCES
from infra.simulators.panel.simulator import PanelSimulator
from tests.benchmarks.worker import START, Clock, clients, new_engine, plant
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.wire import answering

_RESOURCE = RESOURCES["orders"]
_DECODER = msgspec.json.Decoder(Order, strict=False)


def plant_panels(many: int, codes: Sequence[str]) -> dict[str, PanelSimulator]:
    """`many` orders in all, of panels of one age: their orders interleave, their ids do not."""
    return {
        code: plant(many // len(codes), Clock(), seed=number, first_id=2_000_000 * number + 1)
        for number, code in enumerate(codes, start=1)
    }


def stock(panels: Mapping[str, PanelSimulator]) -> Engine:
    """Tables that hold what a backfill of these panels would have stored."""
    engine = new_engine()
    with answering(engine.call, clients()):
        for code, panel in panels.items():
            _store(engine, code, panel)
    return engine


def _store(engine: Engine, code: str, panel: PanelSimulator) -> None:
    table = engine.tables[OrderRow.Meta.table_name]
    buckets: Buckets = {}
    for row in panel.orders.values():
        raw = panel.panel.order_bytes(row)
        order = _DECODER.decode(raw)
        is_open = _RESOURCE.is_open(order.status)
        stored = StoredRow(
            panel=code,
            key=time_key(order.created_timestamp, order.id),
            doc=raw.decode(),
            seen_at=START,
            first_seen_at=START,
            finished_at=None if is_open else START,
            finished_after=None if is_open else float(order.created_timestamp),
            facets=_RESOURCE.facets(order),
        )
        table.put(orders.build(stored).serialize())
        buckets.setdefault(bucket_of(order.id), {})[order.id] = Fingerprint(
            order.id,
            _RESOURCE.digest(raw, order),
            order.created_timestamp,
            int(START),
            _RESOURCE.number(order.status),
            open=is_open,
        )
    fingerprints.save(f"{code}#orders", buckets)
