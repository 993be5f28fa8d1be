import json
import threading

import pytest
from chalice.app import Chalice

from chalicelib.api import register
from chalicelib.staff.accounts import change_password
from chalicelib.staff.attempts import ACCOUNT, ADDRESS
from chalicelib.staff.passwords import Parameters, Passwords
from chalicelib.staff.sessions import ABSOLUTE, IDLE, TOUCH
from chalicelib.store.login_attempts import LoginAttemptRow
from chalicelib.store.sessions import SessionRow
from chalicelib.store.staff import StaffRow, load_account
from chalicelib.wiring import Wiring
from tests.fakes.browser import PASSWORD, Desk


def test_signing_in_gives_a_session_that_opens_the_api(desk: Desk) -> None:
    browser = desk.browser()
    assert browser.ask("GET", "/api/session").status_code == 401
    answer = browser.sign_in(" ADA ")
    assert answer.status_code == 200
    assert answer.json_body["staff"] == {
        "username": "ada",
        "role": "staff",
        "panels": ["MTP"],
        "permissions": [],
    }
    shown = browser.ask("GET", "/api/session").json_body
    assert shown == answer.json_body
    assert shown["expires_at"] == "2025-11-21T00:00:00.000Z"


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(desk: Desk) -> None:
    cookie = desk.browser().sign_in("ada").headers["Set-Cookie"]
    assert "; HttpOnly" in cookie
    assert "; SameSite=Strict" in cookie
    assert "; Secure" in cookie
    local = desk.browser()
    local.host = "127.0.0.1:8000"
    assert "Secure" not in local.sign_in("ada").headers["Set-Cookie"]


def test_an_admin_sees_every_panel(desk: Desk) -> None:
    assert desk.browser().sign_in("root").json_body["staff"]["panels"] is None


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("ada", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("ada", ""),
        ("ada\x00", PASSWORD),
        ("x" * 500, "y" * 5000),
    ],
)
def test_a_refusal_is_the_same_whatever_was_wrong(desk: Desk, username: str, password: str) -> None:
    answer = desk.browser().sign_in(username, password)
    assert answer.status_code == 401
    assert answer.json_body == {
        "error": {"code": "sign_in_failed", "message": "The username or the password is wrong."}
    }
    assert "Set-Cookie" not in answer.headers


def test_an_account_that_is_off_is_refused_like_a_wrong_password(desk: Desk) -> None:
    browser = desk.browser("ada")
    StaffRow("ada").update([StaffRow.active.set(False)])
    assert desk.browser().sign_in("ada").json_body["error"]["code"] == "sign_in_failed"
    assert browser.ask("GET", "/api/session").status_code == 401, "its sessions end too"


class CountingPasswords(Passwords):
    """Counts what was verified, and against what."""

    def __init__(self) -> None:
        super().__init__(Parameters(time_cost=1, memory_kib=8, parallelism=1))
        self.verified: list[str] = []

    def verify(self, encoded: str | None, password: str) -> bool:
        self.verified.append("a hash" if encoded else "nobody's hash")
        return super().verify(encoded, password)


def test_a_name_that_does_not_exist_costs_the_same_work(desk: Desk) -> None:
    counting = CountingPasswords()
    object.__setattr__(desk.wiring, "passwords", lambda: counting)
    desk.browser().sign_in("ada", "wrong")
    desk.browser().sign_in("nobody", "wrong")
    assert counting.verified == ["a hash", "nobody's hash"]


@pytest.mark.parametrize("username", ["ada", "nobody"])
def test_guessing_gets_slower_then_is_locked_alike_for_any_name(desk: Desk, username: str) -> None:
    waits = []
    for turn in range(2 * ACCOUNT.lock_at):
        answer = desk.browser(address=f"198.51.100.{turn}").sign_in(username, "wrong")
        if answer.status_code == 429:
            assert answer.json_body["error"]["code"] == "too_many_tries"
            waits.append(int(answer.headers["Retry-After"]))
            desk.time.now += waits[-1]
        else:
            assert answer.status_code == 401
    assert waits[:6] == [1, 2, 4, 8, 16, 32]
    assert set(waits[6:]) == {ACCOUNT.lock}


def test_even_the_right_password_waits_while_the_account_is_locked(desk: Desk) -> None:
    for _ in range(ACCOUNT.free):
        desk.browser().sign_in("ada", "wrong")
    browser = desk.browser()
    assert browser.sign_in("ada").status_code == 429
    desk.time.now += 1
    assert browser.sign_in("ada").status_code == 200
    desk.browser().sign_in("ada", "wrong")
    assert browser.sign_in("ada").status_code == 200, "success starts the account afresh"


