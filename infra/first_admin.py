"""The first administrator, so that somebody can sign in: `python -m infra.first_admin`, with AWS credentials.

`HYPERPANEL_PREFIX` names another installation than `hyperpanel`. On one machine the runner does this itself.
"""

from __future__ import annotations

import secrets
import time

from chalicelib.staff.accounts import NewStaff, create_staff
from chalicelib.staff.passwords import Passwords
from chalicelib.store.staff import list_accounts

USERNAME = "admin"
# 20 of 31 characters that nobody mistakes for another: 99 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 20


def first_admin(now: float) -> str | None:
    """Make `admin` when there is no account at all; its password, which is kept nowhere else, or None."""
    if any(True for _ in list_accounts()):
        return None
    password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    create_staff(NewStaff(USERNAME, password, role="admin"), passwords=Passwords(), now=now)
    return password


def main() -> None:
    """Make it and show the password once."""
    password = first_admin(time.time())
    print(f"{USERNAME} / {password}" if password else "There are accounts already: nothing was made.")


if __name__ == "__main__":
    main()
