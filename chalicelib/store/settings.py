"""The installation's settings: one JSON value a name, checked by its type on the way in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.errors import Conflict, InvalidInput
from chalicelib.store.base import TableMeta, table
from chalicelib.store.conditions import condition

T = TypeVar("T")


@dataclass(frozen=True)
class Stored(Generic[T]):
    """A setting and its version: 0 when it was never saved."""

    value: T
    version: int
    updated_at: float


class SettingRow(Model):
    class Meta(TableMeta):
        table_name = table("settings")

    name = UnicodeAttribute(hash_key=True)
    value = UnicodeAttribute()
    version = NumberAttribute()
    updated_at = NumberAttribute()


def load_setting(name: str, kind: type[T], default: T) -> Stored[T]:
    """The setting as a `kind`, or `default` when none is saved.

    Raises InvalidInput naming the wrong part when what is stored is no `kind`: the caller
    decides what unreadable means (a panel's switches: everything off).
    """
    try:
        row = SettingRow.get(name, consistent_read=True)
    except DoesNotExist:
        return Stored(default, 0, 0.0)
    value = _decode(name, row.value, kind)
    return Stored(value, int(row.version), row.updated_at)


def save_setting(name: str, value: T, *, version: int, now: float) -> Stored[T]:
    """Store `value` over the setting of that `version` (0: none yet); the new version comes back.

    InvalidInput when the value breaks the rules of its own type, Conflict when another was saved meanwhile.
    """
    text = msgspec.json.encode(value).decode()
    _decode(name, text, type(value))
    unchanged = SettingRow.version == version if version else SettingRow.name.does_not_exist()
    with condition() as outcome:
        SettingRow(name, value=text, version=version + 1, updated_at=now).save(condition=unchanged)
    if not outcome.held:
        raise Conflict("These settings were changed meanwhile: load them again.", field=name)
    return Stored(value, version + 1, now)


def _decode(name: str, text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        message, _, place = str(error).partition(" - at `$")
        raise InvalidInput(f"{message}.", field=name + place.rstrip("`")) from None
