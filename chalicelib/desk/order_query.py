"""What a list of orders may be narrowed by, and what that means for the store. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.errors import InvalidInput
from chalicelib.panels.links import normal_link
from chalicelib.store.keys import time_key
from chalicelib.store.listing import RowFilter

# The facet whose values are rarest decides which index is read. Of all statuses only `completed` is
# common, and the index by status decides every other facet without reading a row.
_RARE = ("external", "link", "user")
_COMMON = ("service", "provider", "creation_type")
MOST_IDS = 1_000
MOST_VALUES = 50
_LAST_ID = 2**64 - 1
_LAST_SECOND = 9_999_999_999
_LONGEST_VALUE = 2_000


def selectivity(wanted: RowFilter) -> tuple[str, ...]:
    """The facets, those with the rarest values first."""
    if "completed" in wanted.facets.get("status", ("completed",)):
        return (*_RARE, *_COMMON, "mode", "status")
    return (*_RARE, "status", *_COMMON, "mode")


@dataclass(frozen=True)
class OrderQuery:
    """The filters as a person gives them; None is no filter. Lists are comma lists, `ids` any text with ids
    in it, times UNIX seconds or ISO 8601 (without a zone: UTC), both ends included."""

    panel: str | None = None
    status: str | None = None
    service_id: str | None = None
    user: str | None = None
    provider: str | None = None
    mode: str | None = None
    creation_type: str | None = None
    created_from: str | None = None
    created_to: str | None = None
    link: str | None = None
    ids: str | None = None
    external_id: str | None = None

    def panels(self) -> tuple[str, ...] | None:
        """The panels asked for; None for all there are."""
        return None if self.panel is None else comma_list(self.panel, "panel")

    def facets(self) -> dict[str, tuple[str, ...]]:
        """The values wanted of each facet, spelled as the store's index keys are."""
        lists: dict[str, tuple[str | None, str, Callable[[str], str]]] = {
            "status": (self.status, "status", str),
            "service": (self.service_id, "service_id", _whole_number),
            "user": (self.user, "user", str.casefold),
            "provider": (self.provider, "provider", str.casefold),
            "mode": (self.mode, "mode", str),
            "creation_type": (self.creation_type, "creation_type", str),
            "external": (self.external_id, "external_id", str),
        }
        found = {
            facet: tuple(dict.fromkeys(spell(value) for value in comma_list(text, field)))
            for facet, (text, field, spell) in lists.items()
            if text is not None
        }
        if self.link is not None:
            found["link"] = (normal_link(self.link),)
        return found

    def wanted_ids(self) -> tuple[int, ...] | None:
        """The ids asked for, in the order given, each once; None when none were asked for."""
        return None if self.ids is None else read_ids(self.ids)

    def filter(self, panels: tuple[str, ...]) -> RowFilter:
        """The same for the store, over these panels."""
        first, last = self.bounds()
        return RowFilter(panels, self.facets(), first=first, last=last)

    def bounds(self) -> tuple[str, str]:
        """First and last sort key of the time range."""
        start = 0 if self.created_from is None else moment(self.created_from, "created_from")
        end = _LAST_SECOND if self.created_to is None else moment(self.created_to, "created_to")
        if start > end:
            raise InvalidInput("The range ends before it begins.", field="created_to")
        return time_key(start, 0), time_key(end, _LAST_ID)


def comma_list(text: str, field: str) -> tuple[str, ...]:
    """The values of a comma list, blanks around them taken off, each once."""
    values = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not values:
        raise InvalidInput("There is no value in this list.", field=field)
    if len(values) > MOST_VALUES or any(len(value) > _LONGEST_VALUE for value in values):
        raise InvalidInput(f"This list is too long: {MOST_VALUES} values at most.", field=field)
    return values


def read_ids(text: str) -> tuple[int, ...]:
    """The ids in any pasted text: `#70172460, 70172447;` and what else stands around the digits."""
    ids = tuple(dict.fromkeys(int(digits) for digits in re.findall(r"[0-9]{1,20}", text)))
    ids = tuple(found for found in ids if found <= _LAST_ID)
    if not ids:
        raise InvalidInput("There is no id in this text.", field="ids")
    if len(ids) > MOST_IDS:
        raise InvalidInput(f"These are {len(ids)} ids; {MOST_IDS} can be asked for at once.", field="ids")
    return ids


def moment(text: str, field: str) -> int:
    """UNIX seconds, from UNIX seconds or ISO 8601."""
    if re.fullmatch(r"[0-9]{1,10}", text):
        return int(text)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput("Give a time in UNIX seconds or as 2026-01-31T12:00:00Z.", field=field) from None
    seconds = int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    return min(max(seconds, 0), _LAST_SECOND)


def matches(facets: Mapping[str, tuple[str, ...]], held: Mapping[str, str | None]) -> bool:
    """Whether a row whose facets have the values `held` is among those wanted."""
    return all(held.get(name) in values for name, values in facets.items())


def _whole_number(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,20}", text):
        raise InvalidInput("A service id is a whole number.", field="service_id")
    return str(int(text))
