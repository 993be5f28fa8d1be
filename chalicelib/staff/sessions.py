"""Sessions: an opaque token in the browser, its hash in the store, and an end that comes nearer when idle."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from chalicelib.errors import CsrfRefused, NotFound, NotSignedIn
from chalicelib.staff.accounts import staff_of
from chalicelib.staff.types import Staff
from chalicelib.store.sessions import (
    SessionRecord,
    add_session,
    delete_session,
    list_sessions,
    load_session,
    outlive_sign_out,
    touch_session,
)
from chalicelib.store.staff import load_account

IDLE = 12 * 3600.0
ABSOLUTE = 7 * 86_400.0
# A request writes at most once in this many seconds; the idle end is that much too early at worst.
TOUCH = 60.0
_TOKEN_BYTES = 32
_MOMENT = 0.001
_ID_LENGTH = 24
_LONGEST_DEVICE = 200


@dataclass(frozen=True)
class Session:
    """One session. `id` names it to people and signs nobody in; times are UTC epoch seconds."""

    id: str
    staff: Staff
    created_at: float
    last_seen_at: float
    expires_at: float
    address: str
    device: str
    csrf_token: str = field(repr=False)
    token_hash: str = field(repr=False)


@dataclass(frozen=True)
class ListedSession:
    """A session as its owner sees it in the list."""

    id: str
    created_at: float
    last_seen_at: float
    address: str
    device: str
    current: bool


def new_token(random_bytes: Callable[[int], bytes]) -> str:
    """256 random bits, in 43 characters a cookie can carry."""
    return urlsafe_b64encode(random_bytes(_TOKEN_BYTES)).decode().rstrip("=")


def csrf_token(token: str) -> str:
    """What the session's pages send along. Derived, so that the store holds nothing to steal."""
    digest = hmac.new(token.encode(), b"csrf", sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def start_session(staff: Staff, token: str, *, address: str, device: str, now: float) -> Session:
    """A new session under this token."""
    record = SessionRecord(
        token_hash=_hash(token),
        username=staff.username,
        created_at=now,
        last_seen_at=now,
        expires_at=_end(now, now),
        address=address,
        device=device[:_LONGEST_DEVICE],
    )
    add_session(record)
    return _session(record, staff, token)


def find_session(token: str, *, now: float) -> Session:
    """The live session of this token, touched; NotSignedIn when there is none or its account is off."""
    record = load_session(_hash(token)) if token else None
    if record is None or _ended(record, now):
        raise NotSignedIn("Sign in first.")
    account = load_account(record.username)
    if account is None or not account.active or record.created_at <= account.signed_out_before:
        raise NotSignedIn("Sign in first.")
    if now - record.last_seen_at >= TOUCH:
        record = _touched(record, now)
    return _session(record, staff_of(account), token)


def check_csrf(session: Session, sent: str) -> None:
    """CsrfRefused unless `sent` is this session's token, compared in constant time."""
    if not hmac.compare_digest(session.csrf_token.encode(), sent.encode()):
        raise CsrfRefused("This page's token is missing or old: load the page again.")


def outlive(session: Session, *, now: float) -> None:
    """Let this session alone go on past a sign-out of all that were made until `now`.

    It counts as made a moment later: proving the password again is as good as signing in.
    """
    outlive_sign_out(session.token_hash, created_at=now + _MOMENT)


def end_session(token: str) -> None:
    """Sign out."""
    delete_session(_hash(token))


def sessions_of(session: Session, *, now: float) -> list[ListedSession]:
    """The live sessions of the person, newest first."""
    return [
        ListedSession(
            id=_id(record.token_hash),
            created_at=record.created_at,
            last_seen_at=record.last_seen_at,
            address=record.address,
            device=record.device,
            current=_id(record.token_hash) == session.id,
        )
        for record in list_sessions(session.staff.username)
        if not _ended(record, now)
    ]


def revoke_session(session: Session, session_id: str) -> None:
    """End one of the person's own sessions; NotFound for anybody else's."""
    for record in list_sessions(session.staff.username):
        if _id(record.token_hash) == session_id:
            delete_session(record.token_hash)
            return
    raise NotFound("There is no such session.", field="id")


def _touched(record: SessionRecord, now: float) -> SessionRecord:
    expires_at = _end(record.created_at, now)
    if not touch_session(record.token_hash, seen_at=now, expires_at=expires_at):
        raise NotSignedIn("Sign in first.")
    return replace(record, last_seen_at=now, expires_at=expires_at)


def _end(created_at: float, seen_at: float) -> float:
    return min(seen_at + IDLE, created_at + ABSOLUTE)


def _ended(record: SessionRecord, now: float) -> bool:
    return now >= _end(record.created_at, record.last_seen_at)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _id(token_hash: str) -> str:
    return token_hash[:_ID_LENGTH]


def _session(record: SessionRecord, staff: Staff, token: str) -> Session:
    return Session(
        id=_id(record.token_hash),
        staff=staff,
        created_at=record.created_at,
        last_seen_at=record.last_seen_at,
        expires_at=record.expires_at,
        address=record.address,
        device=record.device,
        csrf_token=csrf_token(token),
        token_hash=record.token_hash,
    )
