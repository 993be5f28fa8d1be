"""Rows a panel sent that could not be understood: kept with their reason until they can be."""

from __future__ import annotations

from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table

# In bytes: an item holds 400 KB. A row this long is nothing a panel sends in good order.
_LONGEST_RAW = 200_000


@dataclass(frozen=True)
class BadRow:
    """`name` is the row's id where it has one, else a digest of its text. Times are UNIX seconds."""

    name: str
    reason: str
    raw: str
    first_seen_at: float
    last_seen_at: float
    times: int


class QuarantineRow(Model):
    class Meta(TableMeta):
        table_name = table("quarantine")

    owner = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(range_key=True)
    reason = UnicodeAttribute()
    raw = UnicodeAttribute()
    first_seen_at = NumberAttribute()
    last_seen_at = NumberAttribute()
    times = NumberAttribute()


def load(owner: str) -> dict[str, BadRow]:
    """All rows set aside for an owner such as `MTP#orders`, by name."""
    return {row.name: _read(row) for row in QuarantineRow.query(owner, consistent_read=True)}


def keep(owner: str, bad: BadRow) -> None:
    QuarantineRow(
        owner,
        bad.name,
        reason=bad.reason,
        raw=cut(bad.raw),
        first_seen_at=bad.first_seen_at,
        last_seen_at=bad.last_seen_at,
        times=bad.times,
    ).save()


def cut(raw: str) -> str:
    """A row's text as far as it is kept."""
    return raw.encode(errors="replace")[:_LONGEST_RAW].decode(errors="ignore")


def release(owner: str, name: str) -> None:
    """The row came well at last, or is gone."""
    QuarantineRow(owner, name).delete()


def _read(row: QuarantineRow) -> BadRow:
    return BadRow(
        row.name, row.reason, row.raw, float(row.first_seen_at), float(row.last_seen_at), int(row.times)
    )
