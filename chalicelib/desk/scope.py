"""The panels a person may see, and those of them that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chalicelib.errors import NotFound
from chalicelib.staff.rights import Action, require, sees
from chalicelib.staff.types import Staff

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel


def in_scope(
    staff: Staff, action: Action, panels: Sequence[Panel], wanted: Sequence[str] | None = None
) -> list[Panel]:
    """The panels, by code, that `staff` may do `action` on: all of theirs, or those `wanted`.

    Raises Forbidden without the right, NotFound (field `panel`) for a wanted panel that is not there
    or not theirs, which look alike.
    """
    require(staff, action)
    theirs = {panel.code: panel for panel in panels if sees(staff, panel.code)}
    if wanted is None:
        return [theirs[code] for code in sorted(theirs)]
    if any(code not in theirs for code in wanted):
        raise NotFound("There is no such panel.", field="panel")
    return [theirs[code] for code in sorted(set(wanted))]
