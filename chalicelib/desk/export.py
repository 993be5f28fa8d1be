"""Orders as a CSV file, in parts of what one answer can hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.desk.order_query import OrderQuery, comma_list
from chalicelib.desk.orders import ListedOrder, find
from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput
from chalicelib.panels.types import Money
from chalicelib.staff.types import Staff

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

MOST_ROWS = 5_000
# A Lambda answers 6 MB; as base64 that is 4.5, and the last page read may go over this by a megabyte.
MOST_BYTES = 3_000_000
# A filter that matches almost nothing reads on for so many pages, then hands out a cursor.
MOST_PAGES = 40
_PAGE = 250
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# What a spreadsheet may drop from the front, or a person not see there.
_UNSEEN = " \u00a0\u200b\ufeff"

Cell = str | int | bool | Money | None


@dataclass(frozen=True)
class Part:
    """One part of a file: put one after the other they are the whole. `next` is None in the last."""

    text: str
    next: str | None


def _field(name: str) -> Callable[[ListedOrder], Cell]:
    def read(listed: ListedOrder) -> Cell:
        value: Cell = getattr(listed.order, name)
        return value

    return read


def _currency(name: str) -> Callable[[ListedOrder], Cell]:
    def read(listed: ListedOrder) -> Cell:
        money: Money | None = getattr(listed.order, name)
        return None if money is None else money.currency_code

    return read


_AMOUNTS = ("charge", "provider_charge", "provider_currency_charge")
_PLAIN = (
    "id", "external_id", "user", "status", "service_id", "service_name", "service_type", "provider", "mode",
    "creation_type", "link", "quantity", "start_count", "remains", "is_autocomplete", "ip_address",
)  # fmt: skip
COLUMNS: Mapping[str, Callable[[ListedOrder], Cell]] = {
    "panel": lambda listed: listed.row.panel,
    **{name: _field(name) for name in (*_PLAIN, *_AMOUNTS)},
    **{f"{name}_currency": _currency(name) for name in _AMOUNTS},
    "created": lambda listed: _iso(listed.order.created_timestamp),
    "created_timestamp": _field("created_timestamp"),
}
USUAL = (
    "panel", "id", "external_id", "created", "user", "status", "service_id", "service_name", "link",
    "quantity", "start_count", "remains", "charge", "charge_currency", "provider", "mode",
)  # fmt: skip


def export_orders(
    staff: Staff, query: OrderQuery, *, columns: str | None, panels: Sequence[Panel], cursor: str | None
) -> Part:
    """The next part of the file, newest order first, its header in the first part alone.

    `columns` is a comma list of COLUMNS, a comma list of USUAL when None; an amount's currency is a column
    of its own. Raises InvalidInput naming `columns`, `cursor` or the filter that cannot be read.
    """
    scope = in_scope(staff, "orders.read", panels, query.panels())
    codes = tuple(panel.code for panel in scope)
    names = USUAL if columns is None else comma_list(columns, "columns")
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise InvalidInput(f"There is no column {unknown[0][:40]}.", field="columns")
    file = io.StringIO()
    writer = csv.writer(file)
    if cursor is None:
        file.write(_BOM)
        writer.writerow(names)
    rows = 0
    for _ in range(MOST_PAGES):
        page = find(codes, query, limit=min(_PAGE, MOST_ROWS - rows), cursor=cursor)
        writer.writerows(_cells(listed, names) for listed in page.items)
        rows, cursor = rows + len(page.items), page.next
        if cursor is None or rows >= MOST_ROWS or file.tell() >= MOST_BYTES:
            break
    return Part(file.getvalue(), cursor)


def safe_cell(value: Cell) -> str:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets a `'` before it.

    Numbers of ours stay as they are: -5 computes nothing. (OWASP, CSV injection.)
    """
    if value is None:
        return ""
    if isinstance(value, Money):
        return format(value.value, "f")
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(_UNSEEN).startswith(_FORMULA) else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cells(listed: ListedOrder, names: Sequence[str]) -> Iterator[str]:
    return (safe_cell(COLUMNS[name](listed)) for name in names)


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
