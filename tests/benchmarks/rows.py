"""Time to rows on a local stack, and the same two figures for react-admin's plain list over the same API."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Response, sync_playwright

from chalicelib.wiring import STATIC_SITE
from tests.benchmarks.pages import KILO
from tests.benchmarks.stack import CODES, Running, stack
from tests.benchmarks.table import Line, Part
from tests.e2e.conftest import FLAGS

ORDERS = 200_000
ROWS = 50
RUNS = 7
VERSION = "5.15.4"
ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).parent / "react_admin"
BUILT = ROOT / ".tools" / f"react-admin-{VERSION}"
LISTS = {"Hyperpanel, Orders": "/#/orders", "react-admin, plain list": "/#/orders"}

# From the start of the navigation to the frame after the last of the first rows stood in the page.
WATCH = f"""
  const look = () => {{
    const rows = [...document.querySelectorAll('tbody tr')].filter((row) => /\\d{{6}}/.test(row.textContent));
    if (rows.length >= {ROWS} && !window.rowsAfter)
      requestAnimationFrame(() => (window.rowsAfter ??= performance.now()));
  }};
  new MutationObserver(look).observe(document, {{ childList: true, subtree: true, characterData: true }});
"""
_NOTE = (
    f"One server for both, its tables in memory; Chromium on this machine, nothing cached, median of {RUNS} "
    f"in turn, from the start of the navigation to the frame with {ROWS} rows. react-admin {VERSION}, built "
    "by Vite for production, without the Content-Security-Policy, which it cannot live under. Bytes: each "
    "file compressed by itself (gzip, level 6), fonts left out."
)


def measure() -> Part:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or shutil.which("npm") is None:
        return Part("Time to rows", [Line("rows", "not measured: Chromium or npm is not installed")])
    sites = (STATIC_SITE, build())
    with stack(ORDERS, sites) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        lines = _compare(browser, running)
        browser.close()
    return Part(f"Time to rows, {ORDERS:,} orders of {len(CODES)} panels", lines, _NOTE)


def build() -> Path:
    """react-admin's list, built once in a folder of its own."""
    if not (BUILT / "node_modules" / "react-admin").exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        shutil.copy(SOURCE / "package.json", BUILT)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=BUILT, check=True)
    for name in ("index.html", "main.jsx"):
        shutil.copy(SOURCE / name, BUILT)
    vite = [str(BUILT / "node_modules" / ".bin" / "vite"), "build", "--base", "./", "--logLevel", "error"]
    subprocess.run(vite, cwd=BUILT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return BUILT / "dist"


def _compare(browser: Browser, running: Running) -> list[Line]:
    found: dict[str, list[tuple[float, int, int]]] = {name: [] for name in LISTS}
    for _ in range(RUNS):
        for (name, path), address in zip(LISTS.items(), running.addresses, strict=True):
            found[name].append(_open(browser, address + path, address, running.token))
    ours, theirs = ((name, *map(median, zip(*runs, strict=True))) for name, runs in found.items())
    lines = [Line(name, _words(ms, total, script)) for name, ms, total, script in (ours, theirs)]
    ratio = f"{theirs[1] / ours[1]:.2f} × the time, {theirs[2] / ours[2]:.2f} × the bytes"
    return [*lines, Line("react-admin / Hyperpanel", ratio)]


def _words(ms: float, total: float, script: float) -> str:
    return (
        f"{ms:.0f} ms to {ROWS} rows; first load {total / KILO:.1f} KB, script {script / KILO:.1f} KB of it"
    )


def _open(browser: Browser, url: str, address: str, token: str) -> tuple[float, int, int]:
    """Milliseconds to the rows, bytes of all files, bytes of the scripts among them."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, locale="en-GB", bypass_csp=True)
    context.add_cookies([{"name": "hyperpanel_session", "value": token, "url": address}])
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_function("window.rowsAfter", timeout=60_000)
    after = float(page.evaluate("window.rowsAfter"))
    sizes = {one.url: _size(one) for one in answers if "/api/" not in one.url and ".woff2" not in one.url}
    context.close()
    return after, sum(sizes.values()), sum(size for name, size in sizes.items() if ".js" in name)


def _size(answer: Response) -> int:
    return len(gzip.compress(answer.body(), 6))
