"""Usernames, panel codes and permissions as they are written in an account."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from chalicelib.errors import InvalidInput

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")
_PANEL = re.compile(r"[A-Z0-9]{2,8}")
_PERMISSION = re.compile(r"[a-z0-9][a-z0-9._:-]{0,63}")


def normalise(username: str) -> str:
    """One spelling of a name: compatibility forms folded (NFKC), no blanks around, lower case."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def username_of(text: str) -> str:
    """A normalised username, or InvalidInput when it cannot be one."""
    username = normalise(text)
    if not _USERNAME.fullmatch(username):
        raise InvalidInput(
            "A username has 2 to 64 of a-z, 0-9 and . _ @ + -, and starts with a letter or digit.",
            field="username",
        )
    return username


def panel_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Panel codes, sorted, each once; InvalidInput for what is no code."""
    return _checked(codes, _PANEL, "A panel code has 2 to 8 of A-Z and 0-9.", "panels")


def permission_names(names: Iterable[str], field: str = "permissions") -> tuple[str, ...]:
    """Permissions or scopes, sorted, each once. One that no right knows grants nothing."""
    return _checked(names, _PERMISSION, "This takes short names such as sync.run.", field)


def _checked(values: Iterable[str], form: re.Pattern[str], message: str, field: str) -> tuple[str, ...]:
    found = tuple(sorted(set(values)))
    if not all(form.fullmatch(value) for value in found):
        raise InvalidInput(message, field=field)
    return found
