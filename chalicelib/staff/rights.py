"""Role x action x panel: denied unless granted here. Pure; every use case asks it first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from chalicelib.errors import Forbidden, NotFound
from chalicelib.staff.types import Staff

Action = Literal[
    "account.own",
    "views.own",
    "views.share",
    "overview.read",
    "orders.read",
    "users.read",
    "tickets.read",
    "panels.read",
    "panels.edit",
    "panels.add",
    "sync.read",
    "sync.run",
    "sync.control",
    "sync.settings",
]

READS: frozenset[str] = frozenset(
    {"overview.read", "orders.read", "users.read", "tickets.read", "panels.read", "sync.read"}
)
# What is a person's own and touches nobody else.
OWN: frozenset[str] = frozenset({"account.own", "views.own"})
ADMIN: frozenset[str] = (
    READS
    | OWN
    | {
        "views.share",
        "panels.edit",
        "panels.add",
        "sync.run",
        "sync.control",
        "sync.settings",
    }
)
# What a permission adds for a staff member; everything else is an admin's, whatever the account's list says.
GRANTABLE: frozenset[str] = frozenset({"sync.run"})
# What touches the whole installation is for those who see all of it.
EVERYWHERE: frozenset[str] = frozenset({"panels.add", "sync.settings"})


def may(staff: Staff, action: Action, panel: str | None = None) -> bool:
    """Whether `staff` may do `action`, on `panel` where it is about one."""
    if panel is not None and not sees(staff, panel):
        return False
    if action in EVERYWHERE and staff.panels is not None:
        return False
    if staff.role == "admin":
        return action in ADMIN
    return action in READS | OWN or (action in GRANTABLE and action in staff.permissions)


def sees(staff: Staff, panel: str) -> bool:
    """Whether anything of this panel is theirs to see."""
    return (staff.role == "admin") if staff.panels is None else panel in staff.panels


def require(staff: Staff, action: Action, panel: str | None = None) -> None:
    """Nothing, or Forbidden; NotFound for a panel that is not theirs: it is not told whether it exists."""
    if panel is not None and not sees(staff, panel):
        raise NotFound("There is no such panel.", field="panel")
    if not may(staff, action, panel):
        raise Forbidden("You have no right to do this.")


def visible(staff: Staff, panels: Iterable[str]) -> list[str]:
    """Those of the panels that are theirs, in the order given."""
    return [panel for panel in panels if sees(staff, panel)]
