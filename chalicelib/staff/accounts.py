"""Accounts: made, kept as a bootstrap file says, given another password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from chalicelib.errors import Conflict, InvalidInput, NotFound
from chalicelib.staff.names import panel_codes, permission_names, username_of
from chalicelib.staff.types import Role, Staff
from chalicelib.store.staff import Account, add_account, load_account, replace_account

if TYPE_CHECKING:
    from chalicelib.staff.passwords import Passwords


@dataclass(frozen=True)
class NewStaff:
    """What an account is made of. Without `panels` an admin sees every panel, and staff none."""

    username: str
    password: str = field(repr=False)
    role: Role = "staff"
    panels: Iterable[str] | None = None
    permissions: Iterable[str] = ()


def create_staff(new: NewStaff, *, passwords: Passwords, now: float) -> Staff:
    """Make an account; InvalidInput names the wrong field, Conflict a username that is taken."""
    account = replace(_plain(new, now), password_hash=passwords.hash(new.password))
    add_account(account)
    return staff_of(account)


def ensure_staff(
    new: NewStaff, *, passwords: Passwords, now: float
) -> Literal["created", "changed", "unchanged"]:
    """Make the account, or bring it to what `new` says; applied twice it writes nothing the second time."""
    wanted = _plain(new, now)
    current = load_account(wanted.username)
    if current is None:
        create_staff(new, passwords=passwords, now=now)
        return "created"
    right = passwords.verify(current.password_hash, new.password)
    kept = replace(
        current, role=wanted.role, panels=wanted.panels, permissions=wanted.permissions, active=True
    )
    if right and kept == current:
        return "unchanged"
    if not right:
        kept = replace(kept, password_hash=passwords.hash(new.password), signed_out_before=now)
    _replace(kept, current)
    return "changed"


def change_password(username: str, password: str, *, passwords: Passwords, now: float) -> None:
    """Set another password and end every session of the account."""
    current = load_account(username_of(username))
    if current is None:
        raise NotFound("There is no such account.", field="username")
    _replace(replace(current, password_hash=passwords.hash(password), signed_out_before=now), current)


def staff_of(account: Account) -> Staff:
    """The account without its secrets. Any role but admin counts as staff, the lesser one."""
    admin = account.role == "admin"
    panels = None if admin and account.panels is None else frozenset(account.panels or ())
    return Staff(account.username, "admin" if admin else "staff", panels, frozenset(account.permissions))


def _plain(new: NewStaff, now: float) -> Account:
    if new.role not in ("admin", "staff"):
        raise InvalidInput("A role is admin or staff.", field="role")
    return Account(
        username=username_of(new.username),
        role=new.role,
        panels=None if new.role == "admin" and new.panels is None else panel_codes(new.panels or ()),
        permissions=permission_names(new.permissions),
        active=True,
        created_at=now,
        password_hash="",
    )


def _replace(account: Account, seen: Account) -> None:
    if not replace_account(account, seen_hash=seen.password_hash):
        raise Conflict("The account was changed meanwhile: try again.", field="username")
