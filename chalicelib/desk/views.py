"""Saved views: one's own, and those an admin shares with everybody who sees their panels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from chalicelib.desk.ports import Status, Statuses
from chalicelib.desk.scope import in_scope
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.staff.rights import require, sees
from chalicelib.staff.types import Staff
from chalicelib.store import views as store
from chalicelib.store.views import SHARED, View

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

MOST_VIEWS = 100
LONGEST_NAME = 80
LONGEST_QUERY = 4_000
_PAGE = re.compile(r"[a-z][a-z-]{0,39}")
# What an address holds beside filters, and those filters the kept counts know.
_SHAPE = frozenset({"sort", "columns", "rows", "limit"})
_COUNTED = frozenset({"panel", "status"})
_COUNTED_PAGES = frozenset({"orders", "payments", "tickets"})


@dataclass(frozen=True)
class ListedView:
    """`count` is how many rows the view shows, where the sync keeps that number anyway."""

    view: View
    mine: bool
    count: int | None


@dataclass(frozen=True)
class ViewChange:
    """What is None stays."""

    name: str | None = None
    query: str | None = None
    shared: bool | None = None


def list_views(
    staff: Staff, page: str | None, *, panels: Sequence[Panel], statuses: Statuses[Status], now: float
) -> list[ListedView]:
    """The views of a page (None: of all), the shared first, by name; three queries, and one a panel when
    a view has a count. A shared view of panels that are not theirs is not shown."""
    require(staff, "views.own")
    found = {view.id: view for view in store.list_views(staff.username)}
    found |= {view.id: view for view in store.list_views(SHARED) if _may_see(staff, view)}
    wanted = [view for view in found.values() if page in (None, view.page)]
    counted = [view for view in wanted if is_counted(view)]
    scope = in_scope(staff, "views.own", panels)
    kept = statuses(scope, now=now) if counted else []
    order = sorted(wanted, key=lambda view: (not view.shared, view.name.casefold(), view.id))
    return [_listed(staff, view, kept) for view in order]


def save_view(staff: Staff, page: str, change: ViewChange, *, view_id: str, now: float) -> ListedView:
    """Keep a new view. Raises InvalidInput naming the field, Forbidden for sharing without the right."""
    view = View(
        view_id, staff.username, bool(change.shared), page, change.name or "", change.query or "", now
    )
    require(staff, "views.share" if view.shared else "views.own")
    _check(view)
    if len(store.list_views(view.shelf)) >= MOST_VIEWS:
        raise InvalidInput(f"There are {MOST_VIEWS} views already: remove one first.", field="name")
    store.put_view(view)
    return _listed(staff, view, [])


def change_view(staff: Staff, view_id: str, change: ViewChange) -> ListedView:
    """Change a view of one's own, or as an admin a shared one; NotFound for anybody else's."""
    before = _editable(staff, view_id)
    given = {name: value for name, value in vars(change).items() if value is not None}
    after = replace(before, **given)
    if after.shared and not before.shared:
        require(staff, "views.share")
    if before.shared and not after.shared:
        after = replace(after, owner=staff.username)
    _check(after)
    store.put_view(after)
    if before.shelf != after.shelf:
        # Second, so that what is cut off between the two leaves the view on both shelves, and not on none.
        store.delete_view(before.shelf, view_id)
    return _listed(staff, after, [])


def remove_view(staff: Staff, view_id: str) -> None:
    """Take a view away."""
    view = _editable(staff, view_id)
    store.delete_view(view.shelf, view_id)


def filters_of(query: str) -> dict[str, str]:
    """The filters of a view's query string, without what only shapes the page. Pure."""
    pairs = parse_qs(query.removeprefix("?"), keep_blank_values=False, max_num_fields=100)
    return {name: values[-1] for name, values in pairs.items() if name not in _SHAPE}


def is_counted(view: View) -> bool:
    """Whether the counts that the sync keeps answer how many rows the view shows."""
    return view.page in _COUNTED_PAGES and filters_of(view.query).keys() <= _COUNTED


def count_kept(view: View, kept: Sequence[Status]) -> int:
    """The number of rows a counted view shows, from `kept`. Pure."""
    filters = filters_of(view.query)
    codes, words = _values(filters, "panel"), _values(filters, "status")
    counts: list[Mapping[str, int]] = [
        status.by_status
        for status in kept
        if status.resource == view.page and (codes is None or status.panel in codes)
    ]
    return sum(n for one in counts for word, n in one.items() if words is None or word in words)


def _listed(staff: Staff, view: View, kept: Sequence[Status]) -> ListedView:
    count = count_kept(view, kept) if kept and is_counted(view) else None
    return ListedView(view, view.owner == staff.username, count)


def _editable(staff: Staff, view_id: str) -> View:
    require(staff, "views.own")
    shared = store.load_view(SHARED, view_id)
    if shared is not None and _may_see(staff, shared):
        require(staff, "views.share")
        return shared
    own = store.load_view(staff.username, view_id)
    if own is None:
        raise NotFound("There is no such view.", field="id")
    return own


def _may_see(staff: Staff, view: View) -> bool:
    return all(sees(staff, code) for code in _values(filters_of(view.query), "panel") or ())


def _values(filters: Mapping[str, str], name: str) -> frozenset[str] | None:
    if name not in filters:
        return None
    return frozenset(value.strip() for value in filters[name].split(",") if value.strip())


def _check(view: View) -> None:
    if not 0 < len(view.name.strip()) <= LONGEST_NAME:
        raise InvalidInput(f"A view's name has 1 to {LONGEST_NAME} characters.", field="name")
    if not _PAGE.fullmatch(view.page):
        raise InvalidInput("A page is named like orders.", field="page")
    if len(view.query) > LONGEST_QUERY:
        raise InvalidInput(f"A view's query has {LONGEST_QUERY} characters at most.", field="query")
    try:
        filters_of(view.query)
    except ValueError:
        raise InvalidInput("This query has too many parts.", field="query") from None
