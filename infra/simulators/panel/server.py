"""The simulator on a socket: HTTP/1.1 with keep-alive, stoppable and startable on the same port."""

from __future__ import annotations

import socket
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from infra.simulators.panel.side_door import SIDE_DOOR, SideDoor
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.types import SimRequest, SimResponse

_LOOPBACK = ("127.", "::1")
_IDLE_SECONDS = 75


class PanelServer:
    """Serves a simulator at `address`. `start` after `stop` listens on the same port again.

    While stopped, connections are refused, and those kept alive are cut: the panel is down as a real one is.
    """

    def __init__(self, panel: PanelSimulator, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.panel = panel
        self.side_door = SideDoor(panel)
        self.stopping = Event()
        self._host = host
        self._port = port
        self._listener: _Listener | None = None
        self._thread: Thread | None = None

    @property
    def address(self) -> str:
        """The panel's base address, without a path."""
        return f"http://{self._host}:{self._port}"

    def start(self) -> str:
        """Listen; returns `address`. Raises OSError when the port is in use."""
        if self._listener is None:
            self.stopping.clear()
            self._listener = _Listener((self._host, self._port), self)
            self._port = self._listener.server_address[1]
            self._thread = Thread(target=self._listener.serve_forever, args=(0.05,), daemon=True)
            self._thread.start()
        return self.address

    def stop(self) -> None:
        """Refuse connections and cut those there are. What the panel holds stays."""
        if self._listener is not None:
            self.stopping.set()
            self._listener.shutdown()
            self._listener.cut()
            self._listener.server_close()
            self._listener = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, where: tuple[str, int], server: PanelServer) -> None:
        self.served = server
        self._open: set[socket.socket] = set()
        self._guard = Lock()
        super().__init__(where, _Handler)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, client = super().get_request()
        with self._guard:
            self._open.add(connection)
        return connection, client

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            with self._guard:
                self._open.discard(request)
        super().close_request(request)

    def cut(self) -> None:
        """End every connection that is still open."""
        with self._guard:
            for connection in self._open:
                _end(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who hung up is no error of the panel's; anything else is shown by its own traceback."""
        if not self.served.stopping.is_set():
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def do_GET(self) -> None:
        self._receive()

    def do_POST(self) -> None:
        self._receive()

    def do_PUT(self) -> None:
        self._receive()

    def do_PATCH(self) -> None:
        self._receive()

    def do_DELETE(self) -> None:
        self._receive()

    def _receive(self) -> None:
        """Any method: the panel decides."""
        served = self.server.served
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(int(length) if length.isdecimal() else 0)
        request = SimRequest.of(self.command, self.path, dict(self.headers.items()), body)
        if request.path.startswith(SIDE_DOOR):
            near = str(self.client_address[0]).startswith(_LOOPBACK)
            self._answer(served.side_door.handle(request) if near else SimResponse(404))
            return
        answer = served.panel.handle(request)
        if answer.delay:
            served.stopping.wait(answer.delay)
        if answer.wire == "refused":
            # a reset instead of a polite end, which is the nearest a connected socket comes to a refusal
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if answer.wire in ("refused", "timeout"):
            self.close_connection = True
            return
        self._answer(answer)

    def _answer(self, answer: SimResponse) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        if answer.wire == "disconnect":
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
            return
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """The panel keeps its own log, without keys; a request line could hold one."""


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the caller was quicker
