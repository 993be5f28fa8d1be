"""HTTP on one machine: Chalice's local gateway behind a threaded server of the standard library.

`chalice local` itself waits for the network's acknowledgement on every answer (44 ms a request; 0.6 ms
without) and knows no limits. This is the same gateway, so the app sees the very events it sees on AWS.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalGateway, LocalGatewayException

from infra.local.failure import RunnerError

# API Gateway's own limit on what a caller may send.
BIGGEST_BODY = 10_000_000
IDLE = 75.0


class Server(ThreadingHTTPServer):
    """Holds its port from the start, answering 503, and serves the app once `open` was called."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.gateway: LocalGateway | None = None
        try:
            super().__init__(("127.0.0.1", port), Handler)
        except OSError as error:
            reason = f"Port {port} cannot be used: {error.strerror}. Choose another with --port."
            raise RunnerError(reason) from None
        threading.Thread(target=self.serve_forever, args=(0.1,), name="web", daemon=True).start()

    def open(self, app: Chalice) -> None:
        """Serve `app` from now on."""
        self.gateway = LocalGateway(app, Config(config_from_disk={"app_name": app.app_name}))

    def close(self) -> None:
        """Take no more requests; the port is free again. May be called twice."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is nothing to report."""


class Handler(BaseHTTPRequestHandler):
    """One connection: requests in, Lambda-shaped answers out."""

    protocol_version = "HTTP/1.1"
    server_version = "Hyperpanel"
    sys_version = ""
    disable_nagle_algorithm = True
    # Head and body leave together.
    wbufsize = -1
    timeout = IDLE
    server: Server

    def answer(self) -> None:
        """Pass the request through the gateway."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isascii() or not length.isdigit():
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "A body needs its Content-Length.")
            return
        if int(length) > BIGGEST_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too big.")
            return
        body = self.rfile.read(int(length))
        gateway = self.server.gateway
        if gateway is None:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Hyperpanel is starting.")
            return
        try:
            reply = gateway.handle_request(self.command, self.path, dict(self.headers), body)
        except LocalGatewayException as error:
            self._send(error.CODE, error.headers.items(), error.body or b"")
        else:
            self._send(reply["statusCode"], headers_of(reply), body_of(reply))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
        """The app has its own log."""

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True
        answer = {"error": {"code": status.name.lower(), "message": message}}
        self._send(status, [("Content-Type", "application/json")], json.dumps(answer).encode())

    def _send(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        """Status, headers, body."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.command == "HEAD" or status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            self.end_headers()
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def headers_of(reply: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every header of a Lambda answer, those sent several times one by one."""
    single = [(name, value) for name, value in reply["headers"].items() if name.lower() != "content-length"]
    several = [(name, value) for name, values in reply["multiValueHeaders"].items() for value in values]
    return single + several


def body_of(reply: Mapping[str, Any]) -> bytes:
    """The body's bytes."""
    body: str = reply.get("body") or ""
    return base64.b64decode(body) if reply.get("isBase64Encoded") else body.encode()
