"""Pictures of every page, to be looked at: `python -m tests.e2e.shots [folder]` (`make shots`).

Each page × theme × language (Persian runs right to left) × width, on made-up answers, so that the same
things are in the pictures every time. Ends with 1 when a page said something it should not: an error on
the console, a refusal by the Content-Security-Policy, a request to another host, a sideways scroll.
"""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import FLAGS, Watched
from tests.e2e.fake_api import FakeApi, serve
from tests.e2e.pages import PAGES, go

FOLDER = Path("out/shots")
THEMES = ("light", "dark")
LANGUAGES = {"en": ("en-GB", "ltr"), "fa": ("fa-IR", "rtl")}
WIDTHS = {360: 740, 1440: 860}
TALLEST = 4000
MORE = {"revenue-table": "/?revenue=table", "sync-late": "/sync?state=late"}
# The whole of a page that scrolls inside itself, in pixels.
WANTED_HEIGHT = """() => Math.max(...[...document.querySelectorAll('.view, .dbody')].map(
  (box) => box.getBoundingClientRect().top + box.scrollHeight))"""
WIDEST = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"


def shoot(page: Page, address: str, path: str, width: int, file: Path) -> str:
    """Take one picture of all of a page; what is wrong with it, "" when nothing is."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    go(page, address, path)
    wanted = int(page.evaluate(WANTED_HEIGHT)) if page.locator(".view").count() else 0
    page.set_viewport_size({"width": width, "height": min(TALLEST, max(WIDTHS[width], wanted))})
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled")
    widest = int(page.evaluate(WIDEST))
    return f"{file.name}: {widest} px wide on {width}" if widest > width else ""


def shoot_all(browser: Browser, address: str, folder: Path) -> list[str]:
    """Every picture into `folder`; what went wrong on the way."""
    problems: list[str] = []
    for theme, language, width in product(THEMES, LANGUAGES, WIDTHS):
        locale, direction = LANGUAGES[language]
        context = browser.new_context(
            locale=locale,
            timezone_id="Europe/Istanbul",
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        watched = Watched(context.new_page())
        page = watched.look()
        for name, path in (PAGES | MORE).items():
            file = folder / f"{name}-{theme}-{direction}-{width}.png"
            problems.append(shoot(page, address, path, width, file))
        problems += [f"{theme} {language} {width}: {said}" for said in (*watched.said, *watched.outside)]
        context.close()
    return [problem for problem in problems if problem]


def main(arguments: list[str]) -> int:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        print("Chromium is not installed (apt-get install chromium), so no picture can be taken")
        return 1
    folder = Path(arguments[0]) if arguments else FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with serve(FakeApi()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        problems = shoot_all(browser, address, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
