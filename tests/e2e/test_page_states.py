"""What the pages show when the API is slow, empty, broken, or answers what nobody hopes for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import PASSWORD, FakeApi, serve
from tests.e2e.fake_data import BIG_ID

PAGES = (
    "/",
    "/orders",
    "/orders?open=MTP:70172460",
    "/panels",
    "/panels?add=1",
    "/panels?edit=MTP",
    "/sync",
    "/sync?open=SGP:orders",
    "/account",
)


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def address(api: FakeApi) -> Iterator[str]:
    with serve(api) as url:
        yield url


def test_signing_in_gives_back_the_page_that_was_asked_for(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.signed_in = False
    page = open_page()
    page.goto(f"{address}/#/orders?status=pending&panel=MTP")
    page.get_by_label("Username").fill("ece.k")
    page.get_by_label("Password").fill("wrong horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Username or password is wrong.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Pending")).to_have_attribute("aria-current", "true")
    assert page.url.endswith("#/orders?status=pending&panel=MTP")


def test_a_lock_out_says_how_long_to_wait(api: FakeApi, address: str, open_page: OpenPage) -> None:
    api.signed_in = False
    api.answers["POST /api/session"] = (429, {"error": {"code": "too_many_tries", "message": "Wait."}})
    page = open_page()
    page.goto(address)
    page.get_by_label("Username").fill("ece.k")
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Too many tries. Wait 1 min")


def test_a_session_that_ends_is_told_and_the_address_kept(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders?user=mira_k")
    expect(page.get_by_role("table", name="Orders")).to_be_visible()
    api.signed_in = False
    page.get_by_role("link", name="Completed").click()
    expect(page.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    assert page.url.endswith("#/orders?user=mira_k&status=completed")


def test_data_reaches_the_page_as_text(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders")
    expect(page.get_by_text("X Followers | Instant <b>bold</b>").first).to_be_visible()
    page.goto(f"{address}/#/sync?open=SGP:orders")
    page.get_by_text("As the panel sent it").first.click()
    expect(page.locator("pre").first).to_contain_text("<script>alert(1)</script>")


def test_an_id_beyond_2_53_is_shown_and_opened_with_every_digit(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders")
    page.get_by_role("link", name=str(BIG_ID)).click()
    expect(page.get_by_role("dialog", name=f"MTP Order {BIG_ID}")).to_be_visible()
    assert f"GET /api/orders/MTP/{BIG_ID}" in api.asked


def test_while_it_loads_the_page_has_its_shape(address: str, open_page: OpenPage) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/api/orders?*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{address}/#/orders")
    expect(page.get_by_role("status", name="Loading…")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_role("table", name="Orders")).to_be_visible()


def test_an_error_says_what_failed_and_goes_away_when_it_is_over(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.answers["GET /api/orders"] = (
        503,
        {"error": {"code": "busy", "message": "The store does not answer."}},
    )
    page = open_page()
    page.goto(f"{address}/#/orders")
    expect(page.get_by_role("alert")).to_contain_text("The store does not answer.")
    api.answers.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table", name="Orders")).to_be_visible()


def test_a_failed_refresh_keeps_the_last_data_and_says_how_old_it_is(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.clock.install()
    page.goto(f"{address}/#/sync")
    expect(page.get_by_role("table", name="Sync MTP")).to_be_visible()
    api.answers["GET /api/sync"] = (502, None)
    page.clock.fast_forward(6_000)
    expect(page.get_by_text("Could not refresh:")).to_be_visible()
    expect(page.get_by_role("table", name="Sync MTP")).to_be_visible()
    api.answers.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Could not refresh:")).to_be_hidden()


def test_nothing_found_offers_the_way_out_and_names_the_ids_nobody_knows(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.answers["GET /api/orders"] = (
        200,
        {"items": [], "next": None, "as_of": {}, "unknown_ids": [5, BIG_ID]},
    )
    page = open_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type(f"#5, {BIG_ID} please")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"2 ids are in no panel: 5, {BIG_ID}")).to_be_visible()
    expect(page.get_by_role("heading", name="No order matches")).to_be_visible()
    page.get_by_role("link", name="Clear all filters").click()
    assert page.url.endswith("#/orders")


def test_without_a_panel_the_overview_says_what_to_do_next(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.panels = []
    page = open_page()
    page.goto(address)
    page.get_by_role("link", name="Add a panel").click()
    expect(page.get_by_role("dialog", name="Add a panel")).to_be_visible()
    expect(page.get_by_label("Short code")).to_be_focused()


def test_late_panels_are_named_above_their_rows(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders")
    expect(page.get_by_text("SGP is behind (late); its rows may be old.")).to_be_visible()
    expect(page.get_by_role("link", name="Orders: No answer within 20 s")).to_be_visible()


def test_filters_live_in_the_address_and_one_key_takes_one_away(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders")
    page.get_by_role("button", name="Filter by User").click()
    page.keyboard.type("mira_k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="User: mira_k")).to_be_focused()
    page.get_by_role("button", name="Filter by Panel").click()
    page.get_by_label("STM · Storm Media").check()
    page.keyboard.press("Escape")
    assert page.url.endswith("#/orders?user=mira_k&panel=STM")
    page.get_by_role("button", name="User: mira_k").press("Delete")
    assert page.url.endswith("#/orders?panel=STM")
    page.go_back()
    expect(page.get_by_role("button", name="User: mira_k")).to_be_visible()


def test_paging_goes_forward_and_back_and_survives_a_reload(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/orders")
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.reload()
    assert page.url.endswith("#/orders?cursor=c50")
    page.get_by_role("button", name="Previous").click()
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    assert page.url.endswith("#/orders")


def test_a_refused_panel_shows_the_panels_words_and_can_be_added_anyway(
    address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels?add=1")
    for label, value in {"Short code": "nov", "Name": "Nova", "Address": "https://nova.example"}.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Admin API key").fill("wrong")
    page.get_by_role("button", name="Test and add").click()
    expect(page.get_by_text("Bad or missing API key (401)").first).to_be_visible()
    page.get_by_role("button", name="Add anyway").click()
    expect(page.get_by_role("listitem").filter(has_text="Tickets")).to_contain_text("1 row came back")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row").filter(has_text="Nova")).to_be_visible()


def test_pausing_a_resource_shows_at_once(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/sync")
    page.get_by_role("button", name="Pause: MTP orders").click()
    expect(page.get_by_text("MTP orders is paused.")).to_be_visible()
    expect(page.get_by_role("button", name="Resume: MTP orders")).to_be_visible()
    assert ("MTP", "orders") in api.paused


def test_what_cannot_be_taken_back_is_asked_first(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/#/panels")
    page.get_by_role("button", name="Remove all simulated panels").click()
    expect(page.get_by_role("dialog", name="Remove the simulated panels?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "DELETE /api/panels" not in api.asked
    page.get_by_role("button", name="Remove all simulated panels").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove all simulated panels").click()
    expect(page.get_by_text("The simulated panels are gone.")).to_be_visible()
    assert "DELETE /api/panels" in api.asked


def test_the_theme_is_kept_and_stands_before_the_first_paint(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(address)
    page.get_by_role("button", name="Account of ece.k").click()
    page.get_by_role("radio", name="Dark").check()
    page.route("**/app.js", lambda route: route.abort())
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(18, 20, 25)"


@pytest.mark.parametrize("width", [360, 768, 2560])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_page_scrolls_sideways(width: int, direction: str, address: str, open_page: OpenPage) -> None:
    page = open_page(width=width, height=800)
    turn = f"document.documentElement.dir = '{direction}'"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {turn} }})")
    for path in PAGES:
        page.goto(f"{address}/#{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("status", name="Loading…")).to_have_count(0)
        assert _widest(page) <= width, path


def _widest(page: Page) -> int:
    found: int = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    return found
