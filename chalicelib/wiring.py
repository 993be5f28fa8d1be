"""The composition root: what the outside world is, named once. Heavy things are made at first use."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.config import Environment, environment

if TYPE_CHECKING:
    from chalicelib.staff.passwords import Passwords

STATIC_SITE = Path(__file__).resolve().parent.parent / "static_site"


@cache
def _passwords() -> Passwords:
    from chalicelib.staff.passwords import Passwords

    return Passwords()


@dataclass(frozen=True)
class Wiring:
    """Time, randomness and the parts that stand for the outside. A test hands in its own."""

    environment: Environment = field(default_factory=environment)
    clock: Callable[[], float] = time.time
    random_bytes: Callable[[int], bytes] = secrets.token_bytes
    passwords: Callable[[], Passwords] = _passwords
    static_site: Path = STATIC_SITE


@cache
def wiring() -> Wiring:
    """The process's own wiring."""
    return Wiring()
