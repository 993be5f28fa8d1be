"""Who acts: a staff member without anything secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["admin", "staff"]


@dataclass(frozen=True)
class Staff:
    """`panels` is None for every panel; `permissions` are rights granted beyond the role's own."""

    username: str
    role: Role
    panels: frozenset[str] | None
    permissions: frozenset[str] = frozenset()
