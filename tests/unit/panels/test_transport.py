"""Connections go to the address that was checked, whatever the name says a moment later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import httpx
import pytest

from chalicelib.errors import InvalidInput, PanelHostRefused, PanelUnreachable
from chalicelib.panels.transport import PanelTransport, PublicBackend, public_transport
from tests.fakes.panels import address, client_of

ANSWER = b'{"data":{"count":0,"list":[]},"error_code":0}'
PUBLIC = "93.184.215.14"


class Recorder(httpcore.NetworkBackend):
    """A network where every address answers; keeps where connections went."""

    def __init__(self, dead: tuple[str, ...] = ()) -> None:
        self.connected: list[tuple[str, int]] = []
        self._dead = dead

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        if host in self._dead:
            raise httpcore.ConnectError("no route")
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWER)
        return httpcore.MockStream([head, ANSWER])


def get(transport: httpx.BaseTransport, url: str = "http://panel.example/x") -> httpx.Response:
    with httpx.Client(transport=transport, trust_env=False) as client:
        return client.get(url)


def test_a_connection_goes_to_the_checked_address() -> None:
    network = Recorder()
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    assert get(PanelTransport(PublicBackend(resolver, network))).content == ANSWER
    assert (asked, network.connected) == (["panel.example"], [(PUBLIC, 80)])


def test_a_name_that_changes_to_a_private_address_is_not_connected_to() -> None:
    network = Recorder()
    answers = iter([[PUBLIC], ["169.254.169.254"]])
    transport = PublicBackend(lambda host, port: next(answers), network)
    get(PanelTransport(transport))
    with pytest.raises(InvalidInput):
        get(PanelTransport(transport))
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://[::1]/", "http://169.254.169.254/latest/"])
def test_a_private_address_itself_is_not_connected_to(url: str) -> None:
    network = Recorder()
    with pytest.raises(InvalidInput):
        get(PanelTransport(PublicBackend(lambda host, port: [host], network)), url)
    assert network.connected == []


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    network = Recorder()
    with pytest.raises(InvalidInput):
        get(PanelTransport(PublicBackend(lambda host, port: [PUBLIC, "10.0.0.1"], network)))
    assert network.connected == []


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    network = Recorder(dead=(PUBLIC,))
    backend = PublicBackend(lambda host, port: [PUBLIC, "1.1.1.1"], network)
    assert get(PanelTransport(backend)).status_code == 200
    assert network.connected == [(PUBLIC, 80), ("1.1.1.1", 80)]


def test_a_name_that_stands_for_nothing_cannot_be_reached() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(httpx.ConnectError):
        get(PanelTransport(PublicBackend(unknown, Recorder())))


class Panel(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.seen.append(self.headers["Host"])  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Panel) as running:
        running.seen = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def panel_at(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def test_a_panel_on_this_machine_is_reached_only_where_that_is_allowed(server: ThreadingHTTPServer) -> None:
    panel = replace(address(), base_url=panel_at(server))
    refused, allowed = public_transport(), public_transport(allow_private_hosts=True)
    with pytest.raises(PanelHostRefused):
        client_of(refused, panel=panel).orders(limit=1)
    assert client_of(allowed, panel=panel).orders(limit=1).rows == []
    assert server.seen == [panel.base_url.removeprefix("http://")]  # type: ignore[attr-defined]
    refused.close()
    allowed.close()


def test_a_proxy_of_the_environment_is_not_used(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, panel_at(server))
    network = Recorder()
    transport = PanelTransport(PublicBackend(lambda host, port: [PUBLIC], network))
    client_of(transport, panel=replace(address(), base_url="http://panel.example")).orders(limit=1)
    assert network.connected == [(PUBLIC, 80)]
    assert server.seen == []  # type: ignore[attr-defined]


def test_a_server_that_breaks_off_is_unreachable() -> None:
    class Broken(Recorder):
        def connect_tcp(self, *args: object, **kwargs: object) -> httpcore.NetworkStream:
            return httpcore.MockStream([b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", b"half"])

    transport = PanelTransport(PublicBackend(lambda host, port: [PUBLIC], Broken()))
    panel = replace(address(), base_url="http://panel.example")
    with pytest.raises(PanelUnreachable):
        client_of(transport, panel=panel, tries=1).orders(limit=1)
