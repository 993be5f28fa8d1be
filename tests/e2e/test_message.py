"""A customer's message under the real Content-Security-Policy: hostile markup is read, never obeyed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import FakeApi, serve
from tests.e2e.hostile import HOSTILE

TAGS = frozenset(["p", "br", "b", "strong", "i", "em", "u", "s", "a", "ul", "ol", "li", "blockquote"])
OTHER_TAGS = frozenset(["code", "pre", "span", "div", "bdi"])
EYE = """
  window.ran = []; window.reports = [];
  const hear = (event) => window.reports.push(event.violatedDirective);
  document.addEventListener("securitypolicyviolation", hear);
  new ReportingObserver((list) => window.reports.push(...list.map((one) => one.type))).observe();
"""
MOUNT = """async (source) => {
  const [{ html, render }, { Message }] =
    await Promise.all([import("/lib/preact.js"), import("/components/message.js")]);
  const place = document.getElementById("mounted") ?? document.createElement("main");
  place.id = "mounted";
  render(null, place);
  document.body.replaceChildren(place);
  render(html`<${Message} source=${source} />`, place);
}"""
FOUND = """(box) => [...box.querySelectorAll("*")].map((one) => [one.localName, one.namespaceURI,
  Object.fromEntries(one.getAttributeNames().map((name) => [name, one.getAttribute(name)]))])"""


@pytest.fixture
def address() -> Iterator[str]:
    with serve(FakeApi()) as url:
        yield url


def start(page: Page, address: str) -> Page:
    page.add_init_script(EYE)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    show(page, "<p>Loaded</p>")
    return page


def show(page: Page, source: str) -> Locator:
    page.evaluate(MOUNT, source)
    content = page.locator("#mounted .message .content")
    expect(content).to_be_visible()
    return content


def check_what_is_left(content: Locator) -> None:
    for tag, namespace, attributes in content.evaluate(FOUND):
        assert tag in TAGS | OTHER_TAGS
        assert namespace == "http://www.w3.org/1999/xhtml"
        assert set(attributes) <= {"href", "rel", "target", "dir", "class"}
        assert attributes.get("class") in {None, "host", "image"}
        if "href" in attributes:
            assert tag == "a"
            assert attributes["href"].startswith(("https://", "http://", "mailto:"))
            assert attributes["rel"] == "noopener noreferrer nofollow ugc"
            assert attributes["target"] == "_blank"


def test_nothing_that_a_message_brings_runs_loads_or_is_reported_and_its_words_are_shown(
    address: str, open_page: OpenPage
) -> None:
    page = start(open_page(), address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, source in HOSTILE.items():
        content = show(page, source)
        expect(content, name).to_contain_text("Hello")
        check_what_is_left(content)
        if (images := page.get_by_role("button", name="as a link")).count():
            images.click()
            expect(images).to_have_count(0)
            check_what_is_left(content)
        for words in content.locator("p, a, div, span").all():
            words.dispatch_event("pointerenter")
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    assert page.evaluate("[window.ran, window.reports]") == [[], []]
    assert asked == []
    assert page.url.startswith(address)


def test_the_same_eyes_see_markup_that_nobody_sanitised(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = start(context.new_page(), address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("""() => { try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); } catch {} }""")
    page.evaluate("() => void (new Image().src = '/api/session')")
    page.wait_for_function("window.reports.length > 0")
    assert "require-trusted-types-for" in page.evaluate("window.reports")
    assert asked == [f"{address}/api/session"]
    context.close()


def test_no_other_script_can_make_a_policy_of_its_own(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = start(context.new_page(), address)
    refused = "(name) => { try { return !trustedTypes.createPolicy(name, {}); } catch { return true; } }"
    assert [page.evaluate(refused, name) for name in ("dompurify", "default", "mine")] == [True, True, True]
    context.close()


def test_a_link_says_where_it_leads_and_a_text_cannot_turn_that_round(
    address: str, open_page: OpenPage
) -> None:
    page = start(open_page(), address)
    link = "<a href='https://bank.example@evil.example/a' title=x>\u202ebank.example</a>"
    content = show(page, f"{link} and more")
    expect(content).to_have_text("bank.example (evil.example) and more")
    expect(content.get_by_role("link")).to_have_attribute("href", "https://evil.example/a")
    expect(show(page, "<a href='javascript:1'>here</a>")).to_have_text("here")
    expect(page.get_by_role("link")).to_have_count(0)


def test_an_image_is_a_place_with_a_name_until_it_is_asked_for_and_then_a_link(
    address: str, open_page: OpenPage
) -> None:
    page = start(open_page(), address)
    source = "<p>See <img src='https://cdn.example/a.png' alt='the bill'></p><img src='cid:2'>"
    content = show(page, source + "<a href='https://shop.example/'><img src='http://cdn.example/b.png'></a>")
    expect(content).to_have_text("See Image: the billImageImage (shop.example)")
    expect(page.get_by_text("Images are never loaded here")).to_be_visible()
    page.get_by_role("button", name="Show 2 images as links").click()
    expect(content).to_have_text(
        "See Image: the bill (cdn.example)ImageImage (shop.example) Image (cdn.example)"
    )
    hrefs = [one.get_attribute("href") for one in content.get_by_role("link").all()]
    assert hrefs == ["https://cdn.example/a.png", "https://shop.example/", "http://cdn.example/b.png"]


def test_a_text_without_tags_keeps_its_lines_and_its_angle_brackets(
    address: str, open_page: OpenPage
) -> None:
    page = start(open_page(), address)
    content = show(page, "Tom &amp; Jerry\nx<y, I <3 it\n\nbye")
    assert content.inner_text() == "Tom & Jerry\nx<y, I <3 it\n\nbye"
    table = "<h1>Bill</h1><table><tr><td>100</td><td>200</td></tr><tr><th>a</th></tr></table>"
    assert show(page, table).inner_text().split() == ["Bill", "100", "200", "a"]


def test_a_long_message_is_folded_and_what_has_the_focus_is_seen(address: str, open_page: OpenPage) -> None:
    page = start(open_page(), address)
    source = "<p>line</p>" * 40 + "<p><a href='https://shop.example/'>last</a></p>"
    content = show(page, source)
    folded = content.bounding_box()
    assert folded is not None
    assert folded["height"] == 320
    page.get_by_role("button", name="Show all").click()
    opened = content.bounding_box()
    assert opened is not None
    assert opened["height"] > 800
    page.get_by_role("button", name="Show less", expanded=True).click()
    page.get_by_role("link", name="last").focus()
    expect(page.get_by_role("button", name="Show less")).to_be_visible()
    show(page, "<p>short</p>")
    expect(page.get_by_role("button")).to_have_count(0)


def test_each_part_of_a_message_has_the_direction_of_its_own_letters(
    address: str, open_page: OpenPage
) -> None:
    page = start(open_page(), address)
    content = show(page, "<p>Hello</p><p>سلام، سفارش من کجاست؟</p>")
    read = "(all) => all.map((one) => getComputedStyle(one).direction)"
    directions = content.locator("p").evaluate_all(read)
    assert directions == ["ltr", "rtl"]


def test_an_empty_message_says_that_it_is(address: str, open_page: OpenPage) -> None:
    page = start(open_page(), address)
    page.evaluate(MOUNT, "<style>p{}</style>")
    expect(page.get_by_text("This message has no text to show.")).to_be_visible()
