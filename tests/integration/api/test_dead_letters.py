"""Tasks the sync gave up on: over the API with a list, and the queue itself in moto's SQS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import botocore.session
import pytest
from moto import mock_aws

from chalicelib.sync.dead_letters import DeadLetter, SqsClient, SqsDeadLetters, look, replay
from chalicelib.sync.tasks import SyncTask
from infra.simulators.panel import Fault
from tests.fakes.browser import Browser, Desk
from tests.fakes.sync_queue import ListQueue
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

ORDERS = DeadLetter("one", SyncTask("MTP", "orders", 1_763_630_000.0), 5, 1_763_630_001.5)
TICKETS = DeadLetter("two", SyncTask("STM", "tickets", 1_763_630_100.0), 4, 1_763_630_101.0)
GARBAGE = DeadLetter("three", None, 4, None)


@pytest.fixture
def root(desk: Desk) -> Browser:
    browser = desk.browser("root")
    for code in ("MTP", "STM"):
        form = {"code": code, "name": code, "base_url": f"https://{HOSTS[code]}"}
        key = desk.simulators[code].admin_key
        assert browser.ask("POST", "/api/panels", {**form, "admin_api_key": key}).status_code == 201
    desk.queue.take()
    desk.parked.letters = [ORDERS, TICKETS, GARBAGE]
    return browser


def shown(browser: Browser) -> list[dict[str, Any]]:
    answer = browser.ask("GET", "/api/sync/dead-letters").json_body
    assert answer["count"] == len(answer["items"])
    items: list[dict[str, Any]] = answer["items"]
    return items


def send_again(browser: Browser, **which: object) -> Any:
    return browser.ask("POST", "/api/sync/dead-letters/replay", which)


def test_each_one_says_what_it_was_for_and_why_as_far_as_that_is_known(desk: Desk, root: Browser) -> None:
    desk.simulators["MTP"].fault(Fault(kind="refused"))
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders")
    first, second, third = shown(root)
    assert first == {
        "id": "one",
        "panel": "MTP",
        "resource": "orders",
        "due_at": "2025-11-20T09:13:20.000Z",
        "received": 5,
        "first_sent_at": "2025-11-20T09:13:21.500Z",
        "reason": first["reason"],
    }
    assert first["reason"]
    assert (second["id"], second["reason"]) == ("two", None)
    assert (third["panel"], third["due_at"], third["reason"]) == (
        None, None, "This message is no task of the sync.",
    )  # fmt: skip
    assert desk.parked.letters == [ORDERS, TICKETS, GARBAGE], "looking takes nothing away"


def test_staff_see_those_of_their_panels(desk: Desk, root: Browser) -> None:
    assert [one["id"] for one in shown(desk.browser("ada"))] == ["one"]
    assert shown(desk.browser("new")) == []


def test_some_are_sent_again_and_the_others_stay(desk: Desk, root: Browser) -> None:
    answer = send_again(root, ids=["two", "unknown"])
    assert (answer.status_code, answer.json_body) == (200, {"replayed": 1})
    (task,) = desk.queue.take()
    assert (task.panel, task.resource, task.asked) == ("STM", "tickets", True)
    assert desk.parked.letters == [ORDERS, GARBAGE]
    assert send_again(root, ids=["two"]).json_body == {"replayed": 0}
    assert desk.queue.take() == []


def test_all_are_sent_again_but_what_is_no_task(desk: Desk, root: Browser) -> None:
    desk.parked.letters.append(DeadLetter("four", ORDERS.task, 4, None))
    assert send_again(root, all=True).json_body == {"replayed": 3}
    assert [(task.panel, task.resource) for task in desk.queue.take()] == [
        ("MTP", "orders"),
        ("STM", "tickets"),
    ], "one pass does for two tasks of one resource"
    assert desk.parked.letters == [GARBAGE]


def test_a_queue_that_takes_nothing_costs_no_letter(desk: Desk, root: Browser) -> None:
    desk.queue.broken = True
    assert send_again(root, all=True).status_code == 500
    assert desk.parked.letters == [ORDERS, TICKETS, GARBAGE]


@pytest.mark.parametrize("which", [{}, {"all": True, "ids": ["one"]}, {"all": False}, {"ids": []}])
def test_what_to_send_must_be_said(desk: Desk, root: Browser, which: dict[str, object]) -> None:
    answer = send_again(root, **which)
    assert (answer.status_code, answer.json_body["error"]["field"]) == (400, "ids")
    assert desk.queue.take() == []


@pytest.fixture
def sqs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield botocore.session.get_session().create_client("sqs")


def parked(sqs: Any, bodies: list[str]) -> tuple[SqsDeadLetters, str]:
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    for body in bodies:
        sqs.send_message(QueueUrl=url, MessageBody=body)
    return SqsDeadLetters(cast(SqsClient, sqs), url), url


def body(number: int) -> str:
    return json.dumps({"panel": f"P{number}", "resource": "orders", "due_at": float(number)})


def test_looking_twice_finds_the_same_messages(sqs: Any) -> None:
    letters, _ = parked(sqs, [*(body(number) for number in range(12)), "no task"])
    first, second = look(letters), look(letters)
    assert {one.id for one in first} == {one.id for one in second}
    assert len(first) == 13
    assert sorted(one.panel for one in first if one.panel) == sorted(f"P{number}" for number in range(12))
    assert [one.task for one in first if one.panel is None] == [None]
    assert all(one.first_sent_at is not None for one in first)
    assert {one.received for one in second} == {2}


def test_what_is_sent_again_leaves_the_queue_and_the_rest_stays(sqs: Any) -> None:
    letters, _ = parked(sqs, [body(number) for number in range(12)])
    queue = ListQueue()
    chosen = replay(letters, queue, lambda letter: letter.panel != "P3", now=99.0)
    assert len(chosen) == 11
    assert {(task.panel, task.due_at, task.asked) for task in queue.take()} == {
        (f"P{number}", 99.0, True) for number in range(12) if number != 3
    }
    assert [one.panel for one in look(letters)] == ["P3"]


def test_an_empty_queue_is_not_waited_for(sqs: Any) -> None:
    letters, _ = parked(sqs, [])
    assert look(letters) == []
