"""What goes wrong with a simulated panel, when, and what its log says about it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from infra.simulators.panel import Fault, HostTransport, PanelSimulator, SimRequest
from infra.simulators.panel.money import units
from tests.contract.panel_driver import Clock, client, customer, get, ids, post, rows, still_panel

ORDERS = "/adminapi/v2/orders"


def broken(**fault: Any) -> PanelSimulator:
    sim = still_panel()
    sim.fault(Fault(**fault))
    return sim


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503])
def test_a_status_comes_instead_of_the_answer(status: int) -> None:
    answer = client(broken(kind="status", status=status)).get(ORDERS)
    assert (answer.status_code, answer.json()["data"]) == (status, [])
    assert "retry-after" not in answer.headers


def test_a_refusal_by_rate_may_say_when_to_come_again() -> None:
    answer = client(broken(kind="status", status=429, retry_after=2.5)).get(ORDERS)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2.5")


@pytest.mark.parametrize("status", [200, 503])
def test_html_comes_instead_of_json(status: int) -> None:
    answer = client(broken(kind="html", status=status)).get(ORDERS)
    assert (answer.status_code, answer.text[:9]) == (status, "<!DOCTYPE")
    assert answer.headers["content-type"].startswith("text/html")


def test_an_error_may_hide_behind_a_200() -> None:
    answer = client(broken(kind="error_code", code=7, message="Maintenance")).get(ORDERS)
    assert answer.status_code == 200
    assert answer.json() == {"data": [], "error_message": "Maintenance", "error_code": 7}


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("refused", httpx.ConnectError),
        ("timeout_before", httpx.ReadTimeout),
        ("timeout_after", httpx.ReadTimeout),
        ("disconnect", httpx.RemoteProtocolError),
    ],
)
def test_a_broken_network_raises_what_httpx_raises(kind: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        client(broken(kind=kind)).get(ORDERS)


@pytest.mark.parametrize(
    ("fault", "had_effect"),
    [
        ({"kind": "timeout_before"}, False),
        ({"kind": "timeout_after"}, True),
        ({"kind": "refused"}, False),
        ({"kind": "disconnect"}, True),
        ({"kind": "status", "status": 502}, False),
        ({"kind": "status", "status": 502, "after_effect": True}, True),
        ({"kind": "html", "after_effect": True}, True),
        ({"kind": "error_code"}, False),
        ({"kind": "error_code", "after_effect": True}, True),
        ({"kind": "truncate"}, True),
        ({"kind": "slow", "seconds": 1.0}, True),
    ],
)
def test_whether_a_write_had_its_effect_is_known_and_logged(fault: dict[str, Any], had_effect: bool) -> None:
    sim = broken(**fault)
    before = sim.users[1].balance
    body = {"username": sim.users[1].username, "amount": 5, "method": sim.panel.methods[0]}
    try:
        post(sim, "/payments/add", body)
    except httpx.TransportError:
        assert sim.log[-1].wire != "answer"
    assert (sim.users[1].balance - before == units(5)) is had_effect
    assert sim.log[-1].reached is had_effect
    assert sim.log[-1].faults == (fault["kind"],)


def test_a_time_out_takes_the_callers_patience_and_no_longer() -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    sim.fault(Fault(kind="timeout_before"))
    began = clock.now
    panel = client(sim)
    panel.timeout = httpx.Timeout(5.0, read=20.0)
    with pytest.raises(httpx.ReadTimeout):
        panel.get(ORDERS)
    assert clock.now - began == 20.0


@pytest.mark.parametrize(("seconds", "arrives"), [(3.0, True), (21.0, False)])
def test_a_slow_answer_arrives_unless_it_is_slower_than_the_callers_patience(
    seconds: float, arrives: bool
) -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    sim.fault(Fault(kind="slow", seconds=seconds))
    began = clock.now
    panel = client(sim)
    panel.timeout = httpx.Timeout(5.0, read=20.0)
    if arrives:
        assert panel.get(ORDERS).status_code == 200
    else:
        with pytest.raises(httpx.ReadTimeout):
            panel.get(ORDERS)
    assert clock.now - began == min(seconds, 20.0)


def test_a_body_cut_through_is_no_json() -> None:
    answer = client(broken(kind="truncate")).get(ORDERS)
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_list_cut_short_says_that_it_is_whole() -> None:
    answer = get(broken(kind="cut_list", keep=3), "/orders", limit=10)
    assert (len(answer["data"]["list"]), answer["data"]["count"]) == (3, 3)
    assert answer["pagination"]["next_page_href"] == ""


def test_a_list_cut_short_may_admit_it() -> None:
    answer = get(broken(kind="cut_list", keep=3, admits=True), "/orders", limit=10)
    assert (len(answer["data"]["list"]), answer["data"]["count"]) == (3, 60)
    assert answer["pagination"]["next_page_href"] != ""


def test_an_empty_list_stands_where_thousands_were() -> None:
    answer = get(broken(kind="empty_list"), "/orders")
    assert (answer["data"]["list"], answer["data"]["count"], answer["error_code"]) == ([], 0, 0)


def test_a_catalogue_is_cut_short_too() -> None:
    sim = broken(kind="cut_list", keep=2, path="/api/v2", action="services")
    assert len(customer(sim, "services")) == 2
    assert "balance" in customer(sim, "balance")


def test_one_bad_row_leaves_the_others_as_they_are() -> None:
    sim = still_panel()
    good = rows(sim, "/orders", limit=5)
    sim.fault(Fault(kind="bad_row", row=2))
    bad = rows(sim, "/orders", limit=5)
    assert [n for n in range(5) if good[n] != bad[n]] == [2]
    assert (bad[2]["status"], bad[2]["created_timestamp"]) == ({"?": [1]}, "the day before")


def test_a_bad_row_may_be_one_order_wherever_it_is_listed() -> None:
    sim = broken(kind="bad_row", id=1030, fields={"id": None})
    assert ids(sim, "/orders").count(1030) == 0
    assert ids(sim, "/orders", limit=1000).count(None) == 1  # type: ignore[arg-type]


def test_fields_go_missing_in_lists_details_and_catalogues() -> None:
    sim = broken(kind="drop_fields", names=("status", "subject", "name"))
    assert all("status" not in row for row in rows(sim, "/orders"))
    assert "subject" not in get(sim, "/tickets/1")["data"]
    assert all("name" not in row for row in customer(sim, "services"))


def test_numbers_come_as_text_everywhere_in_the_data() -> None:
    answer = get(broken(kind="string_numbers"), "/orders", limit=2)
    row = answer["data"]["list"][0]
    assert all(isinstance(row[name], str) for name in ("id", "quantity", "created_timestamp"))
    assert isinstance(row["is_autocomplete"], bool)
    assert (answer["data"]["count"], answer["pagination"]["limit"], answer["error_code"]) == ("60", "2", 0)


def test_new_fields_appear_in_every_row() -> None:
    sim = broken(kind="unknown_fields")
    assert all("x_new_field" in row and "neue_spalte" in row for row in rows(sim, "/orders"))
    sim.faults.clear()
    sim.fault(Fault(kind="unknown_fields", fields={"priority": 3}))
    assert get(sim, "/orders/1001")["data"]["priority"] == 3


def test_orders_arrive_and_vanish_between_two_pages() -> None:
    sim = still_panel()
    sim.fault(Fault(kind="insert_orders", path="/orders", after=1, times=1, rows=2))
    first, second = ids(sim, "/orders", limit=5), ids(sim, "/orders", limit=5, offset=5)
    assert second[:2] == first[-2:]
    newest = ids(sim, "/orders", limit=1)
    sim.fault(Fault(kind="delete_orders", path="/orders", times=1, rows=3))
    assert ids(sim, "/orders", limit=1) == [newest[0] - 3]
    assert len(sim.orders) == 59


def test_a_test_can_act_between_two_calls() -> None:
    sim = still_panel()
    sim.between_calls(lambda: sim.set_order(1001, status="fail"), path="/orders", after=1)
    sim.set_order(1001, status="pending")
    seen = [rows(sim, "/orders", ids=1001)[0]["status"] for _ in range(3)]
    assert seen == ["pending", "fail", "fail"]


def test_a_fault_strikes_the_calls_it_is_meant_for() -> None:
    sim = broken(kind="status", path="/orders", method="GET", after=2, times=2)
    statuses = [client(sim).get(ORDERS).status_code for _ in range(6)]
    assert statuses == [200, 200, 500, 500, 200, 200]
    assert client(sim).get("/adminapi/v2/users").status_code == 200


def test_a_path_is_a_prefix_unless_it_is_exact() -> None:
    sim = broken(kind="status", path="/orders", exact=True)
    assert client(sim).get(ORDERS).status_code == 500
    assert client(sim).get(f"{ORDERS}/1001").status_code == 200


def test_a_method_narrows_a_fault() -> None:
    sim = broken(kind="status", method="POST")
    assert client(sim).get(ORDERS).status_code == 200
    assert post(sim, "/orders/cancel", {"ids": "1"}).status_code == 500


def test_chance_strikes_by_the_seed_and_no_more_than_allowed() -> None:
    def statuses() -> list[int]:
        sim = broken(kind="status", chance=0.5, times=5)
        return [client(sim).get(ORDERS).status_code for _ in range(40)]

    assert statuses() == statuses()
    assert statuses().count(500) == 5
    assert statuses()[:5] != [500] * 5


def test_faults_add_up_can_be_counted_and_taken_back() -> None:
    sim = still_panel()
    cut = sim.fault(Fault(kind="cut_list", keep=1))
    novel = sim.fault(Fault(kind="unknown_fields"))
    (row,) = rows(sim, "/orders")
    assert "x_new_field" in row
    sim.faults.remove(cut)
    assert len(rows(sim, "/orders", limit=5)) == 5
    assert sim.faults.struck(novel) == 2
    with pytest.raises(KeyError):
        sim.faults.struck(cut)


def test_the_first_of_two_refusals_wins() -> None:
    sim = broken(kind="status", status=503)
    sim.fault(Fault(kind="html", status=200))
    assert client(sim).get(ORDERS).status_code == 503


def test_more_than_five_requests_in_a_sliding_second_are_refused() -> None:
    clock = Clock()
    sim = still_panel(clock=clock, rate_limit=5)
    statuses = []
    for step in (0.0, 0.2, 0.2, 0.2, 0.2, 0.1, 0.05, 0.05, 0.0, 0.2):
        clock.now += step
        statuses.append(client(sim).get(ORDERS, params={"limit": 1}).status_code)
    # the first was at 0.0 s: the sixth and seventh come before 1.0 s, the eighth at 1.0 s, the ninth with it
    assert statuses == [200] * 5 + [429, 429, 200, 429, 200]
    assert sum(entry.reached for entry in sim.log) == 7


def test_the_rate_limit_may_run_on_another_clock_than_the_panel() -> None:
    wall = Clock()
    sim = still_panel(rate_limit=1, rate_clock=wall)
    assert client(sim).get(ORDERS).status_code == 200
    assert client(sim).get(ORDERS).status_code == 429
    wall.now += 1
    assert client(sim).get(ORDERS).status_code == 200


def test_the_log_says_what_was_asked_and_never_a_key_or_a_password() -> None:
    sim = still_panel()
    panel = client(sim, key="")
    panel.get(ORDERS, params={"limit": 3, "apikey": sim.admin_key})
    post(sim, "/users/add", {"username": "newcomer", "email": "n@mail.example", "password": "hunter2"})
    customer(sim, "balance")
    client(sim, key="guess").get(ORDERS)
    panel.get(ORDERS)

    assert [(e.method, e.path, e.status, e.key) for e in sim.log] == [
        ("GET", ORDERS, 200, "admin"),
        ("POST", "/adminapi/v2/users/add", 200, "admin"),
        ("POST", "/api/v2", 200, "services"),
        ("GET", ORDERS, 401, "wrong"),
        ("GET", ORDERS, 401, "none"),
    ]
    assert sim.log[0].query == {"limit": "3", "apikey": "***"}
    assert sim.log[1].body == {"username": "newcomer", "email": "n@mail.example", "password": "***"}
    assert sim.log[2].body == {"key": "***", "action": "balance"}
    written = repr(sim.log)
    for secret in (sim.admin_key, sim.services_key, "hunter2", "guess"):
        assert secret not in written


def test_the_log_numbers_and_dates_its_lines_and_can_be_emptied() -> None:
    clock = Clock()
    sim = still_panel(clock=clock, log_limit=3)
    for _ in range(5):
        get(sim, "/orders")
        clock.now += 1
    assert [entry.n for entry in sim.log] == [3, 4, 5]
    assert [entry.at - sim.log[0].at for entry in sim.log] == [0, 1, 2]
    sim.clear_log()
    assert sim.log == []


def test_a_body_that_is_no_json_is_logged_by_its_size() -> None:
    sim = still_panel()
    client(sim).post(f"{ORDERS}/cancel", content=b"\xff\xfe", headers={"content-type": "application/json"})
    assert sim.log[-1].body == "2 bytes that are no JSON"


def test_several_panels_share_one_transport_by_host() -> None:
    one, two = still_panel(3), still_panel(4)
    transport = HostTransport({"one.example": one.transport(), "two.example": two.transport()})
    with httpx.Client(transport=transport) as both:
        counts = [
            both.get(f"https://{host}{ORDERS}", headers={"x-api-key": sim.admin_key}).json()["data"]["count"]
            for host, sim in (("one.example", one), ("two.example", two))
        ]
        with pytest.raises(httpx.ConnectError):
            both.get("https://three.example/")
    assert counts == [3, 4]


def test_a_request_can_be_handed_over_without_any_client() -> None:
    sim = still_panel()
    answer = sim.handle(SimRequest.of("get", f"{ORDERS}?limit=2&link=%C3%BC", {"X-API-KEY": sim.admin_key}))
    assert answer.status == 200
    assert sim.log[-1].query == {"limit": "2", "link": "ü"}
    assert sim.admin_key not in repr(SimRequest.of("GET", "/", {"X-API-KEY": sim.admin_key}))
