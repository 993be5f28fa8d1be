"""Every route x everybody. The routes are the app's own: one that is added without a rule here fails."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from chalicelib.api.routes import ROUTES
from tests.fakes.browser import Desk
from tests.integration.api.conftest import HOSTS

EVERYBODY = ("anonymous", "staff without a panel", "staff of the panel", "staff of another", "admin")


class Rule(NamedTuple):
    """What each of EVERYBODY gets for the request."""

    answers: tuple[int, int, int, int, int]
    body: object = None
    query: str = ""


OPEN, OWN, LISTS = (200,) * 5, (401, 200, 200, 200, 200), (401, 200, 200, 200, 200)
ADMIN = (401, 403, 403, 403, 200)
OF_PANEL = (401, 404, 200, 404, 200)
# Whoever does not see the panel is not told that it is there.
ADMIN_OF_PANEL = (401, 404, 403, 404, 200)
FORBIDDEN_FIRST = (401, 403, 403, 403, 200)

NEW_PANEL = {"code": "STM", "name": "Storm", "base_url": f"https://{HOSTS['STM']}", "admin_api_key": "k" * 20}
PASSWORDS = {"old_password": "not the password", "new_password": "a longer password"}
SHARED_VIEW = {"name": "All", "page": "orders", "query": "", "shared": True}

RULES = {
    ("GET", "/api/health"): Rule(OPEN),
    ("POST", "/api/session"): Rule((401,) * 5, {"username": "x", "password": "y"}),
    ("GET", "/api/session"): Rule(OWN),
    ("DELETE", "/api/session"): Rule((401, 204, 204, 204, 204)),
    ("GET", "/api/sessions"): Rule(OWN),
    ("DELETE", "/api/sessions/{id}"): Rule((401, 404, 404, 404, 404)),
    ("POST", "/api/account/password"): Rule((401, 400, 400, 400, 400), PASSWORDS),
    ("GET", "/api/preferences"): Rule(OWN),
    ("PUT", "/api/preferences"): Rule(OWN, {"theme": "dark"}),
    ("GET", "/api/views"): Rule(LISTS),
    ("POST", "/api/views"): Rule((401, 403, 403, 403, 201), SHARED_VIEW),
    ("PATCH", "/api/views/{id}"): Rule((401, 404, 404, 404, 404), {"name": "Other"}),
    ("DELETE", "/api/views/{id}"): Rule((401, 404, 404, 404, 404)),
    ("GET", "/api/search"): Rule(LISTS, query="?q=ada"),
    ("GET", "/api/overview"): Rule(LISTS),
    ("GET", "/api/panels"): Rule(LISTS),
    ("POST", "/api/panels"): Rule((401, 403, 403, 403, 422), NEW_PANEL),
    ("POST", "/api/panels/connect-test"): Rule(ADMIN, {**NEW_PANEL, "resource": "orders"}),
    ("DELETE", "/api/panels"): Rule((401, 403, 403, 403, 204), query="?simulated=1"),
    ("PATCH", "/api/panels/{code}"): Rule(ADMIN_OF_PANEL, {"name": "Other"}),
    ("DELETE", "/api/panels/{code}"): Rule((401, 404, 403, 404, 204)),
    ("POST", "/api/panels/{code}/connect-test"): Rule(ADMIN_OF_PANEL),
    ("GET", "/api/orders"): Rule(LISTS),
    ("GET", "/api/orders/count"): Rule(LISTS),
    ("GET", "/api/orders/export"): Rule(LISTS),
    ("POST", "/api/orders/snapshot"): Rule((401, 201, 201, 201, 201), {"filters": {}}),
    ("GET", "/api/orders/snapshot/{id}"): Rule((401, 404, 404, 404, 404)),
    ("GET", "/api/orders/{panel}/{id}"): Rule((401, 404, 404, 404, 404)),
    ("GET", "/api/sync"): Rule(LISTS),
    ("GET", "/api/sync/dead-letters"): Rule(LISTS),
    ("POST", "/api/sync/dead-letters/replay"): Rule(ADMIN, {"all": True}),
    ("PATCH", "/api/sync/settings"): Rule(ADMIN, {"look_back": 600}),
    ("POST", "/api/sync/retention"): Rule(ADMIN, {"resource": "orders", "days": 30}),
    ("DELETE", "/api/sync/retention/{resource}"): Rule((401, 403, 403, 403, 204)),
    ("PATCH", "/api/sync/{panel}/{resource}"): Rule(FORBIDDEN_FIRST, {"paused": True}),
    ("POST", "/api/sync/{panel}/{resource}/now"): Rule((401, 403, 403, 403, 202), {}),
    ("POST", "/api/sync/{panel}/{resource}/reset"): Rule((401, 403, 403, 403, 202), {}),
    ("GET", "/api/sync/{panel}/{resource}/quarantine"): Rule(OF_PANEL),
}
VALUES = {"{code}": "MTP", "{panel}": "MTP", "{resource}": "orders", "{id}": "7"}


@pytest.fixture
def with_panel(desk: Desk) -> Desk:
    """One panel, MTP; `ada` sees it, `new` sees none, `stm` sees another."""
    from chalicelib.staff.accounts import NewStaff, create_staff
    from tests.fakes.browser import PASSWORD

    other = NewStaff("stm", PASSWORD, "staff", ["STM"], ["sync.control", "panels.edit"])
    create_staff(other, passwords=desk.wiring.passwords(), now=desk.time.now - 1)
    form = {"code": "MTP", "name": "Metro", "base_url": f"https://{HOSTS['MTP']}"}
    key = desk.simulators["MTP"].admin_key
    added = desk.browser("root").ask("POST", "/api/panels", {**form, "admin_api_key": key})
    assert added.status_code == 201
    return desk


def test_every_route_of_the_app_has_a_rule(desk: Desk) -> None:
    routes = {(method, path) for path, methods in desk.app.routes.items() for method in methods}
    files = {(route.method, route.path) for route in ROUTES if route.view == "static.serve"}
    assert routes - files == set(RULES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_gets_what_the_rule_says_of_every_route(with_panel: Desk, who: str) -> None:
    names = dict(zip(EVERYBODY, (None, "new", "ada", "stm", "root"), strict=True))
    place = EVERYBODY.index(who)
    found: dict[tuple[str, str], int] = {}
    wanted: dict[tuple[str, str], int] = {}
    # What takes away comes last, so that there is something to be refused before.
    for (method, path), rule in sorted(RULES.items(), key=lambda one: one[0][0] == "DELETE"):
        browser = with_panel.browser(names[who], address=f"198.51.100.{len(found)}")
        address = path
        for name, value in VALUES.items():
            address = address.replace(name, value)
        answer = browser.ask(method, address + rule.query, rule.body)
        found[method, path] = answer.status_code
        wanted[method, path] = rule.answers[place]
    assert found == wanted


def test_without_its_csrf_token_a_session_changes_nothing_anywhere(with_panel: Desk) -> None:
    browser = with_panel.browser("root")
    browser.csrf = ""
    for (method, path), rule in RULES.items():
        if method == "GET" or path == "/api/session":
            continue
        address = path
        for name, value in VALUES.items():
            address = address.replace(name, value)
        answer = browser.ask(method, address + rule.query, rule.body)
        assert (answer.status_code, answer.json_body["error"]["code"]) == (403, "csrf_refused"), (
            method,
            path,
        )


def test_every_route_refuses_a_parameter_it_does_not_know(with_panel: Desk) -> None:
    browser = with_panel.browser("root")
    for (method, path), rule in RULES.items():
        address = path
        for name, value in VALUES.items():
            address = address.replace(name, value)
        if (method, path) == ("DELETE", "/api/session"):
            continue
        answer = browser.ask(method, f"{address}?colour=red", rule.body)
        assert (answer.status_code, answer.json_body["error"].get("field")) == (400, "colour"), (method, path)


def test_every_view_of_the_table_is_there() -> None:
    for route in ROUTES:
        assert callable(route.load())


def test_the_paths_can_stand_side_by_side_in_api_gateway() -> None:
    """One name only for a variable part in one place, and no two routes alike."""
    names: dict[tuple[str, ...], str] = {}
    for route in ROUTES:
        parts = route.path.split("/")
        for depth, part in enumerate(parts):
            if part.startswith("{"):
                above = tuple(parts[:depth])
                assert names.setdefault(above, part) == part, route.path
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)
