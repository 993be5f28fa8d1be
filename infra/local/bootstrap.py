"""The bootstrap file: panels, staff, API keys and settings, for automation and restores.

The whole file is checked before anything of it is applied. What is wrong is named by its path, such as
`$.panels[1].base_url`, never by its value: there are passwords and keys in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from chalicelib.config import Environment
from chalicelib.errors import InvalidInput
from chalicelib.panels.factory import PanelFactory
from chalicelib.panels.registry import NewPanel
from chalicelib.staff.api_keys import well_formed
from chalicelib.staff.names import panel_codes, permission_names, username_of
from chalicelib.staff.passwords import LONGEST, SHORTEST
from chalicelib.sync.settings import SyncSettings
from infra.local.failure import RunnerError


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file; a field it does not know is an error and not passed over."""


class PanelEntry(_Strict, frozen=True):
    """What is left out stays as it is, or gets its default with a new panel."""

    code: str
    name: str
    base_url: str
    admin_api_key: str
    services_api_key: str | None = None
    currency: str | None = None
    rate_limit: float | None = None

    def given(self) -> dict[str, object]:
        """The fields that the file states."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}


class StaffEntry(_Strict, frozen=True):
    """Without `panels` an admin sees every panel, and staff none."""

    username: str
    password: Annotated[str, msgspec.Meta(min_length=SHORTEST, max_length=LONGEST)]
    role: Literal["admin", "staff"]
    panels: list[str] | None = None
    permissions: list[str] = []


class ApiKeyEntry(_Strict, frozen=True):
    """Without `panels` the key is for all of them."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    token: str
    scopes: list[str]
    panels: list[str] | None = None


class SettingsEntry(_Strict, frozen=True):
    """A part that is given replaces that part of the settings whole."""

    sync: SyncSettings | None = None


class Bootstrap(_Strict, frozen=True):
    """The file."""

    panels: list[PanelEntry] = []
    staff: list[StaffEntry] = []
    api_keys: list[ApiKeyEntry] = []
    settings: SettingsEntry = SettingsEntry()


def read_bootstrap(path: Path) -> Bootstrap:
    """The file's content, checked; RunnerError names the wrong field."""
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise RunnerError(f"{path}: {error.strerror}.") from None
    except InvalidInput as error:
        raise RunnerError(f"{path}: {error.field}: {error.message}") from None


def parse(content: bytes) -> Bootstrap:
    """Bytes of JSON as a Bootstrap; InvalidInput whose `field` is the path of what is wrong."""
    try:
        found = msgspec.json.decode(content, type=Bootstrap)
    except msgspec.ValidationError as error:
        raise _placed(str(error)) from None
    except msgspec.DecodeError as error:
        raise InvalidInput(f"This is no JSON: {error}.", field="$") from None
    _check_panels(found.panels)
    _check_staff(found.staff)
    _check_api_keys(found.api_keys)
    return found


_PLACE = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?", re.DOTALL)
_FIELD = re.compile(r"(?P<what>.*field) `(?P<name>[^`]*)`")


def _placed(text: str) -> InvalidInput:
    """msgspec's message as ours: "missing required field `code` - at `$.panels[0]`" is about the code."""
    place = _PLACE.fullmatch(text)
    what, path = (place["what"], place["path"] or "$") if place else (text, "$")
    field = _FIELD.fullmatch(what)
    if field:
        what, path = field["what"], f"{path}.{field['name']}"
    return InvalidInput(f"{what}.", field=path)


@contextmanager
def _at(path: str, *, field: str | None = None) -> Iterator[None]:
    """Put the path before the field that a rule names, or before `field`."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(error.message, field=f"{path}.{field or error.field}") from None


def _check_panels(panels: Sequence[PanelEntry]) -> None:
    rules = PanelFactory(environment=Environment(allow_private_hosts=True)).registry
    for at, panel in enumerate(panels):
        with _at(f"$.panels[{at}]"):
            rules.check_new(msgspec.convert(panel.given(), NewPanel))
            _check_new(panel.code, [one.code for one in panels[:at]], "code")


def _check_staff(staff: Sequence[StaffEntry]) -> None:
    for at, person in enumerate(staff):
        with _at(f"$.staff[{at}]"):
            before = [username_of(one.username) for one in staff[:at]]
            _check_new(username_of(person.username), before, "username")
            panel_codes(person.panels or ())
            permission_names(person.permissions)


def _check_api_keys(keys: Sequence[ApiKeyEntry]) -> None:
    for at, key in enumerate(keys):
        with _at(f"$.api_keys[{at}]", field="scopes"):
            permission_names(key.scopes)
        with _at(f"$.api_keys[{at}]"):
            _check_new(key.name.strip(), [one.name.strip() for one in keys[:at]], "name")
            panel_codes(key.panels or ())
            if not well_formed(key.token):
                raise InvalidInput(
                    "A key is hp_, 32 letters or digits, and their 6-character check.", field="token"
                )


def _check_new(name: str, before: list[str], field: str) -> None:
    if not name:
        raise InvalidInput("This is empty.", field=field)
    if name in before:
        raise InvalidInput("This is in the file twice.", field=field)
