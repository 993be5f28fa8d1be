"""What a browser fetches: the first load of the dashboard, and what each page adds when it is opened.

Chromium opens each page afresh; what it asked for is counted as a server sends it, each file compressed by
itself (gzip, level 6, what API Gateway and CloudFront use at most). Fonts are told apart: they swap in.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from tests.benchmarks.table import Line, Part, at_most
from tests.e2e.conftest import FLAGS
from tests.e2e.fake_api import FakeApi, serve

KILO = 1024
FIRST_LOAD = 150
SCRIPT = 60
# An address without a page: the shell alone, with everything that any page needs.
SHELL = "/nowhere"
PAGES = {
    "Overview": "/",
    "Orders": "/orders",
    "Panels": "/panels",
    "Sync": "/sync",
    "My account": "/account",
}
_CHART = "uplot"
_NOTE = (
    "Chromium, a fresh profile for each page, English; every file compressed by itself, gzip level 6. "
    "A page's own bytes are what it adds to the shell; a chart's library comes after the page stands."
)

Sizes = Mapping[str, int]


def measure() -> Part:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        return Part("First load", [Line("bytes", "not measured: Chromium is not installed")])
    with serve(FakeApi()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        shell = fetched(browser, address, SHELL)
        pages = {name: fetched(browser, address, path) for name, path in PAGES.items()}
        browser.close()
    return Part("First load of the dashboard", [*_first_load(shell), *_own(shell, pages)], _NOTE)


def fetched(browser: Browser, address: str, path: str) -> Sizes:
    """The files that a page asks for, by path, with their compressed bytes."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, locale="en-GB")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{address}/#{path}")
    _wait(page, path)
    files = {urlsplit(one.url).path: one for one in answers if not urlsplit(one.url).path.startswith("/api/")}
    sizes = {name: _size(name, one.body()) for name, one in files.items()}
    context.close()
    return sizes


def _wait(page: Page, path: str) -> None:
    expect(page.get_by_role("heading", level=2 if path == SHELL else 1).first).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def _size(name: str, body: bytes) -> int:
    """As sent: a font is compressed in itself already."""
    return len(body) if name.endswith(".woff2") else len(gzip.compress(body, 6))


def _first_load(shell: Sizes) -> list[Line]:
    script = of_kind(shell, ".js")
    fonts = of_kind(shell, ".woff2")
    total = sum(shell.values()) - fonts
    return [
        at_most("shell, without fonts", total / KILO, FIRST_LOAD, "{:.1f} KB"),
        at_most("shell, script of it", script / KILO, SCRIPT, "{:.1f} KB"),
        Line("shell, fonts beside it", f"{fonts / KILO:.1f} KB in {len(shell)} files in all"),
    ]


def _own(shell: Sizes, pages: Mapping[str, Sizes]) -> list[Line]:
    lines = []
    total = sum(shell.values()) - of_kind(shell, ".woff2")
    for name, sizes in pages.items():
        own = {
            path: size for path, size in sizes.items() if path not in shell and not path.endswith(".woff2")
        }
        chart = sum(size for path, size in own.items() if _CHART in path)
        page = sum(own.values()) - chart
        later = f", then {chart / KILO:.1f} KB for its chart" if chart else ""
        words = f"{page / KILO:.1f} KB of its own{later}; with the shell {(total + page) / KILO:.1f} KB"
        lines.append(Line(f"page {name}", words))
    return lines


def of_kind(sizes: Sizes, ending: str) -> int:
    return sum(size for path, size in sizes.items() if path.endswith(ending))
