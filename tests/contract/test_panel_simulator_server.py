"""A simulated panel over HTTP, on the loopback interface."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.simulators.panel import Fault, PanelClock, PanelServer, PanelSimulator
from infra.simulators.panel.__main__ import main, parser, read_switches
from tests.contract.panel_driver import NOON, Clock

ORDERS = "/adminapi/v2/orders"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[PanelServer]:
    clock = PanelClock(Clock(), start=NOON)
    served = PanelServer(PanelSimulator(7, 60, clock=clock, rate_limit=None))
    served.start()
    yield served
    served.stop()


@pytest.fixture
def panel(server: PanelServer) -> Iterator[httpx.Client]:
    headers = {"X-Api-Key": server.panel.admin_key}
    with httpx.Client(base_url=server.address, headers=headers, timeout=10, trust_env=False) as caller:
        yield caller


def test_it_answers_over_http_as_it_does_without(server: PanelServer, panel: httpx.Client) -> None:
    over_http = panel.get(ORDERS, params={"limit": 60})
    with httpx.Client(transport=server.panel.transport(), base_url=server.address) as without:
        direct = without.get(ORDERS, params={"limit": 60}, headers={"X-Api-Key": server.panel.admin_key})
    assert over_http.json() == direct.json()
    assert over_http.headers["content-type"] == "application/json"


def test_writes_and_the_customer_api_work_over_http(server: PanelServer, panel: httpx.Client) -> None:
    order = server.panel.add_order(status="in_progress")
    answer = panel.post(f"{ORDERS}/cancel", json={"ids": str(order.id)})
    assert answer.json()["data"]["ids"] == [order.id]
    form = {"key": server.panel.services_key, "action": "services"}
    assert len(panel.post("/api/v2", data=form).json()) == len(server.panel.services)


def test_a_stopped_panel_is_down_even_for_kept_connections_and_comes_back_as_it_was(
    server: PanelServer, panel: httpx.Client
) -> None:
    before = panel.get(ORDERS).json()
    address = server.address
    server.stop()
    for _ in range(2):
        with pytest.raises(httpx.TransportError):
            panel.get(ORDERS)
    assert server.start() == address
    assert panel.get(ORDERS).json() == before


@pytest.mark.parametrize("kind", ["refused", "timeout_before", "timeout_after", "disconnect"])
def test_a_broken_network_breaks_over_http_too(server: PanelServer, panel: httpx.Client, kind: Any) -> None:
    server.panel.fault(Fault(kind=kind, times=1, seconds=0.05))
    with pytest.raises(httpx.TransportError):
        panel.get(ORDERS)
    assert panel.get(ORDERS).status_code == 200


def test_a_caller_who_loses_patience_gets_a_read_timeout(server: PanelServer, panel: httpx.Client) -> None:
    server.panel.fault(Fault(kind="slow", times=1, seconds=60))
    with pytest.raises(httpx.ReadTimeout):
        panel.get(ORDERS, timeout=0.2)
    assert server.panel.log[-1].faults == ("slow",)


def test_the_side_door_shows_the_log_and_forgets_it(panel: httpx.Client) -> None:
    panel.get(ORDERS, params={"limit": 1})
    panel.get("/adminapi/v2/users")
    log = panel.get("/_sim/log").json()
    assert [entry["path"] for entry in log["items"]] == [ORDERS, "/adminapi/v2/users"]
    assert log["last"] == 2
    assert panel.get("/_sim/log", params={"after": 1}).json()["items"][0]["n"] == 2
    panel.delete("/_sim/log")
    assert panel.get("/_sim/log").json()["items"] == []


def test_the_side_door_sets_faults_and_takes_them_back(panel: httpx.Client) -> None:
    faults = [
        {"kind": "status", "status": 503, "path": "/orders"},
        {"kind": "unknown_fields", "fields": {"x": 1}},
    ]
    one, two = panel.post("/_sim/faults", json=faults).json()["ids"]
    assert panel.get(ORDERS).status_code == 503
    listed = panel.get("/_sim/faults").json()["items"]
    assert [(item["id"], item["struck"]) for item in listed] == [(one, 1), (two, 1)]
    panel.delete("/_sim/faults", params={"id": one})
    assert panel.get(ORDERS).json()["data"]["list"][0]["x"] == 1
    panel.delete("/_sim/faults")
    assert "x" not in panel.get(ORDERS).json()["data"]["list"][0]
    assert panel.post("/_sim/faults", json={"kind": "earthquake"}).status_code == 400


def test_the_side_door_moves_the_clock_and_throws_switches(panel: httpx.Client) -> None:
    now = panel.get("/_sim/clock").json()["now"]
    moved = panel.post("/_sim/clock", json={"advance": 60, "speed": 5}).json()
    assert moved == {"now": now + 60, "speed": 5}
    assert panel.post("/_sim/switches", json={"pagination": "inside"}).json()["pagination"] == "inside"
    assert "pagination" in panel.get(ORDERS).json()["data"]
    assert panel.post("/_sim/switches", json={"pagination": "above"}).status_code == 400


def test_the_side_door_changes_rows_and_shows_the_truth(panel: httpx.Client) -> None:
    def mutate(act: str, **rest: Any) -> Any:
        return panel.post("/_sim/mutate", json={"act": act, **rest}).json()["id"]

    order = mutate("add_order", fields={"status": "in_progress", "charge": "1.5"})
    mutate("set_order", id=order, fields={"status": "completed", "remains": 0})
    ticket = mutate("add_ticket", fields={"html": "<b>hi</b>"})
    mutate("customer_writes", id=ticket, fields={"html": "<i>again</i>"})
    user = mutate("add_user", fields={"username": "zoe"})
    mutate("set_user", id="zoe", fields={"balance": "3"})
    mutate("delete_payment", id=1)

    def truth(name: str) -> dict[int, Any]:
        rows = panel.get(f"/_sim/rows/{name}", params={"limit": 5000}).json()["items"]
        return {row.get("id", row.get("payment_id")): row for row in rows}

    assert truth("orders")[order]["status"] == "completed"
    assert len(truth("tickets")[ticket]["messages"]) == 2
    assert truth("users")[user]["balance"]["value"] == "3"
    assert 1 not in truth("payments")
    assert panel.get("/_sim/rows/services").json()["count"] > 0
    state = panel.get("/_sim/state").json()
    assert (state["code"], state["counts"]["orders"]) == ("SIM", 61)
    wrongs: list[Any] = [{"act": "explode"}, {"act": "set_order", "id": 5}, {"fields": {}}, []]
    for wrong in wrongs:
        assert panel.post("/_sim/mutate", json=wrong).status_code == 400
    assert panel.get("/_sim/rows/secrets").status_code == 400
    assert panel.get("/_sim/nothing").status_code == 404


def test_the_side_door_is_no_part_of_the_log_or_the_rate(server: PanelServer, panel: httpx.Client) -> None:
    server.panel.limiter.limit = 1
    for _ in range(5):
        assert panel.get("/_sim/state").status_code == 200
    assert panel.get(ORDERS).status_code == 200
    assert len(server.panel.log) == 1


def test_the_program_says_where_it_listens_and_stops_when_told() -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "infra.simulators.panel",
            "--orders",
            "50",
            "--code",
            "ABC",
            "--switch",
            "count=page",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        told = json.loads(program.stdout.readline())
        answer = httpx.get(
            told["base_url"] + ORDERS, headers={"X-Api-Key": told["admin_api_key"]}, trust_env=False
        ).json()
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=20) == 0
    assert (told["code"], told["currency"]) == ("ABC", "USD")
    assert answer["data"]["count"] == 50


def test_a_port_in_use_and_a_wrong_switch_are_one_clear_line(
    server: PanelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    port = server.address.rsplit(":", 1)[1]
    assert main(["--port", port, "--orders", "1"]) == 1
    assert main(["--switch", "pagination=above"]) == 2
    assert main(["--zone", "Middle/Earth"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert all(line.startswith("hyperpanel: ") for line in told)


def test_switches_are_read_from_the_command_line() -> None:
    given = read_switches(
        ["user_extras=false", "validation_status=422", "max_limit=none", "default_limit=20"]
    )
    assert (given.user_extras, given.validation_status, given.max_limit, given.default_limit) == (
        False,
        422,
        None,
        20,
    )
    with pytest.raises(ValueError, match="no such switch"):
        read_switches(["colour=red"])
    assert parser().parse_args([]).rate_limit == 5
