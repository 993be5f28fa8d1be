"""How an order got where it is: one item for each change of status, remains or start count.

An item is numbered by the row's version it led to, so that writing it twice is writing it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.store.base import TableMeta, table


@dataclass(frozen=True)
class Point:
    """What the panel said of an order at one time."""

    status: str
    remains: int | None
    start_count: int | None


@dataclass(frozen=True)
class Change:
    """From one point to the next. `at` is when the new one was first seen, `after` when the old
    one was last known to hold (UNIX seconds): the change itself lies between the two."""

    panel: str
    order_id: int
    version: int
    at: float
    after: float
    before: Point
    now: Point


class OrderHistoryRow(Model):
    class Meta(TableMeta):
        table_name = table("order-history")

    order = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    at = NumberAttribute()
    after = NumberAttribute()
    status = UnicodeAttribute()
    remains = NumberAttribute(null=True)
    start_count = NumberAttribute(null=True)
    status_before = UnicodeAttribute()
    remains_before = NumberAttribute(null=True)
    start_count_before = NumberAttribute(null=True)


def add(changes: Iterable[Change]) -> None:
    with OrderHistoryRow.batch_write() as batch:
        for change in changes:
            batch.save(
                OrderHistoryRow(
                    _address(change.panel, change.order_id),
                    change.version,
                    at=change.at,
                    after=change.after,
                    status=change.now.status,
                    remains=change.now.remains,
                    start_count=change.now.start_count,
                    status_before=change.before.status,
                    remains_before=change.before.remains,
                    start_count_before=change.before.start_count,
                )
            )


def load(panel: str, order_id: int) -> list[Change]:
    """All changes of one order, the first one first."""
    return [
        Change(
            panel,
            order_id,
            int(row.version),
            float(row.at),
            float(row.after),
            Point(row.status_before, _count(row.remains_before), _count(row.start_count_before)),
            Point(row.status, _count(row.remains), _count(row.start_count)),
        )
        for row in OrderHistoryRow.query(_address(panel, order_id), consistent_read=True)
    ]


def forget(panel: str, order_ids: Iterable[int]) -> None:
    """Drop the history of orders that retention takes away."""
    for order_id in order_ids:
        with OrderHistoryRow.batch_write() as batch:
            for row in OrderHistoryRow.query(
                _address(panel, order_id), attributes_to_get=["order", "version"]
            ):
                batch.delete(row)


def _address(panel: str, order_id: int) -> str:
    return f"{panel}#{order_id}"


def _count(number: float | None) -> int | None:
    return None if number is None else int(number)
