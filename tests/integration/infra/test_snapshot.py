"""What staff own, out of the tables and back into them; panel data stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.local import resume, snapshot
from infra.resources import PANEL_DATA, find_models, short_name

PREFIX = "hyperpanel"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for model in find_models():
            model.create_table(wait=False)
        yield boto3.client("dynamodb", "us-east-1")


def put(store: Any, table: str, **values: Any) -> None:
    store.put_item(TableName=f"{PREFIX}-{table}", Item=values)


def rows(store: Any, table: str) -> list[Any]:
    found: list[Any] = store.scan(TableName=f"{PREFIX}-{table}")["Items"]
    return found


def account(name: str, role: str) -> dict[str, Any]:
    return {"username": {"S": name}, "role": {"S": role}}


def sync_item(**more: Any) -> dict[str, Any]:
    return {"panel": {"S": "MTP"}, "resource": {"S": "orders"}, **more}


def test_panel_data_is_what_exists_and_everything_else_is_kept() -> None:
    known = {short_name(model) for model in find_models()}
    assert known >= PANEL_DATA, "a table of that name is no more"
    kept = {name for name in known if snapshot.is_whole(name)}
    assert {"staff", "sessions", "settings", "api-keys", "panels"} <= kept
    assert not kept & {"orders", "users", "payments", "tickets", "order-history", "login-attempts"}


def test_tables_come_back_as_they_were_bytes_and_numbers_too(store: Any, tmp_path: Path) -> None:
    put(store, "staff", **account("ann", "admin"), created_at={"N": "1790000000.25"})
    put(store, "panels", code={"S": "MTP"}, admin_key={"B": b"\x01\x00\xff sealed"})
    snapshot.write(tmp_path / "staff.json", snapshot.take(store, PREFIX))

    put(store, "staff", **account("ann", "staff"))
    put(store, "staff", **account("intruder", "admin"))
    store.delete_item(TableName=f"{PREFIX}-panels", Key={"code": {"S": "MTP"}})
    taken = snapshot.read(tmp_path / "staff.json")
    assert taken is not None
    snapshot.restore(store, PREFIX, taken)

    assert rows(store, "staff") == [{**account("ann", "admin"), "created_at": {"N": "1790000000.25"}}]
    assert rows(store, "panels") == [{"code": {"S": "MTP"}, "admin_key": {"B": b"\x01\x00\xff sealed"}}]


def test_of_the_syncs_state_only_staffs_part_comes_back(store: Any, tmp_path: Path) -> None:
    put(store, "sync-state", **sync_item(paused={"BOOL": True}, state={"S": "ahead"}))
    snapshot.write(tmp_path / "staff.json", snapshot.take(store, PREFIX))
    put(store, "sync-state", **sync_item(paused={"BOOL": False}, state={"S": "of the last save"}))
    taken = snapshot.read(tmp_path / "staff.json")
    assert taken is not None
    snapshot.restore(store, PREFIX, taken)
    assert rows(store, "sync-state") == [sync_item(paused={"BOOL": True}, state={"S": "of the last save"})]


def test_more_rows_than_one_call_takes_come_back(store: Any) -> None:
    for number in range(60):
        put(store, "staff", **account(f"person{number:02d}", "staff"))
    taken = snapshot.take(store, PREFIX)
    for number in range(60):
        store.delete_item(TableName=f"{PREFIX}-staff", Key={"username": {"S": f"person{number:02d}"}})
    snapshot.restore(store, PREFIX, taken)
    assert len(rows(store, "staff")) == 60


def test_a_table_that_is_no_more_is_passed_over(store: Any) -> None:
    snapshot.restore(store, PREFIX, snapshot.Snapshot(1, {"notes": [{"id": {"S": "1"}}]}, {}))


def test_nothing_is_written_when_nothing_changed(store: Any, tmp_path: Path) -> None:
    path = tmp_path / "staff.json"
    assert snapshot.read(path) is None
    snapshot.write(path, snapshot.take(store, PREFIX))
    before = path.stat().st_ino
    snapshot.write(path, snapshot.take(store, PREFIX))
    assert path.stat().st_ino == before
    put(store, "staff", **account("ann", "admin"))
    snapshot.write(path, snapshot.take(store, PREFIX))
    assert path.stat().st_ino != before


def test_leases_of_workers_that_are_gone_are_taken_away(store: Any) -> None:
    put(
        store,
        "sync-state",
        **sync_item(lease_owner={"S": "w"}, lease_until={"N": "9"}, unfinished={"BOOL": True}),
    )
    assert resume.release_leases(store, f"{PREFIX}-sync-state") == 1
    assert rows(store, "sync-state") == [sync_item(unfinished={"BOOL": True})]
    assert resume.release_leases(store, f"{PREFIX}-sync-state") == 0
