"""Overview, Panels and Sync as a person works with them, on made-up answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import FakeApi, serve

KEY = "a-key-of-twenty-chars"


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def address(api: FakeApi) -> Iterator[str]:
    with serve(api) as url:
        yield url


def fill_in(page: Page, **changes: str) -> Locator:
    """The form of a new panel, filled in; its dialog."""
    dialog = page.get_by_role("dialog", name="Add a panel")
    fields = {"Short code": "nov", "Name": "Nova", "Address": "https://nova.example", "Admin API key": KEY}
    for label, value in (fields | changes).items():
        dialog.get_by_label(label).fill(value)
    return dialog


def test_what_waits_for_a_person_opens_the_list_it_was_counted_by(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(address)
    waiting = page.get_by_role("region", name="Waiting for a person")
    waiting.get_by_role("link", name="Failed orders: 277").click()
    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    assert page.url.endswith("#/orders?status=error,fail")
    page.go_back()
    waiting.get_by_role("link", name="Late panels: 1").click()
    expect(page.get_by_role("link", name="To look at")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("table", name="Sync MTP")).to_have_count(0)
    expect(page.get_by_role("table", name="Sync SGP").get_by_role("row")).to_have_count(5)


def test_it_is_told_which_panel_is_late_and_why(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(address)
    waiting = page.get_by_role("region", name="Waiting for a person")
    line = waiting.get_by_role("listitem").filter(has_text="SGP")
    expect(line).to_contain_text("No answer within 20 s, third time in a row.")
    line.get_by_role("link", name="Open the sync of SGP").click()
    assert page.url.endswith("#/sync?panel=SGP")
    expect(page.get_by_role("table")).to_have_count(1)
    page.get_by_role("link", name="Show everything").click()
    expect(page.get_by_role("table", name="Sync MTP")).to_be_visible()


def test_a_day_of_revenue_opens_the_orders_of_that_day(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(address)
    page.get_by_role("navigation", name="Show revenue as").get_by_role("link", name="Table").click()
    table = page.get_by_role("table", name="Revenue by day")
    expect(table.get_by_role("columnheader", name="MTP (USD)")).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(15)
    table.get_by_role("row").nth(1).get_by_role("link", name="STM").click()
    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    day = datetime.now(UTC).date()
    wanted = f"#/orders?panel=STM&created_from={day}T00:00:00Z&created_to={day}T23:59:59Z"
    assert page.url.endswith(wanted)


def test_revenue_is_drawn_per_panel_and_currency(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(address)
    for name in ("MTP (USD)", "STM (EUR)", "SGP (TRY)"):
        expect(page.get_by_role("img", name=name).locator("canvas")).to_be_visible()


def test_the_connect_test_is_shown_as_it_goes(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/connect-test", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{address}/#/panels?add=1")
    dialog = fill_in(page)
    dialog.get_by_role("button", name="Test and add").click()
    steps = dialog.get_by_role("listitem")
    for done, resource in enumerate(("Orders", "Payments", "Users", "Tickets", "Services")):
        expect(steps.nth(done)).to_contain_text(resource)
        expect(steps.nth(done)).to_contain_text("Asking…")
        expect(steps.filter(has_text="came back")).to_have_count(done)
        while len(held) == done:
            page.wait_for_timeout(10)
        held[done].continue_()
    expect(dialog.get_by_role("link", name="See its orders")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Nova")).to_be_visible()
    assert api.asked.count("POST /api/panels") == 1


def test_a_panel_nobody_can_reach_is_asked_once_and_not_added(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels?add=1")
    dialog = fill_in(page, Address="https://silent.example")
    dialog.get_by_role("button", name="Test and add").click()
    expect(dialog.get_by_text("No answer within 5 s")).to_be_visible()
    expect(dialog.get_by_text("Not asked: the panel cannot be reached")).to_have_count(4)
    assert api.asked.count("POST /api/panels/connect-test") == 1
    assert "POST /api/panels" not in api.asked
    expect(dialog.get_by_label("Admin API key")).to_have_value(KEY)


def test_a_field_the_api_refuses_is_marked_and_keeps_what_was_typed(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    error = {"code": "invalid", "message": "This address is not a panel's.", "field": "base_url"}
    api.answers["POST /api/panels/connect-test"] = (400, {"error": error})
    page = open_page()
    page.goto(f"{address}/#/panels?add=1")
    dialog = fill_in(page)
    dialog.get_by_role("button", name="Test and add").click()
    expect(dialog.get_by_role("alert")).to_have_text("This address is not a panel's.")
    expect(dialog.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_value("Nova")


def test_a_panel_that_is_there_is_tested_step_by_step_too(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels?edit=MTP")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text("1 row came back")).to_have_count(5)
    expect(page.get_by_text("The panel answers.")).to_be_visible()
    assert api.asked.count("POST /api/panels/MTP/connect-test") == 5


def test_under_read_only_sending_is_off_and_says_why(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels?edit=SGP")
    expect(page.get_by_role("switch", name="Sending")).to_be_disabled()
    expect(page.get_by_text("Read-only is on and wins")).to_be_visible()
    page.get_by_role("switch", name=re.compile("^Read-only")).uncheck()
    expect(page.get_by_text("Read-only is off for SGP.")).to_be_visible()
    switches = {"sync": True, "sending": False, "ai": True, "read_only": False}
    assert ("PATCH /api/panels/SGP", {"switches": switches}) in api.sent


def test_a_services_key_is_taken_away_after_a_question(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels?edit=MTP")
    page.get_by_role("button", name="Remove the services key").click()
    question = page.get_by_role("dialog", name="Remove the services key of MTP?")
    question.get_by_role("button", name="Remove the services key").click()
    expect(page.get_by_text("The services key of MTP is removed.")).to_be_visible()
    assert ("PATCH /api/panels/MTP", {"services_api_key": None, "save_anyway": True}) in api.sent


def test_only_what_was_changed_of_the_settings_is_sent(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/sync")
    page.get_by_label("Longest interval of Orders").fill("900")
    page.get_by_label("Rows a fetch of Tickets").fill("250")
    page.get_by_label("Full check, hours").fill("12")
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    changes = {
        "intervals": {"orders": {"min": 30, "max": 900}},
        "rows_per_fetch": {"tickets": 250},
        "verify_every": 43200,
    }
    assert ("PATCH /api/sync/settings", changes) in api.sent


def test_a_retention_is_announced_and_can_be_taken_back(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.answers["POST /api/sync/retention"] = (200, {"rows": 42, "effective_at": "2026-11-21T09:00:00Z"})
    page = open_page()
    page.goto(f"{address}/#/sync")
    retention = page.get_by_role("region", name="Retention")
    expect(retention.get_by_text("180 days. 12,034 rows go.")).to_be_visible()
    retention.get_by_label("Days to keep users").fill("90")
    retention.get_by_role("listitem").filter(has_text="Users").get_by_role("button", name="Change").click()
    expect(page.get_by_text("42 rows of users would go at")).to_be_visible()
    retention.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Payments are kept as before.")).to_be_visible()
    assert ("POST /api/sync/retention", {"resource": "users", "days": 90}) in api.sent
    assert "DELETE /api/sync/retention/payments" in api.asked


def test_dead_letters_are_replayed_one_by_one_or_all(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/sync")
    dead = page.get_by_role("region", name="Dead letters")
    expect(dead.get_by_text("2 reads gave up")).to_be_visible()
    expect(dead.get_by_text("No answer within 20 s, fifth time in a row.")).to_be_visible()
    dead.get_by_role("button", name="Replay SGP tickets").click()
    expect(page.get_by_text("1 read is sent again.")).to_be_visible()
    expect(dead.get_by_text("1 read gave up")).to_be_visible()
    dead.get_by_role("button", name="Replay all").click()
    expect(dead.get_by_text("There is none now.")).to_be_visible()
    assert [body for act, body in api.sent if act.endswith("/replay")] == [{"ids": ["d2"]}, {"all": True}]


def test_rows_set_aside_and_unknown_fields_are_told_by_name(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/sync")
    page.get_by_role("link", name="2 rows set aside").click()
    drawer = page.get_by_role("dialog", name="What did not fit: SGP orders")
    expect(drawer.get_by_text("created_timestamp: expected a number, got text")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="1 field that no contract names, kept").click()
    drawer = page.get_by_role("dialog", name="What did not fit: MTP orders")
    expect(drawer.get_by_role("term")).to_have_text("queue")
    expect(drawer.get_by_role("definition")).to_have_text("12")


@pytest.mark.parametrize("language", ["tr", "fa"])
def test_the_pages_speak_the_persons_language(language: str, address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(f"localStorage.setItem('hyperpanel.language', '{language}')")
    names = {"tr": ("Genel bakış", "Paneller", "Eşitleme"), "fa": ("نمای کلی", "پنل‌ها", "همگام‌سازی")}
    for path, name in zip(("/", "/panels", "/sync"), names[language], strict=True):
        page.goto(f"{address}/#{path}")
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        expect(page.get_by_role("table").first).to_be_visible()
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "fa" else "ltr")
