"""Fresh tables in moto for each test, and a tripwire on every call to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.sync.bench import TABLES, Bench, watch_store


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for model in TABLES:
            model.create_table(wait=False)
        bench = Bench()
        take_off = watch_store(bench.wire)
        yield bench
        take_off()
