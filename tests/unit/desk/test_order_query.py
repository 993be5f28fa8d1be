import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk.order_query import MOST_IDS, MOST_VALUES, OrderQuery, matches, moment, read_ids
from chalicelib.errors import InvalidInput


def test_no_filter_wants_everything_of_all_panels() -> None:
    query = OrderQuery()
    assert query.panels() is None
    assert query.wanted_ids() is None
    assert query.facets() == {}
    assert query.bounds() == ("0000000000-00000000000000000000", "9999999999-18446744073709551615")


def test_lists_are_read_with_blanks_and_doubles() -> None:
    query = OrderQuery(panel=" MTP,STM,,MTP ", status="pending, partial")
    assert query.panels() == ("MTP", "STM")
    assert query.facets() == {"status": ("pending", "partial")}


def test_values_are_spelled_as_the_store_spells_them() -> None:
    query = OrderQuery(
        user="Ada,BEN",
        provider="Provider.Example",
        service_id="007",
        link="https://WWW.Example.com/p/AbC/",
        external_id="X1",
        mode="auto",
        creation_type="API",
    )
    assert query.facets() == {
        "user": ("ada", "ben"),
        "provider": ("provider.example",),
        "service": ("7",),
        "link": ("example.com/p/AbC",),
        "external": ("X1",),
        "mode": ("auto",),
        "creation_type": ("API",),
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (OrderQuery(service_id="12,x"), "service_id"),
        (OrderQuery(status=" , "), "status"),
        (OrderQuery(user=",".join(f"u{n}" for n in range(MOST_VALUES + 1))), "user"),
        (OrderQuery(external_id="x" * 3_000), "external_id"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(query: OrderQuery, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        query.facets()
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("#70172460, 70172447;\n 70172434 (late) 70172460", (70172460, 70172447, 70172434)),
        ("id:9007199254740993", (9007199254740993,)),
        ("18446744073709551615 18446744073709551616", (18446744073709551615,)),
    ],
)
def test_ids_are_found_in_any_text(text: str, ids: tuple[int, ...]) -> None:
    assert read_ids(text) == ids


@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50),
    st.sampled_from([",", " ", "\n", "; #", "\t|"]),
)
def test_ids_survive_whatever_stands_between_them(ids: list[int], between: str) -> None:
    assert read_ids(between.join(str(one) for one in ids)) == tuple(dict.fromkeys(ids))


@pytest.mark.parametrize("text", ["", "none here", "#", ",".join(str(n) for n in range(MOST_IDS + 1))])
def test_no_ids_or_too_many_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_ids(text)
    assert refused.value.field == "ids"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("1763640000", 1763640000),
        ("2025-11-20T12:00Z", 1763640000),
        ("2025-11-20T12:00:00.000Z", 1763640000),
        ("2025-11-20T15:30:00+03:30", 1763640000),
        ("2025-11-20T12:00", 1763640000),
        ("2025-11-20", 1763596800),
        ("1900-01-01", 0),
    ],
)
def test_a_time_is_read_in_either_form(text: str, seconds: int) -> None:
    assert moment(text, "created_from") == seconds


@pytest.mark.parametrize("text", ["yesterday", "-5", "99999999999", "2025-13-01", "1e9", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        moment(text, "created_to")
    assert refused.value.field == "created_to"


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput):
        OrderQuery(created_from="10", created_to="9").bounds()
    assert OrderQuery(created_from="10", created_to="10").bounds()[0].startswith("0000000010-")


def test_a_row_matches_when_each_facet_has_one_of_its_values() -> None:
    held = {"status": "pending", "user": "ada", "provider": None}
    assert matches({}, held)
    assert matches({"status": ("partial", "pending"), "user": ("ada",)}, held)
    assert not matches({"status": ("pending",), "user": ("ben",)}, held)
    assert not matches({"provider": ("p",)}, held)
    assert not matches({"mode": ("auto",)}, held)
