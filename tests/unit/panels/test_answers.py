"""What counts as an answer, and which error each other answer is."""

from __future__ import annotations

import httpx
import pytest

from chalicelib.errors import (
    PanelAnswerInvalid,
    PanelError,
    PanelFailed,
    PanelKeyRefused,
    PanelNotFound,
    PanelRateLimited,
    PanelRefused,
)
from chalicelib.panels.client import PanelClient
from tests.fakes.panels import Script, client_of, envelope, listing, order

HTML = httpx.Response(200, text="<html><body>Checking your browser</body></html>" + "x" * 500)


def client(answer: httpx.Response) -> PanelClient:
    return client_of(Script(answer).transport, tries=1)


def status(code: int, body: object | None = None) -> httpx.Response:
    if body is None:
        return httpx.Response(code, json={"data": [], "error_message": "Sorry", "error_code": code})
    return httpx.Response(code, text=str(body))


@pytest.mark.parametrize(
    "answer",
    [
        HTML,
        httpx.Response(200, json=[order()]),
        httpx.Response(200, json={"orders": [order()]}),
        httpx.Response(200, json={"error_code": 0, "error_message": ""}),
        httpx.Response(200, text=""),
        httpx.Response(200, text="null"),
        httpx.Response(200, text='{"data":{"count":1,"list":[{"id":1,"sta'),
        httpx.Response(200, text='{"data":{"count":0,"list":[]},"error_code":0} <br>Warning: in line 3'),
        envelope([]),
        envelope([order()]),
        envelope(None),
        envelope({}),
        envelope({"count": 0, "list": None}),
        envelope({"count": 0, "list": {}}),
        httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
        httpx.Response(204),
        status(404, "<html>nginx</html>"),
    ],
)
def test_an_answer_that_is_no_list_in_an_envelope_is_an_error(answer: httpx.Response) -> None:
    with pytest.raises(PanelAnswerInvalid) as caught:
        client(answer).orders(limit=10)
    assert caught.value.panel == "MTP"
    assert len(caught.value.excerpt) <= 200


def test_the_error_keeps_the_first_200_characters() -> None:
    with pytest.raises(PanelAnswerInvalid) as caught:
        client(HTML).orders(limit=10)
    assert caught.value.excerpt == HTML.text[:200]


@pytest.mark.parametrize("data", [[], None, "", 0])
def test_success_without_data_is_said_to_have_none(data: object) -> None:
    for read in (lambda: client(envelope(data)).orders(limit=1), lambda: client(envelope(data)).order(1)):
        with pytest.raises(PanelAnswerInvalid, match="no data"):
            read()


def test_an_empty_list_in_an_envelope_is_an_empty_page() -> None:
    page = client(envelope({"count": 0, "list": []})).users(limit=10)
    assert (page.rows, page.bad, page.count) == ([], [], 0)


@pytest.mark.parametrize("code", [7, "7", -3, "bad_request"])
def test_an_error_code_with_status_200_is_a_refusal(code: object) -> None:
    with pytest.raises(PanelRefused, match="Orders are closed") as caught:
        client(envelope([], code=code, message="Orders are closed")).orders(limit=10)
    assert caught.value.error_code == (int(code) if str(code).lstrip("-").isdigit() else -1)  # type: ignore[call-overload]


def test_a_refusal_counts_even_when_rows_came_with_it() -> None:
    with pytest.raises(PanelRefused):
        client(envelope({"count": 1, "list": [order()]}, code=1)).orders(limit=10)


@pytest.mark.parametrize("code", [0, "0", None, ""])
def test_error_code_zero_is_success_in_every_form(code: object) -> None:
    assert client(envelope({"count": 0, "list": []}, code=code)).orders(limit=1).rows == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (status(401), PanelKeyRefused),
        (status(403, "<html>forbidden</html>"), PanelKeyRefused),
        (status(404), PanelNotFound),
        (status(429), PanelRateLimited),
        (status(429, ""), PanelRateLimited),
        (status(500), PanelFailed),
        (status(502, "<html>bad gateway</html>"), PanelFailed),
        (status(408, ""), PanelFailed),
        (status(400), PanelRefused),
        (status(422), PanelRefused),
        (status(413, "too large"), PanelRefused),
    ],
)
def test_each_status_has_its_error(answer: httpx.Response, error: type[PanelError]) -> None:
    with pytest.raises(error) as caught:
        client(answer).order(5)
    assert type(caught.value) is error
    assert caught.value.status == answer.status_code


