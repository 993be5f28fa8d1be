"""What a frame costs with 1,000 loaded rows: `python -m tests.e2e.frames`.

Processor time of the page's main thread, task by task, from a Chromium trace: unlike the time on the
wall it is nearly the same when something else runs on the machine. Between two frames there is one task
that runs the page's script, lays out and paints.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.fake_api import FakeApi, serve

ROWS = 1000
FRAMES = 240
STEP_PX = 100
BUDGET_MS = 16.0
CATEGORIES = ("devtools.timeline", "disabled-by-default-devtools.timeline")
SCROLL = f"""async () => {{
  const box = document.querySelector(".listbox");
  for (let i = 0; i < {FRAMES}; i++) {{
    box.scrollTop += {STEP_PX};
    await new Promise(requestAnimationFrame);
  }}
}}"""


def tasks_of(trace: Path) -> list[float]:
    """Milliseconds of processor time of each main-thread task, shortest first."""
    events = json.loads(trace.read_text())["traceEvents"]
    threads = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e.get("name") == "thread_name"}
    main_threads = {thread for thread, name in threads.items() if name == "CrRendererMain"}
    tasks = [e for e in events if e.get("name") == "RunTask" and (e["pid"], e["tid"]) in main_threads]
    return sorted(task["tdur"] / 1000 for task in tasks if "tdur" in task)


def measure(browser: Browser, page: Page, name: str, act: Callable[[], object]) -> None:
    """Do something under a trace and print what its tasks cost."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.json"
        browser.start_tracing(page=page, path=trace, categories=list(CATEGORIES))
        act()
        page.wait_for_timeout(200)
        browser.stop_tracing()
        tasks = tasks_of(trace)
    over = sum(task > BUDGET_MS for task in tasks)
    p99 = tasks[int(len(tasks) * 0.99)]
    print(f"{name}: p99 {p99:.1f} ms, longest {tasks[-1]:.1f} ms, {over} of {len(tasks)} over {BUDGET_MS} ms")


def main() -> None:
    """Scroll, select row by row and select all, on the made-up API."""
    api = FakeApi()
    api.lists.orders = ROWS + 200
    with serve(api) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 860}, locale="en-GB")
        page.goto(f"{address}/#/orders?rows={ROWS}")
        page.get_by_text("1,000 rows").wait_for()
        page.wait_for_timeout(1000)
        measure(browser, page, "scrolling", lambda: page.evaluate(SCROLL))
        measure(browser, page, "selecting row by row", lambda: press(page, "Shift+J", 60))
        measure(browser, page, "selecting all", lambda: press(page, "a", 4))
        browser.close()


def press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


if __name__ == "__main__":
    main()
