import itertools
from typing import get_args

import pytest

from chalicelib.errors import Forbidden, NotFound
from chalicelib.staff.rights import Action, may, require, visible
from chalicelib.staff.types import Staff

ACTIONS: tuple[Action, ...] = get_args(Action)
ADMIN = Staff("root", "admin", None)
ADMIN_OF_ONE = Staff("part", "admin", frozenset({"MTP"}))
STAFF = Staff("ada", "staff", frozenset({"MTP"}))
RUNNER = Staff("ben", "staff", frozenset({"MTP"}), frozenset({"sync.run", "panels.edit", "panels.add"}))
NOBODY = Staff("new", "staff", frozenset())

READS = {
    "overview.read", "orders.read", "users.read", "tickets.read", "panels.read", "sync.read",
    "account.own", "views.own",
}  # fmt: skip
ALLOWED = {
    ("root", None): set(ACTIONS),
    ("root", "MTP"): set(ACTIONS),
    ("root", "STM"): set(ACTIONS),
    ("part", None): set(ACTIONS) - {"panels.add", "sync.settings"},
    ("part", "MTP"): set(ACTIONS) - {"panels.add", "sync.settings"},
    ("part", "STM"): set(),
    ("ada", None): READS,
    ("ada", "MTP"): READS,
    ("ada", "STM"): set(),
    ("ben", None): READS | {"sync.run"},
    ("ben", "MTP"): READS | {"sync.run"},
    ("ben", "STM"): set(),
    ("new", None): READS,
    ("new", "MTP"): set(),
    ("new", "STM"): set(),
}


@pytest.mark.parametrize(
    ("staff", "panel"),
    list(itertools.product([ADMIN, ADMIN_OF_ONE, STAFF, RUNNER, NOBODY], [None, "MTP", "STM"])),
)
def test_every_right_of_everybody(staff: Staff, panel: str | None) -> None:
    granted = {action for action in ACTIONS if may(staff, action, panel)}
    assert granted == ALLOWED[staff.username, panel]


def test_an_unknown_action_is_denied_to_an_admin_too() -> None:
    assert not may(ADMIN, "orders.destroy", "MTP")  # type: ignore[arg-type]


def test_staff_without_a_list_of_panels_see_none() -> None:
    assert not may(Staff("odd", "staff", None), "orders.read", "MTP")


def test_a_panel_of_others_is_not_there_rather_than_forbidden() -> None:
    with pytest.raises(NotFound):
        require(STAFF, "panels.edit", "STM")
    with pytest.raises(Forbidden):
        require(STAFF, "panels.edit", "MTP")
    require(STAFF, "orders.read", "MTP")


def test_a_list_is_cut_to_what_is_theirs() -> None:
    assert visible(STAFF, ["STM", "MTP"]) == ["MTP"]
    assert visible(ADMIN, ["STM", "MTP"]) == ["STM", "MTP"]
