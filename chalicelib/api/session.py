"""Signing in and out, and the sessions of one's own."""

from __future__ import annotations

import msgspec

from chalicelib.api.answer import Answer, iso
from chalicelib.api.call import Call
from chalicelib.api.cookie import drop_token, write_token
from chalicelib.staff.sessions import ABSOLUTE, Session, end_session, revoke_session, sessions_of
from chalicelib.staff.sign_in import Credentials, sign_in
from chalicelib.staff.types import Staff


class SignInForm(msgspec.Struct, forbid_unknown_fields=True):
    username: str
    password: str

    def __repr__(self) -> str:
        return "SignInForm(...)"


class StaffJson(msgspec.Struct):
    username: str
    role: str
    panels: list[str] | None
    permissions: list[str]


class SessionJson(msgspec.Struct):
    staff: StaffJson
    csrf_token: str
    expires_at: str | None


def start(call: Call) -> Answer:
    form = call.body(SignInForm)
    signed_in = sign_in(
        Credentials(form.username, form.password, call.address, call.device),
        passwords=call.wiring.passwords(),
        random_bytes=call.wiring.random_bytes,
        now=call.now,
    )
    cookie = write_token(signed_in.token, seconds=ABSOLUTE, loopback=call.loopback)
    return Answer(200, _render(signed_in.session), {"Set-Cookie": cookie})


def show(call: Call) -> Answer:
    return Answer(200, _render(call.session))


def end(call: Call) -> Answer:
    end_session(call.token)
    return Answer(204, headers={"Set-Cookie": drop_token(loopback=call.loopback)})


def list_own(call: Call) -> Answer:
    items = [
        {
            "id": listed.id,
            "created_at": iso(listed.created_at),
            "last_seen_at": iso(listed.last_seen_at),
            "address": listed.address,
            "device": listed.device,
            "current": listed.current,
        }
        for listed in sessions_of(call.session, now=call.now)
    ]
    return Answer(200, {"items": items})


def revoke(call: Call) -> Answer:
    revoke_session(call.session, call.params["id"])
    return Answer(204)


def _render(session: Session) -> SessionJson:
    return SessionJson(_staff(session.staff), session.csrf_token, iso(session.expires_at))


def _staff(staff: Staff) -> StaffJson:
    panels = None if staff.panels is None else sorted(staff.panels)
    return StaffJson(staff.username, staff.role, panels, sorted(staff.permissions))
