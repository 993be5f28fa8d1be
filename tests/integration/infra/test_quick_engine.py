"""The engine's quick queries answer what DynamoDB would, in both directions and at every limit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest

from infra.local.engine import PYTHON, QUICK, _free_port
from infra.local.surroundings import engine, product
from tests.fakes.installation import wait_for

ROWS = [f"{number * 7 % 40:03d}" for number in range(40)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("engine")
    port = _free_port()
    seen = product(os.environ, engine_port=port, master_key=folder / "none")
    variables = {**engine(seen, port=port, files=folder, temporary=folder), "AUTH": "false"}
    process = subprocess.Popen(
        [str(PYTHON), "-E", str(QUICK)], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    session = botocore.session.get_session()
    session.set_credentials("local", "local")
    made = session.create_client("dynamodb", region_name="us-east-1", endpoint_url=f"http://127.0.0.1:{port}")
    try:
        wait_for(lambda: _answers(made), "the engine")
        _fill(made)
        yield made
    finally:
        process.terminate()
        process.wait(30)


def _answers(client: Any) -> bool:
    try:
        client.list_tables()
    except Exception:  # noqa: BLE001 - it is not up yet, in one of many ways
        return False
    return True


def _fill(client: Any) -> None:
    keys = [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "k", "KeyType": "RANGE"}]
    index = {
        "IndexName": "by_f",
        "KeySchema": [{"AttributeName": "f", "KeyType": "HASH"}, {"AttributeName": "k", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
    client.create_table(
        TableName="rows",
        KeySchema=keys,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in "pkf"],
        BillingMode="PAY_PER_REQUEST",
        GlobalSecondaryIndexes=[index],
    )
    for panel in ("A", "B"):
        for key in ROWS:
            item = {"p": {"S": panel}, "k": {"S": key}, "doc": {"S": "x"}}
            if int(key) % 2:
                item["f"] = {"S": f"{panel}#odd"}
            client.put_item(TableName="rows", Item=item)


def asked(client: Any, name: str, value: str, **more: Any) -> dict[str, Any]:
    bounds = more.pop("between", ("000", "~"))
    answer: dict[str, Any] = client.query(
        TableName="rows",
        KeyConditionExpression="(#p = :p AND #k BETWEEN :a AND :b)",
        ExpressionAttributeNames={"#p": name, "#k": "k"},
        ExpressionAttributeValues={":p": {"S": value}, ":a": {"S": bounds[0]}, ":b": {"S": bounds[1]}},
        **more,
    )
    return answer


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("limit", [1, 7, 20, 39, 40, 100])
@pytest.mark.parametrize("bounds", [("000", "~"), ("005", "020"), ("050", "060")])
def test_a_partition_is_read_in_order_between_its_bounds(
    client: Any, forward: bool, limit: int, bounds: tuple[str, str]
) -> None:
    answer = asked(client, "p", "A", Limit=limit, ScanIndexForward=forward, between=bounds)
    wanted = sorted((key for key in ROWS if bounds[0] <= key <= bounds[1]), reverse=not forward)
    assert [item["k"]["S"] for item in answer["Items"]] == wanted[:limit]
    assert ("LastEvaluatedKey" in answer) == (len(wanted) >= limit)
    assert all(item["p"]["S"] == "A" and item["doc"]["S"] == "x" for item in answer["Items"])


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("limit", [1, 5, 19, 20, 50])
def test_an_index_shows_its_members_and_what_it_projects(client: Any, forward: bool, limit: int) -> None:
    answer = asked(client, "f", "B#odd", IndexName="by_f", Limit=limit, ScanIndexForward=forward)
    wanted = sorted((key for key in ROWS if int(key) % 2), reverse=not forward)
    assert [item["k"]["S"] for item in answer["Items"]] == wanted[:limit]
    assert all(set(item) == {"p", "k", "f"} for item in answer["Items"])


def test_a_written_item_is_found_at_once_and_a_deleted_one_no_more(client: Any) -> None:
    client.put_item(TableName="rows", Item={"p": {"S": "C"}, "k": {"S": "1"}, "f": {"S": "C#odd"}})
    assert asked(client, "f", "C#odd", IndexName="by_f", Limit=3)["Count"] == 1
    client.delete_item(TableName="rows", Key={"p": {"S": "C"}, "k": {"S": "1"}})
    assert asked(client, "f", "C#odd", IndexName="by_f", Limit=3)["Count"] == 0
    assert asked(client, "p", "C", Limit=3)["Count"] == 0


def test_other_forms_of_query_go_to_the_engine_as_they_are(client: Any) -> None:
    answer = client.query(
        TableName="rows",
        KeyConditionExpression="#p = :p AND #k > :a",
        ExpressionAttributeNames={"#p": "p", "#k": "k"},
        ExpressionAttributeValues={":p": {"S": "A"}, ":a": {"S": "030"}},
        Limit=4,
    )
    assert [item["k"]["S"] for item in answer["Items"]] == ["031", "032", "033", "034"]
