"""Sort keys are in the order of what they stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.store.keys import LAST_ID, facet, number_key, split_time_key, time_key

steady = settings(deadline=None, derandomize=True)
seconds = st.integers(0, 9_999_999_999)
ids = st.integers(0, LAST_ID)
places = st.tuples(seconds, ids)
amounts = st.decimals(-(10**14), 10**14, places=8)


@steady
@given(places, places)
def test_time_keys_are_in_the_order_of_time_then_id(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (time_key(*one) < time_key(*other)) == (one < other)


@steady
@given(places)
def test_a_time_key_gives_back_its_time_and_id(place: tuple[int, int]) -> None:
    key = time_key(*place)
    assert split_time_key(key) == place
    assert len(key) == 31


@pytest.mark.parametrize("place", [(-1, 1), (10_000_000_000, 1), (1, -1), (1, LAST_ID + 1)])
def test_a_row_without_a_place_in_time_gets_no_key(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"no time|out of range"):
        time_key(*place)


@steady
@given(st.tuples(amounts, ids), st.tuples(amounts, ids))
def test_number_keys_are_in_the_order_of_amount_then_id(
    one: tuple[Decimal, int], other: tuple[Decimal, int]
) -> None:
    assert (number_key(*one) < number_key(*other)) == (one < other)
    assert len(number_key(*one)) == 46


def test_amounts_are_told_apart_to_the_eighth_decimal() -> None:
    amounts = [Decimal(text) for text in ("-0.00000002", "-0.00000001", "0", "0.00000001", "0.00000002")]
    keys = [number_key(amount, 5) for amount in amounts]
    assert keys == sorted(set(keys))


def test_amounts_beyond_all_bounds_keep_to_the_ends() -> None:
    assert number_key(Decimal(-(10**20)), 5) <= number_key(Decimal(-(10**15)), 5)
    assert len(number_key(Decimal(-(10**20)), 5)) == 46
    assert number_key(Decimal(10) ** 15 - 1, 5) < number_key(Decimal(10) ** 20, 5)
    assert len(number_key(Decimal(10) ** 20, 5)) == 46


@steady
@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_a_facet_tells_values_apart_and_fits_an_index(one: str, other: str) -> None:
    assert (facet("MTP", one) == facet("MTP", other)) == (one == other)
    assert len(facet("MTP", one * 10).encode()) <= 2_048


def test_the_same_value_of_two_panels_is_two_facets() -> None:
    assert facet("MTP", "anna") == "MTP#anna"
    assert facet("MTP", "anna") != facet("STM", "anna")


def test_a_long_value_is_hashed_the_same_each_time() -> None:
    assert facet("MTP", "x" * 200) == "MTP#" + "x" * 200
    assert facet("MTP", "x" * 201) == facet("MTP", "x" * 201)
    assert len(facet("MTP", "x" * 201)) == 4 + 65
