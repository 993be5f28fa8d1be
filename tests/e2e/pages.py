"""Every page of the dashboard in the states worth looking at, by a name for a file."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PAGES = {
    "overview": "/",
    "orders": "/orders",
    "order": "/orders?open=MTP:70172460",
    "panels": "/panels",
    "panel-add": "/panels?add=1",
    "panel-edit": "/panels?edit=MTP",
    "sync": "/sync",
    "quarantine": "/sync?open=SGP:orders",
    "account": "/account",
    "missing": "/nowhere",
}


def go(page: Page, address: str, path: str) -> None:
    """Open a page and wait until nothing of it is still loading."""
    page.goto(f"{address}/#{path}")
    heading = page.get_by_role("heading", level=2 if path == "/nowhere" else 1)
    expect(heading.first).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
