"""Tasks the sync gave up on: which they are, and sending them again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.staff.rights import Action, may, require
from chalicelib.staff.types import Staff

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

NO_TASK = "This message is no task of the sync."


class Letter(Protocol):
    """A parked task; panel and resource are None where it cannot be read. Times are UNIX seconds."""

    @property
    def id(self) -> str: ...
    @property
    def panel(self) -> str | None: ...
    @property
    def resource(self) -> str | None: ...
    @property
    def due_at(self) -> float | None: ...
    @property
    def received(self) -> int: ...
    @property
    def first_sent_at(self) -> float | None: ...


class DeadLetterOffice(Protocol):
    """Looks into the queue of parked tasks, and sends those of it that are chosen again."""

    def dead_letters(self) -> Sequence[Letter]: ...

    def replay(self, choose: Callable[[Letter], bool], *, now: float) -> int: ...


@dataclass(frozen=True)
class ListedLetter:
    """`reason` is what the sync last said of this resource; None where it has nothing to say."""

    letter: Letter
    reason: str | None


def list_dead_letters(
    staff: Staff,
    *,
    panels: Sequence[Panel],
    office: DeadLetterOffice,
    statuses: Statuses[Status],
    now: float,
) -> list[ListedLetter]:
    """The parked tasks of the person's panels; those that cannot be read are for who sees everything."""
    scope = in_scope(staff, "sync.read", panels)
    letters = [letter for letter in office.dead_letters() if _is_theirs(staff, "sync.read", letter)]
    kept = statuses(scope, now=now) if letters else []
    errors = {(status.panel, status.resource): status.error for status in kept}
    return [
        ListedLetter(
            letter,
            NO_TASK if letter.panel is None else errors.get((letter.panel, letter.resource or "")) or None,
        )
        for letter in letters
    ]


def replay_dead_letters(
    staff: Staff, ids: Collection[str] | None, *, office: DeadLetterOffice, now: float
) -> int:
    """Send these tasks again, or all of theirs (None); answers how many there were. Those that are gone, or
    of panels of others, are passed over: asking twice is harmless."""
    require(staff, "sync.control")

    def chosen(letter: Letter) -> bool:
        return (ids is None or letter.id in ids) and _is_theirs(staff, "sync.control", letter)

    return office.replay(chosen, now=now)


def _is_theirs(staff: Staff, action: Action, letter: Letter) -> bool:
    if letter.panel is None:
        return staff.panels is None and may(staff, action)
    return may(staff, action, letter.panel)
