import re

import pytest

from chalicelib.api.site import read_site
from chalicelib.wiring import STATIC_SITE
from tests.fakes.browser import Browser, Desk


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return desk.browser()


def test_the_index_loads_every_file_from_under_todays_version(browser: Browser) -> None:
    page = browser.ask("GET", "/")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-cache"
    addresses = re.findall(r'(?:href|src)="([^"]+)"', page.body.decode())
    assert addresses
    for address in addresses:
        assert address.startswith(f"/v/{read_site(STATIC_SITE).version}/")
        answer = browser.ask("GET", address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_every_file_of_the_site_is_served_as_it_is_with_its_type(browser: Browser) -> None:
    site = read_site(STATIC_SITE)
    for path, file in site.published():
        answer = browser.ask("GET", f"/{path}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, file.media_type), path
        assert answer.body == file.body, path
    types = {path.rpartition(".")[2]: file.media_type for path, file in site.published()}
    assert types["js"].startswith("text/javascript")
    assert types["css"].startswith("text/css")
    assert types["svg"] == "image/svg+xml"
    assert types["woff2"] == "font/woff2"


def test_a_font_needs_no_accept_header_to_arrive_whole(browser: Browser) -> None:
    font = next(path for path, _ in read_site(STATIC_SITE).published() if path.endswith(".woff2"))
    for accept in ({}, {"Accept": "font/woff2"}, {"Accept": "*/*"}):
        answer = browser.ask("GET", f"/{font}", headers=accept)
        assert answer.status_code == 200
        assert answer.body.startswith(b"wOF2")


def test_what_the_browser_has_is_not_sent_again(browser: Browser) -> None:
    first = browser.ask("GET", "/theme.js")
    tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = browser.ask("GET", "/theme.js", headers={"If-None-Match": known})
        assert (again.status_code, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
    assert browser.ask("GET", "/theme.js", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_answers_the_headers_alone(browser: Browser) -> None:
    got, head = browser.ask("GET", "/theme.js"), browser.ask("HEAD", "/theme.js")
    assert (head.status_code, head.body) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_a_page_may_load_from_here_alone_and_be_framed_by_nobody(browser: Browser) -> None:
    headers = browser.ask("GET", "/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    for kind in ("script-src", "style-src", "font-src", "connect-src"):
        assert policy[kind] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_every_answer_carries_the_security_headers(browser: Browser) -> None:
    for method, path in (
        ("GET", "/"),
        ("GET", "/api/health"),
        ("GET", "/api/session"),
        ("POST", "/api/health"),
    ):
        headers = browser.ask(method, path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Permissions-Policy" in headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert "X-Request-Id" in headers


def test_loopback_is_not_told_to_use_https(browser: Browser) -> None:
    browser.host = "127.0.0.1:8000"
    assert "Strict-Transport-Security" not in browser.ask("GET", "/").headers


def test_an_answer_of_the_api_is_never_kept(browser: Browser) -> None:
    assert browser.ask("GET", "/api/health").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/orders", "/orders/MTP/70172460", "/a/b/c/d/e/f/g/h", "/index.html"])
def test_an_address_of_the_pages_own_shows_the_page(browser: Browser, path: str) -> None:
    answer = browser.ask("GET", path)
    assert answer.status_code == 200
    assert b"<!doctype html>" in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/../app.py",
        "/..%2fapp.py",
        "/%2e%2e/chalicelib/config.py",
        "/lib/../../app.py",
        "/v/0000000000000000/../../app.py",
        "/package.json",
        "/vendor/README.md",
        "/api/nope",
        "/api",
    ],
)
def test_nothing_else_is_there(browser: Browser, path: str) -> None:
    answer = browser.ask("GET", path)
    assert answer.status_code == 404
    assert answer.json_body["error"]["code"] == "not_found"


def test_a_method_that_is_not_possible_says_which_are(browser: Browser) -> None:
    answer = browser.ask("POST", "/api/health")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json_body["error"]["code"] == "method_not_allowed"
