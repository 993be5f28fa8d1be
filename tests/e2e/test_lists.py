"""What every list does, shown on the Orders page: keys, selection, copies, columns, views, paging."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import FakeApi, serve


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def address(api: FakeApi) -> Iterator[str]:
    with serve(api) as url:
        yield url


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Orders").get_by_role("row").filter(has=page.get_by_role("cell"))


def ids_of(page: Page) -> list[str]:
    return [link.inner_text() for link in rows(page).locator("[data-lead]").all()]


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    expect(rows(page).first).to_be_visible()
    return page


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_whole_workflow_without_a_mouse(api: FakeApi, address: str, open_page: OpenPage) -> None:
    """The orders of one panel, narrowed, walked, opened, picked, copied: by keys alone."""
    page = opened(open_page(), f"{address}/#/orders")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("f")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Panel: MTP · Metropol")).to_be_focused()
    expect(rows(page)).to_have_count(20)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows(page).nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Order")).to_be_visible()
    page.keyboard.press("j")
    assert f"open=MTP:{ids_of(page)[2]}" in page.url
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(rows(page).nth(2).get_by_role("link")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+J")
    bar = page.get_by_role("region", name="Selected rows")
    expect(bar).to_contain_text("3 selected")
    page.keyboard.press("c")
    expect(page.get_by_text("3 copied")).to_be_visible()
    assert clipboard(page).split("\n") == ids_of(page)[2:5]
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="Panel: MTP · Metropol").press("Delete")
    expect(rows(page)).to_have_count(50)


def test_the_keys_are_listed(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    page.keyboard.press("?")
    expect(page.get_by_text("Select from the last one to here")).to_be_visible()


def test_a_range_is_picked_with_shift_and_the_box_in_the_head_picks_the_page(
    address: str, open_page: OpenPage
) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    boxes = page.get_by_role("table", name="Orders").get_by_role("checkbox")
    boxes.nth(2).click()
    boxes.nth(6).click(modifiers=["Shift"])
    bar = page.get_by_role("region", name="Selected rows")
    expect(bar).to_contain_text("5 selected")
    page.get_by_role("checkbox", name="Select all rows in view").click()
    expect(bar).to_contain_text("50 selected")
    page.get_by_role("button", name="Next").click()
    expect(rows(page)).to_have_count(10)
    expect(bar).to_contain_text("50 selected")
    page.get_by_role("link", name="Completed").click()
    expect(bar).to_be_hidden()


def test_all_that_match_are_held_as_they_are_now(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders?user=mira_k,ozan")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_text("20 match")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="Select all 20 that match").click()
    bar = page.get_by_role("region", name="Selected rows")
    expect(bar).to_contain_text("20 selected all that matched at")
    assert ("POST /api/orders/snapshot", {"filters": {"user": "mira_k,ozan"}}) in api.sent
    page.get_by_role("button", name="Copy external ids").click()
    expect(page.get_by_text("60 copied")).to_be_visible()
    assert clipboard(page).split("\n")[-1] == "8000059"


def test_what_matches_is_exported_part_by_part_into_one_file(
    api: FakeApi, address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    api.lists.orders = 100
    page = opened(open_page(), f"{address}/#/orders?columns=id,status")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    file = tmp_path / "orders.csv"
    download.value.save_as(file)
    assert download.value.suggested_filename.startswith("orders-")
    lines = file.read_bytes().decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("panel,id,status", 101)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    expect(page.get_by_text(": 100 rows")).to_be_visible()


def test_an_export_of_the_selection_has_the_columns_in_view(
    address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = opened(open_page(), f"{address}/#/orders?columns=user,id")
    page.get_by_role("checkbox", name="Select MTP 70172460").click()
    with page.expect_download() as download:
        page.get_by_role("region", name="Selected rows").get_by_role("button", name="Export").click()
    file = tmp_path / "picked.csv"
    download.value.save_as(file)
    assert file.read_text("utf-8-sig").splitlines() == ["user,panel,id", "mira_k,MTP,70172460"]


def test_a_pasted_mess_finds_the_orders_in_it(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    wanted = ids_of(page)[4]
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})); }""",
        f"hi, #{wanted}; and 99999999 (late!)",
    )
    expect(rows(page)).to_have_count(1)
    assert page.url.endswith(f"#/orders?ids={wanted},99999999")


