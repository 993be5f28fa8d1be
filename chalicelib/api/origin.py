"""Where a request comes from: its address, its host, and whether another site sent it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from chalicelib.errors import CsrfRefused


def client_address(headers: Mapping[str, str], source: str, trusted_proxies: int) -> str:
    """The caller's address.

    API Gateway's own word (`source`), unless that many proxies of ours stand before it: each adds
    the address it was called from at the end of X-Forwarded-For, and what stands before those was
    written by the caller.
    """
    if trusted_proxies <= 0:
        return source
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    place = len(hops) - trusted_proxies - 1
    return hops[place] if place >= 0 else source


def is_loopback(headers: Mapping[str, str]) -> bool:
    """Whether the browser speaks to this very machine; no Host counts as not."""
    host = urlsplit("//" + headers.get("host", "")).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_same_site(headers: Mapping[str, str]) -> None:
    """CsrfRefused when a browser says that another site's page sent this.

    Sec-Fetch-Site is the browser's own word and holds behind a proxy that changes Host (CloudFront
    does); browsers without it send Origin, which must name the host that was asked.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise CsrfRefused("This request comes from another site.")
        return
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise CsrfRefused("This request comes from another site.")
