"""Conditional writes: telling "somebody was first" from trouble with the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pynamodb.exceptions import DeleteError, PutError, UpdateError


@dataclass
class Outcome:
    """Whether the write's condition held; read it after the `with` block."""

    held: bool = True


@contextmanager
def condition() -> Iterator[Outcome]:
    """Run one conditional write; a refused condition becomes `held = False`, any other failure is raised."""
    outcome = Outcome()
    try:
        yield outcome
    except (PutError, UpdateError, DeleteError) as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        outcome.held = False
