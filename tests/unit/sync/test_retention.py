"""Retention is announced a day ahead, and can be taken back until then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import InvalidInput, NotFound
from chalicelib.sync.retention import NOTICE, RESOURCES_WITH_RETENTION, announce, take_back
from chalicelib.sync.settings import SyncSettings

NOW = 1_790_000_000.0
DAY = 86_400.0

steady = settings(deadline=None, derandomize=True)
days = st.none() | st.integers(1, 3_650)


def announced(before: SyncSettings, wanted: int | None, *, now: float = NOW) -> SyncSettings:
    """No panels: what is counted over rows is tested where there are tables."""
    return announce(before, "orders", wanted, panels=(), now=now)


def test_a_change_comes_into_force_a_day_later_and_no_second_sooner() -> None:
    settings = announced(SyncSettings(), 30)
    pending = settings.retention["orders"].pending
    assert pending is not None
    assert (pending.days, pending.rows, pending.effective_at) == (30, 0, NOW + DAY)
    assert settings.keep_days("orders", NOW + DAY - 1) is None
    assert settings.keep_days("orders", NOW + DAY) == 30


def test_a_change_taken_back_never_comes_into_force() -> None:
    settings = take_back(announced(SyncSettings(), 30), "orders", now=NOW + DAY - 1)
    assert settings.keep_days("orders", NOW + 10 * DAY) is None
    with pytest.raises(NotFound):
        take_back(settings, "orders", now=NOW)


def test_what_is_in_force_cannot_be_taken_back_but_changed() -> None:
    in_force = announced(SyncSettings(), 30)
    with pytest.raises(NotFound):
        take_back(in_force, "orders", now=NOW + DAY)
    longer = announced(in_force, 60, now=NOW + 2 * DAY)
    assert longer.keep_days("orders", NOW + 2 * DAY) == 30
    assert longer.keep_days("orders", NOW + 3 * DAY) == 60
    assert take_back(longer, "orders", now=NOW + 2 * DAY).keep_days("orders", NOW + 9 * DAY) == 30


def test_keeping_everything_again_is_announced_as_well() -> None:
    kept = announced(announced(SyncSettings(), 30), None, now=NOW + 2 * DAY)
    assert kept.keep_days("orders", NOW + 2 * DAY) == 30
    assert kept.keep_days("orders", NOW + 3 * DAY) is None


@steady
@given(
    st.lists(st.tuples(st.floats(0, 3 * DAY), st.sampled_from(["announce", "take back"]), days), max_size=12)
)
def test_no_number_of_days_is_in_force_without_a_days_notice(
    acts: list[tuple[float, str, int | None]],
) -> None:
    settings, now = SyncSettings(), NOW
    asked: list[tuple[float, int | None]] = []
    for later, act, wanted in acts:
        before, now = settings, now + later
        in_force = before.keep_days("orders", now)
        if act == "announce":
            settings = announced(before, wanted, now=now)
            asked.append((now, wanted))
        else:
            try:
                settings = take_back(before, "orders", now=now)
            except NotFound:
                assert settings == before
        assert settings.keep_days("orders", now) == in_force
        assert in_force is None or any(at <= now - NOTICE and days == in_force for at, days in asked)


def test_another_resource_is_not_touched() -> None:
    settings = announced(announce(SyncSettings(), "users", 5, panels=(), now=NOW - 2 * DAY), 30)
    assert settings.keep_days("users", NOW) == 5
    assert take_back(settings, "orders", now=NOW).keep_days("users", NOW) == 5


@pytest.mark.parametrize("resource", ["services", "weather"])
def test_a_resource_without_retention_is_refused_by_field(resource: str) -> None:
    assert resource not in RESOURCES_WITH_RETENTION
    with pytest.raises(InvalidInput) as refused:
        announce(SyncSettings(), resource, 5, panels=(), now=NOW)
    assert refused.value.field == "resource"
    with pytest.raises(InvalidInput) as refused:
        take_back(SyncSettings(), resource, now=NOW)
    assert refused.value.field == "resource"