def test_columns_are_picked_ordered_and_kept(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    heads = page.get_by_role("table", name="Orders").get_by_role("columnheader")
    page.get_by_role("button", name="Columns and rows").click()
    page.get_by_role("checkbox", name="User", exact=True).uncheck()
    page.get_by_role("button", name="Move Charge earlier").click()
    page.get_by_role("checkbox", name="IP address").check()
    page.get_by_label("Width of Charge").fill("140")
    page.get_by_label("Width of Charge").press("Enter")
    page.keyboard.press("Escape")
    expect(heads.nth(1)).to_have_text("Charge")
    assert "columns=charge,id,link" in page.url
    assert page.url.endswith(",ip")
    kept = api.desk.preferences["columns"]
    assert isinstance(kept, dict)
    assert kept["orders"][:2] == ["charge:140", "id:192"]
    page.goto(f"{address}/#/orders")
    page.reload()
    expect(heads.nth(1)).to_have_text("Charge")
    assert round(heads.nth(1).bounding_box()["width"]) == 140  # type: ignore[index]


def test_a_column_is_dragged_wider(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders?columns=id,user,service")
    head = page.get_by_role("columnheader", name="User")
    box = head.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 58, box["y"] + 15, steps=4)
    page.mouse.up()
    expect(head).to_have_js_property("offsetWidth", round(box["width"]) + 60)


def test_row_height_and_auto_refresh_are_the_persons_choice(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    page.get_by_role("button", name="Columns and rows").click()
    page.get_by_role("radio", name="Compact").check()
    expect(rows(page).first).to_have_js_property("offsetHeight", 26)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Auto-refresh").click()
    expect(page.get_by_role("button", name="Auto-refresh")).to_have_attribute("aria-pressed", "false")
    assert (api.desk.preferences["density"], api.desk.preferences["auto_refresh"]) == ("compact", False)


def test_new_rows_wait_behind_a_button_and_nothing_jumps(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.clock.install()
    opened(page, f"{address}/#/orders")
    before = ids_of(page)
    api.lists.arrived = 3
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("button", name="3 new")).to_be_visible()
    assert ids_of(page) == before
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="3 new")).to_be_hidden()
    assert ids_of(page)[3] == before[0]


def test_the_next_page_is_there_before_it_is_asked_for(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    with page.expect_request(lambda request: "cursor=c50" in request.url):
        pass
    page.wait_for_load_state("networkidle")
    asked = api.asked.count("GET /api/orders")
    page.keyboard.press("]")
    expect(rows(page)).to_have_count(10)
    assert api.asked.count("GET /api/orders") == asked
    page.keyboard.press("[")
    expect(rows(page)).to_have_count(50)


def test_a_view_is_saved_shared_opened_and_removed(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders?status=fail&provider=north-star.example")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name").fill("Failed at north star")
    page.get_by_label("Share with everybody").check()
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_text("Saved: Failed at north star")).to_be_visible()
    saved = {key: api.desk.views[0][key] for key in ("name", "page", "query", "shared")}
    query = "status=fail&provider=north-star.example"
    assert saved == {"name": "Failed at north star", "page": "orders", "query": query, "shared": True}
    page.goto(f"{address}/#/orders")
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role(
        "link", name="Failed at north star"
    ).click()
    assert page.url.endswith(f"#/orders?{query}")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Remove the view Failed at north star").click()
    expect(page.get_by_text("Removed: Failed at north star")).to_be_visible()
    assert api.desk.views == []


def test_of_a_thousand_rows_those_in_view_are_drawn_and_keys_reach_the_last(
    api: FakeApi, address: str, open_page: OpenPage
) -> None:
    api.lists.orders = 1200
    page = opened(open_page(), f"{address}/#/orders?rows=1000")
    expect(page.get_by_text("1,000 rows")).to_be_visible()
    assert rows(page).count() < 80
    page.keyboard.press("End")
    expect(page.get_by_role("link", name=str(70172460 - 999 * 13))).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("region", name="Selected rows")).to_contain_text("1,000 selected")


def test_the_delivery_is_a_picture_and_a_table(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders?open=STM:70172447")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("img", name="Delivered over time")).to_be_visible()
    expect(drawer.locator("canvas")).to_be_visible()
    drawer.get_by_role("button", name="Show as a table").click()
    table = drawer.get_by_role("table", name="Delivered over time")
    expect(table.get_by_role("row")).not_to_have_count(1)
    expect(drawer.locator("canvas")).to_have_count(0)


def test_a_colleague_sees_the_same_view(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    page.get_by_role("link", name="Failed").first.click()
    page.get_by_role("button", name="Filter by Created").click()
    page.get_by_role("button", name="Since yesterday").click()
    page.get_by_role("button", name="Filter by Provider").click()
    page.keyboard.type("north-star.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Provider: north-star.example")).to_be_visible()
    colleague = opened(open_page(), page.url)
    expect(colleague.get_by_role("button", name="Created: since")).to_be_visible()
    expect(colleague.get_by_role("button", name="Provider: north-star.example")).to_be_visible()
    assert ids_of(colleague) == ids_of(page)


def test_an_order_has_a_page_of_its_own_and_links_to_its_like(address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders?open=STM:70172447")
    drawer = page.get_by_role("dialog", name="STM Order 70172447")
    drawer.get_by_role("button", name="Whole page").click()
    assert page.url.endswith("open=STM:70172447&full=1")
    box = drawer.bounding_box()
    assert box is not None
    assert box["width"] > 1000
    drawer.get_by_role("link", name="reseller.77").click()
    expect(drawer).to_be_hidden()
    assert page.url.endswith("#/orders?user=reseller.77")


def test_a_failed_refresh_keeps_the_rows_and_says_so(api: FakeApi, address: str, open_page: OpenPage) -> None:
    page = opened(open_page(), f"{address}/#/orders")
    api.answers["GET /api/orders"] = (503, {"error": {"code": "busy", "message": "The store is busy."}})
    page.keyboard.press("r")
    expect(page.get_by_text("Could not refresh: The store is busy.")).to_be_visible()
    expect(rows(page)).to_have_count(50)
    api.answers.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Could not refresh:")).to_be_hidden()