def test_an_address_that_tries_many_names_is_slowed_down(desk: Desk) -> None:
    for number in range(ADDRESS.free):
        assert desk.browser(address="198.51.100.7").sign_in(f"name{number}", "wrong").status_code == 401
    assert desk.browser(address="198.51.100.7").sign_in("ada").status_code == 429
    assert desk.browser(address="198.51.100.8").sign_in("ada").status_code == 200


def test_signing_in_with_an_own_account_does_not_launder_guesses(desk: Desk) -> None:
    for number in range(ADDRESS.free):
        attacker = desk.browser(address="198.51.100.7")
        attacker.sign_in(f"name{number}", "wrong")
        attacker.sign_in("new")
    assert desk.browser(address="198.51.100.7").sign_in("root", "wrong").status_code == 429


def test_counted_tries_go_by_themselves(desk: Desk) -> None:
    desk.browser().sign_in("ada", "wrong")
    rows = list(LoginAttemptRow.scan())
    assert len(rows) == 2
    assert all(row.expires_at.timestamp() == desk.time.now + ACCOUNT.memory for row in rows)
    assert all("ada" not in row.subject for row in rows)


def test_a_session_ends_when_idle(desk: Desk) -> None:
    browser = desk.browser("ada")
    desk.time.now += IDLE - 1
    assert browser.ask("GET", "/api/session").status_code == 200
    desk.time.now += IDLE - 1
    assert browser.ask("GET", "/api/session").status_code == 200
    desk.time.now += IDLE
    assert browser.ask("GET", "/api/session").status_code == 401


def test_a_session_ends_for_good_however_busy(desk: Desk) -> None:
    browser, end = desk.browser("ada"), desk.time.now + ABSOLUTE
    while desk.time.now + IDLE / 2 < end:
        desk.time.now += IDLE / 2
        assert browser.ask("GET", "/api/session").status_code == 200
    desk.time.now = end
    assert browser.ask("GET", "/api/session").status_code == 401


def test_a_busy_session_writes_once_a_minute_at_most(desk: Desk) -> None:
    browser = desk.browser("ada")

    def seen() -> float:
        return next(iter(SessionRow.scan())).last_seen_at

    first = seen()
    desk.time.now += TOUCH - 1
    browser.ask("GET", "/api/session")
    assert seen() == first
    desk.time.now += 1
    browser.ask("GET", "/api/session")
    assert seen() == desk.time.now


def test_what_is_stored_signs_nobody_in(desk: Desk) -> None:
    browser = desk.browser("ada")
    dump = json.dumps([row.to_simple_dict() for row in SessionRow.scan()], default=str)
    assert browser.cookie not in dump
    assert browser.csrf not in dump
    thief = desk.browser()
    for stored in (row.token_hash for row in SessionRow.scan()):
        thief.cookie = stored[:43]
        assert thief.ask("GET", "/api/session").status_code == 401


def test_signing_out_ends_the_session_and_takes_the_cookie(desk: Desk) -> None:
    browser = desk.browser("ada")
    stolen = browser.cookie
    answer = browser.ask("DELETE", "/api/session")
    assert (answer.status_code, answer.body) == (204, b"")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    browser.cookie = stolen
    assert browser.ask("GET", "/api/session").status_code == 401


def test_sessions_are_listed_with_where_they_are_from_and_can_be_revoked(desk: Desk) -> None:
    home = desk.browser("ada")
    desk.time.now += 60
    office = desk.browser("ada", address="198.51.100.7")
    items = office.ask("GET", "/api/sessions").json_body["items"]
    assert [(item["address"], item["current"]) for item in items] == [
        ("198.51.100.7", True),
        ("203.0.113.9", False),
    ]
    assert items[1]["device"] == "Browser/1"
    assert items[1]["created_at"] == "2025-11-20T12:00:00.000Z"
    assert office.ask("DELETE", f"/api/sessions/{items[1]['id']}").status_code == 204
    assert home.ask("GET", "/api/session").status_code == 401
    assert len(office.ask("GET", "/api/sessions").json_body["items"]) == 1


def test_nobody_elses_session_can_be_seen_or_revoked(desk: Desk) -> None:
    root, ada = desk.browser("root"), desk.browser("ada")
    theirs = root.ask("GET", "/api/sessions").json_body["items"][0]["id"]
    assert theirs not in ada.ask("GET", "/api/sessions").body.decode()
    assert ada.ask("DELETE", f"/api/sessions/{theirs}").status_code == 404
    assert root.ask("GET", "/api/session").status_code == 200


def test_another_password_ends_every_session(desk: Desk, passwords: Passwords) -> None:
    browsers = [desk.browser("ada"), desk.browser("ada")]
    desk.time.now += 1
    change_password("Ada", "another password", passwords=passwords, now=desk.time.now)
    assert [browser.ask("GET", "/api/session").status_code for browser in browsers] == [401, 401]
    desk.time.now += 1
    assert desk.browser().sign_in("ada").status_code == 401
    assert desk.browser().sign_in("ada", "another password").status_code == 200


