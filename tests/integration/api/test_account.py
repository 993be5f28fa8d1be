from __future__ import annotations

import pytest

from chalicelib.staff.attempts import ACCOUNT
from tests.fakes.browser import PASSWORD, Browser, Desk

NEW = "another long password"
UNTOUCHED: dict[str, object] = {
    "language": None,
    "theme": None,
    "density": None,
    "columns": {},
    "auto_refresh": True,
}


def change(browser: Browser, old: str = PASSWORD, new: str = NEW) -> int:
    body = {"old_password": old, "new_password": new}
    return browser.ask("POST", "/api/account/password", body).status_code


def test_preferences_are_merged_kept_and_ones_own(desk: Desk) -> None:
    ada, root = desk.browser("ada"), desk.browser("root")
    assert ada.ask("GET", "/api/preferences").json_body == UNTOUCHED
    ada.ask("PUT", "/api/preferences", {"language": "fa", "columns": {"orders": ["id", "user"]}})
    answer = ada.ask("PUT", "/api/preferences", {"theme": "dark", "columns": {"users": ["email"]}})
    wanted = {
        **UNTOUCHED,
        "language": "fa",
        "theme": "dark",
        "columns": {"orders": ["id", "user"], "users": ["email"]},
    }
    assert (answer.status_code, answer.json_body) == (200, wanted)
    assert desk.browser("ada").ask("GET", "/api/preferences").json_body == wanted
    assert root.ask("GET", "/api/preferences").json_body == UNTOUCHED


def test_a_choice_is_taken_back_with_null(desk: Desk) -> None:
    ada = desk.browser("ada")
    ada.ask(
        "PUT", "/api/preferences", {"language": "tr", "auto_refresh": False, "columns": {"orders": ["id"]}}
    )
    answer = ada.ask("PUT", "/api/preferences", {"language": None, "columns": {"orders": None}})
    assert answer.json_body == {**UNTOUCHED, "auto_refresh": False}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"language": "klingon"}, "language"),
        ({"theme": "purple"}, "theme"),
        ({"density": "a b"}, "density"),
        ({"columns": {"orders": [""]}}, "columns"),
        ({"columns": {f"page-{n}": ["id"] for n in range(41)}}, "columns"),
        ({"auto_refresh": "often"}, "auto_refresh"),
        ({"font": "serif"}, "font"),
    ],
)
def test_a_preference_that_cannot_be_is_refused_by_field(
    desk: Desk, sent: dict[str, object], field: str
) -> None:
    ada = desk.browser("ada")
    answer = ada.ask("PUT", "/api/preferences", sent)
    assert answer.status_code == 400
    assert answer.json_body["error"]["field"].startswith(field)
    assert ada.ask("GET", "/api/preferences").json_body == UNTOUCHED


def test_a_new_password_opens_and_the_old_one_does_not(desk: Desk) -> None:
    browser = desk.browser("ada")
    answer = browser.ask("POST", "/api/account/password", {"old_password": PASSWORD, "new_password": NEW})
    assert (answer.status_code, answer.body) == (204, b"")
    assert desk.browser().sign_in("ada", PASSWORD).status_code == 401
    assert desk.browser().sign_in("ada", NEW).status_code == 200


def test_the_session_that_changes_it_stays_and_all_others_end(desk: Desk) -> None:
    here, elsewhere, somebody = desk.browser("ada"), desk.browser("ada"), desk.browser("root")
    desk.time.now += 5
    assert change(here) == 204
    assert elsewhere.ask("GET", "/api/session").status_code == 401
    assert somebody.ask("GET", "/api/session").status_code == 200
    assert here.ask("GET", "/api/session").status_code == 200
    assert change(here, NEW, PASSWORD) == 204, "its CSRF token holds as before"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong password", NEW, "old_password"),
        ("", NEW, "old_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "x" * 1025, "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_field(desk: Desk, old: str, new: str, field: str) -> None:
    browser = desk.browser("ada")
    answer = browser.ask("POST", "/api/account/password", {"old_password": old, "new_password": new})
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, field)
    assert desk.browser().sign_in("ada", PASSWORD).status_code == 200


def test_guessing_the_old_password_is_slowed_down_and_leaves_signing_in_alone(desk: Desk) -> None:
    browser = desk.browser("ada")
    found = [change(browser, f"guess number {n}") for n in range(ACCOUNT.free + 1)]
    assert found == [400] * ACCOUNT.free + [429]
    assert change(browser) == 429, "the right one has to wait as well"
    assert desk.browser().sign_in("ada").status_code == 200
    desk.time.now += 60
    assert change(browser) == 204
