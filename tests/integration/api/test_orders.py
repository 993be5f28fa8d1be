from typing import Any

import pytest

from infra.simulators.panel import Fault
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of two panels whose orders have been read."""
    browser = desk.browser("root")
    for code in ("MTP", "STM"):
        simulator = desk.simulators[code]
        form = {"code": code, "name": code, "base_url": f"https://{HOSTS[code]}"}
        added = browser.ask("POST", "/api/panels", {**form, "admin_api_key": simulator.admin_key})
        assert added.status_code == 201
        read_panel(desk.wiring.panels(), desk.time, code, "orders")
    return browser


def listed(browser: Browser, query: str = "") -> list[dict[str, Any]]:
    """Every order of a list, page after page."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = browser.ask("GET", f"/api/orders?limit=10{query}{cursor}")
        assert answer.status_code == 200, answer.body
        items += answer.json_body["items"]
        if answer.json_body["next"] is None:
            return items
        cursor = f"&cursor={answer.json_body['next']}"


def there(desk: Desk) -> list[tuple[str, int]]:
    """Panel and id of every order at the panels, newest first."""
    orders = [
        (row.created, code, row.id) for code in ("MTP", "STM") for row in desk.simulators[code].panel.orders
    ]
    return [(code, row_id) for _, code, row_id in sorted(orders, key=lambda one: (-one[0], one[1], -one[2]))]


def test_all_orders_come_newest_first_none_twice_none_missing(desk: Desk, root: Browser) -> None:
    found = [(item["panel"], item["id"]) for item in listed(root)]
    assert sorted(found) == sorted(there(desk))
    times = [item["created_timestamp"] for item in listed(root)]
    assert times == sorted(times, reverse=True)


def test_a_row_has_the_contracts_fields_and_the_panel(desk: Desk, root: Browser) -> None:
    item = listed(root)[0]
    assert {
        "panel", "id", "external_id", "user", "creation_type", "charge", "provider_charge", "link",
        "start_count", "quantity", "service_id", "service_type", "service_name", "provider", "status",
        "remains", "is_autocomplete", "created", "created_timestamp", "mode", "ip_address", "order_buttons",
    } <= set(item)  # fmt: skip
    assert set(item["charge"]) == {"value", "currency_code", "formatted"}
    assert isinstance(item["charge"]["value"], str)


def test_each_filter_keeps_what_matches_and_nothing_else(desk: Desk, root: Browser) -> None:
    everything = listed(root)
    for name in ("status", "user", "provider", "mode", "creation_type", "service_id", "external_id"):
        value = next(item[name] for item in everything if item[name] not in (None, ""))
        found = listed(root, f"&{name}={value}")
        assert found == [item for item in everything if item[name] == value], name


def test_lists_of_values_and_combinations_narrow_down(desk: Desk, root: Browser) -> None:
    everything = listed(root)
    statuses = sorted({item["status"] for item in everything})[:2]
    found = listed(root, f"&status={','.join(statuses)}&panel=STM")
    assert found == [item for item in everything if item["status"] in statuses and item["panel"] == "STM"]


def test_a_time_range_includes_both_ends(desk: Desk, root: Browser) -> None:
    everything = listed(root)
    first, last = everything[20]["created_timestamp"], everything[5]["created_timestamp"]
    found = listed(root, f"&created_from={first}&created_to={last}")
    assert found == [item for item in everything if first <= item["created_timestamp"] <= last]


def test_a_link_is_found_however_it_is_written(desk: Desk, root: Browser) -> None:
    item = next(item for item in listed(root) if item["link"].startswith("https://"))
    bare = item["link"].removeprefix("https://").removeprefix("www.")
    assert item in listed(root, f"&link={bare}/")


def test_ids_are_found_over_all_panels_and_the_unknown_named(desk: Desk, root: Browser) -> None:
    first, last = listed(root)[0], listed(root)[-1]
    text = f"%23{last['id']};%20{first['id']}%0A(999999999)"
    answer = root.ask("GET", f"/api/orders?ids={text}").json_body
    found = [(item["panel"], item["id"]) for item in answer["items"]]
    wanted = {first["id"], last["id"]}
    assert found == [one for one in there(desk) if one[1] in wanted]
    assert answer["unknown_ids"] == [999999999]
    assert answer["next"] is None


def test_a_long_list_of_ids_comes_in_pages(desk: Desk, root: Browser) -> None:
    ids = ",".join(str(row_id) for _, row_id in there(desk))
    assert listed(root, f"&ids={ids}") == listed(root)
    pending = [item for item in listed(root) if item["status"] == "completed"]
    assert listed(root, f"&ids={ids}&status=completed") == pending


