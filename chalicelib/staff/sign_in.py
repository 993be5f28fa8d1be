"""Signing in: counted before it is checked, and as slow for a name that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from chalicelib.errors import SignInFailed
from chalicelib.staff.accounts import staff_of
from chalicelib.staff.attempts import (
    ACCOUNT,
    ADDRESS,
    account_subject,
    address_subject,
    clear_account,
    spare_address,
    spend_try,
)
from chalicelib.staff.names import normalise
from chalicelib.staff.passwords import Passwords
from chalicelib.staff.sessions import Session, new_token, start_session
from chalicelib.store.staff import Account, load_account, replace_account


@dataclass(frozen=True)
class Credentials:
    """What the sign-in form sent, and from where."""

    username: str
    password: str = field(repr=False)
    address: str = ""
    device: str = ""


@dataclass(frozen=True)
class SignedIn:
    """A new session and the token that opens it, which is nowhere else."""

    session: Session
    token: str = field(repr=False)


def sign_in(
    credentials: Credentials, *, passwords: Passwords, random_bytes: Callable[[int], bytes], now: float
) -> SignedIn:
    """A session for the right name and password.

    Raises SignInFailed without saying what was wrong, TooManyTries while the account or the
    address has to wait: both alike for names that exist and names that do not.
    """
    username = normalise(credentials.username)
    by_account, by_address = account_subject(username), address_subject(credentials.address)
    spend_try(by_address, now, ADDRESS)
    spend_try(by_account, now, ACCOUNT)
    account = load_account(username) if username else None
    right = passwords.verify(account.password_hash if account else None, credentials.password)
    if account is None or not right or not account.active:
        raise SignInFailed("The username or the password is wrong.")
    clear_account(by_account)
    spare_address(by_address)
    _rehash(account, credentials.password, passwords)
    token = new_token(random_bytes)
    staff = staff_of(account)
    session = start_session(staff, token, address=credentials.address, device=credentials.device, now=now)
    return SignedIn(session, token)


def _rehash(account: Account, password: str, passwords: Passwords) -> None:
    if passwords.outdated(account.password_hash):
        renewed = replace(account, password_hash=passwords.hash(password))
        replace_account(renewed, seen_hash=account.password_hash)