def test_a_refusal_says_what_the_panel_said() -> None:
    with pytest.raises(PanelKeyRefused, match="Sorry"):
        client(status(401)).orders(limit=1)


def test_a_page_of_a_proxy_is_never_an_order_that_is_gone() -> None:
    with pytest.raises(PanelAnswerInvalid):
        client(status(404, "<html>404 not found</html>")).order(5)


def test_pagination_is_found_beside_and_inside_data() -> None:
    links = {
        "limit": "50",
        "offset": 0,
        "next_page_href": "/adminapi/v2/orders?offset=50",
        "prev_page_href": "",
    }
    beside = client(envelope({"count": 9, "list": []}, pagination=links)).orders(limit=50)
    inside = client(envelope({"count": 9, "list": [], "pagination": links})).orders(limit=50)
    for page in (beside, inside):
        assert (page.limit, page.next_href, page.count) == (50, links["next_page_href"], 9)


@pytest.mark.parametrize(
    "links", [{"next_page_href": ""}, {"next_page_href": None}, [], None, "?", {"limit": "x"}]
)
def test_no_link_to_more_in_whatever_form_is_none(links: object) -> None:
    page = client(envelope({"list": []}, pagination=links)).orders(limit=50)
    assert (page.next_href, page.limit, page.count) == (None, None, None)


def test_a_bad_row_costs_itself_and_keeps_its_bytes() -> None:
    bad = '{"id": 77, "status": {"?": [1]}, "created_timestamp": "the day before"}'
    text = f'{{"data":{{"list":[{{"id":1,"status":"x","created_timestamp":5}}, {bad} ]}},"error_code":0}}'
    page = client(httpx.Response(200, text=text)).orders(limit=10)
    assert [row.value.id for row in page.rows] == [1]
    assert [(row.raw, row.id) for row in page.bad] == [(bad.encode(), "77")]
    assert "status" in page.bad[0].reason


@pytest.mark.parametrize(
    "row", ["null", "[]", '"text"', "{}", '{"id": "seven"}', '{"id": "' + "7" * 3_000 + '"}']
)
def test_a_row_without_a_readable_id_is_bad_without_one(row: str) -> None:
    page = client(httpx.Response(200, text=f'{{"data":{{"list":[{row}]}},"error_code":0}}')).orders(limit=10)
    assert [(one.raw.decode(), one.id) for one in page.bad] == [(row, None)]


def test_bytes_that_are_no_utf_8_cost_their_row_alone() -> None:
    good, bad = (
        b'{"id":1,"status":"x","created_timestamp":5}',
        b'{"id":2,"status":"\xff","created_timestamp":5}',
    )
    body = b'{"data":{"list":[' + good + b"," + bad + b']},"error_code":0}'
    page = client(httpx.Response(200, content=body)).orders(limit=10)
    assert (len(page.rows), len(page.bad)) == (1, 1)


def test_a_row_keeps_the_bytes_it_was_sent_as() -> None:
    raw = '{ "id":1,\n "status":"x","created_timestamp":5, "new": 1.10 }'
    page = client(httpx.Response(200, text=f'{{"data":{{"list":[{raw}]}},"error_code":0}}')).orders(limit=10)
    assert page.rows[0].raw == raw.encode()


def test_an_object_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(PanelAnswerInvalid, match="status"):
        client(envelope({"id": 1, "created_timestamp": 5})).order(1)


def test_an_answer_in_a_list_call_may_be_large_but_not_endless() -> None:
    script = Script(listing(*[order(n, link="x" * 100) for n in range(100)]))
    with pytest.raises(PanelAnswerInvalid, match="more than 5000 bytes"):
        client_of(script.transport, tries=1, max_bytes=5_000).orders(limit=100)
