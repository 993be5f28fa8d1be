"""Times of panels in other zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.panels.times import learn_offset, moment

AT = 1_790_000_000  # 2026-09-21 14:13:20 UTC
HOUR = 3_600


def test_the_timestamp_is_used_where_there_is_one() -> None:
    assert moment(AT, "1999-01-01 00:00:00", 5 * HOUR) == AT
    assert moment(0, None, 0) == 0


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-09-21 14:13:20", 0),
        ("2026-09-21 17:13:20", 3 * HOUR),
        ("2026-09-21T17:13:20", 3 * HOUR),
        (" 2026-09-21 17:13:20.750 ", 3 * HOUR),
        ("21.09.2026 17:13:20", 3 * HOUR),
        ("2026-09-21 09:13:20", -5 * HOUR),
        ("2026-09-21 19:58:20", 20_700),
        ("2026-09-21T14:13:20Z", 3 * HOUR),
        ("2026-09-21T16:13:20+02:00", 3 * HOUR),
    ],
)
def test_text_is_read_in_the_panels_zone_unless_it_names_its_own(text: str, offset: int) -> None:
    assert moment(None, text, offset) == AT


@pytest.mark.parametrize("text", ["2026-09-21 17:13", "21.09.2026 17:13"])
def test_text_without_seconds_is_the_minutes_beginning(text: str) -> None:
    assert moment(None, text, 3 * HOUR) == AT - 20


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "2026-13-01 00:00:00", "1790000000", "20260921", "21/09/2026"]
)
def test_text_that_is_no_time_is_refused(text: str | None) -> None:
    with pytest.raises(ValueError, match=r"no time|neither"):
        moment(None, text, 0)
    assert learn_offset([(AT, text)]) is None


@given(st.integers(-56, 56), st.integers(0, 4_000_000_000))
def test_the_offset_learnt_from_one_row_reads_the_text_of_another(quarters: int, at: int) -> None:
    zone = timezone(timedelta(seconds=quarters * 900))

    def text(timestamp: int) -> str:
        return datetime.fromtimestamp(timestamp, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")

    offset = learn_offset([(None, text(at)), (at, None), (at, "?"), (at, text(at))])
    assert offset == quarters * 900
    assert moment(None, text(at + 12_345), offset) == at + 12_345


def test_a_pair_that_does_not_fit_together_teaches_nothing() -> None:
    assert learn_offset([(AT, "2026-09-21 14:20:00")]) is None
    assert learn_offset([(AT, "2026-09-25 14:13:20")]) is None
    assert learn_offset([(AT, "2026-09-21T16:13:20+02:00")]) is None
    assert learn_offset([]) is None
    assert learn_offset([(AT, "2026-09-21 14:20:00"), (AT, "2026-09-21 15:13:21")]) == HOUR
