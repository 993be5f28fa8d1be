"""The bootstrap file: panels, staff, API keys and settings, for automation and restores.

The whole file is checked before anything of it is applied. What is wrong is named by its path, such as
`$.panels[1].base_url`, never by its value: there are passwords and keys in it. What is set up as the file says
already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.errors import InvalidInput
from chalicelib.panels.hosts import check_url
from chalicelib.staff.api_keys import well_formed
from chalicelib.staff.names import panel_codes, permission_names, username_of
from chalicelib.staff.passwords import LONGEST, SHORTEST
from chalicelib.sync.settings import SyncSettings
from infra.local.failure import RunnerError

Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{2,8}$")]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Secret = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file; a field it does not know is an error and not passed over."""


class PanelEntry(_Strict, frozen=True):
    """`rate_limit` is calls a second."""

    code: Code
    name: Name
    base_url: str
    admin_api_key: Secret
    services_api_key: Secret | None = None
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")] | None = None
    rate_limit: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None


class StaffEntry(_Strict, frozen=True):
    """Without `panels` an admin sees every panel, and staff none."""

    username: str
    password: Annotated[str, msgspec.Meta(min_length=SHORTEST, max_length=LONGEST)]
    role: Literal["admin", "staff"]
    panels: list[str] | None = None
    permissions: list[str] = []


class ApiKeyEntry(_Strict, frozen=True):
    """Without `panels` the key is for all of them."""

    name: Name
    token: str
    scopes: list[str]
    panels: list[str] | None = None


class SettingsEntry(_Strict, frozen=True):
    """Each part replaces that part of the settings whole."""

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
        content = path.read_bytes()
    except OSError as error:
        raise RunnerError(f"{path}: {error.strerror}.") from None
    try:
        return parse(content)
    except InvalidInput as error:
        raise RunnerError(f"{path}: {error.field}: {error.message}") from None


def parse(content: bytes) -> Bootstrap:
    """Bytes of JSON as a Bootstrap; InvalidInput whose `field` is the path of what is wrong."""
    try:
        found = msgspec.json.decode(content, type=Bootstrap)
    except msgspec.ValidationError as error:
        raise _placed(str(error)) from None
    except msgspec.DecodeError as error:
        raise InvalidInput(f"This is no JSON: {error}", field="$") from None
    for path, check in _checks(found):
        try:
            check()
        except InvalidInput as error:
            raise InvalidInput(error.message, field=path) from None
    return found


_PLACE = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?", re.DOTALL)
_FIELD = re.compile(r"(?P<what>.*field) `(?P<name>[^`]*)`")


def _placed(text: str) -> InvalidInput:
    """msgspec's message as ours: `Object missing required field `code` - at `$.panels[0]`` names the code."""
    place = _PLACE.fullmatch(text)
    what, path = (place["what"], place["path"] or "$") if place else (text, "$")
    field = _FIELD.fullmatch(what)
    if field:
        what, path = field["what"], f"{path}.{field['name']}"
    return InvalidInput(f"{what}.", field=path)


def _checks(found: Bootstrap) -> Iterator[tuple[str, Callable[[], object]]]:
    """(path, what to call) of every rule that the types cannot say."""
    for at, panel in enumerate(found.panels):
        yield f"$.panels[{at}].base_url", lambda panel=panel: check_url(panel.base_url)
        yield f"$.panels[{at}].code", _only_once([one.code for one in found.panels[: at + 1]])
    for at, person in enumerate(found.staff):
        yield f"$.staff[{at}].username", lambda person=person: username_of(person.username)
        names = [username_of(one.username) for one in found.staff[: at + 1]]
        yield f"$.staff[{at}].username", _only_once(names)
        yield f"$.staff[{at}].panels", lambda person=person: panel_codes(person.panels or ())
        yield f"$.staff[{at}].permissions", lambda person=person: permission_names(person.permissions)
    for at, key in enumerate(found.api_keys):
        yield f"$.api_keys[{at}].name", _only_once([one.name.strip() for one in found.api_keys[: at + 1]])
        yield f"$.api_keys[{at}].token", lambda key=key: _check_token(key.token)
        yield f"$.api_keys[{at}].scopes", lambda key=key: permission_names(key.scopes)
        yield f"$.api_keys[{at}].panels", lambda key=key: panel_codes(key.panels or ())


def _check_token(token: str) -> None:
    if not well_formed(token):
        raise InvalidInput("A key is hp_, 32 letters or digits, and their 6-character check.")


def _only_once(names: list[str]) -> Callable[[], None]:
    """Whether the last name is a new one."""

    def check() -> None:
        if names[-1] in names[:-1]:
            raise InvalidInput("This is in the file twice.")

    return check


def apply(wanted: Any, now: float) -> list[str]:
    return []
