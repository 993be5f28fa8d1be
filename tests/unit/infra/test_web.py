"""The local HTTP server: what a browser gets through it, and what it refuses."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator

import pytest
from chalice.app import Chalice, Response

from infra.local.failure import RunnerError
from infra.local.web import BIGGEST_BODY, Server
from tests.fakes.installation import free_port

released = threading.Event()


def app() -> Chalice:
    made = Chalice("test")
    made.api.binary_types = ["*/*"]

    @made.route("/echo", methods=["POST"], content_types=["text/plain"])
    def echo() -> Response:
        request = made.current_request
        assert request is not None
        body = request.raw_body
        return Response(body, headers={"Content-Type": "text/plain", "Set-Cookie": ["a=1", "b=2"]})

    @made.route("/bytes", methods=["GET", "HEAD"])
    def bytes_() -> Response:
        return Response(b"\x00\xff" * 1000, headers={"Content-Type": "application/octet-stream"})

    @made.route("/gone")
    def gone() -> Response:
        return Response(b"", status_code=204)

    @made.route("/slow")
    def slow() -> Response:
        released.wait(10)
        return Response(b"done", headers={"Content-Type": "text/plain"})

    return made


@pytest.fixture
def port() -> Iterator[int]:
    number = free_port()
    server = Server(number)
    server.open(app())
    yield number
    server.close()


@pytest.fixture
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    yield made
    made.close()


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    headers = {"Accept": "*/*", **({} if body is None else {"Content-Type": "text/plain"})}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_one_connection_serves_many_requests(connection: http.client.HTTPConnection) -> None:
    for word in (b"one", b"two"):
        answer, body = ask(connection, "POST", "/echo", word)
        assert (answer.status, body) == (200, word)
    answer, _ = ask(connection, "POST", "/echo", b"three")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_bytes_arrive_as_they_are_and_a_head_request_gets_none(
    connection: http.client.HTTPConnection,
) -> None:
    answer, body = ask(connection, "GET", "/bytes")
    assert body == b"\x00\xff" * 1000
    answer, body = ask(connection, "HEAD", "/bytes")
    assert (answer.status, body) == (200, b"")
    answer, body = ask(connection, "GET", "/gone")
    assert (answer.status, body) == (204, b"")
    assert "Content-Length" not in answer.headers


def test_an_address_without_a_route_is_answered_as_api_gateway_does(
    connection: http.client.HTTPConnection,
) -> None:
    answer, body = ask(connection, "GET", "/nowhere/at/all")
    assert answer.status == 403
    assert json.loads(body) == {"message": "Missing Authentication Token"}


def test_a_body_that_is_too_big_is_refused_unread(connection: http.client.HTTPConnection) -> None:
    connection.putrequest("POST", "/echo")
    connection.putheader("Content-Length", str(BIGGEST_BODY + 1))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["error"]["code"] == "request_entity_too_large"


@pytest.mark.parametrize(("header", "value"), [("Transfer-Encoding", "chunked"), ("Content-Length", "-5")])
def test_a_body_of_unknown_length_is_refused(
    connection: http.client.HTTPConnection, header: str, value: str
) -> None:
    connection.putrequest("POST", "/echo")
    connection.putheader(header, value)
    connection.endheaders()
    assert connection.getresponse().status == 411


def test_a_slow_answer_holds_nobody_else_up(port: int, connection: http.client.HTTPConnection) -> None:
    released.clear()
    slow = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    slow.request("GET", "/slow", headers={"Accept": "*/*"})
    answer, _ = ask(connection, "GET", "/gone")
    assert answer.status == 204
    released.set()
    assert slow.getresponse().read() == b"done"
    slow.close()


def test_a_port_is_held_from_the_start_and_free_after_the_end() -> None:
    number = free_port()
    server = Server(number)
    with pytest.raises(RunnerError, match=f"Port {number} cannot be used"):
        Server(number)
    early = http.client.HTTPConnection("127.0.0.1", number, timeout=10)
    answer, body = ask(early, "GET", "/gone")
    assert answer.status == 503
    assert json.loads(body)["error"]["message"] == "Hyperpanel is starting."
    early.close()
    server.close()
    server.close()
    Server(number).close()
