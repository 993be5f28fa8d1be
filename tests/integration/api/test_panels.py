from typing import Any

import pytest

from chalicelib.errors import LeaseHeld
from chalicelib.store.panels import PanelRow
from chalicelib.sync.purge import purge
from infra.resources import find_models
from infra.simulators.panel import Fault
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS


def form(desk: Desk, code: str = "MTP", **changes: Any) -> dict[str, Any]:
    """What a person types in for one of the simulators."""
    simulator = desk.simulators[code]
    return {
        "code": code,
        "name": f"{code} Panel",
        "base_url": f"https://{HOSTS[code]}",
        "admin_api_key": simulator.admin_key,
        **changes,
    }


@pytest.fixture
def root(desk: Desk) -> Browser:
    return desk.browser("root")


def test_a_panel_is_added_after_its_connect_test_and_read_at_once(desk: Desk, root: Browser) -> None:
    answer = root.ask("POST", "/api/panels", form(desk, currency="USD"))
    assert answer.status_code == 201
    panel, test = answer.json_body["panel"], answer.json_body["connect_test"]
    assert panel == {
        "code": "MTP",
        "name": "MTP Panel",
        "base_url": f"https://{HOSTS['MTP']}",
        "currency": "USD",
        "rate_limit": 5.0,
        "admin_api_key_last4": desk.simulators["MTP"].admin_key[-4:],
        "services_api_key_last4": None,
        "switches": {"sync": True, "sending": True, "ai": False, "read_only": False},
        "simulated": False,
        "created_at": panel["created_at"],
        "updated_at": panel["created_at"],
    }
    assert test["ok"] is True
    assert [(step["resource"], step["ok"], step["rows"]) for step in test["steps"]][:4] == [
        ("orders", True, 1),
        ("payments", True, 1),
        ("users", True, 1),
        ("tickets", True, 1),
    ]
    assert root.ask("GET", "/api/panels").json_body["items"] == [panel]
    assert {task.resource for task in desk.queue.take()} == {
        "orders",
        "payments",
        "users",
        "tickets",
        "services",
    }


def test_a_wrong_key_is_shown_in_the_panels_own_words_and_nothing_is_kept(desk: Desk, root: Browser) -> None:
    answer = root.ask("POST", "/api/panels", form(desk, admin_api_key="wrong-key-CANARY-0001"))
    assert answer.status_code == 422
    assert answer.json_body["error"]["code"] == "connect_test_failed"
    steps = answer.json_body["connect_test"]["steps"]
    assert not steps[0]["ok"]
    assert steps[0]["message"]
    assert b"CANARY" not in answer.body
    assert root.ask("GET", "/api/panels").json_body["items"] == []
    assert desk.queue.take() == []


def test_it_can_be_saved_anyway(desk: Desk, root: Browser) -> None:
    answer = root.ask("POST", "/api/panels", form(desk, admin_api_key="wrong-key-0001", save_anyway=True))
    assert answer.status_code == 201
    assert answer.json_body["connect_test"]["ok"] is False
    assert answer.json_body["panel"]["admin_api_key_last4"] == "0001"


def test_a_panel_that_does_not_answer_is_red_and_told_so(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="refused"))
    answer = root.ask("POST", "/api/panels", form(desk))
    assert answer.status_code == 422
    assert [step["ok"] for step in answer.json_body["connect_test"]["steps"]][:4] == [False] * 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "mtp!"}, "code"),
        ({"code": "TOOLONGCODE"}, "code"),
        ({"name": " "}, "name"),
        ({"base_url": "ftp://example.com"}, "base_url"),
        ({"base_url": "http://127.0.0.1:8000"}, "base_url"),
        ({"base_url": "http://localhost"}, "base_url"),
        ({"base_url": "http://10.0.0.1"}, "base_url"),
        ({"base_url": "http://169.254.169.254/latest"}, "base_url"),
        ({"base_url": "http://[::1]/"}, "base_url"),
        ({"admin_api_key": ""}, "admin_api_key"),
        ({"admin_api_key": "two words"}, "admin_api_key"),
        ({"currency": "dollars"}, "currency"),
        ({"rate_limit": 0}, "rate_limit"),
        ({"rate_limit": "fast"}, "rate_limit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    desk: Desk, root: Browser, changes: dict[str, Any], field: str
) -> None:
    answer = root.ask("POST", "/api/panels", {**form(desk), **changes})
    assert (answer.status_code, answer.json_body["error"].get("field")) == (400, field)
    assert root.ask("GET", "/api/panels").json_body["items"] == []


