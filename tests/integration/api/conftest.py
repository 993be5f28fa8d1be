"""The whole HTTP app over tables in moto."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib.config import Environment
from chalicelib.staff.accounts import NewStaff, create_staff
from chalicelib.staff.passwords import Parameters, Passwords
from chalicelib.store.api_keys import ApiKeyRow
from chalicelib.store.login_attempts import LoginAttemptRow
from chalicelib.store.sessions import SessionRow
from chalicelib.store.settings import SettingRow
from chalicelib.store.staff import StaffRow
from chalicelib.wiring import Wiring
from tests.fakes.browser import PASSWORD, Desk, Time, build

TABLES = (StaffRow, SessionRow, LoginAttemptRow, SettingRow, ApiKeyRow)


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for model in TABLES:
            model.create_table(wait=False)
        yield


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(Parameters(time_cost=1, memory_kib=8, parallelism=1))


@pytest.fixture
def desk(tables: None, passwords: Passwords) -> Desk:
    time = Time()
    numbers = iter(range(1, 10_000))
    wiring = Wiring(
        environment=Environment(trusted_proxies=1),
        clock=time,
        random_bytes=lambda size: next(numbers).to_bytes(size, "big"),
        passwords=lambda: passwords,
    )
    for staff in (
        NewStaff("root", PASSWORD, "admin"),
        NewStaff("ada", PASSWORD, "staff", ["MTP"]),
        NewStaff("new", PASSWORD, "staff", []),
    ):
        create_staff(staff, passwords=passwords, now=time.now - 1)
    return Desk(build(wiring), time, wiring)
