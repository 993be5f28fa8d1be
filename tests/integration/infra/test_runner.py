"""The runner as a person meets it: started, used, stopped, killed, started where it cannot."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.api.routes import ROUTES
from chalicelib.staff.api_keys import checksum
from tests.fakes.installation import Installation, wait_for
from tests.fakes.lambda_api import LambdaApi

BODY = "0123456789abcdefghijABCDEFGHIJ01"
DENIED = "is not authorized to perform"
PASSWORD = "a long enough password"
PANEL = {"code": "AAA", "name": "A", "base_url": "http://127.0.0.1:9", "admin_api_key": "k", "rate_limit": 2}
BOOTSTRAP = {
    "panels": [PANEL],
    "staff": [
        {"username": "boss", "password": PASSWORD, "role": "admin"},
        {"username": "nina", "password": PASSWORD, "role": "staff", "panels": ["AAA"]},
    ],
    "api_keys": [{"name": "reports", "token": f"hp_{BODY}{checksum(BODY)}", "scopes": ["orders:read"]}],
    "settings": {"sync": {"look_back": 600}},
}

# Real processes on a machine that may be busy with others: patience costs nothing where it is not needed.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data")
    yield made
    if made.code is None and made._process is not None:
        made.kill(with_engine=True)


def orders_held(installation: Installation, password: str, username: str = "admin") -> int:
    with installation.sign_in(username, password) as client:
        return int(client.get("/api/overview").json()["totals"]["orders"])


def test_a_whole_life_with_the_demonstration(installation: Installation) -> None:
    installation.start()
    password = installation.password()
    with installation.sign_in("admin", password) as client:
        assert client.get("/api/health").json() == {"status": "ok"}
        assert client.get("/").headers["content-type"].startswith("text/html")
        panels = client.get("/api/panels").json()["items"]
        assert {panel["code"]: panel["simulated"] for panel in panels} == dict.fromkeys(
            ("MTP", "STM", "SGP"), True
        )
    wait_for(lambda: orders_held(installation, password) >= 20_000, "having all orders")

    assert installation.stop(signal.SIGINT) == 0
    assert installation.processes() == []

    installation.start()
    assert "shown once" not in installation.said
    assert "created" not in installation.said
    assert orders_held(installation, password) >= 20_000
    with installation.sign_in("admin", password) as client:
        assert client.delete("/api/panels", params={"simulated": "1"}).status_code == 204
    assert installation.stop() == 0

    installation.start()
    with installation.sign_in("admin", password) as client:
        assert client.get("/api/panels").json()["items"] == [], "removed demonstrations stay away"
    installation.stop()


def test_the_http_function_needs_no_more_than_its_policy_allows(installation: Installation) -> None:
    """The engine holds every function to its own policy; the runner's own server stands outside of it."""
    installation.start("--demo")
    password = installation.password()
    wait_for(lambda: orders_held(installation, password) > 100, "having orders")
    noted = json.loads((installation.data_dir / "installation.json").read_text())
    api = LambdaApi(noted["engine_port"], sorted({route.path for route in ROUTES}))
    api.sign_in("admin", password)
    _, page = api.call("GET", "/api/orders?limit=1")
    order = page["items"][0]
    panel = {**PANEL, "base_url": f"http://127.0.0.1:{noted['demo']['port']}"}
    calls: list[tuple[str, str, object]] = [
        ("GET", "/api/session", None),
        ("GET", "/api/sessions", None),
        ("GET", "/api/overview", None),
        ("GET", "/api/orders?status=completed&limit=5", None),
        ("GET", f"/api/orders?panel=MTP,STM&service_id={order['service_id']}&limit=5", None),
        ("GET", f"/api/orders?ids={order['id']}", None),
        ("GET", f"/api/orders/{order['panel']}/{order['id']}", None),
        ("GET", f"/api/orders/count?user={order['user']}", None),
        ("POST", "/api/orders/snapshot", {"filters": {"panel": order["panel"], "status": "partial"}}),
        ("GET", f"/api/search?q={order['id']}", None),
        ("GET", f"/api/search?q={order['user']}", None),
        ("PUT", "/api/preferences", {"theme": "dark"}),
        ("GET", "/api/preferences", None),
        ("POST", "/api/views", {"name": "All", "page": "orders", "query": "status=fail"}),
        ("GET", "/api/views", None),
        ("GET", "/api/sync/dead-letters", None),
        ("POST", "/api/sync/dead-letters/replay", {"all": True}),
        ("GET", "/api/panels", None),
        ("POST", "/api/panels", {**panel, "save_anyway": True}),
        ("PATCH", "/api/panels/AAA", {"name": "B", "switches": {"sync": False}}),
        ("POST", "/api/panels/MTP/connect-test", None),
        ("DELETE", "/api/panels/AAA", None),
        ("GET", "/api/sync", None),
        ("PATCH", "/api/sync/settings", {"look_back": 700}),
        ("PATCH", "/api/sync/MTP/users", {"paused": True}),
        ("POST", "/api/sync/MTP/orders/now", None),
        ("POST", "/api/sync/MTP/services/reset", None),
        ("GET", "/api/sync/MTP/orders/quarantine", None),
        ("POST", "/api/sync/retention", {"resource": "orders", "days": 300}),
        ("DELETE", "/api/sync/retention/orders", None),
        ("DELETE", "/api/panels?simulated=1", None),
        ("DELETE", "/api/session", None),
    ]
    answers = {f"{method} {path}": api.call(method, path, body) for method, path, body in calls}
    assert {call: answer for call, answer in answers.items() if answer[0] >= 300} == {}
    log = (installation.data_dir / "logs" / "engine.log").read_text()
    assert [line for line in log.splitlines() if DENIED in line] == []
    installation.stop()


