"""The messy rows of real catalogues."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from chalicelib.panels.services import Service


def read(**fields: object) -> Service:
    return msgspec.json.decode(msgspec.json.encode(fields), type=Service, strict=False)


@pytest.mark.parametrize("sent", [17, "17"])
def test_a_service_id_may_be_a_number_or_text(sent: object) -> None:
    assert read(service=sent).service == 17


def test_a_row_without_an_id_is_bad() -> None:
    with pytest.raises(msgspec.ValidationError):
        read(name="Followers")


@pytest.mark.parametrize(("sent", "rate"), [("0.90", "0.90"), (0.9, "0.9"), (2, "2"), (" 1.5 ", "1.5")])
def test_a_rate_may_be_text_or_a_number(sent: object, rate: str) -> None:
    assert read(service=1, rate=sent).rate == Decimal(rate)


@pytest.mark.parametrize("sent", [None, "", "free", [], True, "NaN"])
def test_a_rate_that_makes_no_sense_is_not_known(sent: object) -> None:
    assert read(service=1, rate=sent).rate is None


@pytest.mark.parametrize(("sent", "least"), [("10", 10), (10, 10), ("10.0", 10), ("", None), ("1e40", None)])
def test_limits_may_be_text_or_numbers(sent: object, least: int | None) -> None:
    assert read(service=1, min=sent).min == least


@pytest.mark.parametrize(
    ("sent", "flag"),
    [(True, True), ("1", True), (0, False), ("false", False), ("", None), (None, None), (7, None)],
)
def test_a_flag_is_true_false_or_not_said(sent: object, flag: bool | None) -> None:
    assert read(service=1, refill=sent).refill is flag
    assert read(service=1).cancel is None


def test_a_name_is_kept_to_the_letter() -> None:
    name = "𝟮𝟬𝟬𝗞+ 𝗣𝗲𝗿 𝗗𝗮𝘆 &amp;amp;\u200b  "
    assert read(service=1, name=name, category=7).name == name
    assert read(service=1, category=7).category == "7"
