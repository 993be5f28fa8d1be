"""Counting, collecting and exporting what a list of orders holds."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.desk import export, order_count, snapshots
from chalicelib.store import snapshots as snapshot_store
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

DAY = 86_400


@pytest.fixture
def root(desk: Desk) -> Browser:
    """An admin in front of two panels whose orders have been read; `ada` sees MTP alone."""
    browser = desk.browser("root")
    for code in ("MTP", "STM"):
        form = {"code": code, "name": code, "base_url": f"https://{HOSTS[code]}"}
        key = desk.simulators[code].admin_key
        assert browser.ask("POST", "/api/panels", {**form, "admin_api_key": key}).status_code == 201
        read_panel(desk.wiring.panels(), desk.time, code, "orders")
    return browser


def listed(browser: Browser, **filters: object) -> list[dict[str, Any]]:
    """What the list shows, page after page."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = browser.ask("GET", "/api/orders?" + urlencode({"limit": 200, **filters, **cursor}))
        assert answer.status_code == 200, answer.body
        items += answer.json_body["items"]
        if answer.json_body["next"] is None:
            return items
        cursor = {"cursor": answer.json_body["next"]}


def counted(browser: Browser, **filters: object) -> dict[str, Any]:
    answer = browser.ask("GET", "/api/orders/count?" + urlencode(filters))
    assert answer.status_code == 200, answer.body
    count: dict[str, Any] = answer.json_body
    return count


def by_status(items: list[dict[str, Any]]) -> dict[str, int]:
    words = [item["status"] for item in items]
    return {word: words.count(word) for word in set(words)}


