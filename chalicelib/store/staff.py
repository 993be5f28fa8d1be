"""Staff accounts: one row a person, found by the normalised username."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.errors import Conflict
from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


@dataclass(frozen=True)
class Account:
    """One account. `panels` is None for every panel; times are UTC epoch seconds.

    A session made before `signed_out_before` has ended, which ends all of them with one write.
    """

    username: str
    role: str
    panels: tuple[str, ...] | None
    permissions: tuple[str, ...]
    active: bool
    created_at: float
    password_hash: str = field(repr=False)
    signed_out_before: float = 0.0


class StaffRow(Model):
    class Meta(TableMeta):
        table_name = table("staff")

    username = UnicodeAttribute(hash_key=True)
    role = UnicodeAttribute()
    all_panels = BooleanAttribute(default=False)
    panels: ListAttribute[str] = ListAttribute(default=list)
    permissions: ListAttribute[str] = ListAttribute(default=list)
    active = BooleanAttribute(default=True)
    created_at = NumberAttribute()
    password_hash = UnicodeAttribute()
    signed_out_before = NumberAttribute(default=0)


def load_account(username: str) -> Account | None:
    """The account, read consistently: a right taken away counts from the next request."""
    try:
        return _account(StaffRow.get(username, consistent_read=True))
    except DoesNotExist:
        return None


def list_accounts() -> Iterator[Account]:
    """Every account; a scan, for a table of tens of rows."""
    return (_account(row) for row in StaffRow.scan())


def add_account(account: Account) -> None:
    """Store a new account; Conflict when the username is taken."""
    with condition() as outcome:
        _row(account).save(condition=StaffRow.username.does_not_exist())
    if not outcome.held:
        raise Conflict("There is an account with this username already.", field="username")


def replace_account(account: Account, *, seen_hash: str) -> bool:
    """Store the account over the one whose password hash was `seen_hash`; False when that changed."""
    with condition() as outcome:
        _row(account).save(condition=StaffRow.password_hash == seen_hash)
    return outcome.held


def _row(account: Account) -> StaffRow:
    return StaffRow(
        account.username,
        role=account.role,
        all_panels=account.panels is None,
        panels=list(account.panels or ()),
        permissions=list(account.permissions),
        active=account.active,
        created_at=account.created_at,
        password_hash=account.password_hash,
        signed_out_before=account.signed_out_before,
    )


def _account(row: StaffRow) -> Account:
    return Account(
        username=row.username,
        role=row.role,
        panels=None if row.all_panels else tuple(row.panels),
        permissions=tuple(row.permissions),
        active=row.active,
        created_at=row.created_at,
        password_hash=row.password_hash,
        signed_out_before=row.signed_out_before,
    )
