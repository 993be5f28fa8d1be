"""Made-up credentials, and the tables of panel rows and of the sync in moto."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib.store.fingerprints import FingerprintRow
from chalicelib.store.order_history import OrderHistoryRow
from chalicelib.store.orders import OrderRow
from chalicelib.store.quarantine import QuarantineRow
from chalicelib.store.sync_state import SyncStateRow
from chalicelib.store.ticket_messages import TicketMessageRow
from chalicelib.store.tickets import TicketRow
from chalicelib.store.users import UserRow

TABLES = (
    FingerprintRow,
    OrderHistoryRow,
    OrderRow,
    QuarantineRow,
    SyncStateRow,
    TicketMessageRow,
    TicketRow,
    UserRow,
)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def tables(credentials: None) -> Iterator[None]:
    with mock_aws():
        for model in TABLES:
            model.create_table(wait=False)
        yield
