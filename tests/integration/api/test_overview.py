"""What the overview says besides counts: revenue by day, and what waits for a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from chalicelib.desk import revenue
from chalicelib.store.revenue import RevenueRow
from infra.simulators.panel import Fault
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

DAY = 86_400


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of two panels whose orders have been read; `ada` sees MTP alone."""
    browser = desk.browser("root")
    for code in ("MTP", "STM"):
        newest = sorted(desk.simulators[code].panel.orders, key=lambda order: order.created)[-4:]
        for order, status in zip(newest, ("in_progress", "pending", "fail", "error"), strict=True):
            desk.simulators[code].set_order(order.id, status=status)
        form = {"code": code, "name": code, "base_url": f"https://{HOSTS[code]}", "currency": "USD"}
        key = desk.simulators[code].admin_key
        assert browser.ask("POST", "/api/panels", {**form, "admin_api_key": key}).status_code == 201
        read(desk, code)
    return browser


def read(desk: Desk, code: str) -> None:
    """Read all there is to read, as the sync would have by and by."""
    desk.time.now += 700
    read_panel(desk.wiring.panels(), desk.time, code, "orders", "tickets")


def overview(browser: Browser) -> dict[str, Any]:
    answer = browser.ask("GET", "/api/overview")
    assert answer.status_code == 200, answer.body
    body: dict[str, Any] = answer.json_body
    return body


def listed(browser: Browser) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = browser.ask("GET", f"/api/orders?limit=200{cursor}").json_body
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&cursor={page['next']}"


def summed(browser: Browser, now: float) -> dict[tuple[str, str, str], tuple[Decimal, int]]:
    """Panel, day and currency to amount and number, from the orders that the list shows."""
    found: dict[tuple[str, str, str], tuple[Decimal, int]] = {}
    first = int(now) // DAY - 13
    for item in listed(browser):
        if item["status"] == "canceled" or item["created_timestamp"] // DAY < first:
            continue
        day = revenue._day(item["created_timestamp"] // DAY)
        key = (item["panel"], day, item["charge"]["currency_code"])
        amount, number = found.get(key, (Decimal(0), 0))
        found[key] = (amount + Decimal(item["charge"]["value"]), number + 1)
    return found


def told(body: dict[str, Any]) -> dict[tuple[str, str, str], tuple[Decimal, int]]:
    return {
        (one["panel"], one["day"], one["currency"]): (Decimal(one["amount"]), one["orders"])
        for one in body["revenue_by_day"]
        if one["orders"]
    }


def test_revenue_by_day_is_what_the_orders_of_the_day_were_charged(desk: Desk, root: Browser) -> None:
    wanted = summed(root, desk.time.now)
    assert len(wanted) > 5
    assert told(overview(root)) == wanted
    assert told(overview(root)) == wanted, "from what is kept"


def test_every_one_of_fourteen_days_is_there(desk: Desk, root: Browser) -> None:
    days = [one["day"] for one in overview(root)["revenue_by_day"] if one["panel"] == "MTP"]
    assert days == [revenue._day(int(desk.time.now) // DAY - back) for back in range(13, -1, -1)]


def test_todays_revenue_is_the_last_day(desk: Desk, root: Browser) -> None:
    body = overview(root)
    last = {one["panel"]: one for one in body["revenue_by_day"]}
    assert body["revenue_today"] == {
        code: {"amount": one["amount"], "currency": "USD"} for code, one in last.items()
    }


def test_a_refund_is_in_the_day_of_its_order_at_the_next_look(desk: Desk, root: Browser) -> None:
    overview(root)
    recent = [
        item
        for item in listed(root)
        if item["panel"] == "MTP"
        and item["created_timestamp"] > desk.time.now - 10 * DAY
        and item["status"] in ("in_progress", "processing", "pending", "error", "fail")
    ]
    for item in recent[:2]:
        desk.simulators["MTP"].set_order(item["id"], status="canceled", charge=0)
    before = told(overview(root))
    read(desk, "MTP")
    states = {item["id"]: item["status"] for item in listed(root) if item["panel"] == "MTP"}
    assert [states[item["id"]] for item in recent[:2]] == ["canceled"] * 2
    after = told(overview(root))
    assert after == summed(root, desk.time.now)
    assert sum(number for _, number in after.values()) == sum(number for _, number in before.values()) - 2


def test_a_look_at_what_has_not_changed_reads_no_order(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = overview(root)
    monkeypatch.setattr(revenue, "MOST_ROWS", 0)
    assert overview(root)["revenue_by_day"] == body["revenue_by_day"]


def test_days_that_are_not_summed_up_yet_are_left_out_and_come_by_and_by(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in RevenueRow.scan():
        row.delete()
    wanted = summed(root, desk.time.now)
    monkeypatch.setattr(revenue, "MOST_ROWS", 2)
    first = told(overview(root))
    assert first.items() < wanted.items()
    for _ in range(40):
        assert told(overview(root)).items() <= wanted.items()
    assert told(overview(root)) == wanted


def test_staff_see_the_revenue_of_their_panels(desk: Desk, root: Browser) -> None:
    body = overview(desk.browser("ada"))
    assert {one["panel"] for one in body["revenue_by_day"]} == {"MTP"} == set(body["revenue_today"])
    nobody = overview(desk.browser("new"))
    assert (nobody["revenue_by_day"], nobody["revenue_today"]) == ([], {})


def test_a_panel_that_comes_again_under_a_code_starts_without_revenue(desk: Desk, root: Browser) -> None:
    overview(root)
    assert root.ask("DELETE", "/api/panels/STM").status_code == 204
    read_panel(desk.wiring.panels(), desk.time, "STM", "orders")
    assert list(RevenueRow.query("STM")) == []


def test_what_waits_for_a_person_is_counted(desk: Desk, root: Browser) -> None:
    waiting = overview(root)["waiting"]
    panels = [desk.simulators[code].panel for code in ("MTP", "STM")]
    failed = sum(1 for panel in panels for order in panel.orders if order.status in ("fail", "error"))
    tickets = sum(1 for panel in panels for ticket in panel.tickets if ticket.status in ("pending", "open"))
    assert (waiting["failed_orders"], waiting["waiting_tickets"]) == (failed, tickets)
    assert failed > 0
    assert tickets > 0


def test_a_panel_that_is_down_is_named_with_its_reason(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="refused"))
    for _ in range(6):
        read(desk, "MTP")
    late = overview(root)["waiting"]["late_panels"]
    down = [one for one in late if one["panel"] == "MTP" and one["resource"] == "orders"]
    assert [one["state"] for one in down] == ["down"]
    assert down[0]["reason"]
    assert all(one["panel"] != "STM" or one["resource"] != "services" for one in late)
    assert overview(desk.browser("new"))["waiting"]["late_panels"] == []
