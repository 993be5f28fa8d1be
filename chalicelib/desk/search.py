"""One box that finds what a person has in hand: an id, a username, an e-mail address, a panel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput
from chalicelib.panels.types import Order, Ticket, User
from chalicelib.staff.rights import Action, may, require
from chalicelib.staff.types import Staff
from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.listing import RowFilter, list_rows
from chalicelib.store.orders import orders
from chalicelib.store.rows import RowTable, StoredRow
from chalicelib.store.tickets import tickets
from chalicelib.store.users import users

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

Kind = Literal["panel", "order", "user", "ticket"]
R = TypeVar("R", bound=msgspec.Struct)

LONGEST = 200
# Who looks for more ids has the list's own filter for them.
MOST_IDS = 20
# Of a person's own words at a panel: more than these belong in a list.
MOST_EACH = 5
MOST = 50
_IDS = re.compile(r"[#\s,;]*[0-9]{1,20}(?:[#\s,;]+[0-9]{1,20})*[#\s,;]*")
_LAST_ID = 2**64 - 1


@dataclass(frozen=True)
class Hit:
    """One thing found. `id` is the panel's own (of a panel its code), `subtitle` what tells it apart."""

    kind: Kind
    panel: str
    id: str
    title: str
    subtitle: str


@dataclass(frozen=True)
class _Table:
    """Where a kind is looked for, and how a row of it is shown."""

    kind: Kind
    resource: str
    action: Action
    table: RowTable[Any]
    show: Callable[[str], tuple[str, str]]


def search(staff: Staff, text: str, *, panels: Sequence[Panel]) -> list[Hit]:
    """What `text` names, over everything the person may see, 50 at most: panels first, then by panel.

    Digits are ids of orders, users and tickets (two reads of 1 unit a panel and kind, for up to 64
    neighbouring ids); words are a username, an e-mail address, an order's id at its provider, all of them
    whole: the indexes know no beginnings (one query of half a unit a panel and index). Raises InvalidInput
    (field `q`) for text that is empty or too long.
    """
    wanted = text.strip()
    if not 0 < len(wanted) <= LONGEST:
        raise InvalidInput(f"Search for 1 to {LONGEST} characters.", field="q")
    require(staff, "panels.read")
    scope = in_scope(staff, "panels.read", panels)
    codes = tuple(panel.code for panel in scope)
    found = [_panel(panel) for panel in scope if _names(panel, wanted)]
    if codes:
        found += islice(_look_up(staff, wanted, codes), MOST)
    return found[:MOST]


def read_ids(text: str) -> list[int]:
    """The ids of a text that holds nothing else, each once, 20 at most; [] for any other text. Pure."""
    if not _IDS.fullmatch(text):
        return []
    ids = dict.fromkeys(int(digits) for digits in re.findall(r"[0-9]+", text))
    return [found for found in ids if found <= _LAST_ID][:MOST_IDS]


def _look_up(staff: Staff, wanted: str, codes: tuple[str, ...]) -> Iterator[Hit]:
    tables = [table for table in _TABLES if may(staff, table.action)]
    ids = read_ids(wanted)
    for table in tables if ids else ():
        yield from _by_id(table, codes, ids)
    for table in tables:
        for name, value in _words(table.kind, wanted):
            yield from _by_facet(table, codes, name, value)


def _words(kind: Kind, wanted: str) -> list[tuple[str, str]]:
    """The indexes that may know this text, with its spelling there. Pure."""
    folded = wanted.removeprefix("@").casefold()
    if kind == "user":
        return [("email", folded)] if "@" in folded else [("username", folded)]
    if kind == "order":
        return [] if "@" in wanted else [("external", wanted)]
    return [] if "@" in folded else [("user", folded)]


def _by_id(table: _Table, codes: tuple[str, ...], ids: Sequence[int]) -> Iterator[Hit]:
    for code in codes:
        buckets = fingerprints.load(f"{code}#{table.resource}", [bucket_of(row_id) for row_id in ids])
        known = [
            entry for row_id in ids if (entry := buckets[bucket_of(row_id)].get(row_id)) and not entry.gone
        ]
        rows = table.table.load(code, [time_key(entry.created, entry.id) for entry in known])
        yield from (_hit(table, row) for row in rows.values())


def _by_facet(table: _Table, codes: tuple[str, ...], name: str, value: str) -> Iterator[Hit]:
    for code in codes:
        wanted = RowFilter((code,), {name: (value,)})
        page = list_rows(table.table, wanted, driver=name, limit=MOST_EACH)
        yield from (_hit(table, row) for row in page.items)


def _hit(table: _Table, row: StoredRow) -> Hit:
    title, subtitle = table.show(row.doc)
    return Hit(table.kind, row.panel, str(row.id), title, subtitle)


def _names(panel: Panel, wanted: str) -> bool:
    words = wanted.casefold()
    return words in panel.code.casefold() or words in panel.name.casefold()


def _panel(panel: Panel) -> Hit:
    return Hit("panel", panel.code, panel.code, panel.name, panel.code)


def _shown(kind: type[R], words: Callable[[R], Sequence[object]]) -> Callable[[str], tuple[str, str]]:
    """How a row's JSON is shown: the first of `words` as its title, the others that it has below."""
    decoder = msgspec.json.Decoder(kind, strict=False)

    def show(doc: str) -> tuple[str, str]:
        title, *others = words(decoder.decode(doc))
        return str(title), " · ".join(str(one) for one in others if one)

    return show


_TABLES = (
    _Table(
        "order", "orders", "orders.read", orders,
        _shown(Order, lambda row: (f"#{row.id}", row.user, row.status, row.service_name)),
    ),
    _Table(
        "user", "users", "users.read", users,
        _shown(User, lambda row: (row.username or f"#{row.id}", row.email, row.status)),
    ),
    _Table(
        "ticket", "tickets", "tickets.read", tickets,
        _shown(Ticket, lambda row: (row.subject or f"#{row.id}", row.user, row.status)),
    ),
)  # fmt: skip
