"""The tables part of `infra/resources.json`, rendered from the PynamoDB models: `python -m infra.resources`.

A table is defined once, in its model. The rest of the file (queues, schedules, functions, policies) is
written by hand and left as it is; a test fails while the two disagree.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

from pynamodb.models import Model

import chalicelib.store
from chalicelib.store.base import table

RESOURCES = Path(__file__).with_name("resources.json")
TABLE_TYPE = "AWS::DynamoDB::Table"

# What the panels give again, or is over within a day. All other tables hold what staff own: they get
# continuous backups.
PANEL_DATA = frozenset(
    {
        "orders", "payments", "users", "tickets", "ticket-messages", "services", "order-history",
        "fingerprints", "quarantine", "sync-state", "budgets", "sessions", "login-attempts", "snapshots",
        "revenue",
    }
)  # fmt: skip


def find_models() -> list[type[Model]]:
    """Every model with a table in `chalicelib.store`, by table name."""
    for module in pkgutil.iter_modules(chalicelib.store.__path__):
        importlib.import_module(f"chalicelib.store.{module.name}")
    found: list[type[Model]] = []
    waiting: list[type[Model]] = [Model]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        waiting += subclasses
        found += [model for model in subclasses if _table_name(model) and _is_ours(model)]
    return sorted(found, key=lambda model: str(_table_name(model)))


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("chalicelib.store.")


def _table_name(model: type[Model]) -> str | None:
    return getattr(getattr(model, "Meta", None), "table_name", None)


def short_name(model: type[Model]) -> str:
    """`orders` of `hyperpanel-orders`."""
    return str(_table_name(model)).removeprefix(table(""))


def logical_id(name: str) -> str:
    """`OrderHistoryTable` of `order-history`."""
    words = name.replace("_", "-").split("-")
    return "".join(word.capitalize() for word in words) + "Table"


def _keys(schema: dict[str, Any]) -> list[dict[str, str]]:
    """The key schema, hash key first as CloudFormation wants it."""
    return sorted(schema["key_schema"], key=lambda key: str(key["KeyType"]))


def _index(index: dict[str, Any]) -> dict[str, Any]:
    """One global index; on-demand tables take no throughput, though PynamoDB always writes one."""
    return {"IndexName": index["index_name"], "KeySchema": _keys(index), "Projection": index["projection"]}


def render_table(model: type[Model]) -> dict[str, Any]:
    """The CloudFormation resource of one model's table."""
    name = short_name(model)
    schema: dict[str, Any] = dict(model._get_schema())  # noqa: SLF001
    properties: dict[str, Any] = {
        "TableName": {"Fn::Sub": "${Prefix}-" + name},
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": sorted(
            schema["attribute_definitions"], key=lambda one: str(one["AttributeName"])
        ),
        "KeySchema": _keys(schema),
    }
    if schema["global_secondary_indexes"]:
        properties["GlobalSecondaryIndexes"] = [_index(index) for index in schema["global_secondary_indexes"]]
    expires = model._ttl_attribute()  # type: ignore[no-untyped-call]  # noqa: SLF001
    if expires is not None:
        properties["TimeToLiveSpecification"] = {"AttributeName": expires.attr_name, "Enabled": True}
    if name not in PANEL_DATA:
        properties["PointInTimeRecoverySpecification"] = {"PointInTimeRecoveryEnabled": True}
    return {
        "Type": TABLE_TYPE,
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def render(current: dict[str, Any]) -> dict[str, Any]:
    """`current` with the tables as the models say; nothing else changes."""
    resources = current["Resources"]
    by_hand = {key: value for key, value in resources.items() if value["Type"] != TABLE_TYPE}
    tables = {logical_id(short_name(model)): render_table(model) for model in find_models()}
    return {**current, "Resources": {**by_hand, **tables}}


def main() -> None:
    """Write the file again."""
    RESOURCES.write_text(json.dumps(render(json.loads(RESOURCES.read_text())), indent=2) + "\n")


if __name__ == "__main__":
    main()
