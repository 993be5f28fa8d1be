"""The open set, found in its buckets."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import BUCKET, Buckets, Fingerprint, FingerprintRow, bucket_of
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

OWNER = "MTP#orders"


@pytest.fixture
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def bucketed(rows: Iterable[Fingerprint]) -> Buckets:
    found: Buckets = {}
    for row in rows:
        found.setdefault(bucket_of(row.id), {})[row.id] = row
    return found


def row(row_id: int, *, is_open: bool) -> Fingerprint:
    return Fingerprint(row_id, b"12345678", 1_790_000_000, 1_790_000_060, status=3, open=is_open)


@pytest.mark.usefixtures("_region")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(st.integers(0, 300 * BUCKET), max_size=120),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 130)), max_size=3),
)
def test_the_open_rows_are_found_however_they_lie_and_no_other(
    scattered: set[int], stretches: list[tuple[int, int]]
) -> None:
    dense = {number * BUCKET + 1 for first, many in stretches for number in range(first, first + many)}
    rows = {row_id: row(row_id, is_open=row_id % 3 != 0) for row_id in scattered}
    rows |= {row_id: row(row_id, is_open=True) for row_id in dense}
    with answering(Engine([shape_of(FingerprintRow)]).call, [client_of(FingerprintRow)]):
        fingerprints.save(OWNER, bucketed(rows.values()))
        found = list(fingerprints.load_open(OWNER))
    assert sorted(found, key=lambda entry: entry.id) == [rows[n] for n in sorted(rows) if rows[n].open]
