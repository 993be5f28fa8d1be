"""The whole thing as a person meets it: the runner, the pages in Chromium, panels on the other side."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 180.0
# What a person would still call "a minute", on a machine that runs other tests beside this one.
SYNCS_WITHIN_MS = 120_000
ORDERS = 240


@dataclass(frozen=True)
class Running:
    address: str
    password: str


@contextmanager
def running(*arguments: str) -> Iterator[Queue[str | None]]:
    """A Python module as a process of its own; yields its lines, ends it by SIGTERM."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    lines: Queue[str | None] = Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=pass_on, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        yield lines
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        reader.join(timeout=10)
        process.stdout.close()


def pass_on(said: Iterable[str], lines: Queue[str | None]) -> None:
    for line in said:
        lines.put(line)
    lines.put(None)


def read_until(lines: Queue[str | None], wanted: str) -> str:
    """Everything said up to the line that matches."""
    said = ""
    while not re.search(wanted, said):
        line = lines.get(timeout=STARTS_WITHIN)
        assert line is not None, f"ended too soon:\n{said}"
        said += line
    return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def hyperpanel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The runner with its three simulated panels, on a first start."""
    folder = tmp_path_factory.mktemp("hyperpanel")
    with running("infra.local", "--port", str(free_port()), "--data-dir", str(folder), "--demo") as lines:
        said = read_until(lines, r"ready: \S+\n")
        password = re.search(r"First sign-in \(shown once\): admin / (\S+)", said)
        address = re.search(r"ready: (\S+)\n", said)
        assert password, said
        assert address, said
        yield Running(address[1], password[1])


@pytest.fixture(scope="module")
def own_panel() -> Iterator[dict[str, str]]:
    """A panel that nobody has told Hyperpanel about: its address and keys."""
    with running("infra.simulators.panel", "--code", "NOV", "--orders", str(ORDERS), "--quiet") as lines:
        said: dict[str, str] = json.loads(read_until(lines, r"\{.*\}\n"))
        yield said


def sign_in(page: Page, hyperpanel: Running, at: str) -> None:
    page.goto(hyperpanel.address + at)
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(hyperpanel.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Pages", exact=True)).to_be_visible()


@pytest.mark.timeout(600)
def test_from_signing_in_to_the_orders_of_a_panel_added_by_hand(
    hyperpanel: Running, own_panel: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    sign_in(page, hyperpanel, "#/orders?panel=MTP")
    sees_orders_of(page, "MTP")
    sees_orders_of(page, "STM")
    sees_orders_of(page, "SGP")
    adds_by_hand(page, own_panel)
    watches_it_sync(page)
    sees_orders_of(page, "NOV")
    opens_an_order(page)
    sees_it_in_the_overview(page)
    signs_out(page)


def sees_orders_of(page: Page, code: str) -> None:
    """The page stays open: the orders come by themselves."""
    page.evaluate(f"location.hash = '#/orders?panel={code}'")
    cells = page.get_by_role("table", name="Orders").get_by_role("cell")
    expect(cells.filter(has_text=re.compile(rf"^{code}\d+"))).not_to_have_count(0, timeout=SYNCS_WITHIN_MS)
    others = [other for other in ("MTP", "STM", "SGP", "NOV") if other != code]
    expect(cells.filter(has_text=re.compile(rf"^({'|'.join(others)})\d+"))).to_have_count(0)


def adds_by_hand(page: Page, panel: dict[str, str]) -> None:
    page.get_by_role("link", name="Panels", exact=True).click()
    page.get_by_role("link", name="Add panel").click()
    dialog = page.get_by_role("dialog", name="Add a panel")
    dialog.get_by_label("Short code").fill("NOV")
    dialog.get_by_label("Name").fill("Nova")
    dialog.get_by_label("Address").fill(panel["base_url"])
    dialog.get_by_label("Admin API key").fill("not-the-key")
    dialog.get_by_role("button", name="Test and add").click()
    orders = dialog.get_by_role("listitem").filter(has_text="Orders")
    expect(orders).to_contain_text("failed", timeout=30_000)
    dialog.get_by_label("Admin API key").fill(panel["admin_api_key"])
    dialog.get_by_label("Services API key").fill(panel["services_api_key"])
    dialog.get_by_role("button", name="Test and add").click()
    expect(orders).to_contain_text("1 row came back", timeout=30_000)
    dialog.get_by_role("button", name="Done").click()
    row = page.get_by_role("row").filter(has_text="Nova")
    expect(row).to_contain_text(panel["admin_api_key"][-4:])
    assert panel["admin_api_key"] not in page.content()


def watches_it_sync(page: Page) -> None:
    page.get_by_role("link", name="Sync", exact=True).click()
    orders = page.get_by_role("table", name="Sync NOV").get_by_role("row").filter(has_text="Orders")
    expect(orders).to_contain_text("Fresh", timeout=SYNCS_WITHIN_MS)
    expect(orders.get_by_role("cell").nth(4)).to_have_text(str(ORDERS), timeout=SYNCS_WITHIN_MS)


def opens_an_order(page: Page) -> None:
    page.get_by_role("table", name="Orders").get_by_role("link").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="History")).to_be_visible()
    expect(drawer.get_by_role("table", name="History").get_by_role("row")).not_to_have_count(1)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def sees_it_in_the_overview(page: Page) -> None:
    page.get_by_role("link", name="Overview").click()
    freshness = page.get_by_role("table", name="How fresh each panel is")
    for code in ("MTP", "STM", "SGP", "NOV"):
        expect(freshness.get_by_role("row").filter(has_text=code)).to_be_visible()
    expect(
        page.get_by_role("table", name="Orders by status").get_by_role("columnheader", name="NOV")
    ).to_be_visible()


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Account of admin").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Hyperpanel")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in to Hyperpanel")).to_be_visible()
