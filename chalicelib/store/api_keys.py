"""Keys of outside programs, by the SHA-256 of their token; the token itself is never kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table


@dataclass(frozen=True)
class ApiKey:
    """`prefix` is what people tell keys apart by; `panels` is None for every panel."""

    name: str
    prefix: str
    token_hash: str
    scopes: tuple[str, ...]
    panels: tuple[str, ...] | None
    created_at: float


class ApiKeyRow(Model):
    class Meta(TableMeta):
        table_name = table("api-keys")

    token_hash = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute()
    prefix = UnicodeAttribute()
    scopes: ListAttribute[str] = ListAttribute(default=list)
    all_panels = BooleanAttribute(default=False)
    panels: ListAttribute[str] = ListAttribute(default=list)
    created_at = NumberAttribute()


def load_api_key(token_hash: str) -> ApiKey | None:
    try:
        return _key(ApiKeyRow.get(token_hash, consistent_read=True))
    except DoesNotExist:
        return None


def list_api_keys() -> Iterator[ApiKey]:
    """Every key; a scan, for a table of tens of rows."""
    return (_key(row) for row in ApiKeyRow.scan())


def put_api_key(key: ApiKey) -> None:
    ApiKeyRow(
        key.token_hash,
        name=key.name,
        prefix=key.prefix,
        scopes=list(key.scopes),
        all_panels=key.panels is None,
        panels=list(key.panels or ()),
        created_at=key.created_at,
    ).save()


def delete_api_key(token_hash: str) -> None:
    ApiKeyRow(token_hash).delete()


def _key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        name=row.name,
        prefix=row.prefix,
        token_hash=row.token_hash,
        scopes=tuple(row.scopes),
        panels=None if row.all_panels else tuple(row.panels),
        created_at=row.created_at,
    )
