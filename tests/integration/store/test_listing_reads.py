"""What a page reads for what it shows, however the orders of several panels lie among each other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.store.keys import time_key
from chalicelib.store.listing import RowFilter, list_rows
from chalicelib.store.orders import OrderRow, orders
from chalicelib.store.rows import StoredRow
from tests.benchmarks.meter import Meter
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

PANELS = ("MTP", "SGP", "STM")
STATUSES = ("pending", "in_progress", "completed")
PAGE = 50

# Orders of one panel and status come in runs: a customer's mass order, a provider that stood still.
runs = st.lists(
    st.tuples(st.sampled_from(PANELS), st.sampled_from(STATUSES), st.integers(1, 60)), min_size=1, max_size=25
)


@pytest.fixture
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def placed(runs_: Sequence[tuple[str, str, int]]) -> list[StoredRow]:
    kinds = [(panel, status) for panel, status, many in runs_ for _ in range(many)]
    return [
        StoredRow(panel, time_key(1_790_000_000 + n, n), "{}", 0.0, 0.0, facets={"status": status})
        for n, (panel, status) in enumerate(kinds)
    ]


@pytest.mark.usefixtures("_region")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs, st.integers(1, 3), st.integers(0, 3))
def test_a_full_page_reads_at_most_half_of_it_too_much(
    runs_: list[tuple[str, str, int]], panels: int, statuses: int
) -> None:
    engine = Engine([shape_of(OrderRow)])
    rows = placed(runs_)
    for row in rows:
        engine.tables[OrderRow.Meta.table_name].put(orders.build(row).serialize())
    facets = {"status": STATUSES[:statuses]} if statuses else {}
    wanted = RowFilter(PANELS[:panels], facets)
    shown: list[str] = []
    cursor: str | None = None
    client = client_of(OrderRow)
    with answering(engine.call, [client]):
        while True:
            with Meter.of(engine).watching([client]) as reading:
                page = list_rows(
                    orders, wanted, driver="status" if facets else None, limit=PAGE, cursor=cursor
                )
            if len(page.items) == PAGE:
                assert all(read <= 1.5 * PAGE for read in reading.read.values())
            shown += [row.key for row in page.items]
            cursor = page.next
            if cursor is None:
                break
    matching = [
        row
        for row in rows
        if row.panel in wanted.panels and (not facets or row.facets["status"] in facets["status"])
    ]
    assert shown == [row.key for row in reversed(matching)]
