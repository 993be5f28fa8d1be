"""A stand-in for the dashboard's API with made-up data, for the states that the real one rarely shows.

It serves `static_site` under the Content-Security-Policy the pages must live with, and a test may
replace any answer: `api.answers["GET /api/orders"] = (503, {...})`.
"""

from __future__ import annotations

import json
import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from chalicelib.api.static import PAGE_POLICY
from tests.e2e import fake_data as data
from tests.e2e import fake_office as office
from tests.e2e.fake_data import RESOURCES, Row
from tests.e2e.fake_desk import NOTHING, FakeDesk
from tests.e2e.fake_lists import FakeLists

Answer = tuple[int, Row | None]

SITE = Path(__file__).resolve().parents[2] / "static_site"
NOT_SIGNED_IN: Answer = (401, {"error": {"code": "not_signed_in", "message": "Sign in first."}})
PASSWORD = "right horse"


class FakeApi:
    """What the pages ask, answered from memory. `signed_in` and `answers` are the test's to change."""

    def __init__(self) -> None:
        self.signed_in = True
        self.panels = [data.panel(code) for code in data.STATES]
        self.paused: set[tuple[str, str]] = set()
        self.dead_letters = office.dead_letters()
        self.sent: list[tuple[str, Row]] = []
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.desk = FakeDesk(PASSWORD)
        self.lists = FakeLists(self.desk.views)

    def answer(self, method: str, path: str, query: dict[str, str], body: Row) -> Answer:
        self.asked.append(f"{method} {path}")
        if method != "GET":
            self.sent.append((f"{method} {path}", body))
        if (replaced := self.answers.get(f"{method} {path}")) is not None:
            return replaced
        if path == "/api/session":
            return self._session(method, body)
        if not self.signed_in:
            return NOT_SIGNED_IN
        if (own := self.desk.answer(method, path, query, body)) is not None:
            return own
        if (listed := self.lists.answer(method, path, query, body)) is not None:
            return listed
        return self._read(path, query) if method == "GET" else self._act(method, path, body)

    def _session(self, method: str, body: Row) -> Answer:
        if method == "POST":
            if body.get("password") != PASSWORD:
                return 401, {"error": {"code": "sign_in_failed", "message": "Wrong."}}
            self.signed_in = True
        if method == "DELETE":
            self.signed_in = False
            return 204, None
        if not self.signed_in:
            return NOT_SIGNED_IN
        staff: Row = {"username": "ece.k", "role": "admin", "panels": None, "permissions": []}
        return 200, {"staff": staff, "csrf_token": "token", "expires_at": data.ago(-3600)}

    def _read(self, path: str, query: dict[str, str]) -> Answer:
        if path.startswith("/api/orders/"):
            return 200, data.order_detail(path.rsplit("/", 1)[1])
        if path.endswith("/quarantine"):
            return 200, {"items": data.bad_rows()}
        lists: dict[str, Callable[[], Row]] = {
            "/api/overview": self._overview,
            "/api/panels": lambda: {"items": self.panels},
            "/api/sync": self._sync,
            "/api/sync/dead-letters": lambda: {"items": self.dead_letters, "count": len(self.dead_letters)},
            "/api/sessions": lambda: {"items": data.sessions()},
        }
        return (200, lists[path]()) if path in lists else NOTHING

    def _act(self, method: str, path: str, body: Row) -> Answer:
        if (method, path) == ("POST", "/api/panels"):
            return self._add(body)
        if path.endswith("/connect-test"):
            step = office.connect_step(body)
            return 200, {"ok": step["ok"], "steps": [step]}
        if path == "/api/sync/dead-letters/replay":
            return 200, {"replayed": self._replay(body)}
        if method == "PATCH" and path.startswith("/api/panels/"):
            self._change(path.rsplit("/", 1)[1], body)
        if method == "PATCH" and path.count("/") == 4:
            panel, resource = path.split("/")[3:5]
            (self.paused.add if body.get("paused") else self.paused.discard)((panel, resource))
        return (204, None) if method == "DELETE" else (200, {})

    def _change(self, code: str, body: Row) -> None:
        self.panels = [panel | body if panel["code"] == code else panel for panel in self.panels]

    def _replay(self, body: Row) -> int:
        """How many go again: those named, or all of them."""
        named = body.get("ids")
        ids = named if isinstance(named, list) else [one["id"] for one in self.dead_letters]
        left = [one for one in self.dead_letters if one["id"] not in ids]
        replayed = len(self.dead_letters) - len(left)
        self.dead_letters = left
        return replayed

    def _add(self, body: Row) -> Answer:
        if body.get("admin_api_key") == "wrong" and not body.get("save_anyway"):
            bad: Row = {
                "resource": "orders",
                "ok": False,
                "rows": 0,
                "message": "Bad or missing API key (401)",
            }
            error = {"code": "connect_test_failed", "message": "The panel's orders cannot be read."}
            return 422, {"error": error, "connect_test": {"ok": False, "steps": [bad]}}
        panel = data.panel(str(body["code"])) | {"name": body["name"], "simulated": False}
        self.panels.append(panel)
        steps = [{"resource": name, "ok": True, "rows": 1, "message": ""} for name in RESOURCES]
        return 201, {"panel": panel, "connect_test": {"ok": True, "steps": steps}}

    def _overview(self) -> Row:
        shares = range(2, 2 + len(self.panels))
        panels = [
            data.panel_overview(str(panel["code"]), share)
            for share, panel in zip(shares, self.panels, strict=True)
        ]
        by_status = {name: sum(data.counts(share)[name] for share in shares) for name in data.COUNTS}
        totals = {"payments": 48211, "users": 9310, "tickets": 5120, "services": 4218}
        totals["orders"] = sum(by_status.values())
        codes = [str(panel["code"]) for panel in self.panels]
        return {
            "panels": panels,
            "totals": totals,
            "orders_by_status": by_status,
            "revenue_by_day": office.revenue_by_day(codes),
            "revenue_today": office.revenue_today(codes),
            "waiting": office.waiting(by_status, codes),
        }

    def _sync(self) -> Row:
        codes = [str(panel["code"]) for panel in self.panels]
        pairs = [(code, resource) for code in codes for resource in RESOURCES]
        items = [data.sync_item(*pair, paused=pair in self.paused) for pair in pairs]
        return {"items": items, "settings": data.sync_settings()}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: FakeApi

    def handle_call(self) -> None:
        url = urlsplit(self.path)
        if not url.path.startswith("/api/"):
            self._send_file(url.path)
            return
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/api/orders/export":
            self._send_csv(query)
            return
        status, answer = self.api.answer(self.command, url.path, query, body)
        self._send(status, b"" if answer is None else json.dumps(answer).encode(), "application/json")

    def _send_csv(self, query: dict[str, str]) -> None:
        part, following = self.api.lists.export(query)
        self._send(200, part.encode(), "text/csv; charset=utf-8", {"X-Next-Cursor": following})

    def _send_file(self, path: str) -> None:
        file = SITE / (path.strip("/") or "index.html")
        found = file.is_file()
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._send(200 if found else 404, file.read_bytes() if found else b"", media_type)

    def _send(
        self, status: int, body: bytes, media_type: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", PAGE_POLICY)
        self.send_header("Cache-Control", "no-cache")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        """Quiet: a failing test shows what was asked in `api.asked`."""

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_call  # noqa: N815


@contextmanager
def serve(api: FakeApi) -> Iterator[str]:
    """The dashboard on a free loopback port; yields its address."""
    handler = type("Handler", (_Handler,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
