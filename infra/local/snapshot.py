"""What staff own, in a file of its own: the engine keeps its tables in memory and writes them when it ends.

Every table is in the snapshot but those that the panels give again, so that a table nobody thought of here
is kept and not lost. Of the sync's own state only staff's part is kept: the rest says how far the panel data
of the engine's last save goes, and must go with that.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from infra.local.home import write_whole
from infra.resources import PANEL_DATA

# Of a panel-data table, by its key, the attributes that staff set.
STAFF_PART = {"sync-state": (("panel", "resource"), ("paused", "rows_per_fetch"))}
# Kept though the panels' data lists it: being signed in outlasts a power cut.
ALSO = frozenset({"sessions"})
BATCH = 25

Item = dict[str, dict[str, Any]]


class Snapshot(msgspec.Struct, forbid_unknown_fields=True):
    """Items in DynamoDB's own JSON, by the table's short name. Version 1."""

    version: int
    tables: dict[str, list[Any]]
    parts: dict[str, list[Any]]


def is_whole(name: str) -> bool:
    """Whether the table of this short name is kept whole."""
    return name not in PANEL_DATA or name in ALSO


def take(store: Any, prefix: str) -> Snapshot:
    """Read it all from DynamoDB."""
    names = [name.removeprefix(f"{prefix}-") for name in _table_names(store, prefix)]
    return Snapshot(
        version=1,
        tables={name: list(_scan(store, f"{prefix}-{name}")) for name in names if is_whole(name)},
        parts={name: list(_scan_part(store, prefix, name)) for name in names if name in STAFF_PART},
    )


def restore(store: Any, prefix: str, snapshot: Snapshot) -> None:
    """Make the tables hold what the snapshot holds and nothing else; one that is no more is passed over."""
    there = {name.removeprefix(f"{prefix}-") for name in _table_names(store, prefix)}
    for name, items in snapshot.tables.items():
        if name in there:
            _replace(store, f"{prefix}-{name}", items)
    for name, items in snapshot.parts.items():
        if name in there:
            _restore_part(store, f"{prefix}-{name}", STAFF_PART[name][0], items)


def write(path: Path, snapshot: Snapshot) -> None:
    """Put it on disk, whole or not at all; nothing is written when nothing changed."""
    content = json.dumps(msgspec.structs.asdict(snapshot), default=_as_text).encode()
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)


def read(path: Path) -> Snapshot | None:
    """The last one written; None when there is none."""
    if not path.exists():
        return None
    return msgspec.convert(json.loads(path.read_bytes(), object_hook=_from_text), Snapshot)


def _as_text(value: object) -> dict[str, str]:
    if isinstance(value, bytes | bytearray):
        return {"__bytes__": base64.b64encode(value).decode()}
    raise TypeError(type(value).__name__)


def _from_text(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["__bytes__"]) if value.keys() == {"__bytes__"} else value


def _table_names(store: Any, prefix: str) -> Iterator[str]:
    for page in store.get_paginator("list_tables").paginate():
        yield from (name for name in page["TableNames"] if name.startswith(f"{prefix}-"))


def _scan(store: Any, table: str, **options: Any) -> Iterator[Item]:
    for page in store.get_paginator("scan").paginate(TableName=table, ConsistentRead=True, **options):
        yield from page["Items"]


def _scan_part(store: Any, prefix: str, name: str) -> Iterator[Item]:
    keys, attributes = STAFF_PART[name]
    for item in _scan(store, f"{prefix}-{name}"):
        if any(attribute in item for attribute in attributes):
            yield {field: item[field] for field in (*keys, *attributes) if field in item}


def _keys(store: Any, table: str) -> tuple[str, ...]:
    schema = store.describe_table(TableName=table)["Table"]["KeySchema"]
    return tuple(key["AttributeName"] for key in schema)


def _replace(store: Any, table: str, items: list[Item]) -> None:
    keys = _keys(store, table)
    wanted = {_identity(item, keys) for item in items}
    stale = [item for item in _scan(store, table) if _identity(item, keys) not in wanted]
    requests = [{"DeleteRequest": {"Key": {key: item[key] for key in keys}}} for item in stale]
    requests += [{"PutRequest": {"Item": item}} for item in items]
    for start in range(0, len(requests), BATCH):
        waiting = {table: requests[start : start + BATCH]}
        while waiting:
            waiting = store.batch_write_item(RequestItems=waiting).get("UnprocessedItems") or {}


def _identity(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return json.dumps([item[key] for key in keys], sort_keys=True, default=_as_text)


def _restore_part(store: Any, table: str, keys: tuple[str, ...], items: list[Item]) -> None:
    for item in items:
        values = {name: value for name, value in item.items() if name not in keys}
        store.update_item(
            TableName=table,
            Key={key: item[key] for key in keys},
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
            ExpressionAttributeNames={f"#{name}": name for name in values},
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
        )
