"""Changing one's own password: the old one is asked for, and every other session ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from chalicelib.errors import Conflict, InvalidInput
from chalicelib.staff.attempts import ACCOUNT, account_subject, clear_account, spend_try
from chalicelib.staff.passwords import LONGEST, SHORTEST, Passwords
from chalicelib.staff.rights import require
from chalicelib.staff.sessions import Session, outlive
from chalicelib.store.staff import load_account, replace_account


@dataclass(frozen=True)
class NewPassword:
    """What the form sent."""

    old: str = field(repr=False)
    new: str = field(repr=False)


def change_own_password(session: Session, given: NewPassword, *, passwords: Passwords, now: float) -> None:
    """Set the new password; the session that asks stays, every other one of the person has ended.

    Raises InvalidInput naming `old_password` or `new_password`, TooManyTries as signing in does: who
    found a browser signed in guesses no quicker here.
    """
    staff = session.staff
    require(staff, "account.own")
    if not SHORTEST <= len(given.new) <= LONGEST:
        raise InvalidInput(f"A password has {SHORTEST} to {LONGEST} characters.", field="new_password")
    subject = account_subject(f"{staff.username} changing the password")
    spend_try(subject, now, ACCOUNT)
    account = load_account(staff.username)
    if account is None or not passwords.verify(account.password_hash, given.old):
        raise InvalidInput("This is not your password.", field="old_password")
    clear_account(subject)
    if given.new == given.old:
        raise InvalidInput("This is the password you have.", field="new_password")
    changed = replace(account, password_hash=passwords.hash(given.new), signed_out_before=now)
    if not replace_account(changed, seen_hash=account.password_hash):
        raise Conflict("The account was changed meanwhile: try again.")
    outlive(session, now=now)
