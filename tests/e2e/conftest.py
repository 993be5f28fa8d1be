"""A real browser, and an eye on everything it says and loads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-first-run",
)


@dataclass
class Watched:
    """A page with what went wrong on it: console errors, exceptions, requests to another host."""

    page: Page
    said: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def look(self) -> Page:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(f"exception: {error}"))
        self.page.on("request", self._check)
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium itself writes a line for every answer above 399, also for those the page expects.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.said.append(f"{message.type}: {message.text}")

    def _check(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {"127.0.0.1", None}:
            self.outside.append(request.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (apt-get install chromium), so the pages cannot be looked at")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages of a given size; at the end of the test nothing may have gone wrong on any of them."""
    watched: list[Watched] = []

    def open_one(width: int = 1440, height: int = 860, **options: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/Istanbul",
            color_scheme="dark" if options.get("theme") == "dark" else "light",
        )
        context.set_default_timeout(float(os.environ.get("HYPERPANEL_E2E_TIMEOUT_MS", "15000")))
        watched.append(Watched(context.new_page()))
        return watched[-1].look()

    yield open_one
    problems = [problem for one in watched for problem in (*one.said, *one.outside)]
    for one in watched:
        one.page.context.close()
    assert problems == []
