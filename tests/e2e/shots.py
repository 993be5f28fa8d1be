"""Pictures of every page, to be looked at: `python -m tests.e2e.shots [folder]`.

Every page x theme x direction (English, Persian) x 360 and 1440 px, with made-up data.
"""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import FLAGS
from tests.e2e.fake_api import FakeApi, serve
from tests.e2e.pages import PAGES, go

WIDTHS = {360: 740, 1440: 860}
THEMES = ("light", "dark")
LANGUAGES = ("en", "fa")


def main(folder: Path) -> int:
    """How many pictures were taken; 1 where there is no browser to take them with."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        print("Chromium is not installed (apt-get install chromium), so no picture can be taken")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with serve(FakeApi()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for theme, language, width in product(THEMES, LANGUAGES, WIDTHS):
            shoot(browser, address, folder, theme=theme, language=language, width=width)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def shoot(browser: Browser, address: str, folder: Path, *, theme: str, language: str, width: int) -> None:
    """All pages in one look, each written to `<page>-<theme>-<direction>-<width>.png`."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale="en-GB",
        timezone_id="Europe/Istanbul",
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('hyperpanel.language', '{language}')")
    direction = "rtl" if language == "fa" else "ltr"
    for name, path in PAGES.items():
        go(page, address, path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{name}-{theme}-{direction}-{width}.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".shots")))
