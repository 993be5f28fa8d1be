"""Fresh tables for each test, and a tripwire on every call to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sync.bench import Bench, tables


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made up, so that no test can reach an account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def bench(credentials: None) -> Iterator[Bench]:
    bench = Bench()
    with tables(bench):
        yield bench
