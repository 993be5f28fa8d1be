"""What the desk needs of the sync, whose room it may not enter: the composition root hands it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel


SettingsT = TypeVar("SettingsT")
StatusT_co = TypeVar("StatusT_co", bound="Status", covariant=True)


class Status(Protocol):
    """How fresh one resource of one panel is; `fetched_at` in UNIX seconds, `error` is ""
    while there is none."""

    @property
    def panel(self) -> str: ...
    @property
    def resource(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def by_status(self) -> Mapping[str, int]: ...
    @property
    def fetched_at(self) -> float | None: ...
    @property
    def error(self) -> str: ...


class Statuses(Protocol[StatusT_co]):
    """The state of every resource of these panels, in the order of the panels."""

    def __call__(self, panels: Sequence[Panel], *, now: float) -> Sequence[StatusT_co]: ...
