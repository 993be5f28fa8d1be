"""The session cookie, read and written."""

from __future__ import annotations

import re

NAME = "hyperpanel_session"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def read_token(header: str) -> str:
    """The session token of a Cookie header; "" when there is none that could be one."""
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == NAME and _TOKEN.fullmatch(value):
            return value
    return ""


def write_token(token: str, *, seconds: float, loopback: bool) -> str:
    """A Set-Cookie value. Without Secure on loopback, where there is no TLS."""
    secure = "" if loopback else "; Secure"
    return f"{NAME}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={int(seconds)}{secure}"


def drop_token(*, loopback: bool) -> str:
    """A Set-Cookie value that takes the cookie away."""
    return write_token("", seconds=0, loopback=loopback)
