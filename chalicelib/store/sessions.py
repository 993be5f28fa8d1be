"""Signed-in sessions, by the SHA-256 of their token: a dump of this table signs nobody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition


@dataclass(frozen=True)
class SessionRecord:
    """One session; times are UTC epoch seconds, `expires_at` the sooner of its idle and absolute end."""

    token_hash: str
    username: str
    created_at: float
    last_seen_at: float
    expires_at: float
    address: str
    device: str


class ByUsername(GlobalSecondaryIndex["SessionRow"]):
    """Keys alone, so that noting when a session was last seen writes the row and not the index."""

    class Meta:
        index_name = "by-username"
        projection = KeysOnlyProjection()

    username = UnicodeAttribute(hash_key=True)
    created_at = NumberAttribute(range_key=True)


class SessionRow(Model):
    class Meta(TableMeta):
        table_name = table("sessions")

    token_hash = UnicodeAttribute(hash_key=True)
    username = UnicodeAttribute()
    created_at = NumberAttribute()
    last_seen_at = NumberAttribute()
    expires_at = TTLAttribute()
    address = UnicodeAttribute(default="")
    device = UnicodeAttribute(default="")
    by_username = ByUsername()


def add_session(record: SessionRecord) -> None:
    SessionRow(
        record.token_hash,
        username=record.username,
        created_at=record.created_at,
        last_seen_at=record.last_seen_at,
        expires_at=_moment(record.expires_at),
        address=record.address,
        device=record.device,
    ).save()


def load_session(token_hash: str) -> SessionRecord | None:
    """The session, read consistently: a revoked one is gone at once. It may have expired: TTL takes days."""
    try:
        return _record(SessionRow.get(token_hash, consistent_read=True))
    except DoesNotExist:
        return None


def touch_session(token_hash: str, *, seen_at: float, expires_at: float) -> bool:
    """Move a session's idle end; False when it was revoked meanwhile (and it stays so)."""
    with condition() as outcome:
        SessionRow(token_hash).update(
            [SessionRow.last_seen_at.set(seen_at), SessionRow.expires_at.set(_moment(expires_at))],
            condition=SessionRow.token_hash.exists(),
        )
    return outcome.held


def outlive_sign_out(token_hash: str, *, created_at: float) -> None:
    """Move a session's beginning to `created_at`; one that was revoked meanwhile stays so."""
    with condition():
        SessionRow(token_hash).update(
            [SessionRow.created_at.set(created_at)], condition=SessionRow.token_hash.exists()
        )


def list_sessions(username: str, *, limit: int = 100) -> list[SessionRecord]:
    """A person's sessions, newest first, the expired among them; a second old at worst (an index)."""
    found = SessionRow.by_username.query(username, scan_index_forward=False, limit=limit)
    hashes = [row.token_hash for row in found]
    rows = [_record(row) for row in SessionRow.batch_get(hashes)]
    return sorted(rows, key=lambda row: row.created_at, reverse=True)


def delete_session(token_hash: str) -> None:
    SessionRow(token_hash).delete()


def _moment(epoch: float) -> datetime:
    return datetime.fromtimestamp(epoch, tz=UTC)


def _record(row: SessionRow) -> SessionRecord:
    return SessionRecord(
        token_hash=row.token_hash,
        username=row.username,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at.timestamp(),
        address=row.address,
        device=row.device,
    )
