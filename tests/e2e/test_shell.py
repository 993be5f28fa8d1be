"""What stands around every page: search, palette, keys, jobs, languages, and what is told at an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import PASSWORD, FakeApi, serve
from tests.e2e.fake_data import Row


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def address(api: FakeApi) -> Iterator[str]:
    with serve(api) as url:
        yield url


def at(page: Page, url: str, heading: str) -> Page:
    page.goto(url)
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    return page


def test_the_palette_goes_to_a_page_an_order_and_a_users_orders_by_keys_alone(
    address: str, open_page: OpenPage
) -> None:
    page = at(open_page(), address, "Overview")
    page.keyboard.press("Control+k")
    page.keyboard.type("pan")
    expect(page.get_by_role("option", name="Panels")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Panels", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("mira")
    expect(page.get_by_role("option", name="70172460")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.url.endswith("#/orders?panel=STM&user=mira_k")
    page.keyboard.press("Control+k")
    page.keyboard.type("701724")
    page.keyboard.type("60")
    expect(page.get_by_role("option", name="MTP #70172460")).to_be_visible()
    page.get_by_role("option", name="MTP #70172460").click()
    expect(page.get_by_role("dialog", name="MTP Order 70172460")).to_be_visible()


def test_the_palette_remembers_where_one_went_last(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), address, "Overview")
    page.keyboard.press("Control+k")
    page.keyboard.type("sync of storm")
    expect(page.get_by_role("option", name="Sync of Storm Media")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#/sync?panel=STM")
    page.reload()
    expect(page.get_by_role("heading", name="Sync", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    recent = page.get_by_role("group", name="Recent").get_by_role("option")
    expect(recent).to_have_text(re.compile("Sync of Storm Media"))


def test_what_is_typed_into_the_search_that_is_no_id_is_looked_up(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), address, "Overview")
    page.keyboard.press("/")
    page.keyboard.type("farhad")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Page, panel")).to_have_value("farhad")
    page.get_by_role("option", name="Refill please").click()
    assert page.url.endswith("#/orders?panel=SGP&user=farhad")


def test_the_keys_of_the_page_are_listed_and_esc_gives_the_page_back(
    address: str, open_page: OpenPage
) -> None:
    page = at(open_page(), f"{address}/#/orders", "Orders")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_role("heading", name="On this page")).to_be_visible()
    expect(keys.get_by_role("heading", name="Everywhere")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_chip_says_todays_revenue_and_why_its_dot_is_not_green(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), address, "Overview")
    chip = page.get_by_role("group", name="Panels and how fresh").get_by_role("link", name="SGP")
    expect(chip).to_contain_text(re.compile(r"₺[\d,.]+"))
    chip.focus()
    tip = page.locator(".tip")
    expect(tip).to_contain_text("Orders: No answer within 20 s, third time in a row.")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_signing_in_again_in_place_keeps_what_was_typed(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = at(open_page(), f"{address}/#/panels?add=1", "Panels")
    page.get_by_label("Short code").fill("NOV")
    api.signed_in = False
    page.get_by_label("Admin API key").fill("right")
    page.get_by_label("Name").fill("Nova")
    page.get_by_label("Address").fill("https://nova.example")
    page.get_by_role("button", name="Test and add").click()
    ended = page.get_by_role("dialog", name="Your session has ended")
    expect(ended.get_by_label("Username")).to_have_value("ece.k")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(ended).to_be_visible()
    ended.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(ended.get_by_role("alert")).to_have_text("Username or password is wrong.")
    ended.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(ended).to_be_hidden()
    expect(page.get_by_label("Short code")).to_have_value("NOV")


def test_being_offline_is_told_and_over_when_it_is_over(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), address, "Overview")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden()


def test_a_job_is_followed_over_a_reload_until_it_has_ended(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    running: Row = {"id": "j1", "state": "running", "done": 40, "total": 120, "failed": 2}
    api.desk.jobs["j1"] = [running]
    page = at(open_page(), f"{address}/#/account?job=j1", "My account")
    page.get_by_role("button", name="1 job is running").click()
    expect(page.get_by_text("40 of 120 · 2 failed")).to_be_visible()
    page.goto(f"{address}/#/panels")
    page.reload()
    expect(page.get_by_role("button", name="1 job is running")).to_be_visible()
    api.desk.jobs["j1"] = [{**running, "state": "done", "done": 120}]
    expect(page.get_by_role("status").filter(has_text="Jobs j1: Done")).to_be_visible()
    page.get_by_role("button", name="No job is running").click()
    page.get_by_role("button", name="Take “Jobs j1” off the list").click()
    expect(page.get_by_role("button", name="No job is running")).to_be_hidden()


def test_the_password_is_changed_and_the_apis_complaint_stands_at_its_field(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = at(open_page(), f"{address}/#/account", "My account")
    page.get_by_label("Current password").fill("wrong horse")
    page.get_by_label("New password").fill("battery staple correct")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_label("Current password")).to_be_focused()
    expect(page.get_by_label("Current password")).to_have_accessible_description("This is not your password.")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    expect(page.get_by_label("New password")).to_have_value("")
    assert api.asked.count("POST /api/account/password") == 2


def test_unsaved_changes_are_asked_about_before_the_page_is_left(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), f"{address}/#/account", "My account")
    page.get_by_label("New password").fill("battery staple")
    page.get_by_role("link", name="Panels", exact=True).click()
    question = page.get_by_role("dialog", name="Leave without saving?")
    question.get_by_role("button", name="Stay here").click()
    expect(page.get_by_label("New password")).to_have_value("battery staple")
    assert page.url.endswith("#/account")
    page.get_by_role("link", name="Panels", exact=True).click()
    question.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Panels", level=1)).to_be_visible()


def test_a_drawer_with_a_half_filled_form_is_not_closed_unasked(address: str, open_page: OpenPage) -> None:
    page = at(open_page(), f"{address}/#/panels", "Panels")
    page.get_by_role("link", name="Add panel").click()
    page.get_by_label("Short code").fill("NOV")
    page.keyboard.press("Escape")
    question = page.get_by_role("dialog", name="Leave without saving?")
    expect(question).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(page.get_by_label("Short code")).to_have_value("NOV")
    page.go_back()
    expect(question).to_be_visible()
    question.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("dialog", name="Add a panel")).to_be_hidden()


def test_a_language_is_chosen_where_one_stands_and_kept(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = at(open_page(), f"{address}/#/orders?panel=MTP", "Orders")
    page.get_by_role("button", name="Account of ece.k").click()
    # The choice loads the page anew: there is no radio left that could be asked whether it is checked.
    page.get_by_role("radio", name="فارسی").click()
    expect(page.get_by_role("heading", name="سفارش‌ها", level=1)).to_be_visible()
    assert page.url.endswith("#/orders?panel=MTP")
    assert page.evaluate("[document.documentElement.lang, document.dir]") == ["fa", "rtl"]
    assert api.desk.preferences["language"] == "fa"
    page.wait_for_function("document.fonts.check('13px Vazirmatn', 'سفارش')")


def test_a_new_machine_takes_over_what_was_chosen_elsewhere(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.desk.preferences = {"language": "tr", "theme": "dark"}
    page = at(open_page(), address, "Genel bakış")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_a_phone_every_chip_is_in_reach_and_the_search_is_the_palette(
    address: str, open_page: OpenPage
) -> None:
    page = at(open_page(width=360, height=740), address, "Overview")
    late = page.get_by_role("group", name="Panels and how fresh").get_by_role("link", name="SGP")
    expect(late).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Search, or paste order ids").click()
    page.keyboard.type("#70172460, 70172447")
    page.get_by_role("option", name="Find 2 ids in the orders").click()
    assert page.url.endswith("#/orders?ids=70172460,70172447")
