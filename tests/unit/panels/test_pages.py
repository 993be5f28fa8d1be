"""When a list has ended, and ids in batches."""

from __future__ import annotations

import random

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.panels.address import PanelAddress
from chalicelib.panels.budget import Priority
from chalicelib.panels.client import PanelClient
from chalicelib.panels.pages import ID_BATCH_CHARACTERS, BadRow, Fetched, Page, id_batches
from tests.fakes.budget import FreeBudget


def page(rows: int, *, bad: int = 0, limit: int | None = None, more: str | None = None) -> Page[int]:
    return Page([Fetched(n, b"") for n in range(rows)], [BadRow(b"", "bad")] * bad, None, limit, more, 0.0, 0)


@pytest.mark.parametrize(
    ("one", "ends"),
    [
        (page(3), True),
        (page(10), False),
        (page(9, bad=1), False),
        (page(3, more="/orders?offset=10"), False),
        (page(5, limit=5), False),  # the panel gave as much as it gives: it lowered the limit
        (page(4, limit=5), True),
        (page(0), True),
    ],
)
def test_a_list_ends_with_a_page_shorter_than_the_limit_in_force(one: Page[int], ends: bool) -> None:
    assert one.ends(10) is ends


@given(st.lists(st.integers(1, 2**70)), st.integers(1, 1_000))
def test_batches_hold_every_id_once_in_order_and_fit_a_request(ids: list[int], limit: int) -> None:
    batches = list(id_batches(ids, limit))
    assert [one for batch in batches for one in batch] == ids
    assert all(1 <= len(batch) <= limit for batch in batches)
    assert all(len(",".join(map(str, batch))) <= ID_BATCH_CHARACTERS for batch in batches)


def test_a_page_of_seven_digit_ids_is_one_request_that_common_web_servers_take() -> None:
    lines: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        lines.append(f"{request.method} {request.url.raw_path.decode()} HTTP/1.1")
        return httpx.Response(
            200, json={"data": {"count": 0, "list": []}, "error_message": "", "error_code": 0}
        )

    (batch,) = id_batches(range(9_000_000, 9_001_000))
    with PanelClient(
        PanelAddress("MTP", "https://panel.example", "key", None, 5.0),
        transport=httpx.MockTransport(answer),
        budget=FreeBudget(),
        priority=Priority.BACKGROUND,
        clock=lambda: 0.0,
        sleep=lambda _seconds: None,
        rng=random.Random(1),
    ) as client:
        client.orders(ids=batch, limit=len(batch), created_from=1_790_000_000)
    assert len(lines[0]) <= 8_190
