"""One form for the many ways the same link is written."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def normal_link(link: str) -> str:
    """The link without scheme, `www.`, trailing slashes and blanks, its host in small letters.

    Path and query stay as they are: a post's code is told apart by its capitals.
    """
    bare = _SCHEME.sub("", link.strip())
    host, slash, rest = bare.partition("/")
    host = host.lower().removeprefix("www.")
    return (host + slash + rest).rstrip("/")
