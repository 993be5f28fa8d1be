"""The composition root: what the outside world is, named once. Heavy things are made at first use."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chalicelib.config import Environment, environment

if TYPE_CHECKING:
    from chalicelib.office import Office
    from chalicelib.panels.factory import PanelFactory
    from chalicelib.staff.passwords import Passwords
    from chalicelib.sync.dead_letters import DeadLetters
    from chalicelib.sync.tasks import TaskQueue

STATIC_SITE = Path(__file__).resolve().parent.parent / "static_site"


@cache
def _passwords() -> Passwords:
    from chalicelib.staff.passwords import Passwords

    return Passwords()


@cache
def _panels() -> PanelFactory:
    from chalicelib.panels.factory import PanelFactory

    return PanelFactory()


@cache
def _office() -> Office:
    from chalicelib.office import Office

    return Office(_queue, _parked)


@cache
def _sqs() -> object:
    import botocore.session
    from botocore.config import Config

    # botocore's own patience (60 s, five times) is longer than an answer may take.
    patience = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 3})
    return botocore.session.get_session().create_client("sqs", config=patience)


@cache
def _queue() -> TaskQueue:
    from chalicelib.sync.queue import SqsClient, SqsTaskQueue

    return SqsTaskQueue(cast(SqsClient, _sqs()), environment().sync_queue_url)


@cache
def _parked() -> DeadLetters:
    from chalicelib.sync.dead_letters import SqsClient, SqsDeadLetters

    return SqsDeadLetters(cast(SqsClient, _sqs()), environment().sync_dead_letters_url)


@dataclass(frozen=True)
class Wiring:
    """Time, randomness and the parts that stand for the outside. A test hands in its own."""

    environment: Environment = field(default_factory=environment)
    clock: Callable[[], float] = time.time
    random_bytes: Callable[[int], bytes] = secrets.token_bytes
    passwords: Callable[[], Passwords] = _passwords
    panels: Callable[[], PanelFactory] = _panels
    office: Callable[[], Office] = _office
    static_site: Path = STATIC_SITE


@cache
def wiring() -> Wiring:
    """The process's own wiring."""
    return Wiring()