def collected(browser: Browser, **filters: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A snapshot's head, and all it holds."""
    answer = browser.ask("POST", "/api/orders/snapshot", {"filters": filters})
    assert answer.status_code == 201, answer.body
    head: dict[str, Any] = answer.json_body
    ids: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = browser.ask("GET", f"/api/orders/snapshot/{head['snapshot']}{cursor}").json_body
        ids += page["ids"]
        if page["next"] is None:
            return head, ids
        cursor = f"?cursor={page['next']}"


def filters_of(items: list[dict[str, Any]]) -> list[dict[str, object]]:
    """One filter of each kind that something matches, and combinations of them."""
    order = next(item for item in items if item["provider"] and item["external_id"] and item["link"])
    times = sorted(item["created_timestamp"] for item in items)
    return [
        {},
        {"panel": "STM"},
        {"status": "completed,pending"},
        {"panel": "MTP", "status": order["status"]},
        {"user": order["user"]},
        {"user": order["user"], "status": order["status"]},
        {"service_id": order["service_id"], "status": "completed"},
        {"provider": order["provider"], "created_from": times[len(times) // 2]},
        {"created_from": times[len(times) // 3], "created_to": times[-3]},
        {"created_from": times[len(times) // 3], "status": "completed"},
        {"link": order["link"]},
        {"external_id": order["external_id"], "mode": order["mode"]},
        {"ids": f"{items[0]['id']} {items[-1]['id']} 999999999"},
        {"user": "nobody"},
        {"status": "unheard_of"},
    ]


def test_a_count_is_what_the_list_holds(desk: Desk, root: Browser) -> None:
    for filters in filters_of(listed(root)):
        items = listed(root, **filters)
        found = counted(root, **filters)
        assert (found["total"], found["exact"]) == (len(items), True), filters


def test_statuses_are_counted_over_the_other_filters(desk: Desk, root: Browser) -> None:
    for filters in filters_of(listed(root)):
        others = {name: value for name, value in filters.items() if name != "status"}
        assert counted(root, **filters)["by_status"] == by_status(listed(root, **others)), filters


def test_a_selection_holds_what_the_list_holds_in_its_order(desk: Desk, root: Browser) -> None:
    for filters in filters_of(listed(root)):
        items = listed(root, **filters)
        wanted = [{name: item[name] for name in ("panel", "id", "external_id", "link")} for item in items]
        head, ids = collected(root, **{name: str(value) for name, value in filters.items()})
        assert (head["count"], ids) == (len(wanted), wanted), filters


def test_too_many_to_count_says_so_and_never_more_than_there_are(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = listed(root)
    start = min(item["created_timestamp"] for item in items)
    monkeypatch.setattr(order_count, "MOST_ENTRIES", 40)
    found = counted(root, created_from=start)
    assert (found["exact"], 0 < found["total"] <= 40) == (False, True)
    true = by_status(items)
    assert all(true[word] == n for word, n in found["by_status"].items())
    monkeypatch.setattr(order_count, "MOST_ROWS", 0)
    assert counted(root, link=items[0]["link"]) == {"total": 0, "exact": False, "by_status": {}}
    user = items[0]["user"]
    monkeypatch.setattr(order_count, "MOST_ENTRIES", 20_000)
    mine = listed(root, user=user)
    assert counted(root, user=user) == {"total": len(mine), "exact": True, "by_status": {
        **dict.fromkeys(true, 0), **by_status(mine)
    }}  # fmt: skip


def test_everybody_counts_collects_and_exports_their_panels_alone(desk: Desk, root: Browser) -> None:
    ada, new = desk.browser("ada"), desk.browser("new")
    mine = listed(ada)
    assert {item["panel"] for item in mine} == {"MTP"}
    assert counted(ada)["total"] == len(mine) < counted(root)["total"]
    assert counted(ada, created_from=1)["total"] == len(mine)
    assert len(collected(ada)[1]) == len(mine)
    assert len(exported(ada)[1]) == len(mine)
    assert counted(new) == {"total": 0, "exact": True, "by_status": {}}
    assert collected(new)[1] == []
    assert len(exported(new)[1]) == 0
    for path in ("count?panel=STM", "export?panel=STM"):
        assert ada.ask("GET", f"/api/orders/{path}").status_code == 404
    answer = ada.ask("POST", "/api/orders/snapshot", {"filters": {"panel": "STM"}})
    assert answer.status_code == 404


def test_a_selection_stays_as_it_was_taken_and_is_ones_own(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_store, "PART", 7)
    head, ids = collected(root, panel="MTP")
    assert len(ids) == head["count"] == len(listed(root, panel="MTP")) > 7
    path = f"/api/orders/snapshot/{head['snapshot']}"
    first = root.ask("GET", path).json_body
    assert (len(first["ids"]), first["next"]) == (7, "2")
    assert desk.browser("ada").ask("GET", path).status_code == 404
    desk.time.now += DAY - 1
    assert desk.browser("root").ask("GET", path).status_code == 200
    desk.time.now += 1
    assert desk.browser("root").ask("GET", path).status_code == 404


def test_a_panel_taken_from_a_person_is_gone_from_their_selections(desk: Desk, root: Browser) -> None:
    from chalicelib.store.staff import StaffRow

    ada = desk.browser("ada")
    head, ids = collected(ada)
    assert ids
    StaffRow("ada").update([StaffRow.panels.set(["SGP"])])
    page = ada.ask("GET", f"/api/orders/snapshot/{head['snapshot']}").json_body
    assert page["ids"] == []


def test_more_than_can_be_collected_is_refused(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("MOST", 10), ("MOST_EXAMINED", 10)):
        with monkeypatch.context() as patch:
            patch.setattr(snapshots, name, most)
            answer = root.ask("POST", "/api/orders/snapshot", {"filters": {}})
            assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "filters"), name


def exported(browser: Browser, **asked: object) -> tuple[list[str], list[dict[str, str]]]:
    """The header and the rows of the file its parts make."""
    text, cursor = "", ""
    while True:
        answer = browser.ask("GET", "/api/orders/export?" + urlencode(asked) + cursor)
        assert answer.status_code == 200, answer.body
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        text += answer.body.decode()
        if "X-Next-Cursor" not in answer.headers:
            break
        cursor = f"&cursor={answer.headers['X-Next-Cursor']}"
    assert text.startswith("\ufeff")
    assert "\n\ufeff" not in text, "names of services may hold one, but no part begins with it"
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows = list(reader)
    return list(reader.fieldnames or ()), rows


def test_the_parts_of_an_export_make_one_file_of_the_whole_list(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = listed(root, status="completed")
    assert len(items) > 10
    monkeypatch.setattr(export, "MOST_ROWS", 9)
    header, rows = exported(root, status="completed", columns="panel,id,user,charge,charge_currency,created")
    assert header == ["panel", "id", "user", "charge", "charge_currency", "created"]
    assert [(row["panel"], row["id"]) for row in rows] == [(item["panel"], str(item["id"])) for item in items]
    assert rows[0]["charge"] == items[0]["charge"]["value"]
    assert rows[0]["charge_currency"] == items[0]["charge"]["currency_code"]
    assert rows[0]["created"].endswith("Z")


def test_a_part_ends_where_an_answer_would_be_too_large(
    desk: Desk, root: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_BYTES", 500)
    monkeypatch.setattr(export, "_PAGE", 4)
    first = root.ask("GET", "/api/orders/export")
    assert first.headers["X-Next-Cursor"]
    assert len(first.body.decode().splitlines()) == 5
    assert len(exported(root)[1]) == len(listed(root))


def test_an_export_is_a_file_that_is_kept_nowhere(desk: Desk, root: Browser) -> None:
    headers = root.ask("GET", "/api/orders/export").headers
    assert headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("count?limit=5", "limit"),
        ("count?ids=none", "ids"),
        ("count?created_from=soon", "created_from"),
        ("export?columns=id,password", "columns"),
        ("export?columns=,", "columns"),
        ("export?cursor=nonsense", "cursor"),
        ("export?service_id=x", "service_id"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(desk: Desk, root: Browser, path: str, field: str) -> None:
    answer = root.ask("GET", f"/api/orders/{path}")
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, field)


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"colour": "red"}, "filters.colour"), ({"status": 5}, "filters.status"), ({"ids": "-"}, "ids")],
)
def test_a_selection_that_cannot_be_is_refused_by_field(
    desk: Desk, root: Browser, filters: dict[str, object], field: str
) -> None:
    answer = root.ask("POST", "/api/orders/snapshot", {"filters": filters})
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, field)
    head, _ = collected(root)
    for cursor in ("0", "x", "99999999999"):
        wrong = root.ask("GET", f"/api/orders/snapshot/{head['snapshot']}?cursor={cursor}")
        assert (wrong.status_code, wrong.json_body["error"]["field"]) == (400, "cursor")