def test_a_hash_of_old_parameters_is_renewed_at_the_next_sign_in(desk: Desk) -> None:
    stronger = Passwords(Parameters(time_cost=2, memory_kib=16, parallelism=1))
    object.__setattr__(desk.wiring, "passwords", lambda: stronger)
    assert desk.browser().sign_in("ada").status_code == 200
    account = load_account("ada")
    assert account is not None
    assert "m=16,t=2" in account.password_hash
    assert desk.browser().sign_in("ada").status_code == 200


def test_a_change_needs_the_sessions_own_csrf_token(desk: Desk) -> None:
    browser, other = desk.browser("ada"), desk.browser("ada")
    own = browser.csrf
    for wrong in ("", other.csrf, own[:-1], own.upper(), "é"):
        browser.csrf = wrong
        answer = browser.ask("DELETE", "/api/session")
        assert answer.status_code == 403
        assert answer.json_body["error"]["code"] == "csrf_refused"
    browser.csrf = own
    assert browser.ask("DELETE", "/api/session").status_code == 204


def test_another_sites_page_cannot_sign_anybody_in_or_out(desk: Desk) -> None:
    browser = desk.browser("ada")
    evil = {"Origin": "https://evil.example"}
    assert browser.ask("DELETE", "/api/session", headers=evil).status_code == 403
    form = {"username": "ada", "password": PASSWORD}
    assert desk.browser().ask("POST", "/api/session", form, headers=evil).status_code == 403
    own = {"Origin": "https://panel.example"}
    assert browser.ask("DELETE", "/api/session", headers=own).status_code == 204


def test_a_form_post_is_not_taken_for_json(desk: Desk) -> None:
    answer = desk.browser().ask(
        "POST", "/api/session", b"username=ada", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert (answer.status_code, answer.json_body["error"]["code"]) == (415, "media_type_refused")


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", 400, None),
        (b"[]", 400, None),
        (b'{"username": "ada"}', 400, "password"),
        (b'{"username": "ada", "password": 5}', 400, "password"),
        (b'{"username": "ada", "password": "x", "remember": true}', 400, "remember"),
        (b" " * 1_100_000, 413, None),
    ],
)
def test_a_body_that_cannot_be_read_is_the_callers_fault(
    desk: Desk, body: bytes, status: int, field: str | None
) -> None:
    answer = desk.browser().ask("POST", "/api/session", body)
    assert answer.status_code == status
    assert answer.json_body["error"].get("field") == field


def test_no_password_token_or_hash_is_in_any_answer_or_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    browser = desk.browser("ada")
    browser.ask("GET", "/api/session")
    browser.ask("GET", "/api/sessions")
    browser.sign_in("ada", "CANARY-wrong-password")
    browser.sign_in("CANARY-password-in-the-name-field", "x")
    browser.ask("POST", "/api/session", {"username": "ada", "password": ["CANARY"]})
    account = load_account("ada")
    assert account is not None
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("botocore", "moto")))
    answers = b"\n".join(answer.body for answer in browser.answers).decode()
    for secret in (PASSWORD, "CANARY", account.password_hash, browser.cookie):
        assert secret not in ours
        assert secret not in answers
    assert account.password_hash not in repr(account)


def test_a_fault_of_ours_answers_its_id_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Passwords:
        raise RuntimeError("CANARY")

    object.__setattr__(desk.wiring, "passwords", broken)
    answer = desk.browser().sign_in("ada")
    assert answer.status_code == 500
    request_id = answer.json_body["error"]["request_id"]
    assert request_id in caplog.text
    assert b"CANARY" not in answer.body
    assert "CANARY" not in caplog.text


def test_a_request_is_noted_by_its_route_and_not_by_what_was_asked(desk: Desk) -> None:
    desk.browser("ada").ask("GET", "/api/orders/MTP/CANARY?user=CANARY")
    assert [(one.method, one.route, one.status) for one in desk.served] == [
        ("POST", "/api/session", 200),
        ("GET", "/api/orders/{panel}/{id}", 400),
    ]
    assert "CANARY" not in repr(desk.served)


def test_requests_side_by_side_in_one_process_are_not_mixed_up(desk: Desk) -> None:
    # Chalice keeps the current request once a process; the local server answers in threads.
    meeting = threading.Barrier(2, timeout=30)

    def meet() -> Wiring:
        meeting.wait()
        return desk.wiring

    browsers = {name: desk.browser(name) for name in ("ada", "root")}
    shared = Chalice(app_name="shared", configure_logs=False)
    register(shared, meet, desk.served.append)
    answers: dict[str, object] = {}

    def ask(name: str) -> None:
        browsers[name].app = shared
        answers[name] = browsers[name].ask("GET", "/api/session").json_body["staff"]["username"]

    threads = [threading.Thread(target=ask, args=(name,)) for name in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {"ada": "ada", "root": "root"}
