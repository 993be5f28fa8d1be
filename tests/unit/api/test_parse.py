import msgspec
import pytest

from chalicelib.api.parse import LARGEST_BODY, NoQuery, parse_body, parse_query
from chalicelib.errors import BodyTooLarge, InvalidInput, MediaTypeRefused


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    sync: bool


class Form(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    limit: int = 50
    switches: Inner | None = None


JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"limit": 1}', "name"),
        (b'{"name": 5}', "name"),
        (b'{"name": "a", "limit": "many"}', "limit"),
        (b'{"name": "a", "colour": 1}', "colour"),
        (b'{"name": "a", "switches": {"sync": "yes"}}', "switches.sync"),
        (b'{"name": "a", "switches": {"sync": true, "x": 1}}', "switches.x"),
    ],
)
def test_a_wrong_body_names_its_wrong_field(body: bytes, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_body(body, JSON, Form)
    assert refused.value.field == field


@pytest.mark.parametrize("body", [b"", b"{", b"null!", b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse_body(body, JSON, Form)


def test_what_was_sent_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_body(b'{"name": "a", "limit": "CANARY"}', JSON, Form)
    assert "CANARY" not in refused.value.message


def test_a_body_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(BodyTooLarge):
        parse_body(b" " * (LARGEST_BODY + 1), JSON, Form)
    with pytest.raises(InvalidInput):
        parse_body(b" " * LARGEST_BODY, JSON, Form)


def test_json_must_be_said_to_be_json() -> None:
    body = b'{"name": "a"}'
    for media_type in ("text/plain", "", "application/x-www-form-urlencoded", "application/jsonp"):
        with pytest.raises(MediaTypeRefused):
            parse_body(body, media_type, Form)
    assert parse_body(body, "Application/JSON; charset=utf-8", Form).name == "a"


def test_a_query_is_read_by_its_types() -> None:
    assert parse_query({"name": ["a"], "limit": ["7"]}, Form) == Form("a", 7)


def test_an_empty_parameter_counts_as_left_out() -> None:
    assert parse_query({"name": ["a"], "limit": [""]}, Form).limit == 50


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"colour": [""]}, "colour"),
        ({"name": ["a", "b"]}, "name"),
        ({"name": ["a"], "limit": ["many"]}, "limit"),
    ],
)
def test_a_wrong_parameter_is_named(query: dict[str, list[str]], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_query(query, Form)
    assert refused.value.field == field


def test_a_route_that_takes_no_parameters_refuses_each() -> None:
    parse_query({}, NoQuery)
    with pytest.raises(InvalidInput) as refused:
        parse_query({"x": ["1"]}, NoQuery)
    assert refused.value.field == "x"
