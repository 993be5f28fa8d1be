import pytest

from chalicelib.api.origin import check_same_site, client_address, is_loopback
from chalicelib.errors import CsrfRefused


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("127.9.9.9", True),
        ("[::1]:8000", True),
        ("app.localhost", True),
        ("panel.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, expected: bool) -> None:
    assert is_loopback({"host": host}) is expected


def test_the_address_is_the_gateways_word_unless_a_proxy_of_ours_stands_before_it() -> None:
    headers = {"x-forwarded-for": "6.6.6.6, 198.51.100.7, 203.0.113.9"}
    assert client_address(headers, "203.0.113.9", 0) == "203.0.113.9"
    assert client_address(headers, "203.0.113.9", 1) == "198.51.100.7"
    assert client_address({}, "203.0.113.9", 1) == "203.0.113.9"
    assert client_address({"x-forwarded-for": "203.0.113.9"}, "203.0.113.9", 1) == "203.0.113.9"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "host": "a.example", "origin": "https://a.example"},
        {"origin": "https://evil.example", "host": "panel.example"},
        {"origin": "null", "host": "panel.example"},
        {"origin": "http://localhost:9999", "host": "localhost:8000"},
    ],
)
def test_another_sites_page_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(CsrfRefused):
        check_same_site(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "https://panel.example", "host": "panel.example"},
        # Behind CloudFront the host is the API's own, and the browser's word decides.
        {"sec-fetch-site": "same-origin", "origin": "https://panel.example", "host": "x.execute-api.example"},
    ],
)
def test_our_own_page_and_a_program_are_let_in(headers: dict[str, str]) -> None:
    check_same_site(headers)
