from __future__ import annotations

from typing import Any

import pytest

from chalicelib.desk.views import MOST_VIEWS
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

FAILED = {"name": "Failed", "page": "orders", "query": "status=fail,error&sort=-created"}


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of two panels whose orders have been read; `ada` sees MTP alone."""
    browser = desk.browser("root")
    for code in ("MTP", "STM"):
        form = {"code": code, "name": code, "base_url": f"https://{HOSTS[code]}"}
        key = desk.simulators[code].admin_key
        assert browser.ask("POST", "/api/panels", {**form, "admin_api_key": key}).status_code == 201
        read_panel(desk.wiring.panels(), desk.time, code, "orders")
    return browser


def save(browser: Browser, **changes: object) -> dict[str, Any]:
    answer = browser.ask("POST", "/api/views", {**FAILED, **changes})
    assert answer.status_code == 201, answer.body
    view: dict[str, Any] = answer.json_body
    return view


def names(browser: Browser, query: str = "") -> list[str]:
    return [view["name"] for view in browser.ask("GET", f"/api/views{query}").json_body["items"]]


def held(desk: Desk, code: str, *words: str) -> int:
    return sum(1 for order in desk.simulators[code].panel.orders if order.status in words)


def test_a_view_is_ones_own_until_it_is_shared(desk: Desk, root: Browser) -> None:
    ada = desk.browser("ada")
    view = save(root)
    assert {name: view[name] for name in FAILED} == FAILED
    assert (view["shared"], view["mine"]) == (False, True)
    assert names(ada) == []
    assert root.ask("PATCH", f"/api/views/{view['id']}", {"shared": True}).status_code == 200
    (shown,) = ada.ask("GET", "/api/views").json_body["items"]
    assert (shown["id"], shown["shared"], shown["mine"]) == (view["id"], True, False)
    assert names(root) == ["Failed"], "on one shelf, not on two"


def test_views_are_listed_by_page_the_shared_first(desk: Desk, root: Browser) -> None:
    save(root, name="b")
    save(root, name="A")
    save(root, name="z", shared=True)
    save(root, name="people", page="users", query="")
    assert names(root, "?page=orders") == ["z", "A", "b"]
    assert names(root, "?page=users") == ["people"]
    assert len(names(root)) == 4


def test_a_view_of_panel_and_status_says_how_many_it_shows(desk: Desk, root: Browser) -> None:
    save(root, name="1", query="status=completed,pending")
    save(root, name="2", query="?panel=MTP&status=completed&columns=id,user")
    save(root, name="3", query="status=completed&user=ada")
    save(root, name="4", query="created_from=yesterday")
    save(root, name="5", query="status=completed", shared=True)
    shown = {one["name"]: one for one in root.ask("GET", "/api/views").json_body["items"]}
    everywhere = sum(held(desk, code, "completed", "pending") for code in ("MTP", "STM"))
    assert shown["1"]["count"] == everywhere > 0
    assert shown["2"]["count"] == held(desk, "MTP", "completed")
    assert "count" not in shown["3"]
    assert "count" not in shown["4"]
    (seen,) = desk.browser("ada").ask("GET", "/api/views").json_body["items"]
    assert seen["count"] == held(desk, "MTP", "completed"), "of their own panels"


def test_a_shared_view_of_a_panel_is_not_shown_to_those_who_do_not_see_it(desk: Desk, root: Browser) -> None:
    hidden = save(root, name="storm", query="panel=MTP,STM", shared=True)
    save(root, name="metro", query="panel=MTP", shared=True)
    assert names(desk.browser("ada")) == ["metro"]
    assert names(desk.browser("new")) == []
    answer = desk.browser("ada").ask("DELETE", f"/api/views/{hidden['id']}")
    assert answer.status_code == 404


def test_staff_share_nothing_and_change_nothing_of_others(desk: Desk, root: Browser) -> None:
    ada = desk.browser("ada")
    assert ada.ask("POST", "/api/views", {**FAILED, "shared": True}).status_code == 403
    own, shared, private = save(ada), save(root, shared=True), save(root)
    assert ada.ask("PATCH", f"/api/views/{own['id']}", {"shared": True}).status_code == 403
    for method, body in (("PATCH", {"name": "mine now"}), ("DELETE", None)):
        assert ada.ask(method, f"/api/views/{shared['id']}", body).status_code == 403
        assert ada.ask(method, f"/api/views/{private['id']}", body).status_code == 404
        assert root.ask(method, f"/api/views/{own['id']}", body).status_code == 404
    assert sorted(names(root)) == ["Failed", "Failed"]


def test_a_view_is_renamed_taken_back_and_removed(desk: Desk, root: Browser) -> None:
    view = save(root, shared=True)
    changed = root.ask("PATCH", f"/api/views/{view['id']}", {"name": " New ", "shared": False}).json_body
    assert (changed["name"], changed["query"], changed["shared"]) == ("New", FAILED["query"], False)
    assert names(desk.browser("ada")) == []
    assert root.ask("DELETE", f"/api/views/{view['id']}").status_code == 204
    assert names(root) == []
    assert root.ask("DELETE", f"/api/views/{view['id']}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**FAILED, "name": "  "}, "name"),
        ({**FAILED, "name": "x" * 81}, "name"),
        ({**FAILED, "page": "../orders"}, "page"),
        ({**FAILED, "query": "x" * 4_001}, "query"),
        ({**FAILED, "query": "&".join(f"a{n}=1" for n in range(200))}, "query"),
        ({**FAILED, "colour": "red"}, "colour"),
        ({"name": "a", "page": "orders"}, "query"),
    ],
)
def test_a_view_that_cannot_be_is_refused_by_field(
    desk: Desk, root: Browser, sent: dict[str, object], field: str
) -> None:
    answer = root.ask("POST", "/api/views", sent)
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, field)
    assert names(root) == []


def test_a_shelf_is_full_at_some_point(desk: Desk) -> None:
    ada = desk.browser("ada")
    for number in range(MOST_VIEWS):
        save(ada, name=str(number))
    answer = ada.ask("POST", "/api/views", FAILED)
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "name")
