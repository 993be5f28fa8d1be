"""Each policy names what its function can reach and nothing else; a run shows that it suffices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import grimp
import pytest

from chalicelib.api.answer import _PLAIN_HEADERS
from chalicelib.api.static import PAGE_POLICY
from infra.resources import RESOURCES, TABLE_TYPE, find_models, logical_id, render, short_name

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE: dict[str, Any] = json.loads(RESOURCES.read_text())
WRITES = {f"dynamodb:{name}" for name in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")}
FUNCTIONS = {
    "APIHandler": "chalicelib.api",
    "SyncDispatch": "functions.sync_dispatch",
    "SyncPanel": "functions.sync_panel",
}


def statements(function: str) -> list[dict[str, Any]]:
    if function == "APIHandler":
        document = json.loads((ROOT / ".chalice" / "policy-api.json").read_text())
    else:
        role = TEMPLATE["Resources"][f"{function}Role"]["Properties"]
        document = role["Policies"][0]["PolicyDocument"]
        assert "ManagedPolicyArns" not in role, "those of AWS allow more than one function's own things"
    found: list[dict[str, Any]] = document["Statement"]
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def tables_of(statement: dict[str, Any]) -> set[str]:
    return {
        resource["Fn::GetAtt"][0] for resource in as_list(statement["Resource"]) if "Fn::GetAtt" in resource
    }


def indexes_of(statement: dict[str, Any]) -> set[str]:
    texts = [str(resource.get("Fn::Sub", "")) for resource in as_list(statement["Resource"])]
    return {text.removeprefix("${").partition(".")[0] for text in texts if text.endswith("/index/*")}


def test_the_tables_of_the_template_are_those_of_the_models() -> None:
    assert render(TEMPLATE) == TEMPLATE, "run python -m infra.resources"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_policy_names_only_tables_that_its_function_can_reach(function: str) -> None:
    graph = grimp.build_graph("chalicelib", "functions", include_external_packages=False)
    entry = FUNCTIONS[function]
    entries = {entry} | (graph.find_descendants(entry) if entry == "chalicelib.api" else set())
    reached = set().union(*(graph.find_upstream_modules(module) for module in entries))
    reachable = {logical_id(short_name(model)) for model in find_models() if model.__module__ in reached}
    for statement in statements(function):
        if any(action.startswith("dynamodb:") for action in as_list(statement["Action"])):
            assert tables_of(statement) <= reachable


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_policy_that_reads_a_table_reads_its_indexes_too(function: str) -> None:
    indexed = {
        name
        for name, resource in TEMPLATE["Resources"].items()
        if resource["Type"] == TABLE_TYPE and "GlobalSecondaryIndexes" in resource["Properties"]
    }
    for statement in statements(function):
        if "dynamodb:Query" in as_list(statement["Action"]):
            assert indexes_of(statement) == tables_of(statement) & indexed


@pytest.mark.parametrize("function", FUNCTIONS)
def test_nothing_is_allowed_on_everything_but_sending_traces(function: str) -> None:
    for statement in statements(function):
        if statement["Resource"] == "*":
            assert statement["Action"] == ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        assert not any(action.endswith(":*") or action == "*" for action in as_list(statement["Action"]))


def test_the_dispatcher_writes_no_table_and_only_sends_to_the_queue() -> None:
    actions = {action for statement in statements("SyncDispatch") for action in as_list(statement["Action"])}
    assert not actions & WRITES
    assert {action for action in actions if action.startswith("sqs:")} == {"sqs:SendMessage*"}


def test_the_sync_cannot_touch_people_and_their_keys() -> None:
    named = set().union(*(tables_of(statement) for statement in statements("SyncPanel")))
    assert not named & {"StaffTable", "SessionsTable", "ApiKeysTable", "LoginAttemptsTable"}


def test_pages_have_the_same_headers_from_the_bucket_as_from_the_api() -> None:
    config = TEMPLATE["Resources"]["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    assert config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"] == PAGE_POLICY
    custom = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
    standard = {"X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"}
    assert custom == {name: value for name, value in _PLAIN_HEADERS.items() if name not in standard}
