"""How often sign-in was tried in vain, by account and by address. Rows go by TTL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


@dataclass(frozen=True)
class Tries:
    """Tries in vain so far and when the last one was (UTC epoch seconds)."""

    failures: int
    last_at: float


class LoginAttemptRow(Model):
    class Meta(TableMeta):
        table_name = table("login-attempts")

    subject = UnicodeAttribute(hash_key=True)
    failures = NumberAttribute()
    last_at = NumberAttribute()
    expires_at = TTLAttribute()


def load_tries(subject: str) -> Tries | None:
    """What is noted of a subject, read consistently; it may be past its TTL."""
    try:
        row = LoginAttemptRow.get(subject, consistent_read=True)
    except DoesNotExist:
        return None
    return Tries(failures=int(row.failures), last_at=row.last_at)


def note_try(subject: str, tries: Tries, *, seen: Tries | None, expires_at: float) -> bool:
    """Write `tries` over `seen`; False when another try came between, and nothing is written."""
    unchanged = (
        LoginAttemptRow.subject.does_not_exist()
        if seen is None
        else (LoginAttemptRow.failures == seen.failures) & (LoginAttemptRow.last_at == seen.last_at)
    )
    with condition() as outcome:
        LoginAttemptRow(subject).update(
            [
                LoginAttemptRow.failures.set(tries.failures),
                LoginAttemptRow.last_at.set(tries.last_at),
                LoginAttemptRow.expires_at.set(datetime.fromtimestamp(expires_at, tz=UTC)),
            ],
            condition=unchanged,
        )
    return outcome.held


def take_back_try(subject: str) -> None:
    """One try less: it was noted before its password proved right."""
    with condition():
        LoginAttemptRow(subject).update(
            [LoginAttemptRow.failures.add(-1)], condition=LoginAttemptRow.failures > 0
        )


def forget_tries(subject: str) -> None:
    LoginAttemptRow(subject).delete()
