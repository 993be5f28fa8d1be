"""Which addresses a panel may have: http(s) on a public host.

A panel's address is typed in by a person and then called from inside our network, so it must not lead
back into it. The rules are applied to the text when it is saved (`check_url`), to every address its name
stands for at that moment (`check_public`), and again to the very address a connection is about to be made
to (`transport`), so that a name that changes its mind in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from chalicelib.errors import InvalidInput

# (host, port) -> the textual addresses it stands for; raises OSError when it stands for none.
Resolver = Callable[[str, int], Sequence[str]]
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

FIELD = "base_url"
ADMIN_SUFFIX = "/adminapi/v2"
INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
# Set aside for special use, though older Pythons count them as global; and Azure's wire server, a public
# address that answers to its own machines alone.
SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20", "5f00::/16")
)
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")


def check_url(text: str) -> str:
    """The address as it is kept: scheme, host in ASCII, port where unusual, path; nothing else.

    `/adminapi/v2` and slashes at its end are taken off. Raises InvalidInput for all that is no http(s)
    URL of a host: other schemes, user names, queries, and numbers in forms only a resolver understands.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise InvalidInput("The address is not a URL.", field=FIELD) from None
    if parts.scheme not in ("http", "https"):
        raise InvalidInput("The address must begin with https:// or http://.", field=FIELD)
    if "@" in parts.netloc:
        raise InvalidInput("The address must not hold a user name or password.", field=FIELD)
    if parts.query or parts.fragment or re.search(r"[\s\\\x00-\x1f\x7f]", text.strip()):
        raise InvalidInput("The address must be a plain one, without ?, # or blanks.", field=FIELD)
    usual = {"http": 80, "https": 443}[parts.scheme]
    place = "" if port in (None, usual) else f":{port}"
    return f"{parts.scheme}://{_host(parts)}{place}{_path(parts.path)}"


def _path(path: str) -> str:
    return path.rstrip("/").removesuffix(ADMIN_SUFFIX).rstrip("/")


def _host(parts: SplitResult) -> str:
    """The host of a URL in the one form we keep."""
    host = (parts.hostname or "").rstrip(".")
    address = literal(host)
    if address is not None:
        return f"[{address}]" if address.version == 6 else str(address)
    import idna  # 15 ms, and only when an address is saved

    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise InvalidInput("The address has a name that no host can have.", field=FIELD) from None
    name = name.lower()
    labels = name.split(".")
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise InvalidInput("The address has a name that no host can have.", field=FIELD)
    if NUMERIC_LABEL.fullmatch(labels[-1]):  # 127.1, 0177.0.0.1, 2130706433, 0x7f000001
        raise InvalidInput("Write the address as a name, or as a plain IP address.", field=FIELD)
    return name


def literal(host: str) -> IpAddress | None:
    """The IP address that `host` spells in full, if it does."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def check_name(host: str) -> None:
    """Refuse the names that mean this machine or this network, whatever they resolve to."""
    name = host.lower().rstrip(".")
    if any(name == inner or name.endswith("." + inner) for inner in INNER_NAMES):
        raise InvalidInput(f"{host} is not on the public internet.", field=FIELD)


def check_address(text: str) -> None:
    """Refuse an IP address that is not a public one, also where it is wrapped in another."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise InvalidInput(f"{text} is not an IP address.", field=FIELD) from None
    if not all(_is_public(one) for one in (address, *_wrapped(address))):
        raise InvalidInput(f"{text} is not an address of the public internet.", field=FIELD)


def _is_public(address: IpAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address.is_site_local):
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not any(address in network for network in SPECIAL)
    )


def _wrapped(address: IpAddress) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address may be carried on to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in net for net in NAT64) or address in IPV4_COMPATIBLE:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def system_resolver(host: str, port: int) -> list[str]:
    """The machine's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def resolve_public(host: str, port: int, resolver: Resolver) -> list[str]:
    """The addresses of `host`, every one of them public.

    Raises InvalidInput when one is not, and OSError when the name stands for nothing.
    """
    check_name(host)
    address = literal(host)
    addresses = [str(address)] if address is not None else list(resolver(host, port))
    if not addresses:
        raise OSError(f"{host} has no address")
    for one in addresses:
        check_address(one)
    return addresses


def check_public(url: str, resolver: Resolver = system_resolver) -> None:
    """Refuse a checked URL whose host is not public now. Raises InvalidInput."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        resolve_public(host, parts.port or 443, resolver)
    except OSError:
        raise InvalidInput(f"There is no host called {host}.", field=FIELD) from None
