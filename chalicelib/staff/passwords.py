"""Password hashes: argon2id, its parameters stated here and rehashed to when they change."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.errors import InvalidInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
LONGEST = 1024


@dataclass(frozen=True)
class Parameters:
    """RFC 9106's second choice (3 passes over 64 MiB), on one lane: a Lambda has one core or less."""

    time_cost: int = 3
    memory_kib: int = 65_536
    parallelism: int = 1


class Passwords:
    """Hashes and checks passwords. argon2 is imported at first use: most requests never need it."""

    def __init__(self, parameters: Parameters | None = None) -> None:
        self._parameters = parameters or Parameters()

    def hash(self, password: str) -> str:
        """An encoded hash with a salt of its own; InvalidInput for a password too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise InvalidInput(f"A password has {SHORTEST} to {LONGEST} characters.", field="password")
        return self._hasher.hash(password)

    def verify(self, encoded: str | None, password: str) -> bool:
        """Whether the password is the one hashed; without a hash, False after just as much work."""
        from argon2.exceptions import InvalidHashError, VerificationError

        known = encoded if encoded and len(password) <= LONGEST else self._nobodys_hash
        try:
            return self._hasher.verify(known, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, encoded: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(encoded)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        chosen = self._parameters
        return PasswordHasher(
            time_cost=chosen.time_cost, memory_cost=chosen.memory_kib, parallelism=chosen.parallelism
        )

    @cached_property
    def _nobodys_hash(self) -> str:
        # Written out, not computed: computing one would make the first try for an unknown name slower.
        chosen = self._parameters
        salt, digest = (b64encode(bytes(size)).decode().rstrip("=") for size in (16, 32))
        costs = f"m={chosen.memory_kib},t={chosen.time_cost},p={chosen.parallelism}"
        return f"$argon2id$v=19${costs}${salt}${digest}"
