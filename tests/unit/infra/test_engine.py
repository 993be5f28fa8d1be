"""The engine's port: the same again, or its saved queues moved to another."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import engine
from infra.local.home import Home

QUEUES = '{"http://127.0.0.1:%d/000000000000/sync": {"name": "sync"}}'


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path)
    made.open(print)
    yield made
    made.close()


def test_the_port_stays_the_same(home: Home) -> None:
    assert engine.choose_port(home) == engine.choose_port(home)


def test_when_it_is_taken_the_saved_queues_get_their_new_address(home: Home) -> None:
    before = engine.choose_port(home)
    state = home.engine / "state"
    state.mkdir()
    (state / "sqs.json").write_text(QUEUES % before)
    (state / "dynamodb.json").write_text(f"http://127.0.0.1:{before}/ is a panel's own")
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", before))
        taken.listen()
        after = engine.choose_port(home)
    assert after != before
    assert (state / "sqs.json").read_text() == QUEUES % after
    assert str(before) in (state / "dynamodb.json").read_text(), "a panel's address is its owner's to change"
    assert engine.choose_port(home) == after
