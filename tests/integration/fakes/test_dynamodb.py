"""The DynamoDB stand-in answers as moto does, and refuses what DynamoDB would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

import botocore.session
import msgspec
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.store import fingerprints
from chalicelib.store.fingerprints import Fingerprint, FingerprintRow
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

TABLE = "things"
Step = tuple[str, dict[str, Any]]


class Client(Protocol):
    """What PynamoDB, too, calls of a botocore client."""

    def _make_api_call(self, operation_name: str, api_params: dict[str, Any]) -> dict[str, Any]: ...


class ColourIndex(GlobalSecondaryIndex["ThingRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_colour"
        projection = KeysOnlyProjection()

    colour = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)


class WeightIndex(GlobalSecondaryIndex["ThingRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_weight"
        projection = IncludeProjection(["colour"])

    owner = UnicodeAttribute(hash_key=True)
    weight = NumberAttribute(range_key=True)


class ThingRow(Model):
    class Meta:
        table_name = TABLE

    owner = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    colour = UnicodeAttribute(null=True)
    weight = NumberAttribute(null=True)
    note = UnicodeAttribute(null=True)
    by_colour = ColourIndex()
    by_weight = WeightIndex()


# Few keys, so that most steps meet an item another has left.
owners = st.sampled_from(["a", "b"]).map(lambda text: {"S": text})
numbers = st.integers(-1, 2).map(lambda number: {"N": str(number)})
colours = st.sampled_from(["red", "green", "грün 😍"]).map(lambda text: {"S": text})
keys = st.fixed_dictionaries({"owner": owners, "number": numbers})


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    item = dict(draw(keys))
    if draw(st.booleans()):
        item["colour"] = draw(colours)
    if draw(st.booleans()):
        # No two items share a weight: the order of equal range keys is nobody's promise.
        place = 100 * int(item["number"]["N"]) + ord(item["owner"]["S"])
        item["weight"] = {"N": f"{place + draw(st.sampled_from([0, 0.25, -900]))}"}
    if draw(st.booleans()):
        item["note"] = {"S": draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9))}
    return item


CONDITIONS = (
    "attribute_not_exists (#0)",
    "attribute_exists (#0)",
    "#0 = :0",
    "(#0 = :0 OR #0 > :0)",
    "(attribute_exists (#0) AND (NOT #0 < :0))",
    "#0 BETWEEN :0 AND :1",
)


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    text = draw(st.sampled_from(CONDITIONS))
    request: dict[str, Any] = {"ConditionExpression": text}
    request["ExpressionAttributeNames"] = {"#0": draw(st.sampled_from(["colour", "number"]))}
    kind = colours if request["ExpressionAttributeNames"]["#0"] == "colour" else numbers
    if ":0" in text:
        request["ExpressionAttributeValues"] = {":0": draw(kind)}
    if ":1" in text:
        bounds = sorted((draw(kind), draw(kind)), key=_place)
        request["ExpressionAttributeValues"] = {":0": bounds[0], ":1": bounds[1]}
    return request


def _place(value: dict[str, str]) -> Any:
    return int(value["N"]) if "N" in value else value["S"]


@st.composite
def puts(draw: st.DrawFn) -> Step:
    return "PutItem", {"Item": draw(items())} | draw(st.one_of(st.just({}), conditions()))


@st.composite
def deletes(draw: st.DrawFn) -> Step:
    return "DeleteItem", {"Key": draw(keys)} | draw(st.one_of(st.just({}), conditions()))


@st.composite
def updates(draw: st.DrawFn) -> Step:
    request = draw(conditions())
    names = request.setdefault("ExpressionAttributeNames", {})
    names |= {"#5": "note", "#6": "colour"}
    if draw(st.booleans()):
        request.setdefault("ExpressionAttributeValues", {})[":5"] = {"S": draw(st.sampled_from("xyz"))}
        request["UpdateExpression"] = "SET #5 = :5 REMOVE #6"
    else:
        request["UpdateExpression"] = "REMOVE #5, #6"
    return "UpdateItem", {"Key": draw(keys), "ReturnValues": "ALL_NEW"} | request


@st.composite
def batches(draw: st.DrawFn) -> Step:
    written = draw(st.lists(items(), min_size=1, max_size=6, unique_by=lambda item: str(_key(item))))
    parts: list[dict[str, Any]] = [
        {"DeleteRequest": {"Key": _key(item)}} if draw(st.booleans()) else {"PutRequest": {"Item": item}}
        for item in written
    ]
    return "BatchWriteItem", {"RequestItems": {TABLE: parts}}


def _key(item: dict[str, Any]) -> dict[str, Any]:
    return {"owner": item["owner"], "number": item["number"]}


RANGES = ("", "{} = :1", "{} < :1", "{} <= :1", "{} > :1", "{} >= :1", "{} BETWEEN :1 AND :2")


@st.composite
def queries(draw: st.DrawFn) -> Step:
    index, hash_name, range_name, kind = draw(
        st.sampled_from(
            [
                (None, "owner", "number", owners),
                ("by_colour", "colour", "number", colours),
                ("by_weight", "owner", "weight", owners),
            ]
        )
    )
    names, values = {"#0": hash_name}, {":0": draw(kind)}
    text = draw(st.sampled_from(RANGES)).format("#1")
    if text:
        names["#1"] = range_name
        ends = sorted(draw(st.tuples(st.integers(-2, 3), st.integers(-2, 3))))
        values |= {f":{n}": {"N": str(end)} for n, end in enumerate(ends, start=1) if f":{n}" in text}
    request: dict[str, Any] = {
        "KeyConditionExpression": f"(#0 = :0 AND {text})" if text else "#0 = :0",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
        "ScanIndexForward": draw(st.booleans()),
    }
    if draw(st.booleans()):
        request["Limit"] = draw(st.integers(1, 3))
    return "Query", request | ({} if index is None else {"IndexName": index})


def _whole(index: str | None, hash_name: str, value: str) -> Step:
    request: dict[str, Any] = {
        "KeyConditionExpression": "#0 = :0",
        "ExpressionAttributeNames": {"#0": hash_name},
        "ExpressionAttributeValues": {":0": {"S": value}},
    }
    return "Query", request | ({} if index is None else {"IndexName": index})


EVERYTHING = [
    *(_whole(index, "owner", owner) for index in (None, "by_weight") for owner in "ab"),
    *(_whole("by_colour", "colour", colour) for colour in ("red", "green", "грün 😍")),
]
reads = keys.map(lambda key: ("GetItem", {"Key": key, "ConsistentRead": True}))
batch_reads = st.lists(keys, min_size=1, max_size=6, unique_by=str).map(
    lambda wanted: ("BatchGetItem", {"RequestItems": {TABLE: {"Keys": wanted}}})
)
steps = st.one_of(puts(), puts(), batches(), updates(), deletes(), reads, batch_reads, queries(), queries())


@pytest.fixture
def moto_client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield cast(Client, botocore.session.get_session().create_client("dynamodb"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=3, max_size=14))
def test_every_answer_is_the_one_moto_gives(moto_client: Client, script: list[Step]) -> None:
    _new_table(moto_client)
    engine = Engine([shape_of(ThingRow)])
    for operation, wanted in [*script, *EVERYTHING]:
        request = wanted if "RequestItems" in wanted else {"TableName": TABLE, **wanted}
        assert _ask_engine(engine, operation, request) == _ask_moto(moto_client, operation, request)


def _new_table(client: Client) -> None:
    if TABLE in client._make_api_call("ListTables", {})["TableNames"]:
        client._make_api_call("DeleteTable", {"TableName": TABLE})
    names = {"owner": "S", "number": "N", "colour": "S", "weight": "N"}
    client._make_api_call(
        "CreateTable",
        {
            "TableName": TABLE,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": t} for n, t in names.items()],
            "KeySchema": _schema("owner", "number"),
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": "by_colour",
                    "KeySchema": _schema("colour", "number"),
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                },
                {
                    "IndexName": "by_weight",
                    "KeySchema": _schema("owner", "weight"),
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["colour"]},
                },
            ],
        },
    )


def _schema(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]


def _ask_engine(engine: Engine, operation: str, request: dict[str, Any]) -> Any:
    shown: list[Any] = []
    while True:
        status, body = engine.call(operation, msgspec.json.encode(request))
        answer = msgspec.json.decode(body)
        if status != 200:
            return answer["__type"].partition("#")[2]
        shown.append(_told(operation, answer))
        if not answer.get("LastEvaluatedKey"):
            return _joined(operation, shown)
        request = {**request, "ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _ask_moto(client: Client, operation: str, request: dict[str, Any]) -> Any:
    shown: list[Any] = []
    while True:
        try:
            answer = client._make_api_call(operation, request)
        except ClientError as error:
            return error.response["Error"]["Code"]
        shown.append(_told(operation, answer))
        if not answer.get("LastEvaluatedKey"):
            return _joined(operation, shown)
        request = {**request, "ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _told(operation: str, answer: dict[str, Any]) -> Any:
    """What an answer says, without what each engine adds of its own."""
    if operation == "Query":
        assert answer["Count"] == answer["ScannedCount"] == len(answer["Items"])
        return answer["Items"]
    if operation == "BatchGetItem":
        return sorted(answer["Responses"][TABLE], key=str)
    return {name: answer[name] for name in ("Item", "Attributes") if answer.get(name)}


def _joined(operation: str, shown: list[Any]) -> Any:
    """All pages of a query: where a page ends when the list does is told in two ways."""
    return [item for page in shown for item in page] if operation == "Query" else shown


def test_a_page_ends_at_one_megabyte_and_goes_on() -> None:
    engine = Engine([shape_of(ThingRow)])
    for number in range(5):
        item = {"owner": {"S": "a"}, "number": {"N": str(number)}, "note": {"S": "x" * 300_000}}
        _ask_engine(engine, "PutItem", {"TableName": TABLE, "Item": item})
    request = {
        "TableName": TABLE,
        "KeyConditionExpression": "#0 = :0",
        "ExpressionAttributeNames": {"#0": "owner"},
        "ExpressionAttributeValues": {":0": {"S": "a"}},
    }
    first = msgspec.json.decode(engine.call("Query", msgspec.json.encode(request))[1])
    assert (first["Count"], first["LastEvaluatedKey"]["number"]) == (3, {"N": "2"})
    assert [item["number"]["N"] for item in _ask_engine(engine, "Query", request)] == list("01234")


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        (
            "BatchGetItem",
            {"RequestItems": {TABLE: {"Keys": [{"owner": {"S": "a"}, "number": {"N": "1"}}] * 2}}},
        ),
        (
            "BatchGetItem",
            {
                "RequestItems": {
                    TABLE: {"Keys": [{"owner": {"S": "a"}, "number": {"N": f"{n}"}} for n in range(101)]}
                }
            },
        ),
        (
            "BatchWriteItem",
            {
                "RequestItems": {
                    TABLE: [
                        {"PutRequest": {"Item": {"owner": {"S": "a"}, "number": {"N": str(n)}}}}
                        for n in range(26)
                    ]
                }
            },
        ),
        ("GetItem", {"TableName": TABLE, "Key": {"owner": {"S": "a"}}}),
        (
            "PutItem",
            {
                "TableName": TABLE,
                "Item": {"owner": {"S": "a"}, "number": {"N": "1"}, "note": {"S": "x" * 410_000}},
            },
        ),
        (
            "UpdateItem",
            {
                "TableName": TABLE,
                "Key": {"owner": {"S": "a"}, "number": {"N": "1"}},
                "UpdateExpression": "ADD #0 :0",
                "ExpressionAttributeNames": {"#0": "note"},
                "ExpressionAttributeValues": {":0": {"N": "1"}},
            },
        ),
        ("Query", {"TableName": TABLE, "FilterExpression": "#0 = :0"}),
    ],
)
def test_what_dynamodb_or_the_stand_in_cannot_do_is_refused(operation: str, request_: dict[str, Any]) -> None:
    engine = Engine([shape_of(ThingRow)])
    assert _ask_engine(engine, operation, request_) == "ValidationException"


def test_a_store_module_finds_what_it_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    row = Fingerprint(70, b"12345678", 1_790_000_000, 1_790_000_060, status=3, open=True)
    with answering(Engine([shape_of(FingerprintRow)]).call, [client_of(FingerprintRow)]):
        fingerprints.save("MTP#orders", {1: {70: row}})
        assert fingerprints.load("MTP#orders", [0, 1]) == {0: {}, 1: {70: row}}
        assert fingerprints.load_range("MTP#orders", 0, 9) == {1: {70: row}}
        assert fingerprints.open_buckets("MTP#orders") == [1]
