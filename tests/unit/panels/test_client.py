"""What the client asks for, and what it gives back of it."""

from __future__ import annotations

from decimal import Decimal

import httpx
import pytest

from chalicelib.errors import PanelAnswerInvalid, PanelError, PanelKeyRefused, PanelRateLimited, PanelRefused
from tests.fakes.panels import ADMIN_KEY, SERVICES_KEY, Script, client_of, envelope, listing, order


def test_orders_are_asked_for_in_the_contracts_words() -> None:
    script = Script(listing())
    client_of(script.transport).orders(
        limit=500,
        offset=1000,
        sort="date-asc",
        ids=[1, 2**60],
        external_order_ids=["a1", "b2"],
        created_from=5,
        created_to=9,
        order_status="in_progress",
        mode="auto",
        service_ids=[7],
        creation_type="api",
        user="ada & co",
        provider="prov.example",
        ip_address="1.2.3.4",
        link="https://x.example/p?a=1&b=ü",
    )
    request = script.requests[0]
    assert (request.method, request.url.path) == ("GET", "/adminapi/v2/orders")
    assert dict(request.url.params) == {
        "limit": "500",
        "offset": "1000",
        "sort": "date-asc",
        "ids": f"1,{2**60}",
        "external_order_ids": "a1,b2",
        "created_from": "5",
        "created_to": "9",
        "order_status": "in_progress",
        "mode": "auto",
        "service_ids": "7",
        "creation_type": "api",
        "user": "ada & co",
        "provider": "prov.example",
        "ip_address": "1.2.3.4",
        "link": "https://x.example/p?a=1&b=ü",
    }


def test_what_is_not_asked_for_is_not_sent() -> None:
    script = Script(listing())
    client = client_of(script.transport)
    client.orders(limit=5)
    client.payments(limit=5)
    client.users(limit=5, username="ada")
    client.tickets(limit=5, status="pending")
    assert [str(request.url.raw_path, "ascii") for request in script.requests] == [
        "/adminapi/v2/orders?limit=5&offset=0&sort=date-desc",
        "/adminapi/v2/payments?limit=5&offset=0&sort=created-at-desc",
        "/adminapi/v2/users?limit=5&offset=0&username=ada&sort=created-at-desc",
        "/adminapi/v2/tickets?limit=5&offset=0&status=pending",
    ]


@pytest.mark.parametrize("ids", [[], ["1,2"], [""]])
def test_an_empty_or_broken_list_of_ids_is_refused_before_it_asks_for_everything(ids: list[str]) -> None:
    script = Script(listing())
    with pytest.raises(ValueError, match="external_order_ids"):
        client_of(script.transport).orders(limit=5, external_order_ids=ids)
    assert script.requests == []


def test_the_admin_key_goes_in_the_header_and_nowhere_else() -> None:
    script = Script(listing())
    client_of(script.transport).orders(limit=5)
    request = script.requests[0]
    assert request.headers["X-Api-Key"] == ADMIN_KEY
    assert "apikey" not in str(request.url)
    assert ADMIN_KEY not in str(request.url)


def test_one_order_comes_with_its_actions_and_size() -> None:
    row = order(7, actions={"resend": True}, provider_response={"a": 1}, last_update_timestamp=9)
    fetched = client_of(Script(envelope(row)).transport).order(7)
    assert (fetched.value.id, fetched.value.last_update_timestamp) == (7, 9)
    assert fetched.value.allowed.resend is True
    assert fetched.value.provider_response == {"a": 1}
    assert fetched.raw.startswith(b'{"id":7')
    assert fetched.nbytes > len(fetched.raw)
    assert fetched.fetched_at == 1_790_000_000.0


def test_one_ticket_comes_with_its_messages_in_the_panels_order() -> None:
    row = {"id": 3, "user": {"username": "ada"}, "messages": [{"message": "b"}, {"message": "a"}]}
    ticket = client_of(Script(envelope(row)).transport).ticket(3).value
    assert (ticket.user, [message.message for message in ticket.messages]) == ("ada", ["b", "a"])


@pytest.mark.parametrize("asked", ["order", "ticket"])
def test_another_object_than_the_one_asked_for_is_an_error(asked: str) -> None:
    client = client_of(Script(envelope(order(8))).transport, tries=1)
    with pytest.raises(PanelAnswerInvalid, match="8"):
        getattr(client, asked)(7)


def test_services_are_asked_for_by_form_with_the_services_key() -> None:
    script = Script(httpx.Response(200, json=[{"service": "1", "rate": "0.90"}, {"name": "no id"}]))
    page = client_of(script.transport).services()
    request = script.requests[0]
    assert (request.method, request.url.path) == ("POST", "/api/v2")
    assert dict(httpx.QueryParams(request.content.decode())) == {"key": SERVICES_KEY, "action": "services"}
    assert "X-Api-Key" not in request.headers
    assert [row.value.rate for row in page.rows] == [Decimal("0.90")]
    assert [bad.raw for bad in page.bad] == [b'{"name":"no id"}']
    assert (page.count, page.limit, page.next_href) == (None, None, None)


def test_a_service_with_a_cut_emoji_is_kept() -> None:
    body = b'[{"service": 1, "name": "Likes \xf0\x9f"}]'
    page = client_of(Script(httpx.Response(200, content=body)).transport).services()
    assert page.rows[0].value.name == "Likes \ufffd"


def test_the_balance_is_exact() -> None:
    script = Script(httpx.Response(200, json={"balance": "100.84292", "currency": "USD"}))
    balance = client_of(script.transport).balance()
    assert (balance.balance, balance.currency) == (Decimal("100.84292"), "USD")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(200, json={"error": "Invalid API key"}), PanelKeyRefused),
        (httpx.Response(400, json={"error": "Invalid API key"}), PanelKeyRefused),
        (httpx.Response(401, json={"error": "No"}), PanelKeyRefused),
        (httpx.Response(200, json={"error": "neworder.error.link"}), PanelRefused),
        (httpx.Response(400, json={"error": "Incorrect request"}), PanelRefused),
        (httpx.Response(429, json={"error": "Too many"}), PanelRateLimited),
        (httpx.Response(429), PanelRateLimited),
        (httpx.Response(200, json={"services": []}), PanelAnswerInvalid),
        (httpx.Response(200, text="<html>"), PanelAnswerInvalid),
        (httpx.Response(200, text='[{"service": 1}, {"serv'), PanelAnswerInvalid),
        (httpx.Response(200, json={"data": [], "error_code": 0}), PanelAnswerInvalid),
    ],
)
@pytest.mark.parametrize("action", ["services", "balance"])
def test_the_customer_apis_errors_have_their_types(
    answer: httpx.Response, error: type[PanelError], action: str
) -> None:
    with pytest.raises(error):
        getattr(client_of(Script(answer).transport, tries=1), action)()
