"""The bench's meter charges what AWS publishes; every number here was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from tests.benchmarks.meter import Meter, Place, Reading
from tests.benchmarks.units import batch_units, index_units, query_units, read_units, write_units
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.sizes import Item, item_size, number_size
from tests.fakes.dynamodb.tables import IndexShape, shape_of
from tests.fakes.dynamodb.wire import answering, client_of

KB = 1024
INDEX = IndexShape("by_status", "by_status", "key", frozenset({"panel", "key", "by_status", "by_user"}))


def item(**attributes: str) -> dict[str, dict[str, str]]:
    return {name: {"S": text} for name, text in attributes.items()}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 1),
        ("7", 2),
        ("42", 2),
        ("123", 3),
        ("1790000000", 3),
        ("1234567.25", 6),
        ("-55", 2),
        ("1E+3", 2),
    ],
)
def test_a_number_weighs_a_byte_for_two_digits_that_count_and_one_more(text: str, size: int) -> None:
    assert number_size(text) == size


def test_an_item_weighs_its_names_and_its_values_in_utf_8() -> None:
    # panel (5) + MTP (3), doc (3) + "ö" (2), version (7) + 12 (2), gone (4) + null (1), blob (4) + 3 bytes
    row: Item = {
        "panel": {"S": "MTP"},
        "doc": {"S": "ö"},
        "version": {"N": "12"},
        "gone": {"NULL": True},
        "blob": {"B": b"abc"},
    }
    assert item_size(row) == 8 + 5 + 9 + 5 + 7
    assert item_size({"blob": {"B": "YWJj"}}) == 7


def test_a_list_or_map_weighs_three_bytes_and_one_for_each_part() -> None:
    # The attribute's name 1, the list 3, and two parts of 1 + 2 bytes.
    assert item_size({"l": {"L": [{"S": "ab"}, {"N": "12"}]}}) == 1 + 3 + 3 + 3
    # The attribute's name 1, the map 3, and one part of 1 byte, its name 1 and its value 2.
    assert item_size({"m": {"M": {"a": {"S": "bc"}}}}) == 1 + 3 + 1 + 3


@pytest.mark.parametrize(
    ("size", "strong", "eventual"), [(0, 1, 0.5), (1, 1, 0.5), (4096, 1, 0.5), (4097, 2, 1.0), (9000, 3, 1.5)]
)
def test_a_read_is_charged_by_four_kilobytes_and_half_when_eventual(
    size: int, strong: float, eventual: float
) -> None:
    assert read_units(size, consistent=True) == strong
    assert read_units(size, consistent=False) == eventual


def test_a_query_adds_up_then_rounds_and_a_batch_rounds_each_item() -> None:
    sizes = [300] * 50
    assert query_units(sizes, consistent=False) == 2.0  # 15,000 bytes are four times 4 KB
    assert batch_units(sizes, consistent=False) == 25.0
    assert batch_units([5000, 0], consistent=True) == 3.0


def test_a_write_is_charged_by_the_larger_of_before_and_after() -> None:
    small, large = item(a="x" * 10), item(a="x" * 2 * KB)
    assert write_units(None, small) == 1
    assert write_units(small, large) == write_units(large, small) == write_units(large, None) == 3
    assert write_units(None, None) == 1


def test_an_index_costs_nothing_while_what_it_carries_stays() -> None:
    before = item(panel="MTP", key="1", by_status="MTP#pending", doc="a")
    assert index_units(INDEX, before, before | item(doc="b")) == 0
    assert index_units(INDEX, item(panel="MTP", key="1"), item(panel="MTP", key="1", doc="b")) == 0


def test_an_index_costs_one_write_to_add_change_or_remove_an_entry() -> None:
    out = item(panel="MTP", key="1")
    there = out | item(by_status="MTP#pending")
    assert index_units(INDEX, None, there) == 1
    assert index_units(INDEX, out, there) == 1
    assert index_units(INDEX, there, there | item(by_user="MTP#ann")) == 1
    assert index_units(INDEX, there, out) == 1
    assert index_units(INDEX, there, None) == 1


def test_an_index_costs_two_writes_when_its_key_changes() -> None:
    there = item(panel="MTP", key="1", by_status="MTP#pending")
    assert index_units(INDEX, there, there | item(by_status="MTP#completed")) == 2


class ByStatus(GlobalSecondaryIndex["OrderLikeRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_status"
        projection = IncludeProjection(["by_user"])

    by_status = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)


class OrderLikeRow(Model):
    class Meta:
        table_name = "order-like"

    panel = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    doc = UnicodeAttribute()
    by_status = UnicodeAttribute(null=True)
    by_user = UnicodeAttribute(null=True)
    status = ByStatus()


TABLE, STATUS = Place("order-like"), Place("order-like", "by_status")


class Till:
    """The stand-in with the meter on it."""

    def __init__(self) -> None:
        self.engine = Engine([shape_of(OrderLikeRow)])
        self.client = client_of(OrderLikeRow)

    def charge(self, work: Any) -> Reading:
        with Meter.of(self.engine).watching([self.client]) as reading:
            work()
        return reading


@pytest.fixture
def till(monkeypatch: pytest.MonkeyPatch) -> Iterator[Till]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    till = Till()
    with answering(till.engine.call, [till.client]):
        yield till


def row(number: int, status: str | None = "MTP#pending", doc: str = "d" * 900) -> OrderLikeRow:
    return OrderLikeRow("MTP", number, doc=doc, by_status=status, by_user="MTP#ann")


def put(*rows: OrderLikeRow) -> None:
    with OrderLikeRow.batch_write() as batch:
        for one in rows:
            batch.save(one)


def test_new_rows_are_charged_in_the_table_and_in_the_index(till: Till) -> None:
    reading = till.charge(lambda: put(*(row(number) for number in range(30))))
    assert reading.calls == {"BatchWriteItem": 2}
    assert reading.write_units == {TABLE: 30, STATUS: 30}
    assert reading.all_read_units == 0


def test_a_changed_status_is_two_writes_in_its_index_and_a_changed_text_none(till: Till) -> None:
    put(row(1), row(2))
    reading = till.charge(lambda: put(row(1, "MTP#completed"), row(2, doc="e" * 1900)))
    assert reading.write_units == {TABLE: 1 + 2, STATUS: 2}
    assert reading.written == {TABLE: 2, STATUS: 1}


def test_an_update_and_a_deletion_are_charged_by_what_they_did(till: Till) -> None:
    put(row(1), row(2))
    reading = till.charge(lambda: row(1).update(actions=[OrderLikeRow.by_status.remove()]))
    assert (reading.calls, reading.write_units) == ({"UpdateItem": 1}, {TABLE: 1, STATUS: 1})
    reading = till.charge(lambda: row(2).delete())
    assert reading.write_units == {TABLE: 1, STATUS: 1}
    assert len(till.engine.tables["order-like"]) == 1


def test_a_refused_condition_is_charged_and_touches_no_index(till: Till) -> None:
    put(row(1, doc="d" * 3000))

    def replace() -> None:
        with pytest.raises(Exception, match="ConditionalCheckFailed"):
            row(1, "MTP#completed", doc="").save(condition=OrderLikeRow.panel.does_not_exist())

    assert till.charge(replace).write_units == {TABLE: 3}


def test_reads_are_charged_by_item_in_a_batch_and_by_sum_in_a_query(till: Till) -> None:
    put(*(row(number) for number in range(20)))
    asked = [("MTP", number) for number in range(18, 22)]
    reading = till.charge(lambda: list(OrderLikeRow.batch_get(asked, consistent_read=True)))
    assert (reading.read, reading.read_units) == ({TABLE: 2}, {TABLE: 4.0})
    # An entry: panel 8, number 6 + 2, by_status 9 + 11, by_user 7 + 7: 50 bytes, 20 of them one half unit.
    reading = till.charge(lambda: list(OrderLikeRow.status.query("MTP#pending")))
    assert (reading.read, reading.read_units) == ({STATUS: 20}, {STATUS: 0.5})
    # A row: an entry and doc 3 + 900: 953 bytes, 20 of them 19,060 bytes, five times 4 KB.
    reading = till.charge(lambda: list(OrderLikeRow.query("MTP", consistent_read=True)))
    assert reading.read_units == {TABLE: 5.0}
    # The same is charged when only the keys are asked for, in pages of ten: 9,530 bytes, three times 4 KB.
    reading = till.charge(
        lambda: list(OrderLikeRow.query("MTP", attributes_to_get=["panel", "number"], page_size=10))
    )
    assert reading.read == {TABLE: 20}
    assert reading.read_units[TABLE] == 2 * 1.5 + 0.5
    reading = till.charge(lambda: OrderLikeRow.get("MTP", 3))
    assert reading.read_units == {TABLE: 0.5}
