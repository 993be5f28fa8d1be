"""axe on every page, in both themes and both directions: nothing serious by WCAG 2.2 A and AA."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.fake_api import FakeApi, serve
from tests.e2e.pages import PAGES, go

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-4.14.1.js"
RUN = """async () => {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const runOnly = { type: "tag", values };
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
}"""


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def address(api: FakeApi) -> Iterator[str]:
    with serve(api) as url:
        yield url


def serious(page: Page) -> list[str]:
    found: list[str] = page.evaluate(RUN)
    return found


def told(found: dict[str, list[str]]) -> str:
    """One line a problem."""
    return "\n".join(f"{name}: {problem}" for name, problems in found.items() for problem in problems)


def with_axe(page: Page, *, language: str = "en") -> Page:
    # What is still fading in has no colours to measure.
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(path=AXE)
    page.add_init_script(f"localStorage.setItem('hyperpanel.language', '{language}')")
    return page


def test_axe_is_the_file_its_line_says() -> None:
    assert sha256(AXE.read_bytes()).hexdigest() in (VENDOR / "README.md").read_text()


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "en"), ("dark", "fa")])
def test_axe_finds_nothing_serious_on_any_page(
    theme: str, language: str, address: str, open_page: OpenPage
) -> None:
    page = with_axe(open_page(theme=theme), language=language)
    found = {}
    for name, path in PAGES.items():
        go(page, address, path)
        found[name] = serious(page)
    assert told(found) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_what_lies_over_a_page(
    theme: str, api: FakeApi, address: str, open_page: OpenPage
) -> None:
    page = with_axe(open_page(theme=theme))
    found = {}
    go(page, address, "/orders")
    page.keyboard.press("Control+k")
    page.keyboard.type("mira")
    expect(page.get_by_role("option", name="mira_k")).not_to_have_count(0)
    found["palette"] = serious(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found["keys"] = serious(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Account of ece.k").click()
    found["account menu"] = serious(page)
    api.signed_in = False
    page.goto(f"{address}/#/panels")
    expect(page.get_by_role("dialog", name="Your session has ended")).to_be_visible()
    found["session ended"] = serious(page)
    page.reload()
    expect(page.get_by_role("heading", name="Sign in to Hyperpanel")).to_be_visible()
    found["sign in"] = serious(page)
    assert told(found) == ""
