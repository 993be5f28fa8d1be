"""What a filter matched at one moment: the addresses of rows, in parts of a page. They go by TTL."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pynamodb.attributes import (
    BinaryAttribute,
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table
from chalicelib.store.keys import split_time_key, time_key

# 18 bytes a row: a write unit for 56 of them, five read units for a part of 1,000.
_ADDRESS = struct.Struct(">HQQ")
PART = 1_000

Address = tuple[str, str]


@dataclass(frozen=True)
class Snapshot:
    """`panels` are the codes it was taken of; `expires_at` in UNIX seconds."""

    id: str
    owner: str
    panels: tuple[str, ...]
    count: int
    expires_at: float


class SnapshotRow(Model):
    class Meta(TableMeta):
        table_name = table("snapshots")

    id = UnicodeAttribute(hash_key=True)
    # The head is part 0, the addresses follow.
    part = NumberAttribute(range_key=True)
    owner = UnicodeAttribute(null=True)
    panels: ListAttribute[str] = ListAttribute(null=True)
    count_ = NumberAttribute(null=True, attr_name="count")
    addresses = BinaryAttribute(legacy_encoding=False, null=True)
    expires_at = TTLAttribute()


def add_snapshot(head: Snapshot, addresses: Sequence[Address]) -> None:
    """Store it, the head last: what was cut off is not there."""
    until = datetime.fromtimestamp(head.expires_at, tz=UTC)
    with SnapshotRow.batch_write() as batch:
        for number, start in enumerate(range(0, len(addresses), PART), start=1):
            packed = _pack(addresses[start : start + PART], head.panels)
            batch.save(SnapshotRow(head.id, number, addresses=packed, expires_at=until))
    SnapshotRow(
        head.id, 0, owner=head.owner, panels=list(head.panels), count_=head.count, expires_at=until
    ).save()


def load_snapshot(snapshot_id: str) -> Snapshot | None:
    """The head; it may be past its end, as TTL takes days."""
    try:
        row = SnapshotRow.get(snapshot_id, 0, consistent_read=True)
    except DoesNotExist:
        return None
    return Snapshot(row.id, row.owner, tuple(row.panels), int(row.count_), row.expires_at.timestamp())


def load_part(head: Snapshot, number: int) -> list[Address]:
    """Panel and key of the rows of part `number`, the first is 1; [] where there is none."""
    try:
        row = SnapshotRow.get(head.id, number, consistent_read=True)
    except DoesNotExist:
        return []
    return [
        (head.panels[place], time_key(created, row_id))
        for place, created, row_id in _ADDRESS.iter_unpack(row.addresses)
    ]


def _pack(addresses: Sequence[Address], panels: Sequence[str]) -> bytes:
    places = {panel: place for place, panel in enumerate(panels)}
    return b"".join(_ADDRESS.pack(places[panel], *split_time_key(key)) for panel, key in addresses)
