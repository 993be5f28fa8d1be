"""Which addresses a panel may have."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import InvalidInput
from chalicelib.panels.hosts import Resolver, check_address, check_public, check_url, resolve_public

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://panel.example", "https://panel.example"),
        (" https://Panel.Example./ ", "https://panel.example"),
        ("http://panel.example:80/", "http://panel.example"),
        ("https://panel.example:443", "https://panel.example"),
        ("https://panel.example:8443/", "https://panel.example:8443"),
        ("https://panel.example/adminapi/v2", "https://panel.example"),
        ("https://panel.example/adminapi/v2/", "https://panel.example"),
        ("https://panel.example/smm//", "https://panel.example/smm"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://ＰＡＮＥＬ.example", "https://panel.example"),
        ("http://93.184.215.14:8080", "http://93.184.215.14:8080"),
        ("http://[2606:2800:21F:CB07::1]:81/", "http://[2606:2800:21f:cb07::1]:81"),
        ("HTTPS://panel.example", "https://panel.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_url(typed) == kept
    assert check_url(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "panel.example",
        "//panel.example",
        "ftp://panel.example",
        "file:///etc/passwd",
        "gopher://panel.example",
        "javascript:alert(1)",
        "https://",
        "https://user@panel.example",
        "https://user:secret@panel.example",
        "https://panel.example@127.0.0.1",
        "https://panel.example\\@127.0.0.1",
        "https://panel.example/?x=1",
        "https://panel.example/#top",
        "https://panel .example",
        "https://panel.example/a\nb",
        "https://panel.example:0x50",
        "https://panel.example:99999",
        "https://-panel.example",
        "https://panel..example",
        "https://pan%65l.example",
        "https://[::1",
        "https://[fe80::1%25eth0]",
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.1",
        "https://127.1",
        "https://0177.0.0.1",
        "https://127.0.0.1.",
        "https://①②⑦.⓪.⓪.①",
        "https://" + "a" * 64 + ".example",
        "https://" + "a." * 130 + "example",
    ],
)
def test_what_is_no_plain_address_of_a_host_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_public(check_url(typed), lambda host, port: [PUBLIC])
    assert caught.value.field == "base_url"


PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.0.3",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput):
        check_address(address)
    with pytest.raises(InvalidInput):
        resolve_public("panel.example", 443, lambda host, port: [PUBLIC, address])


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_a_public_address_is_let_through(address: str) -> None:
    check_address(address)
    assert resolve_public("panel.example", 443, lambda host, port: [address]) == [address]


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_when_wrapped_in_ipv6(address: ipaddress.IPv4Address) -> None:
    def refused(text: str) -> bool:
        try:
            check_address(text)
        except InvalidInput:
            return True
        return False

    assert refused(str(address)) <= refused(f"::ffff:{address}")
    assert refused(str(address)) <= refused(f"64:ff9b::{address}")
    if refused(str(address)):
        assert refused(str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))))


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "api.localhost", "printer.local", "metadata.google.internal", "nas.lan"],
)
def test_a_name_of_this_network_is_refused_whatever_it_resolves_to(host: str) -> None:
    with pytest.raises(InvalidInput):
        check_public(check_url(f"http://{host}/"), lambda name, port: [PUBLIC])


def test_the_name_is_resolved_with_its_own_port() -> None:
    asked: list[tuple[str, int]] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return [PUBLIC]

    check_public("https://panel.example:8443", resolver)
    assert asked == [("panel.example", 8443)]


def test_a_name_that_stands_for_nothing_is_refused() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    resolvers: list[Resolver] = [unknown, lambda host, port: []]
    for resolver in resolvers:
        with pytest.raises(InvalidInput, match=r"no host called panel\.example"):
            check_public("https://panel.example", resolver)
