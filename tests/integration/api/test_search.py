from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of two panels that have been read; `ada` sees MTP alone."""
    browser = desk.browser("root")
    for code, name in (("MTP", "Metro"), ("STM", "Storm")):
        form = {"code": code, "name": name, "base_url": f"https://{HOSTS[code]}"}
        key = desk.simulators[code].admin_key
        assert browser.ask("POST", "/api/panels", {**form, "admin_api_key": key}).status_code == 201
        read_panel(desk.wiring.panels(), desk.time, code, "orders", "users", "tickets")
    return browser


def found(browser: Browser, text: str) -> list[dict[str, Any]]:
    answer = browser.ask("GET", f"/api/search?q={quote(text)}")
    assert answer.status_code == 200, answer.body
    items: list[dict[str, Any]] = answer.json_body["items"]
    return items


def told(browser: Browser, text: str) -> set[tuple[str, str, str]]:
    return {(one["kind"], one["panel"], one["id"]) for one in found(browser, text)}


def test_an_id_is_found_over_all_panels_and_kinds(desk: Desk, root: Browser) -> None:
    wanted = set()
    panel = desk.simulators["STM"].panel
    order, user, ticket = next(iter(panel.orders)), next(iter(panel.users)), next(iter(panel.tickets))
    for row_id in (order.id, user.id, ticket.id):
        for code in ("MTP", "STM"):
            of = desk.simulators[code].panel
            ids = {
                "order": {row.id for row in of.orders},
                "user": {row.id for row in of.users},
                "ticket": {row.id for row in of.tickets},
            }
            wanted |= {(kind, code, str(row_id)) for kind, known in ids.items() if row_id in known}
    assert told(root, f"#{order.id}, {user.id}\n{ticket.id}") == wanted
    assert {kind for kind, code, _ in wanted if code == "STM"} == {"order", "user", "ticket"}
    (one,) = [hit for hit in found(root, str(order.id)) if hit["kind"] == "order" and hit["panel"] == "STM"]
    assert one["title"] == f"#{order.id}"
    assert order.user in one["subtitle"]
    assert order.status in one["subtitle"]


def test_a_username_is_found_however_it_is_typed_with_its_tickets(desk: Desk, root: Browser) -> None:
    ticket = next(iter(desk.simulators["MTP"].panel.tickets))
    hits = told(root, f" {ticket.user.upper()} ")
    user = next(row for row in desk.simulators["MTP"].panel.users if row.username == ticket.user)
    assert ("user", "MTP", str(user.id)) in hits
    assert ("ticket", "MTP", str(ticket.id)) in hits


def test_an_address_finds_its_user(desk: Desk, root: Browser) -> None:
    user = next(row for row in desk.simulators["MTP"].panel.users if row.email)
    hits = found(root, user.email)
    assert ("user", "MTP", str(user.id)) in {(one["kind"], one["panel"], one["id"]) for one in hits}
    assert {one["kind"] for one in hits} == {"user"}


def test_an_id_at_the_provider_finds_its_order(desk: Desk, root: Browser) -> None:
    order = next(row for row in desk.simulators["STM"].panel.orders if row.external_id)
    assert ("order", "STM", str(order.id)) in told(root, str(order.external_id))


def test_a_panel_is_found_by_code_and_name(desk: Desk, root: Browser) -> None:
    assert found(root, "storm")[0] == {
        "kind": "panel", "panel": "STM", "id": "STM", "title": "Storm", "subtitle": "STM",
    }  # fmt: skip
    assert ("panel", "MTP", "MTP") in told(root, "mt")


def test_nobody_finds_what_is_of_another_panel(desk: Desk, root: Browser) -> None:
    panel = desk.simulators["STM"].panel
    order, user = next(iter(panel.orders)), next(row for row in panel.users if row.email)
    for text in (str(order.id), user.username, user.email, "storm", "STM"):
        assert {code for _, code, _ in told(desk.browser("ada"), text)} <= {"MTP"}, text
        assert told(desk.browser("new"), text) == set()


def test_what_is_nowhere_is_not_found(root: Browser) -> None:
    assert found(root, "nobody at all") == []
    assert found(root, "999999999") == []


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", f"?q={'x' * 201}"])
def test_what_cannot_be_searched_for_is_refused(desk: Desk, query: str) -> None:
    answer = desk.browser("ada").ask("GET", f"/api/search{query}")
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "q")
