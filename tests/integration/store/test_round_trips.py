"""What is stored comes back as it was: history, conversations, rows set aside, rows of panels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from pynamodb.models import Model

from chalicelib.store import order_history, quarantine, ticket_messages, tickets
from chalicelib.store.keys import LAST_ID, time_key
from chalicelib.store.order_history import Change, Point
from chalicelib.store.orders import OrderRow, orders
from chalicelib.store.quarantine import BadRow
from chalicelib.store.rows import StoredRow
from chalicelib.store.ticket_messages import StoredMessage, TicketMessageRow
from chalicelib.store.tickets import TicketRow
from tests.fakes.dynamodb.wire import client_of

START = 1_790_000_000
HUGE = 2**63 + 11

pytestmark = pytest.mark.usefixtures("tables")


@contextmanager
def written(model: type[Model]) -> Iterator[list[str]]:
    """Every item written meanwhile, as "put" or "delete"."""
    acts: list[str] = []

    def note(params: dict[str, Any], **_: object) -> None:
        body = msgspec.json.decode(params["body"])
        for parts in body["RequestItems"].values():
            acts.extend("put" if "PutRequest" in part else "delete" for part in parts)

    events = client_of(model).meta.events
    events.register("before-call.dynamodb.BatchWriteItem", note)
    try:
        yield acts
    finally:
        events.unregister("before-call.dynamodb.BatchWriteItem", note)


def change(version: int, *, order_id: int = 7, panel: str = "MTP") -> Change:
    before, now = Point("pending", 100, None), Point("in_progress", 100 - version, 5_000)
    return Change(panel, order_id, version, START + version + 0.25, START + version - 30.5, before, now)


def test_history_comes_back_in_the_order_it_happened() -> None:
    changes = [change(version) for version in (10, 2, 9, 3)]
    order_history.add(changes)
    assert order_history.load("MTP", 7) == sorted(changes, key=lambda one: one.version)


def test_the_same_change_added_twice_is_one_change() -> None:
    order_history.add([change(2)])
    order_history.add([change(2), change(3)])
    assert order_history.load("MTP", 7) == [change(2), change(3)]


def test_each_order_of_each_panel_has_a_history_of_its_own() -> None:
    order_history.add([change(2), change(2, order_id=8), change(2, panel="STM"), change(2, order_id=HUGE)])
    assert order_history.load("STM", 7) == [change(2, panel="STM")]
    assert order_history.load("MTP", HUGE) == [change(2, order_id=HUGE)]
    assert order_history.load("MTP", 9) == []


def test_what_retention_takes_away_is_forgotten_and_nothing_else() -> None:
    order_history.add(
        [change(number, order_id=order_id) for number in range(2, 32) for order_id in (7, 8, 9)]
    )
    order_history.forget("MTP", [7, 9])
    assert [len(order_history.load("MTP", order_id)) for order_id in (7, 8, 9)] == [0, 30, 0]


def message(number: int, html: str = "<p>when?</p>", *, staff: bool = False) -> StoredMessage:
    return StoredMessage(number, "anna", staff, html, "2026-09-21 14:13:20", START + number)


def test_a_conversation_comes_back_in_its_order_whatever_is_written_in_it() -> None:
    said = [
        message(0, "<b onclick=x>😍 شكرا</b>"),
        message(1, "x" * 60_000, staff=True),
        replace(message(2), created="", created_at=None, sender=""),
        *(message(number) for number in range(3, 40)),
    ]
    assert ticket_messages.replace("MTP", HUGE, reversed(said)) == 40
    assert ticket_messages.load("MTP", HUGE) == said
    assert ticket_messages.load("STM", HUGE) == []


def test_only_what_changed_in_a_conversation_is_written() -> None:
    said = [message(number) for number in range(4)]
    ticket_messages.replace("MTP", 5, said)
    with written(TicketMessageRow) as acts:
        assert ticket_messages.replace("MTP", 5, said) == 0
        assert acts == []
        assert ticket_messages.replace("MTP", 5, [*said, message(4)]) == 1
        assert acts == ["put"]
        acts.clear()
        edited = [message(0), message(1, "<p>edited</p>"), message(2)]
        assert ticket_messages.replace("MTP", 5, edited) == 3
    assert sorted(acts) == ["delete", "delete", "put"]
    assert ticket_messages.load("MTP", 5) == edited


def test_a_conversation_forgotten_leaves_the_others() -> None:
    for ticket_id in (5, 6):
        ticket_messages.replace("MTP", ticket_id, [message(0)])
    ticket_messages.forget("MTP", [5])
    assert ticket_messages.load("MTP", 5) == []
    assert ticket_messages.load("MTP", 6) == [message(0)]


def test_a_row_set_aside_stays_with_its_reason_until_it_is_released() -> None:
    bad = BadRow(
        "7", "`created_timestamp` is no number", '{"id": 7, "created_timestamp": "soon"}', START, START, 1
    )
    quarantine.keep("MTP#orders", bad)
    quarantine.keep("MTP#orders", replace(bad, name="8"))
    quarantine.keep("MTP#payments", replace(bad, reason="other"))
    again = replace(bad, last_seen_at=START + 60.5, times=2)
    quarantine.keep("MTP#orders", again)
    assert quarantine.load("MTP#orders") == {"7": again, "8": replace(bad, name="8")}
    quarantine.release("MTP#orders", "7")
    quarantine.release("MTP#orders", "unknown")
    assert list(quarantine.load("MTP#orders")) == ["8"]
    assert quarantine.load("MTP#payments")["7"].reason == "other"


@pytest.mark.parametrize("letter", ["x", "😍", "ش"])
def test_a_row_too_long_for_an_item_is_kept_as_far_as_it_fits(letter: str) -> None:
    quarantine.keep("MTP#orders", BadRow("7", "cut", letter * 500_000, START, START, 1))
    kept = quarantine.load("MTP#orders")["7"].raw
    assert 199_990 < len(kept.encode()) <= 200_000
    assert kept == letter * len(kept) == quarantine.cut(letter * 500_000)


def row(number: int, *, panel: str = "MTP", **fields: Any) -> StoredRow:
    plain = StoredRow(
        panel,
        time_key(START + number, number),
        f'{{"id":{number},"link":"شكرا 😍"}}',
        seen_at=START + 0.123456,
        first_seen_at=START - 0.5,
        version=3,
    )
    return replace(plain, **fields)


def test_a_row_comes_back_as_it_was_stored() -> None:
    plain = row(1)
    full = row(2, finished_at=START + 5.5, finished_after=START + 1.25, gone_at=START + 9.75)
    orders.put([plain, full])
    found = orders.load("MTP", [plain.key, full.key, time_key(START, 99), plain.key])
    assert found == {plain.key: plain, full.key: full}
    assert orders.load("STM", [plain.key]) == {}
    assert orders.load("MTP", []) == {}


def test_more_rows_than_a_call_takes_are_all_written_read_and_deleted() -> None:
    rows = [row(number) for number in range(130)]
    orders.put(rows)
    keys = [one.key for one in rows]
    assert orders.load("MTP", keys) == {one.key: one for one in rows}
    orders.delete("MTP", keys[:120])
    assert orders.load("MTP", keys).keys() == set(keys[120:])


def test_rows_between_two_keys_come_in_order_with_both_ends_and_the_gone() -> None:
    rows = [row(number, gone_at=START + 50.0 if number == 4 else None) for number in range(9)]
    orders.put([*rows, row(5, panel="STM")])
    assert orders.between("MTP", rows[2].key, rows[6].key, limit=50) == rows[2:7]
    assert orders.between("MTP", rows[2].key, rows[6].key, limit=3) == rows[2:5]
    assert orders.between("MTP", "0", time_key(START + 1, LAST_ID), limit=50) == rows[:2]


def test_a_row_that_is_gone_leaves_the_indexes_and_comes_back_to_them() -> None:
    there = row(1, facets={"status": "pending", "user": "anna", "provider": None})
    index = OrderRow.index_status
    orders.put([there])
    assert [entry.key for entry in index.query("MTP#pending")] == [there.key]
    orders.put([replace(there, gone_at=START + 9.0)])
    assert list(index.query("MTP#pending")) == []
    orders.put([there])
    assert [entry.by_user for entry in index.query("MTP#pending")] == ["MTP#anna"]


def ticket(number: int, version: int = 1) -> StoredRow:
    place = row(number, version=version)
    return replace(place, facets={"status": "pending"}, sort_keys={"unread": place.key})


def test_conversations_to_be_read_are_listed_latest_first_until_they_are() -> None:
    rows = [ticket(number) for number in range(5)]
    tickets.tickets.put(rows)
    keys = [one.key for one in rows]
    assert tickets.unread("MTP", limit=3) == [keys[4], keys[3], keys[2]]
    tickets.mark_read("MTP", keys[4], version=1)
    assert tickets.unread("MTP", limit=9) == [keys[3], keys[2], keys[1], keys[0]]
    assert TicketRow.get("MTP", keys[4]).doc == rows[4].doc


def test_a_ticket_that_changed_while_its_conversation_was_read_stays_to_be_read() -> None:
    tickets.tickets.put([ticket(1, version=2)])
    with pytest.raises(Exception, match="ConditionalCheckFailed"):
        tickets.mark_read("MTP", ticket(1).key, version=1)
    assert tickets.unread("MTP", limit=9) == [ticket(1).key]