def test_a_killed_runner_leaves_nothing_running_and_loses_nothing(installation: Installation) -> None:
    installation.start("--no-demo")
    password = installation.password()
    installation.kill()
    wait_for(lambda: installation.processes() == [], "the end of the engine")
    installation.start("--no-demo")
    assert "did not end cleanly" not in installation.said, "the engine was given the time to save"
    with installation.sign_in("admin", password):
        pass
    installation.stop()


def test_a_power_cut_loses_no_more_than_the_last_minute_of_what_staff_own(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "bootstrap.json"
    path.write_text(json.dumps(BOOTSTRAP))
    installation.start("--bootstrap", str(path))
    wait_for((installation.data_dir / "staff.json").exists, "the first snapshot")
    installation.kill(with_engine=True)
    wait_for(lambda: installation.processes() == [], "the end of everything")

    installation.start("--no-demo")
    assert "did not end cleanly" in installation.said
    assert "shown once" not in installation.said
    with installation.sign_in("boss", PASSWORD) as client:
        (panel,) = client.get("/api/panels").json()["items"]
        assert (panel["code"], panel["rate_limit"]) == ("AAA", 2)
        assert client.get("/api/sync").json()["settings"]["look_back"] == 600
    installation.stop()


def test_a_bootstrap_file_applied_twice_changes_nothing_the_second_time(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "bootstrap.json"
    path.write_text(json.dumps(BOOTSTRAP))
    installation.start("--bootstrap", str(path))
    said = installation.said.splitlines()
    assert said[:-1] == [
        "Panel AAA: created",
        "Account boss: created",
        "Account nina: created",
        "API key reports: created",
        "Settings of the sync: changed",
    ]
    installation.stop()
    installation.start("--bootstrap", str(path))
    assert len(installation.said.splitlines()) == 1, installation.said
    installation.stop()


def test_a_wrong_bootstrap_file_is_refused_before_anything_is_made(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "bootstrap.json"
    path.write_text(json.dumps({"panels": [{**PANEL, "base_url": "ftp://panel.example"}]}))
    line = installation.fails("--bootstrap", str(path))
    assert line.startswith(f"hyperpanel: {path}: $.panels[0].base_url: ")
    assert not installation.data_dir.exists()


def test_a_port_in_use_is_one_clear_line(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()
        line = installation.fails()
    assert line == (
        f"hyperpanel: Port {installation.port} cannot be used: Address already in use. "
        "Choose another with --port."
    )


def test_a_second_runner_on_the_same_data_is_one_clear_line(installation: Installation) -> None:
    installation.start("--no-demo")
    second = Installation(installation.data_dir)
    second._output = installation.data_dir.with_name("second.out")
    line = second.fails("--no-demo")
    assert line.startswith(f"hyperpanel: {installation.data_dir} is in use by another runner (process ")
    with installation.client() as client:
        assert client.get("/api/health").status_code == 200
    installation.stop()