def test_a_page_says_as_of_when_each_panel_was_read(desk: Desk, root: Browser) -> None:
    as_of = root.ask("GET", "/api/orders").json_body["as_of"]
    assert set(as_of) == {"MTP", "STM"}
    assert as_of["MTP"]["state"] == "fresh"
    assert as_of["MTP"]["at"].startswith("2025-11-20T12:")
    desk.simulators["MTP"].fault(Fault(kind="status", status=500))
    for _ in range(6):
        desk.time.now += 700
        read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    later = root.ask("GET", "/api/orders?panel=MTP").json_body["as_of"]
    assert later["MTP"]["state"] == "down"
    assert later["MTP"]["at"] == as_of["MTP"]["at"]


def test_staff_see_their_panels_orders_and_no_others(desk: Desk, root: Browser) -> None:
    ada = desk.browser("ada")
    assert {item["panel"] for item in listed(ada)} == {"MTP"}
    assert set(ada.ask("GET", "/api/orders").json_body["as_of"]) == {"MTP"}
    assert ada.ask("GET", "/api/orders?panel=STM").status_code == 404
    assert ada.ask("GET", "/api/orders?panel=MTP,STM").status_code == 404
    unknown = ada.ask("GET", "/api/orders?panel=XYZ")
    assert unknown.json_body == ada.ask("GET", "/api/orders?panel=STM").json_body
    theirs = next(item for item in listed(root) if item["panel"] == "STM")
    assert ada.ask("GET", f"/api/orders/STM/{theirs['id']}").status_code == 404
    desk.simulators["STM"].add_order(id=5_000_000)
    read_panel(desk.wiring.panels(), desk.time, "STM", "orders")
    assert root.ask("GET", "/api/orders?ids=5000000").json_body["unknown_ids"] == []
    assert ada.ask("GET", "/api/orders?ids=5000000").json_body["unknown_ids"] == [5_000_000]
    nobody = desk.browser("new").ask("GET", "/api/orders").json_body
    assert nobody == {"items": [], "next": None, "as_of": {}}


def test_one_order_comes_with_how_it_got_where_it_is(desk: Desk, root: Browser) -> None:
    simulator = desk.simulators["MTP"]
    order = simulator.add_order(status="pending", quantity=100, remains=100)
    for status, remains in (("in_progress", 60), ("completed", 0)):
        desk.time.now += 700
        read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
        simulator.set_order(order.id, status=status, remains=remains)
    desk.time.now += 700
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    answer = root.ask("GET", f"/api/orders/MTP/{order.id}").json_body
    assert answer["order"]["status"] == "completed"
    history = answer["history"]
    assert [(one["status"], one["remains"]) for one in history] == [
        ("pending", 100),
        ("in_progress", 60),
        ("completed", 0),
    ]
    assert history[0]["before"] is None
    assert history[2]["before"]["status"] == "in_progress"
    assert history[0]["at"] < history[1]["at"] < history[2]["at"] == answer["finished_at"]
    assert answer["finished_after"] < answer["finished_at"]
    assert answer["gone_at"] is None
    assert answer["as_of"]["MTP"]["state"] == "fresh"


def test_what_cannot_be_asked_is_refused_by_field(desk: Desk, root: Browser) -> None:
    for path, status, field in (
        ("/api/orders?limit=0", 400, "limit"),
        ("/api/orders?limit=201", 400, "limit"),
        ("/api/orders?limit=ten", 400, "limit"),
        ("/api/orders?cursor=nonsense", 400, "cursor"),
        ("/api/orders?ids=1001&cursor=nonsense", 400, "cursor"),
        ("/api/orders?ids=none", 400, "ids"),
        ("/api/orders?created_from=yesterday", 400, "created_from"),
        ("/api/orders?service_id=x", 400, "service_id"),
        ("/api/orders?colour=red", 400, "colour"),
        ("/api/orders?status=pending&status=error", 400, "status"),
        ("/api/orders/MTP/abc", 400, "id"),
        ("/api/orders/MTP/0", 404, "id"),
        ("/api/orders/MTP/99999999999999999999", 404, "id"),
        ("/api/orders/XYZ/1001", 404, "panel"),
    ):
        answer = root.ask("GET", path)
        assert (answer.status_code, answer.json_body["error"].get("field")) == (status, field), path


def test_a_cursor_of_one_list_is_no_cursor_of_another(desk: Desk, root: Browser) -> None:
    cursor = root.ask("GET", "/api/orders?limit=5").json_body["next"]
    answer = root.ask("GET", f"/api/orders?limit=5&panel=MTP&cursor={cursor}")
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "cursor")
