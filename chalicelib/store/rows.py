"""The shape all tables of panel rows share, and the one way they are read and written.

A row keeps the panel's own JSON untouched in `doc` (so nothing the panel sent is lost), its place
in time in `key`, and one `by_…` attribute per index. Rows are plain values outside this room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.store.keys import facet, split_time_key


@dataclass(frozen=True)
class StoredRow:
    """One row of one panel. Times are UNIX seconds; `doc` is the panel's JSON as text.

    `seen_at` is when the panel was asked for this version of the row; `finished_at` when it was
    first seen final and `finished_after` the latest time it is known to have been open.
    """

    panel: str
    key: str
    doc: str
    seen_at: float
    first_seen_at: float
    version: int = 1
    gone_at: float | None = None
    finished_at: float | None = None
    finished_after: float | None = None
    facets: Mapping[str, str | None] = field(default_factory=dict)
    sort_keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return split_time_key(self.key)[1]

    @property
    def created(self) -> int:
        return split_time_key(self.key)[0]


class PanelRowModel(Model):
    """Attributes every table of panel rows has; a table's module adds its indexes."""

    FACETS: ClassVar[tuple[str, ...]] = ()
    SORT_KEYS: ClassVar[tuple[str, ...]] = ()

    panel = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    doc = UnicodeAttribute()
    seen_at = NumberAttribute()
    first_seen_at = NumberAttribute()
    version = NumberAttribute()
    gone_at = NumberAttribute(null=True)
    finished_at = NumberAttribute(null=True)
    finished_after = NumberAttribute(null=True)


def lean_index(name: str, range_name: str = "key", include: Iterable[str] = ()) -> GlobalSecondaryIndex[Any]:
    """An index on `name`, carrying only keys and what picks a row: each index repeats each write.

    `include` takes attributes that do not change in a row's life, so that they cost nothing later.
    """
    index_name = name if range_name == "key" else range_name
    extra = sorted(set(include) - {name, range_name})
    projection = IncludeProjection(extra) if extra else KeysOnlyProjection()
    body: dict[str, Any] = {
        "Meta": type("Meta", (), {"index_name": index_name, "projection": projection}),
        name: UnicodeAttribute(hash_key=True),
        range_name: UnicodeAttribute(range_key=True),
    }
    for attribute in extra:
        body[attribute] = UnicodeAttribute(null=True)
    index: GlobalSecondaryIndex[Any] = type(f"Index_{name}_{range_name}", (GlobalSecondaryIndex,), body)()
    return index


M = TypeVar("M", bound=PanelRowModel)


class RowTable(Generic[M]):
    """Reads and writes one table of panel rows."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    def load(self, panel: str, keys: Iterable[str], *, consistent: bool = True) -> dict[str, StoredRow]:
        """The rows that exist, by key."""
        wanted = [(panel, key) for key in dict.fromkeys(keys)]
        if not wanted:
            return {}
        found = self.model.batch_get(wanted, consistent_read=consistent)
        return {model.key: self.read(model) for model in found}

    def put(self, rows: Iterable[StoredRow]) -> None:
        """Write rows whole, 25 to a call; the caller holds the lease that makes it the only writer."""
        with self.model.batch_write() as batch:
            for row in rows:
                batch.save(self.build(row))

    def delete(self, panel: str, keys: Iterable[str]) -> None:
        with self.model.batch_write() as batch:
            for key in keys:
                batch.delete(self.model(panel, key))

    def between(self, panel: str, first: str, last: str, *, limit: int) -> list[StoredRow]:
        """Rows by key, the first one first, both ends included; those that are gone as well."""
        bounds = self.model.key.between(first, last)
        return [self.read(row) for row in self.model.query(panel, bounds, limit=limit, page_size=limit)]

    def read(self, model: M) -> StoredRow:
        """A plain value of a model."""
        return StoredRow(
            panel=model.panel,
            key=model.key,
            doc=model.doc,
            seen_at=float(model.seen_at),
            first_seen_at=float(model.first_seen_at),
            version=int(model.version),
            gone_at=_seconds(model.gone_at),
            finished_at=_seconds(model.finished_at),
            finished_after=_seconds(model.finished_after),
        )

    def build(self, row: StoredRow) -> M:
        """The model of a plain value, its index keys made from `facets` and `sort_keys`."""
        model = self.model(
            row.panel,
            row.key,
            doc=row.doc,
            seen_at=row.seen_at,
            first_seen_at=row.first_seen_at,
            version=row.version,
            gone_at=row.gone_at,
            finished_at=row.finished_at,
            finished_after=row.finished_after,
        )
        for name in self.model.FACETS:
            value = row.facets.get(name)
            # A row that is gone leaves the indexes: lists show what is there, its address still finds it.
            if value and row.gone_at is None:
                setattr(model, f"by_{name}", facet(row.panel, value))
        for name in self.model.SORT_KEYS:
            if name in row.sort_keys and row.gone_at is None:
                setattr(model, f"{name}_key", row.sort_keys[name])
        return model


def _seconds(number: float | None) -> float | None:
    return None if number is None else float(number)
