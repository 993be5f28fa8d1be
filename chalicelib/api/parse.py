"""From what was sent to typed values, or a refusal that names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from chalicelib.errors import BodyTooLarge, InvalidInput, MediaTypeRefused

T = TypeVar("T", bound=msgspec.Struct)

LARGEST_BODY = 1_048_576
_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_NAMED = re.compile(r"(?:unknown|required) field `(?P<name>[^`]*)`")


class NoQuery(msgspec.Struct):
    """The query of a route that takes none."""


def parse_query(query: Mapping[str, Sequence[str]], form: type[T]) -> T:
    """The query as a `form`. An empty value counts as left out; a name given twice is refused."""
    known = set(form.__struct_encode_fields__)
    for name, values in query.items():
        if name not in known:
            raise InvalidInput("There is no such parameter here.", field=_short(name))
        if len(values) > 1:
            raise InvalidInput("This parameter is given more than once.", field=name)
    given = {name: values[0] for name, values in query.items() if values and values[0] != ""}
    try:
        return msgspec.convert(given, form, strict=False)
    except msgspec.ValidationError as error:
        raise refusal(error) from None


def parse_body(body: bytes, media_type: str, form: type[T]) -> T:
    """The JSON body as a `form`; BodyTooLarge, MediaTypeRefused or InvalidInput when it is none."""
    if len(body) > LARGEST_BODY:
        raise BodyTooLarge("The body is larger than 1 MB.")
    if media_type.partition(";")[0].strip().lower() != "application/json":
        raise MediaTypeRefused("Send JSON, and say so: Content-Type: application/json.")
    try:
        return msgspec.json.decode(body, type=form)
    except msgspec.ValidationError as error:
        raise refusal(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InvalidInput("The body is no JSON.") from None


def refusal(error: msgspec.ValidationError) -> InvalidInput:
    """What msgspec found, with the field's path apart. Its messages name types, never what was sent."""
    text = str(error)
    place = _PATH.search(text)
    named = _NAMED.search(text)
    parts = [place["path"] if place else "", named["name"] if named else ""]
    field = ".".join(part for part in parts if part) or None
    return InvalidInput(_PATH.sub("", text) + ".", field=_short(field) if field else None)


def _short(name: str) -> str:
    return name[:100]
