"""Keys of outside programs: `hp_`, 32 random base62 characters, and 6 that check them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal
from zlib import crc32

from chalicelib.errors import InvalidInput
from chalicelib.staff.names import panel_codes, permission_names
from chalicelib.store.api_keys import ApiKey, delete_api_key, list_api_keys, put_api_key

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FORM = re.compile(r"hp_([0-9A-Za-z]{32})([0-9A-Za-z]{6})")
_PREFIX = len("hp_") + 6
_LONGEST_NAME = 100


@dataclass(frozen=True)
class NewApiKey:
    """What a key is made of. `panels` is None for every panel."""

    name: str
    token: str = field(repr=False)
    scopes: Iterable[str] = ()
    panels: Iterable[str] | None = None


def checksum(body: str) -> str:
    """CRC-32 of the 32 characters in base62 (digits, upper, lower), six characters, zero-padded."""
    number = crc32(body.encode())
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits


def well_formed(token: str) -> bool:
    """Whether this can be a key at all: tells a mistyped key from an unknown one without the store."""
    match = _FORM.fullmatch(token)
    return match is not None and checksum(match[1]) == match[2]


def token_hash(token: str) -> str:
    """What a key is found by. A 190-bit random token needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def ensure_api_key(new: NewApiKey, *, now: float) -> Literal["created", "changed", "unchanged"]:
    """Make the key of this name, or bring it to what `new` says; applied twice it writes nothing again.

    InvalidInput names the wrong field. Another token under a known name takes the old one's place.
    """
    wanted = _plain(new, now)
    current = next((key for key in list_api_keys() if key.name == wanted.name), None)
    if current is not None and current == _aged(wanted, current):
        return "unchanged"
    put_api_key(wanted if current is None else _aged(wanted, current))
    if current is not None and current.token_hash != wanted.token_hash:
        delete_api_key(current.token_hash)
    return "created" if current is None else "changed"


def _plain(new: NewApiKey, now: float) -> ApiKey:
    name = new.name.strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidInput(f"A key's name has 1 to {_LONGEST_NAME} characters.", field="name")
    if not well_formed(new.token):
        raise InvalidInput("A key is hp_, 32 letters or digits, and their 6-character check.", field="token")
    return ApiKey(
        name=name,
        prefix=new.token[:_PREFIX],
        token_hash=token_hash(new.token),
        scopes=permission_names(new.scopes, "scopes"),
        panels=None if new.panels is None else panel_codes(new.panels),
        created_at=now,
    )


def _aged(wanted: ApiKey, current: ApiKey) -> ApiKey:
    return replace(wanted, created_at=current.created_at)
