"""The sync's settings: what may be set, and in which words a wrong value is refused."""

from __future__ import annotations

import msgspec
import pytest

from chalicelib.sync.interval import Limits
from chalicelib.sync.settings import (
    DEFAULTS,
    INTERVALS,
    Interval,
    PendingRetention,
    Retention,
    SyncSettings,
)

NOW = 1_790_000_000.0


def decoded(text: str) -> SyncSettings:
    return msgspec.json.decode(text, type=SyncSettings)


def test_the_defaults_are_those_of_the_handbook() -> None:
    limits = {name: (DEFAULTS.limits(name).shortest, DEFAULTS.limits(name).longest) for name in INTERVALS}
    assert limits == {
        "orders": (30, 600),
        "payments": (30, 600),
        "users": (300, 3_600),
        "tickets": (15, 300),
        "services": (21_600, 21_600),
    }
    assert DEFAULTS.keep_days("orders", NOW) is None


def test_settings_come_back_as_they_were_stored() -> None:
    settings = SyncSettings(
        intervals={"orders": Interval(60, 900)},
        retention={"orders": Retention(30, PendingRetention(10, 5, NOW))},
    )
    assert decoded(msgspec.json.encode(settings).decode()) == settings


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"intervals": {"orders": {"min": 4, "max": 60}}}', "$.intervals[...].min"),
        ('{"intervals": {"orders": {"min": 30, "max": 86401}}}', "$.intervals[...].max"),
        ('{"intervals": {"orders": {"min": 60, "max": 30}}}', "$.intervals[...]"),
        ('{"intervals": {"orders": {"min": "soon", "max": 30}}}', "$.intervals[...].min"),
        ('{"rows_per_fetch": {"orders": 9}}', "$.rows_per_fetch[...]"),
        ('{"rows_per_fetch": {"orders": 1001}}', "$.rows_per_fetch[...]"),
        ('{"retention": {"orders": {"days": 0}}}', "$.retention[...].days"),
        ('{"retention": {"orders": {"days": 3651}}}', "$.retention[...].days"),
        ('{"look_back": -1}', "$.look_back"),
        ('{"look_back": 86401}', "$.look_back"),
        ('{"verify_every": 3599}', "$.verify_every"),
        ('{"colour": "red"}', "colour"),
    ],
)
def test_a_wrong_value_is_refused_by_its_place(text: str, place: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        decoded(text)
    assert place in str(refused.value)


def test_the_limits_are_the_last_values_that_pass() -> None:
    bounds = (
        '{"intervals": {"orders": {"min": 5, "max": 86400}}, "rows_per_fetch": {"orders": 10, "users": 1000}'
    )
    assert decoded(bounds + ', "look_back": 0, "verify_every": 3600}').limits("orders") == Limits(5, 86_400)


def test_a_resource_left_out_of_stored_settings_keeps_its_defaults() -> None:
    settings = decoded('{"intervals": {"orders": {"min": 60, "max": 90}}, "rows_per_fetch": {"orders": 20}}')
    assert settings.limits("tickets") == Limits(15, 300)
    assert (settings.head_rows("orders"), settings.head_rows("tickets")) == (20, 50)
    assert settings.head_rows("services") == 100


def test_an_announced_retention_is_in_force_from_its_hour_on() -> None:
    pending = PendingRetention(10, 5, NOW + 100)
    settings = SyncSettings(retention={"orders": Retention(30, pending)})
    assert settings.keep_days("orders", NOW + 99) == 30
    assert settings.keep_days("orders", NOW + 100) == 10
    assert settings.keep_days("payments", NOW) is None
