"""Saved views: a person's own on their shelf, those for everybody on the shared one."""

from __future__ import annotations

from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table

# No username begins with a star.
SHARED = "*shared"


@dataclass(frozen=True)
class View:
    """One saved view: `query` is what the page's address holds, `owner` a username; times UNIX seconds."""

    id: str
    owner: str
    shared: bool
    page: str
    name: str
    query: str
    created_at: float

    @property
    def shelf(self) -> str:
        return SHARED if self.shared else self.owner


class ViewRow(Model):
    class Meta(TableMeta):
        table_name = table("views")

    shelf = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)
    owner = UnicodeAttribute()
    page = UnicodeAttribute()
    name = UnicodeAttribute()
    query_string = UnicodeAttribute()
    created_at = NumberAttribute()


def list_views(shelf: str) -> list[View]:
    """Everything on a shelf, a username or SHARED; tens of items, one query."""
    return [_read(row) for row in ViewRow.query(shelf, consistent_read=True)]


def load_view(shelf: str, view_id: str) -> View | None:
    try:
        return _read(ViewRow.get(shelf, view_id, consistent_read=True))
    except DoesNotExist:
        return None


def put_view(view: View) -> None:
    ViewRow(
        view.shelf,
        view.id,
        owner=view.owner,
        page=view.page,
        name=view.name,
        query_string=view.query,
        created_at=view.created_at,
    ).save()


def delete_view(shelf: str, view_id: str) -> None:
    ViewRow(shelf, view_id).delete()


def _read(row: ViewRow) -> View:
    return View(
        id=row.id,
        owner=row.owner,
        shared=row.shelf == SHARED,
        page=row.page,
        name=row.name,
        query=row.query_string,
        created_at=float(row.created_at),
    )
