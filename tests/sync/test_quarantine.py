"""Rows that cannot be understood, when they are too long to be kept whole."""

from __future__ import annotations

import pytest

from chalicelib.store import quarantine
from infra.simulators.panel.faults import Fault
from tests.sync.bench import Bench


@pytest.mark.parametrize("letter", ["x", "😍"])
def test_a_bad_row_too_long_to_be_kept_whole_is_kept_in_part_and_written_once(
    bench: Bench, letter: str
) -> None:
    sim = bench.add(orders=12)
    bad = sorted(sim.orders)[5]
    fields: dict[str, object] = {"created_timestamp": "soon", "link": letter * 250_000}
    sim.fault(Fault(kind="bad_row", path="/orders", id=bad, fields=fields, times=None))
    bench.settle("orders")
    kept = quarantine.load("MTP#orders")[str(bad)]
    assert 199_000 < len(kept.raw.encode()) <= 200_000
    bench.rows_written()
    bench.run("orders", later=60)
    assert bench.rows_written() == []
    assert quarantine.load("MTP#orders") == {str(bad): kept}
