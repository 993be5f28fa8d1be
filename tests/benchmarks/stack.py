"""A local stack for the browser: the HTTP app on a loopback port, its tables in memory and full of orders."""

from __future__ import annotations

import secrets
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chalice.app import Chalice

from chalicelib.api import register
from chalicelib.config import Environment
from chalicelib.office import Office
from chalicelib.panels.factory import PanelFactory
from chalicelib.panels.registry import NewPanel
from chalicelib.staff.accounts import NewStaff, create_staff, staff_of
from chalicelib.staff.passwords import Parameters, Passwords
from chalicelib.staff.sessions import new_token, start_session
from chalicelib.store.staff import load_account
from chalicelib.wiring import STATIC_SITE, Wiring
from infra.local.web import Server
from infra.resources import find_models
from tests.benchmarks.shelf import plant_panels, stock
from tests.fakes.dead_letters import ListDeadLetters
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of
from tests.fakes.panel_store import MemoryPanels
from tests.fakes.sync_queue import ListQueue

CODES = ("MTP", "STM", "SGP")
USERNAME = "root"


@dataclass(frozen=True)
class Running:
    """Where the pages are, one address for each folder of them; `token` is a session's cookie."""

    addresses: list[str]
    token: str = field(repr=False)


@contextmanager
def stack(orders: int, sites: Sequence[Path] = (STATIC_SITE,)) -> Iterator[Running]:
    """The app once for each folder of pages, over the same tables, somebody signed in."""
    engine = stock(plant_panels(orders, CODES))
    models = find_models()
    engine.tables |= Engine(shape_of(one) for one in models if shape_of(one).name not in engine.tables).tables
    alone = threading.Lock()

    def call(operation: str, body: bytes) -> tuple[int, bytes]:
        with alone:
            return engine.call(operation, body)

    with tempfile.TemporaryDirectory() as folder, answering(call, [client_of(model) for model in models]):
        wirings = _wirings(Path(folder), sites)
        servers = [_serve(wiring) for wiring in wirings]
        try:
            yield Running([f"http://127.0.0.1:{one.server_address[1]}" for one in servers], _token())
        finally:
            for server in servers:
                server.close()


def _wirings(folder: Path, sites: Sequence[Path]) -> list[Wiring]:
    """The same panels, people and keys behind each."""
    key = folder / "master.key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    environment = Environment(master_key_file=str(key))
    passwords = Passwords(Parameters(time_cost=1, memory_kib=8, parallelism=1))
    factory = PanelFactory(environment=environment, store=MemoryPanels())
    for number, code in enumerate(CODES):
        address = f"https://93.184.215.{14 + number}"
        factory.registry.create_panel(
            NewPanel(code=code, name=code, base_url=address, admin_api_key="k" * 20, currency="USD")
        )
    queue, parked = ListQueue(), ListDeadLetters()
    office = Office(lambda: queue, lambda: parked)
    create_staff(NewStaff(USERNAME, "correct horse battery", "admin"), passwords=passwords, now=0)
    return [
        Wiring(
            environment=environment,
            passwords=lambda: passwords,
            panels=lambda: factory,
            office=lambda: office,
            static_site=site,
        )
        for site in sites
    ]


def _token() -> str:
    """A session as signing in makes it; its counters of tries are not what is measured."""
    account = load_account(USERNAME)
    assert account is not None
    token = new_token(secrets.token_bytes)
    start_session(staff_of(account), token, address="127.0.0.1", device="bench", now=time.time())
    return token


def _serve(wiring: Wiring) -> Server:
    app = Chalice(app_name="hyperpanel-bench", configure_logs=False)
    register(app, lambda: wiring, lambda _served: None)
    server = Server(0)
    server.open(app)
    return server
