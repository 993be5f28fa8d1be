"""One word for how fresh a panel's resource is, and what stands beside it."""

from __future__ import annotations

import pytest

from chalicelib.store.sync_state import SyncItem
from chalicelib.sync.breaker import Breaker
from chalicelib.sync.settings import SyncSettings
from chalicelib.sync.state import LastPass, ResourceState, encode
from chalicelib.sync.status import SyncStatus, describe
from chalicelib.sync.walk import Walk

NOW = 1_790_000_000.0
DOWN = Breaker(failures=3, open_until=NOW + 60, reason="no answer in time")


def item(state: ResourceState | None = None, *, paused: bool = False, rows: int | None = None) -> SyncItem:
    text = encode(state) if state else ""
    return SyncItem("MTP", "orders", text, next_due=NOW + 30, paused=paused, rows_per_fetch=rows)


def read(ago: float, **known: object) -> ResourceState:
    state = ResourceState(interval=30, fetched_at=NOW - ago, checkpoint=int(NOW))
    for name, value in known.items():
        setattr(state, name, value)
    return state


def shown(of: SyncItem, breaker: Breaker | None = None) -> SyncStatus:
    return describe(of, breaker or Breaker(), SyncSettings(), now=NOW)


@pytest.mark.parametrize(
    ("state", "breaker", "paused", "word"),
    [
        (None, Breaker(), False, "waiting"),
        (ResourceState(interval=30), Breaker(), False, "waiting"),
        (read(0), Breaker(), False, "fresh"),
        (read(120), Breaker(), False, "fresh"),
        (read(121), Breaker(), False, "late"),
        (read(5, failures=1, error="502"), Breaker(), False, "backing_off"),
        (read(5, failures=1, error="502"), DOWN, False, "down"),
        (read(5), DOWN, False, "down"),
        (read(5, failures=1, error_code="panel_key_missing"), DOWN, False, "needs_key"),
        (read(5, failures=4), DOWN, True, "paused"),
        (None, Breaker(failures=2), False, "waiting"),
    ],
)
def test_the_word_is_the_worst_that_is_true(
    state: ResourceState | None, breaker: Breaker, paused: bool, word: str
) -> None:
    assert shown(item(state, paused=paused), breaker).state == word


def test_a_slow_rhythm_is_late_later() -> None:
    assert shown(item(read(1_200, interval=600))).state == "fresh"
    assert shown(item(read(1_261, interval=600))).state == "late"


def test_an_item_not_read_yet_has_the_settings_rhythm_and_nothing_else() -> None:
    status = shown(item())
    assert (status.interval, status.rows_per_fetch, status.rows, status.by_status) == (30, 200, 0, {})
    assert (status.fetched_at, status.last_pass, status.error) == (None, None, "")
    assert (status.backfill_done, status.backfill_rows, status.backfill_reached) == (False, 0, None)


def test_rows_are_counted_by_the_panels_own_words() -> None:
    status = shown(item(read(0, by_status={0: 4, 3: 90, 63: 2})))
    assert status.rows == 96
    assert status.by_status == {"pending": 4, "completed": 90, "other": 2}


def test_staffs_number_of_rows_comes_before_the_settings() -> None:
    assert shown(item(rows=50)).rows_per_fetch == 50
    chosen = SyncSettings(rows_per_fetch={"orders": 77})
    assert describe(item(), Breaker(), chosen, now=NOW).rows_per_fetch == 77


def test_a_backfill_under_way_says_how_far_it_came() -> None:
    going = shown(item(read(0, walks=[Walk("gap"), Walk("backfill", rows=900, reached=1_700_000_000)])))
    assert (going.backfill_done, going.backfill_rows, going.backfill_reached) == (False, 900, 1_700_000_000)
    done = shown(item(read(0, bottom=1_600_000_000, by_status={3: 12}, walks=[Walk("verify", rows=5)])))
    assert (done.backfill_done, done.backfill_rows, done.backfill_reached) == (True, 12, 1_600_000_000)


def test_the_error_is_the_resources_own_or_else_the_panels() -> None:
    assert shown(item(read(0, error="refused", failures=1)), DOWN).error == "refused"
    assert shown(item(read(0)), DOWN).error == "no answer in time"
    assert shown(item(read(0)), Breaker(failures=1, reason="502")).error == ""


def test_the_last_pass_and_what_is_set_aside_are_passed_on() -> None:
    last = LastPass(NOW - 5, new=3, bad=1, calls=2)
    status = shown(item(read(5, last_pass=last, quarantined=4, unknown={"drip": 7})))
    assert (status.last_pass, status.quarantined, status.unknown_fields) == (last, 4, {"drip": 7})
    assert status.next_due == NOW + 30
