"""The stand-in where botocore would open a connection, in this process or over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Lock
from typing import TypeAlias, cast

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from pynamodb.models import Model

from tests.fakes.dynamodb.engine import Engine

# Operation and body in, HTTP status and body out.
Answers: TypeAlias = Callable[[str, bytes], tuple[int, bytes]]
_JSON = "application/x-amz-json-1.0"


class _Body(BytesIO):
    """The one method botocore reads an answer's body by."""

    def stream(self, amount: int | None = None, **_options: object) -> Iterator[bytes]:
        while part := self.read(amount or -1):
            yield part


def client_of(model: type[Model]) -> BaseClient:
    """The botocore client through which a model's requests go; each model has its own."""
    client = model._get_connection().connection.client
    assert isinstance(client, BaseClient)
    return client


@contextmanager
def answering(answers: Answers, clients: Iterable[BaseClient]) -> Iterator[None]:
    """While open, what these clients would send over the network goes to `answers` instead.

    Everything before and after is botocore's own: requests are serialised and signed, answers parsed.
    """

    def before_send(request: AWSPreparedRequest, **_event: object) -> AWSResponse:
        operation = _text(request.headers["X-Amz-Target"]).partition(".")[2]
        body = request.body
        status, answer = answers(operation, body if isinstance(body, bytes) else str(body).encode())
        headers = HTTPHeaders()
        headers["Content-Type"] = _JSON
        return AWSResponse(request.url, status, headers, _Body(answer))

    # The stubs forget that a handler's answer takes the place of the network's.
    handler = cast(Callable[..., None], before_send)
    known = list(clients)
    for client in known:
        client.meta.events.register("before-send.dynamodb", handler)
    try:
        yield
    finally:
        for client in known:
            client.meta.events.unregister("before-send.dynamodb", handler)


def _text(header: str | bytes) -> str:
    return header.decode() if isinstance(header, bytes) else header


class EngineServer(ThreadingHTTPServer):
    """The stand-in on a loopback port of its own, for a worker in another process."""

    daemon_threads = True

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.alone = Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: EngineServer

    def do_POST(self) -> None:
        """One operation; one at a time, as the tables know nothing of threads."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        operation = self.headers["X-Amz-Target"].partition(".")[2]
        with self.server.alone:
            status, answer = self.server.engine.call(operation, body)
        self.send_response(status)
        self.send_header("Content-Type", _JSON)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Quiet."""
