"""A person's own account: their preferences and their password."""

from __future__ import annotations

import msgspec

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call
from chalicelib.desk.preferences import PreferenceChange, change_preferences, own_preferences
from chalicelib.staff.own_password import NewPassword, change_own_password


class PasswordForm(msgspec.Struct, forbid_unknown_fields=True):
    old_password: str
    new_password: str

    def __repr__(self) -> str:
        return "PasswordForm(...)"


def show_preferences(call: Call) -> Answer:
    return Answer(200, own_preferences(call.staff))


def put_preferences(call: Call) -> Answer:
    return Answer(200, change_preferences(call.staff, call.body(PreferenceChange)))


def change_password(call: Call) -> Answer:
    form = call.body(PasswordForm)
    change_own_password(
        call.session,
        NewPassword(form.old_password, form.new_password),
        passwords=call.wiring.passwords(),
        now=call.now,
    )
    return Answer(204)
