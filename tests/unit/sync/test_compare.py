"""What a fetched row means for what is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.panels.pages import Fetched
from chalicelib.store.fingerprints import Buckets, Fingerprint, bucket_of
from chalicelib.store.keys import time_key
from chalicelib.store.order_history import Point
from chalicelib.store.rows import StoredRow
from chalicelib.sync.compare import Incoming, Plan, arrive, compare, mark_gone, suspects
from chalicelib.sync.resources import RESOURCES

ORDERS, USERS, PAYMENTS = RESOURCES["orders"], RESOURCES["users"], RESOURCES["payments"]
CREATED = 1_789_000_000
NOW = 1_790_000_000.0

steady = settings(deadline=None, derandomize=True)


def order(**fields: Any) -> dict[str, Any]:
    row = {"id": 7, "status": "pending", "created_timestamp": CREATED, "remains": 100, "start_count": 5}
    return {**row, **fields}


def incoming(row: dict[str, Any], *, at: float = NOW, resource: Any = ORDERS, offset: int = 0) -> Incoming:
    raw = msgspec.json.encode(row)
    value = msgspec.json.decode(raw, type=resource.wire, strict=False)
    return arrive(resource, Fetched(value, raw), fetched_at=at, offset=offset)


class Store:
    """Applies plans as the intake does, and compares what comes next with the result."""

    def __init__(self, resource: Any = ORDERS, *, open_until: float = 0.0) -> None:
        self.resource = resource
        self.buckets: Buckets = {}
        self.rows: dict[int, StoredRow] = {}
        self.open_until = open_until

    def meet(self, *rows: Incoming, now: float | None = None) -> Plan:
        buckets = {bucket_of(row.id): dict(self.buckets.get(bucket_of(row.id), {})) for row in rows}
        plan = compare(
            self.resource,
            "MTP",
            suspects(rows, buckets),
            buckets,
            self.rows,
            now=NOW + 10**6 if now is None else now,
            open_until=lambda _entry: self.open_until,
        )
        self.buckets |= plan.buckets
        self.rows |= {row.id: row for row in plan.rows}
        return plan

    def mark(self, row_id: int) -> Fingerprint:
        return self.buckets[bucket_of(row_id)][row_id]


def test_a_row_not_known_is_new() -> None:
    store = Store()
    plan = store.meet(incoming(order(user="Anna", link="https://www.x.example/p/A/")))
    (row,) = plan.rows
    assert (plan.new, plan.changed, plan.same, plan.history) == (1, 0, 0, [])
    assert (row.panel, row.key, row.version) == ("MTP", time_key(CREATED, 7), 1)
    assert row.seen_at == row.first_seen_at == NOW
    assert (row.facets["user"], row.facets["link"]) == ("anna", "x.example/p/A")
    mark = store.mark(7)
    assert (mark.created, mark.changed, mark.open, mark.gone) == (CREATED, int(NOW), True, False)


def test_a_row_met_again_as_it_was_is_not_even_suspected() -> None:
    store = Store()
    store.meet(incoming(order()))
    again = incoming(order(), at=NOW + 60)
    assert suspects([again], store.buckets) == []


def test_the_same_row_in_another_writing_changes_nothing_but_its_fingerprint() -> None:
    store = Store()
    store.meet(incoming(order()))
    other = incoming(order(remains="100"), at=NOW + 60)
    plan = store.meet(other)
    assert (plan.same, plan.changed, plan.rows, plan.history) == (1, 0, [], [])
    assert suspects([other], store.buckets) == []
    assert store.mark(7).changed == int(NOW)


def test_an_unknown_field_that_changes_is_a_change() -> None:
    store = Store()
    store.meet(incoming(order(drip_run=1)))
    plan = store.meet(incoming(order(drip_run=2), at=NOW + 60))
    assert (plan.changed, plan.unknown, plan.history) == (1, {"drip_run": 1}, [])
    assert '"drip_run":2' in store.rows[7].doc


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"status": "in_progress"}, Point("in_progress", 100, 5)),
        ({"remains": 40}, Point("pending", 40, 5)),
        ({"start_count": None}, Point("pending", 100, None)),
    ],
)
def test_a_change_of_status_remains_or_start_count_is_history(change: dict[str, Any], point: Point) -> None:
    store = Store(open_until=NOW + 30)
    store.meet(incoming(order()))
    plan = store.meet(incoming(order(**change), at=NOW + 60))
    (entry,) = plan.history
    assert (entry.before, entry.now) == (Point("pending", 100, 5), point)
    assert (entry.order_id, entry.version) == (7, 2)
    assert (entry.after, entry.at) == (NOW + 30, NOW + 60)
    assert (store.rows[7].version, store.rows[7].first_seen_at) == (2, NOW)


def test_a_change_of_anything_else_is_no_history() -> None:
    store = Store()
    store.meet(incoming(order()))
    plan = store.meet(incoming(order(link="https://x.example/other"), at=NOW + 60))
    assert (plan.changed, plan.history) == (1, [])


def test_history_does_not_hold_longer_than_until_the_change_was_seen() -> None:
    store = Store(open_until=NOW + 500)
    store.meet(incoming(order()))
    (entry,) = store.meet(incoming(order(remains=1), at=NOW + 60)).history
    assert entry.after == entry.at == NOW + 60


def test_a_snapshot_older_than_the_stored_one_changes_nothing() -> None:
    store = Store()
    store.meet(incoming(order(status="completed"), at=NOW))
    before = (dict(store.rows), dict(store.buckets))
    plan = store.meet(incoming(order(status="pending"), at=NOW - 1))
    assert (plan.late, plan.rows, plan.history, plan.buckets) == (1, [], [], {})
    assert (store.rows, store.buckets) == before


def test_a_stored_snapshot_from_the_future_does_not_make_a_new_one_late() -> None:
    store = Store()
    store.meet(incoming(order(), at=NOW + 86_400))
    plan = store.meet(incoming(order(remains=3), at=NOW), now=NOW + 1)
    assert (plan.late, plan.changed) == (0, 1)


@steady
@given(st.permutations(range(5)), st.data())
def test_in_whatever_order_snapshots_come_the_newest_stands(order_of: list[int], data: st.DataObject) -> None:
    snapshots = [incoming(order(remains=100 - number), at=NOW + number) for number in range(5)]
    store = Store()
    for number in order_of:
        for _ in range(data.draw(st.integers(1, 2))):
            store.meet(snapshots[number])
    assert store.rows[7].doc.encode() == snapshots[4].raw
    assert store.rows[7].seen_at == NOW + 4
    assert suspects([snapshots[4]], store.buckets) == []


def test_an_order_first_seen_final_may_have_been_so_since_it_was_made() -> None:
    store = Store()
    store.meet(incoming(order(status="completed")))
    assert (store.rows[7].finished_at, store.rows[7].finished_after) == (NOW, CREATED)
    assert not store.mark(7).open


def test_an_order_that_becomes_final_was_open_until_it_was_last_looked_at() -> None:
    store = Store(open_until=NOW + 40)
    store.meet(incoming(order()))
    assert (store.rows[7].finished_at, store.rows[7].finished_after) == (None, None)
    store.meet(incoming(order(status="partial"), at=NOW + 60))
    assert (store.rows[7].finished_at, store.rows[7].finished_after) == (NOW + 60, NOW + 40)


def test_the_look_that_stored_the_row_counts_where_no_later_one_is_known() -> None:
    store = Store(open_until=0.0)
    store.meet(incoming(order()))
    store.meet(incoming(order(status="canceled"), at=NOW + 60))
    assert store.rows[7].finished_after == NOW


def test_a_final_order_that_changes_once_more_was_finished_when_it_was() -> None:
    store = Store(open_until=NOW + 400)
    store.meet(incoming(order(status="completed")))
    store.meet(incoming(order(status="partial", remains=9), at=NOW + 500))
    assert (store.rows[7].finished_at, store.rows[7].finished_after) == (NOW, CREATED)


def test_an_order_that_opens_again_is_not_finished() -> None:
    store = Store()
    store.meet(incoming(order(status="completed")))
    store.meet(incoming(order(status="in_progress"), at=NOW + 60))
    assert (store.rows[7].finished_at, store.rows[7].finished_after) == (None, None)
    assert store.mark(7).open


def test_a_status_nobody_knows_counts_as_open() -> None:
    store = Store()
    store.meet(incoming(order(status="on_the_moon")))
    assert store.mark(7).open
    assert store.rows[7].finished_at is None


def test_rows_without_a_status_are_neither_open_nor_finished() -> None:
    store = Store(USERS)
    user = {"id": 3, "username": "anna", "created_timestamp": CREATED, "balance": "5"}
    store.meet(incoming(user, resource=USERS))
    assert not store.mark(3).open
    assert store.rows[3].finished_at is None
    assert {"balance"} == set(store.rows[3].sort_keys)
    assert store.meet(incoming({**user, "balance": "6"}, at=NOW + 1, resource=USERS)).history == []


def test_a_row_that_moved_in_time_leaves_its_old_place() -> None:
    store = Store()
    store.meet(incoming(order()))
    plan = store.meet(incoming(order(created_timestamp=CREATED + 5), at=NOW + 60))
    assert plan.moved == [time_key(CREATED, 7)]
    assert store.rows[7].key == time_key(CREATED + 5, 7)
    assert store.mark(7).created == CREATED + 5


def test_a_row_whose_panels_zone_is_learnt_late_moves_though_its_text_is_the_same() -> None:
    store, payment = Store(PAYMENTS), {"id": 3, "created": "2026-09-21 17:13:20", "status": "waiting"}
    store.meet(incoming(payment, resource=PAYMENTS))
    plan = store.meet(incoming(payment, at=NOW + 60, resource=PAYMENTS, offset=10_800))
    assert plan.moved == [time_key(1_790_010_800, 3)]
    assert store.rows[3].key == time_key(1_790_000_000, 3)
    assert store.mark(3).created == 1_790_000_000


def test_a_row_gone_is_kept_with_the_time_and_comes_back_changed() -> None:
    store = Store()
    store.meet(incoming(order()))
    row, mark = mark_gone(store.rows[7], store.mark(7), now=NOW + 100)
    assert (row.gone_at, row.version, row.doc) == (NOW + 100, 2, store.rows[7].doc)
    assert (mark.gone, mark.open, mark.changed) == (True, False, int(NOW + 100))
    store.rows[7], store.buckets[bucket_of(7)][7] = row, mark
    back = incoming(order(), at=NOW + 200)
    assert suspects([back], store.buckets) == [back]
    plan = store.meet(back)
    assert (plan.changed, plan.history) == (1, [])
    assert (store.rows[7].gone_at, store.rows[7].version) == (None, 3)
    assert not store.mark(7).gone
    assert store.mark(7).open


def test_a_fingerprint_lost_in_a_crash_is_completed_without_writing_the_row_again() -> None:
    """The row is written before its fingerprint: a rerun finds the one without the other."""
    store = Store()
    store.meet(incoming(order()))
    store.meet(incoming(order(remains=3), at=NOW + 60))
    old = replace(store.mark(7), digest=b"before!!")
    store.buckets[bucket_of(7)][7] = old
    plan = store.meet(incoming(order(remains=3), at=NOW + 90))
    assert (plan.same, plan.rows, plan.history) == (1, [], [])
    assert store.mark(7).digest != old.digest


def test_rows_of_one_bucket_are_planned_together() -> None:
    store = Store()
    store.meet(*(incoming(order(id=number)) for number in range(60, 70)))
    assert sorted(store.buckets) == [0, 1]
    assert sorted(store.buckets[0]) == [60, 61, 62, 63]
    store.meet(incoming(order(id=61, remains=1), at=NOW + 5))
    assert sorted(store.buckets[0]) == [60, 61, 62, 63]


@pytest.mark.parametrize(
    "fields",
    [{"created_timestamp": -5}, {"created_timestamp": 10**10}, {"id": -1}, {"id": 2**64}],
)
def test_a_row_without_a_place_in_time_is_refused_in_words(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no time|out of range"):
        incoming(order(**fields))


def test_a_payment_without_a_timestamp_is_placed_by_its_text() -> None:
    row = {"id": 1, "created": "2026-09-21 17:13:20", "status": "waiting"}
    assert incoming(row, resource=PAYMENTS, offset=10_800).created == 1_790_000_000
    with pytest.raises(ValueError, match="neither"):
        incoming({"id": 1}, resource=PAYMENTS)
