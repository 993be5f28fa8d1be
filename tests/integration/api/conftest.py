"""The whole HTTP app over tables in moto, with panels that are simulators."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from chalicelib.api.telemetry import Served
from chalicelib.config import Environment
from chalicelib.office import Office
from chalicelib.panels.factory import PanelFactory
from chalicelib.staff.accounts import NewStaff, create_staff
from chalicelib.staff.passwords import Parameters, Passwords
from chalicelib.wiring import Wiring
from infra.resources import find_models
from infra.simulators.panel import HostTransport, PanelSimulator
from tests.fakes.browser import PASSWORD, Desk, Time, build
from tests.fakes.dead_letters import ListDeadLetters
from tests.fakes.sync_queue import ListQueue

# Public addresses, written as numbers: no name has to be looked up for them.
HOSTS = {"MTP": "93.184.215.14", "STM": "93.184.215.15", "SGP": "93.184.215.16"}


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for model in find_models():
            model.create_table(wait=False)
        yield


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(Parameters(time_cost=1, memory_kib=8, parallelism=1))


@pytest.fixture
def simulators() -> dict[str, PanelSimulator]:
    """A small panel behind each host; none of them is set up yet."""
    return {
        code: PanelSimulator(seed, 24, code=code, clock=Time(), rate_limit=None)
        for seed, code in enumerate(HOSTS, start=1)
    }


@pytest.fixture
def desk(tables: None, passwords: Passwords, simulators: dict[str, PanelSimulator], tmp_path: Path) -> Desk:
    time = Time()
    key = tmp_path / "master.key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    environment = Environment(trusted_proxies=1, master_key_file=str(key))
    numbers = iter(range(1, 10_000))
    factory = PanelFactory(
        environment=environment,
        transport=HostTransport({HOSTS[code]: panel.transport() for code, panel in simulators.items()}),
        clock=time,
        sleep=time.sleep,
        rng=random.Random(1),
    )
    queue = ListQueue()
    parked = ListDeadLetters()
    office = Office(lambda: queue, lambda: parked)
    wiring = Wiring(
        environment=environment,
        clock=time,
        random_bytes=lambda size: next(numbers).to_bytes(size, "big"),
        passwords=lambda: passwords,
        panels=lambda: factory,
        office=lambda: office,
    )
    for staff in (
        NewStaff("root", PASSWORD, "admin"),
        NewStaff("ada", PASSWORD, "staff", ["MTP"]),
        NewStaff("new", PASSWORD, "staff", []),
    ):
        create_staff(staff, passwords=passwords, now=time.now - 1)
    served: list[Served] = []
    return Desk(build(wiring, served.append), time, wiring, simulators, queue, parked, served)
