"""How a person wants the dashboard: theirs alone, the same on every machine they sit at."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.errors import Conflict, InvalidInput
from chalicelib.staff.rights import require
from chalicelib.staff.types import Staff
from chalicelib.store.preferences import load_preferences, save_preferences

Language = Literal["en", "tr", "fa"]
Theme = Literal["light", "dark", "system"]
Density = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,20}$")]
Column = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Columns = Annotated[list[Column], msgspec.Meta(max_length=60)]

MOST_PAGES = 40
# Two tabs that save at once take turns; one that loses this often is told.
_TURNS = 4


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """None is what was never chosen: the browser's own choice. `columns` are a list page's, by its name."""

    language: Language | None = None
    theme: Theme | None = None
    density: Density | None = None
    columns: dict[str, Columns] = {}
    auto_refresh: bool = True


class PreferenceChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is unset stays; None takes a choice back, for `columns` that of one page."""

    language: Language | UnsetType | None = UNSET
    theme: Theme | UnsetType | None = UNSET
    density: Density | UnsetType | None = UNSET
    columns: dict[str, Columns | None] | UnsetType = UNSET
    auto_refresh: bool | UnsetType = UNSET


def own_preferences(staff: Staff) -> Preferences:
    """What this person chose."""
    require(staff, "account.own")
    return _read(load_preferences(staff.username)[0])


def change_preferences(staff: Staff, change: PreferenceChange) -> Preferences:
    """Merge `change` into what the person chose; the whole of it comes back."""
    require(staff, "account.own")
    for _ in range(_TURNS):
        text, version = load_preferences(staff.username)
        merged = merge(_read(text), change)
        if save_preferences(staff.username, msgspec.json.encode(merged).decode(), version=version):
            return merged
    raise Conflict("Your preferences were changed meanwhile: try again.")


def merge(before: Preferences, change: PreferenceChange) -> Preferences:
    """`before` with what `change` says. Pure; InvalidInput for more pages than there can be."""
    given = {
        name: value
        for name in ("language", "theme", "density", "auto_refresh")
        if (value := getattr(change, name)) is not UNSET
    }
    columns = dict(before.columns)
    if not isinstance(change.columns, UnsetType):
        columns |= {page: chosen for page, chosen in change.columns.items() if chosen is not None}
        columns = {page: kept for page, kept in columns.items() if change.columns.get(page, ()) is not None}
    if len(columns) > MOST_PAGES or any(not 0 < len(page) <= 40 for page in columns):
        raise InvalidInput("There are no such pages.", field="columns")
    return msgspec.structs.replace(before, columns=columns, **given)


def _read(text: str) -> Preferences:
    """What is stored; what an older version stored and this one cannot read counts as never chosen."""
    try:
        return msgspec.json.decode(text, type=Preferences) if text else Preferences()
    except msgspec.ValidationError:
        return Preferences()
