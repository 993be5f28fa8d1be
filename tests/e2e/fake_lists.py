"""What the list kit asks for: many orders in pages, their count, a snapshot, a CSV in parts, saved views."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e import fake_data as data
from tests.e2e.fake_data import Row

Answer = tuple[int, Row | None]

PART = 40
FILTERS = ("panel", "status", "user", "provider", "mode", "service_id", "external_id", "creation_type")


@dataclass
class FakeLists:
    """`orders` are how many there are; `arrived` come on top of them, newer than all."""

    views: list[Row]
    orders: int = 60
    arrived: int = 0

    def answer(self, method: str, path: str, query: dict[str, str], body: Row) -> Answer | None:
        """None: the call is about something else."""
        if (method, path) == ("GET", "/api/orders"):
            return 200, self._list(query)
        if (method, path) == ("GET", "/api/orders/count"):
            return 200, self._count(query)
        if (method, path) == ("POST", "/api/orders/snapshot"):
            wanted = body["filters"]
            assert isinstance(wanted, dict)
            return 200, {
                "snapshot": "s1",
                "count": len(self.matching(wanted)),
                "expires_at": data.ago(-86400),
            }
        if (method, path) == ("GET", "/api/orders/snapshot/s1"):
            return 200, self._held(int(query.get("cursor", "0")))
        return self._saved(method, path, body) if path.startswith("/api/views") else None

    def matching(self, query: dict[str, str]) -> list[Row]:
        rows = [data.order(number) for number in range(-self.arrived, self.orders)]
        for name in FILTERS:
            wanted = query.get(name, "")
            rows = [row for row in rows if not wanted or str(row[name]) in wanted.split(",")]
        ids = query.get("ids", "")
        return [row for row in rows if not ids or str(row["id"]) in ids.split(",")]

    def export(self, query: dict[str, str]) -> tuple[str, str]:
        """A part of the CSV with its head, and where the next one begins ("" after the last)."""
        rows, start = self.matching(query), int(query.get("cursor") or 0)
        names = query["columns"].split(",")
        lines = [
            ",".join(names),
            *(",".join(str(row[name]) for name in names) for row in rows[start : start + PART]),
        ]
        following = str(start + PART) if start + PART < len(rows) else ""
        return "\ufeff" + "".join(f"{line}\r\n" for line in lines), following

    def _list(self, query: dict[str, str]) -> Row:
        rows, limit = self.matching(query), int(query.get("limit", "50"))
        start = int(query["cursor"][1:]) + self.arrived if "cursor" in query else 0
        codes = query["panel"].split(",") if "panel" in query else list(data.STATES)
        as_of = {
            code: {"at": data.ago(8 if state == "fresh" else 140), "state": state}
            for code, state in data.STATES.items()
            if code in codes
        }
        page: Row = {"items": rows[start : start + limit], "next": None, "as_of": as_of}
        if start + limit < len(rows):
            page["next"] = f"c{start + limit - self.arrived}"
        return page

    def _count(self, query: dict[str, str]) -> Row:
        rows = self.matching(query)
        by_status = {status: sum(row["status"] == status for row in rows) for status in data.COUNTS}
        return {"total": len(rows), "exact": True, "by_status": by_status}

    def _held(self, start: int) -> Row:
        rows = self.matching({})
        names = ("panel", "id", "external_id", "link")
        ids = [{name: row[name] for name in names} for row in rows[start : start + PART]]
        return {"ids": ids, "next": str(start + PART) if start + PART < len(rows) else None}

    def _saved(self, method: str, path: str, body: Row) -> Answer:
        if method == "POST":
            view: Row = {"id": f"v{len(self.views) + 1}", "mine": True, "shared": False, **body}
            self.views.append(view)
            return 201, view
        if method == "DELETE":
            self.views[:] = [view for view in self.views if view["id"] != path.rsplit("/", 1)[1]]
            return 204, None
        if method == "PATCH":
            [view] = [view for view in self.views if view["id"] == path.rsplit("/", 1)[1]]
            view.update(body)
            return 200, view
        return 200, {"items": self.views}
