"""The lease that makes a worker the only one, and the two parts of an item that do not meet."""

from __future__ import annotations

import pytest
from pynamodb.exceptions import UpdateError

from chalicelib.errors import LeaseHeld, LeaseLost
from chalicelib.store import sync_state
from chalicelib.store.sync_state import SyncItem

NOW = 1_790_000_000.0
HERE = ("MTP", "orders")

pytestmark = pytest.mark.usefixtures("tables")


def take(owner: str, *, now: float = NOW, seconds: float = 90.0) -> SyncItem:
    return sync_state.acquire(*HERE, owner, now=now, seconds=seconds)


def test_an_item_nobody_wrote_is_fresh() -> None:
    assert sync_state.load(*HERE) == SyncItem("MTP", "orders")
    assert sync_state.load_panel("MTP") == []


def test_one_worker_works_and_the_other_leaves() -> None:
    taken = take("one")
    assert (taken.lease_owner, taken.lease_until, taken.unfinished) == ("one", NOW + 90, False)
    with pytest.raises(LeaseHeld):
        take("other", now=NOW + 90)
    assert sync_state.load(*HERE).lease_owner == "one"


def test_a_lease_run_out_is_taken_over_and_tells_that_a_worker_died_on_it() -> None:
    take("one")
    taken = take("other", now=NOW + 91)
    assert (taken.lease_owner, taken.unfinished) == ("other", True)


def test_a_worker_that_asks_again_has_it_still() -> None:
    take("one")
    again = take("one", now=NOW + 10)
    assert (again.lease_until, again.unfinished) == (NOW + 100, True)


def test_resources_and_panels_are_leased_each_by_itself() -> None:
    take("one")
    sync_state.acquire("MTP", "users", "other", now=NOW, seconds=90)
    sync_state.acquire("STM", "orders", "other", now=NOW, seconds=90)
    assert {item.resource: item.lease_owner for item in sync_state.load_panel("MTP")} == {
        "orders": "one",
        "users": "other",
    }
    assert len(sync_state.load_all(["MTP", "STM", "SGP"])) == 3


def test_a_pass_that_is_finished_leaves_its_state_and_the_lease() -> None:
    take("one")
    sync_state.finish(*HERE, "one", state='{"rows":5}', next_due=NOW + 30.5)
    assert sync_state.load(*HERE) == SyncItem("MTP", "orders", '{"rows":5}', NOW + 30.5)
    assert not take("other").unfinished


def test_a_lease_is_renewed_by_its_owner_while_it_lasts() -> None:
    take("one")
    assert sync_state.renew(*HERE, "one", now=NOW + 80, seconds=90) == NOW + 170
    with pytest.raises(LeaseHeld):
        take("other", now=NOW + 160)
    with pytest.raises(LeaseLost):
        sync_state.renew(*HERE, "other", now=NOW + 80, seconds=90)
    with pytest.raises(LeaseLost):
        sync_state.renew(*HERE, "one", now=NOW + 171, seconds=90)


def test_a_worker_that_lost_its_lease_writes_nothing_more() -> None:
    take("one")
    sync_state.save(*HERE, "one", state="early")
    take("other", now=NOW + 91)
    sync_state.save(*HERE, "other", state="later")
    with pytest.raises(LeaseLost):
        sync_state.save(*HERE, "one", state="late")
    with pytest.raises(LeaseLost):
        sync_state.finish(*HERE, "one", state="late", next_due=0)
    with pytest.raises(LeaseLost):
        sync_state.renew(*HERE, "one", now=NOW + 92, seconds=90)
    held = sync_state.load(*HERE)
    assert (held.state, held.lease_owner) == ("later", "other")


def test_nobody_writes_without_a_lease() -> None:
    with pytest.raises(LeaseLost):
        sync_state.save(*HERE, "one", state="x")
    with pytest.raises(LeaseLost):
        sync_state.finish(*HERE, "one", state="x", next_due=0)
    assert sync_state.load(*HERE) == SyncItem("MTP", "orders")


def test_what_is_saved_on_the_way_keeps_the_lease() -> None:
    take("one")
    sync_state.save(*HERE, "one", state="half")
    held = sync_state.load(*HERE)
    assert (held.state, held.lease_owner, held.unfinished) == ("half", "one", True)


def test_staffs_part_and_the_workers_part_do_not_overwrite_each_other() -> None:
    take("one")
    sync_state.change(*HERE, paused=True, rows_per_fetch=50)
    sync_state.save(*HERE, "one", state="half")
    sync_state.change(*HERE, reset_at=NOW + 5.5)
    sync_state.finish(*HERE, "one", state="whole", next_due=NOW + 30)
    assert sync_state.load(*HERE) == SyncItem(
        "MTP", "orders", "whole", NOW + 30, paused=True, rows_per_fetch=50, reset_at=NOW + 5.5
    )
    sync_state.change(*HERE, paused=False)
    item = sync_state.load(*HERE)
    assert (item.paused, item.rows_per_fetch, item.reset_at, item.state) == (False, 50, NOW + 5.5, "whole")


def test_what_staff_leave_out_stays_and_nothing_is_written_for_nothing() -> None:
    sync_state.change(*HERE)
    assert sync_state.load_panel("MTP") == []
    sync_state.change(*HERE, rows_per_fetch=20)
    assert sync_state.load(*HERE) == SyncItem("MTP", "orders", rows_per_fetch=20)


def test_a_lease_is_free_on_an_item_that_staff_have_written_first() -> None:
    sync_state.change(*HERE, paused=True)
    assert take("one").paused


def test_of_two_that_replace_a_state_one_wins() -> None:
    assert sync_state.swap(*HERE, before="", after="a")
    assert not sync_state.swap(*HERE, before="", after="b")
    assert sync_state.swap(*HERE, before="a", after="c")
    assert not sync_state.swap(*HERE, before="a", after="d")
    assert sync_state.load(*HERE).state == "c"


def test_an_item_forgotten_is_fresh_again() -> None:
    take("one")
    sync_state.forget(*HERE)
    sync_state.forget(*HERE)
    assert sync_state.load(*HERE) == SyncItem("MTP", "orders")


def test_trouble_with_the_table_is_no_lost_lease() -> None:
    sync_state.SyncStateRow.delete_table()
    with pytest.raises(UpdateError, match="ResourceNotFound"):
        sync_state.save(*HERE, "one", state="x")
    with pytest.raises(UpdateError, match="ResourceNotFound"):
        sync_state.swap(*HERE, before="", after="x")
