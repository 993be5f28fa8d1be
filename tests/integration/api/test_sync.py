import pytest

from chalicelib.store.settings import SettingRow
from chalicelib.sync.settings import NAME
from infra.simulators.panel import Fault
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

DAY = 86_400


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of one panel with a services key, of which nothing has been read."""
    browser, simulator = desk.browser("root"), desk.simulators["MTP"]
    form = {"code": "MTP", "name": "Metro", "base_url": f"https://{HOSTS['MTP']}", "currency": "USD"}
    keys = {"admin_api_key": simulator.admin_key, "services_api_key": simulator.services_key}
    assert browser.ask("POST", "/api/panels", {**form, **keys}).status_code == 201
    desk.queue.take()
    return browser


def item(browser: Browser, resource: str = "orders") -> dict[str, object]:
    items = browser.ask("GET", "/api/sync").json_body["items"]
    return next(one for one in items if one["resource"] == resource)


def test_a_new_panel_waits_then_is_fresh_with_its_counts(desk: Desk, root: Browser) -> None:
    before = item(root)
    assert (before["state"], before["rows_cached"], before["last_fetched"]) == ("waiting", 0, None)
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    after = item(root)
    assert (after["state"], after["rows_cached"]) == ("fresh", len(desk.simulators["MTP"].panel.orders))
    assert after["last_error"] is None
    assert isinstance(after["last_pass"], dict)
    assert {"new", "changed", "same", "bad", "gone", "calls", "at"} <= set(after["last_pass"])
    assert set(after) >= {
        "panel", "resource", "state", "interval", "rows_per_fetch", "rows_cached", "last_fetched", "next_due",
        "last_pass", "last_error", "backfill", "paused", "quarantined",
    }  # fmt: skip


def test_the_overview_counts_what_is_held(desk: Desk, root: Browser) -> None:
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders", "users")
    panel = desk.simulators["MTP"].panel
    answer = root.ask("GET", "/api/overview").json_body
    (shown,) = answer["panels"]
    assert (shown["code"], shown["name"], shown["currency"], shown["simulated"]) == (
        "MTP",
        "Metro",
        "USD",
        False,
    )
    assert shown["resources"]["orders"]["state"] == "fresh"
    assert shown["resources"]["orders"]["rows"] == len(panel.orders)
    assert shown["resources"]["tickets"] == {"state": "waiting", "as_of": None, "rows": 0}
    counts: dict[str, int] = {}
    for order in panel.orders:
        counts[order.status] = counts.get(order.status, 0) + 1
    assert shown["orders_by_status"] == answer["orders_by_status"] == counts
    assert answer["totals"]["users"] == len(panel.users)
    assert desk.browser("new").ask("GET", "/api/overview").json_body == {
        "panels": [],
        "totals": {},
        "orders_by_status": {},
        "revenue_by_day": [],
        "revenue_today": {},
        "waiting": {"failed_orders": 0, "waiting_tickets": 0, "late_panels": []},
    }


def test_a_panel_down_says_so_in_plain_words(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="refused"))
    for _ in range(6):
        read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
        desk.time.now += 700
    shown = item(root)
    assert shown["state"] == "down"
    assert shown["last_error"]


def test_without_a_services_key_services_need_one(desk: Desk, root: Browser) -> None:
    assert item(root, "services")["state"] == "waiting"
    root.ask("PATCH", "/api/panels/MTP", {"services_api_key": None})
    assert item(root, "services")["state"] == "needs_key"


def test_a_panel_switched_off_is_paused(desk: Desk, root: Browser) -> None:
    root.ask("PATCH", "/api/panels/MTP", {"switches": {"sync": False}})
    assert item(root)["state"] == "paused"


def test_a_resource_is_paused_and_resumed(desk: Desk, root: Browser) -> None:
    assert root.ask("PATCH", "/api/sync/MTP/orders", {"paused": True}).status_code == 200
    assert (item(root)["paused"], item(root)["state"]) == (True, "paused")
    assert root.ask("PATCH", "/api/sync/MTP/orders", {"paused": False}).status_code == 200
    assert item(root)["paused"] is False


def test_rows_per_fetch_are_set_within_bounds(desk: Desk, root: Browser) -> None:
    assert root.ask("PATCH", "/api/sync/MTP/orders", {"rows_per_fetch": 500}).status_code == 200
    assert item(root)["rows_per_fetch"] == 500
    for wrong in (9, 1_001, "many"):
        answer = root.ask("PATCH", "/api/sync/MTP/orders", {"rows_per_fetch": wrong})
        assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "rows_per_fetch")
    assert root.ask("PATCH", "/api/sync/MTP/orders", {}).status_code == 400


def test_sync_now_asks_for_one_pass_at_once(desk: Desk, root: Browser) -> None:
    assert root.ask("POST", "/api/sync/MTP/orders/now", {}).status_code == 202
    (task,) = desk.queue.take()
    assert (task.panel, task.resource, task.asked) == ("MTP", "orders", True)


def test_reset_reads_everything_again(desk: Desk, root: Browser) -> None:
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    desk.time.now += 100
    assert root.ask("POST", "/api/sync/MTP/orders/reset", {}).status_code == 202
    assert len(desk.queue.take()) == 1
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    assert item(root)["rows_cached"] == len(desk.simulators["MTP"].panel.orders)


def test_rows_set_aside_are_shown_with_reason_and_text(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="bad_row", path="/orders", row=0))
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    items = root.ask("GET", "/api/sync/MTP/orders/quarantine").json_body["items"]
    assert items
    assert set(items[0]) == {"id", "reason", "raw", "first_seen_at", "last_seen_at", "times"}
    assert items[0]["reason"]
    assert item(root)["quarantined"] == len(items)


def test_settings_are_changed_in_part_and_in_bounds(desk: Desk, root: Browser) -> None:
    change = {"intervals": {"orders": {"min": 60, "max": 900}}, "look_back": 600}
    assert root.ask("PATCH", "/api/sync/settings", change).status_code == 200
    settings = root.ask("GET", "/api/sync").json_body["settings"]
    assert settings["intervals"]["orders"] == {"min": 60.0, "max": 900.0}
    assert settings["intervals"]["tickets"] == {"min": 15.0, "max": 300.0}
    assert settings["look_back"] == 600
    assert settings["retention"]["orders"] == {"days": None, "pending": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"intervals": {"orders": {"min": 1, "max": 900}}}, "intervals"),
        ({"intervals": {"orders": {"min": 900, "max": 60}}}, "intervals"),
        ({"intervals": {"weather": {"min": 60, "max": 900}}}, "intervals.weather"),
        ({"rows_per_fetch": {"orders": 5_000}}, "rows_per_fetch"),
        ({"look_back": -1}, "look_back"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_field(
    desk: Desk, root: Browser, change: dict[str, object], field: str
) -> None:
    answer = root.ask("PATCH", "/api/sync/settings", change)
    assert answer.status_code == 400
    assert field in answer.json_body["error"]["field"]
    assert list(SettingRow.scan()) == []


def test_settings_that_cannot_be_read_are_told_and_nothing_is_overwritten(desk: Desk, root: Browser) -> None:
    SettingRow(NAME, value='{"intervals": 5}', version=3, updated_at=0).save()
    assert root.ask("GET", "/api/sync").status_code == 409
    assert root.ask("PATCH", "/api/sync/settings", {"look_back": 600}).status_code == 409
    assert SettingRow.get(NAME).version == 3


def test_retention_is_announced_with_what_would_go_and_can_be_taken_back(desk: Desk, root: Browser) -> None:
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    answer = root.ask("POST", "/api/sync/retention", {"resource": "orders", "days": 30})
    assert answer.status_code == 200
    asked = answer.json_body
    assert (asked["resource"], asked["days"]) == ("orders", 30)
    old = [
        order
        for order in desk.simulators["MTP"].panel.orders
        if order.status in ("completed", "partial", "canceled") and order.created < desk.time.now - 30 * DAY
    ]
    assert asked["rows"] == len(old) > 0
    kept = root.ask("GET", "/api/sync").json_body["settings"]["retention"]["orders"]
    assert kept["days"] is None
    assert kept["pending"] == {name: asked[name] for name in ("days", "rows", "effective_at")}
    assert root.ask("DELETE", "/api/sync/retention/orders").status_code == 204
    assert root.ask("DELETE", "/api/sync/retention/orders").status_code == 404
    kept = root.ask("GET", "/api/sync").json_body["settings"]["retention"]["orders"]
    assert kept == {"days": None, "pending": None}


def test_retention_is_in_force_a_day_later(desk: Desk, root: Browser) -> None:
    root.ask("POST", "/api/sync/retention", {"resource": "orders", "days": 30})
    desk.time.now += DAY
    # The session has ended meanwhile: half a day without a call.
    kept = desk.browser("root").ask("GET", "/api/sync").json_body["settings"]["retention"]["orders"]
    assert kept == {"days": 30, "pending": None}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("POST", "/api/sync/MTP/weather/now", {}, 400, "resource"),
        ("POST", "/api/sync/XYZ/orders/now", {}, 404, "panel"),
        ("POST", "/api/sync/retention", {"resource": "services", "days": 5}, 400, "resource"),
        ("POST", "/api/sync/retention", {"resource": "orders", "days": 0}, 400, "days"),
        ("POST", "/api/sync/retention", {"resource": "orders"}, 400, "days"),
        ("GET", "/api/sync/MTP/weather/quarantine", None, 400, "resource"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(
    desk: Desk, root: Browser, method: str, path: str, body: object, status: int, field: str
) -> None:
    answer = root.ask(method, path, body)
    assert (answer.status_code, answer.json_body["error"].get("field")) == (status, field)
    assert desk.queue.take() == []