def test_a_code_is_given_once(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    answer = root.ask("POST", "/api/panels", form(desk))
    assert (answer.status_code, answer.json_body["error"]["field"]) == (409, "code")


def test_switches_are_turned_one_by_one(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    calls = len(desk.simulators["MTP"].log)
    answer = root.ask("PATCH", "/api/panels/MTP", {"switches": {"read_only": True}})
    assert answer.status_code == 200
    assert answer.json_body["panel"]["switches"] == {
        "sync": True,
        "sending": True,
        "ai": False,
        "read_only": True,
    }
    assert answer.json_body["connect_test"] is None
    assert len(desk.simulators["MTP"].log) == calls, "a switch needs no call to the panel"


def test_unreadable_switches_are_off(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    PanelRow("MTP").update([PanelRow.switches.set("not json")])
    switches = root.ask("GET", "/api/panels").json_body["items"][0]["switches"]
    assert switches == {"sync": False, "sending": False, "ai": False, "read_only": True}


def test_another_key_is_tested_before_it_is_kept(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    refused = root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": "wrong-key-0001"})
    assert refused.status_code == 422
    assert "connect_test" in refused.json_body
    kept = root.ask("GET", "/api/panels").json_body["items"][0]
    assert kept["admin_api_key_last4"] == desk.simulators["MTP"].admin_key[-4:]
    anyway = root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": "wrong-key-0001", "save_anyway": True})
    assert anyway.json_body["panel"]["admin_api_key_last4"] == "0001"


def test_a_stored_key_is_not_sent_to_another_address(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    desk.simulators["STM"].clear_log()
    moved = {"base_url": f"https://{HOSTS['STM']}", "name": "Moved"}
    answer = root.ask("PATCH", "/api/panels/MTP", moved)
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "admin_api_key")
    assert desk.simulators["STM"].log == []
    key = desk.simulators["STM"].admin_key
    assert root.ask("PATCH", "/api/panels/MTP", {**moved, "admin_api_key": key}).status_code == 200


def test_the_connect_test_can_be_run_again(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    assert root.ask("POST", "/api/panels/MTP/connect-test").json_body["ok"] is True
    desk.simulators["MTP"].fault(Fault(kind="status", status=401))
    again = root.ask("POST", "/api/panels/MTP/connect-test").json_body
    assert (again["ok"], again["steps"][0]["ok"]) == (False, False)


def test_one_step_of_the_connect_test_asks_for_that_resource_alone(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    desk.simulators["MTP"].clear_log()
    answer = root.ask("POST", "/api/panels/MTP/connect-test", {"resource": "users"}).json_body
    assert [(step["resource"], step["ok"], step["rows"]) for step in answer["steps"]] == [("users", True, 1)]
    assert len(desk.simulators["MTP"].log) == 1


def test_a_panel_is_tried_step_by_step_before_it_is_kept(desk: Desk, root: Browser) -> None:
    fields = form(desk)
    answer = root.ask("POST", "/api/panels/connect-test", {**fields, "resource": "orders"}).json_body
    assert answer["steps"] == [{"resource": "orders", "ok": True, "rows": 1, "message": "", "reached": True}]
    last = root.ask("POST", "/api/panels/connect-test", {**fields, "resource": "services"}).json_body
    assert last["steps"][0]["message"] == "no services key"
    assert root.ask("GET", "/api/panels").json_body["items"] == []
    assert desk.queue.take() == []


def test_a_step_tells_that_nothing_else_need_be_asked(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="refused"))
    wanted = {**form(desk), "resource": "orders"}
    step = root.ask("POST", "/api/panels/connect-test", wanted).json_body["steps"][0]
    assert (step["ok"], step["reached"]) == (False, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"resource": "secrets"}, "resource"), ({"base_url": "http://127.0.0.1"}, "base_url")],
)
def test_what_cannot_be_tried_is_refused_by_field(
    desk: Desk, root: Browser, changes: dict[str, str], field: str
) -> None:
    answer = root.ask("POST", "/api/panels/connect-test", {**form(desk), "resource": "orders", **changes})
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, field)


def test_a_panel_is_taken_out(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    assert root.ask("DELETE", "/api/panels/MTP").status_code == 204
    assert root.ask("GET", "/api/panels").json_body["items"] == []
    assert root.ask("DELETE", "/api/panels/MTP").status_code == 404


def test_simulated_panels_go_with_one_call_and_real_ones_stay(desk: Desk, root: Browser) -> None:
    for code in HOSTS:
        root.ask("POST", "/api/panels", form(desk, code))
    for code in ("STM", "SGP"):
        PanelRow(code).update([PanelRow.simulated.set(True)])
    assert root.ask("DELETE", "/api/panels").json_body["error"]["field"] == "simulated"
    assert root.ask("DELETE", "/api/panels?simulated=1").status_code == 204
    assert [panel["code"] for panel in root.ask("GET", "/api/panels").json_body["items"]] == ["MTP"]


def test_staff_see_their_panels_without_the_ends_of_keys(desk: Desk, root: Browser) -> None:
    for code in HOSTS:
        root.ask("POST", "/api/panels", form(desk, code))
    items = desk.browser("ada").ask("GET", "/api/panels").json_body["items"]
    assert [(item["code"], item["admin_api_key_last4"]) for item in items] == [("MTP", "")]


def test_a_queue_that_is_away_does_not_lose_the_panel(desk: Desk, root: Browser) -> None:
    desk.queue.broken = True
    assert root.ask("POST", "/api/panels", form(desk)).status_code == 201
    assert len(root.ask("GET", "/api/panels").json_body["items"]) == 1


def test_no_key_is_in_any_answer_log_or_table(
    desk: Desk, root: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    admin, services = "CANARY-admin-key-8f3a", "CANARY-services-key-91bc"
    desk.simulators["MTP"].panel.admin_key = admin
    desk.simulators["MTP"].panel.services_key = services
    keys = {"admin_api_key": admin, "services_api_key": services}
    assert root.ask("POST", "/api/panels", form(desk, **keys)).status_code == 201
    root.ask("GET", "/api/panels")
    root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": "CANARY wrong"})
    root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": ["CANARY"]})
    for fault in (Fault(kind="html", status=502), Fault(kind="status", status=401), Fault(kind="refused")):
        desk.simulators["MTP"].fault(fault)
        root.ask("POST", "/api/panels/MTP/connect-test")
        root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": "CANARY-other-key"})
    answers = b"\n".join(answer.body for answer in root.answers).decode()
    # Whole requests to the store are botocore's own DEBUG log; what is sealed in them is looked at below.
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("botocore", "moto")))
    dump = repr([row.serialize() for row in PanelRow.scan()])
    for text in (answers, ours, dump):
        assert "CANARY" not in text
    assert "8f3a" in answers, "the end by which its owner knows it"


def test_what_was_kept_of_a_removed_panel_goes_and_then_its_code_is_free(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    order = desk.simulators["MTP"].add_order(status="pending")
    resources = ("orders", "payments", "users", "tickets", "services")
    read_panel(desk.wiring.panels(), desk.time, "MTP", *resources)
    desk.simulators["MTP"].set_order(order.id, status="completed")
    desk.time.now += 700
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    desk.queue.take()
    assert root.ask("DELETE", "/api/panels/MTP").status_code == 204
    assert root.ask("GET", "/api/orders").json_body["items"] == []

    other = {**form(desk, "STM"), "code": "MTP"}
    refused = root.ask("POST", "/api/panels", other)
    assert (refused.status_code, refused.json_body["error"]["field"]) == (409, "code")
    tasks = desk.queue.take()
    assert {(task.panel, task.resource) for task in tasks} == {("MTP", resource) for resource in resources}
    read_panel(desk.wiring.panels(), desk.time, "MTP", *resources)
    left = {
        model.Meta.table_name: list(model.scan())
        for model in find_models()
        if not model.Meta.table_name.endswith(("staff", "sessions", "login-attempts", "budgets"))
    }
    assert {name: rows for name, rows in left.items() if rows} == {}
    assert root.ask("POST", "/api/panels", other).status_code == 201


def test_a_removed_panel_is_taken_away_in_parts(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/panels", form(desk))
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    root.ask("DELETE", "/api/panels/MTP")
    assert purge("MTP", "orders", owner="one", clock=desk.time, seconds=0) is True
    with pytest.raises(LeaseHeld):
        purge("MTP", "orders", owner="another", clock=desk.time, seconds=20)
    assert purge("MTP", "orders", owner="one", clock=desk.time, seconds=20) is False
    assert purge("MTP", "orders", owner="one", clock=desk.time, seconds=20) is False
