"""Sealing: secrets as they lie in a table, AES-GCM under one master key, each bound to its row.

A sealed secret is `version (1 byte) | nonce (12) | ciphertext and tag`. Table, key and field go into the
authenticated data, so that one copied to another row or field does not open there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.errors import SealBroken

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class Seal:
    """Seals and opens secrets. The master key is asked for at first use, and once.

    `random_bytes` gives that many random bytes; a nonce must never come twice.
    """

    def __init__(
        self, master_key: Callable[[], bytes], random_bytes: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._master_key = master_key
        self._random_bytes = random_bytes
        self._cipher: AESGCM | None = None

    def __repr__(self) -> str:
        return "Seal()"

    def seal(self, secret: str, *, table: str, key: str, field: str) -> bytes:
        """The sealed form of `secret`, which opens only for the same table, key and field."""
        nonce = self._random_bytes(NONCE_BYTES)
        bound = _bound(table, key, field)
        return VERSION + nonce + self._aes().encrypt(nonce, secret.encode(), bound)

    def open(self, sealed: bytes, *, table: str, key: str, field: str) -> str:
        """The secret. Raises SealBroken when it was sealed elsewhere, under another key, or changed."""
        from cryptography.exceptions import InvalidTag

        if sealed[:1] != VERSION or len(sealed) <= 1 + NONCE_BYTES:
            raise SealBroken(f"The {field} of {key} is not sealed in a form known here.")
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._aes().decrypt(nonce, rest, _bound(table, key, field)).decode()
        except InvalidTag:
            raise SealBroken(f"The {field} of {key} cannot be opened with this master key.") from None

    def _aes(self) -> AESGCM:
        if self._cipher is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            key = self._master_key()
            if len(key) != KEY_BYTES:
                raise SealBroken(f"The master key must have {KEY_BYTES} bytes.")
            self._cipher = AESGCM(key)
        return self._cipher


def _bound(table: str, key: str, field: str) -> bytes:
    return json.dumps([1, table, key, field], ensure_ascii=False).encode()
