"""Asking a panel again, and when not to."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from email.utils import formatdate

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import (
    BudgetUnavailable,
    PanelAnswerInvalid,
    PanelFailed,
    PanelHostRefused,
    PanelKeyMissing,
    PanelKeyRefused,
    PanelRateLimited,
    PanelRefused,
    PanelTroubled,
    PanelUnreachable,
)
from chalicelib.panels.backoff import LONGEST_RETRY_AFTER, LONGEST_WAIT, backoff, parse_retry_after
from chalicelib.panels.budget import Priority
from chalicelib.panels.sender import Call, Timeouts
from chalicelib.panels.transport import PanelTransport, PublicBackend
from tests.fakes.budget import FreeBudget
from tests.fakes.panels import Script, Time, address, client_of, envelope, listing, order

GOOD = listing(order(1))
DOWN = httpx.Response(503, text="<html>down</html>")


@pytest.mark.parametrize(
    "trouble",
    [
        DOWN,
        httpx.Response(200, text="<html>maintenance</html>"),
        httpx.Response(429),
        httpx.ConnectError("no route"),
        httpx.ConnectTimeout("slow"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection"),
        httpx.ReadError("reset"),
    ],
)
def test_a_read_is_tried_again_when_the_panel_is_troubled(trouble: httpx.Response | Exception) -> None:
    script, time = Script(trouble, trouble, GOOD), Time()
    assert len(client_of(script.transport, time=time).orders(limit=1).rows) == 1
    assert len(script.requests) == 3
    assert len(time.slept) == 2


@pytest.mark.parametrize("answer", [httpx.Response(401), httpx.Response(400), envelope([], code=4)])
def test_what_needs_a_person_is_not_tried_again(answer: httpx.Response) -> None:
    script = Script(answer)
    with pytest.raises((PanelKeyRefused, PanelRefused)):
        client_of(script.transport).orders(limit=1)
    assert len(script.requests) == 1


def test_a_read_is_given_up_after_its_tries() -> None:
    script = Script(DOWN)
    with pytest.raises(PanelFailed):
        client_of(script.transport, tries=3).orders(limit=1)
    assert len(script.requests) == 3


def test_a_call_that_must_not_be_repeated_is_sent_once() -> None:
    script, time = Script(httpx.ReadTimeout("slow")), Time()
    caller = client_of(script.transport, time=time)._caller
    with pytest.raises(PanelUnreachable):
        caller.call(Call("POST", "/adminapi/v2/payments/add", {}), lambda answer: answer, retry=False)
    assert (len(script.requests), time.slept) == (1, [])


def test_every_try_takes_its_own_slot_of_the_budget() -> None:
    budget = FreeBudget()
    client_of(Script(DOWN, DOWN, GOOD).transport, budget=budget, priority=Priority.PERSON).orders(limit=1)
    assert budget.taken == [Priority.PERSON] * 3


def test_without_a_slot_the_panel_is_not_asked() -> None:
    class NoBudget(FreeBudget):
        def take(self, priority: Priority) -> None:
            raise BudgetUnavailable("none left")

    script = Script(GOOD)
    with pytest.raises(BudgetUnavailable):
        client_of(script.transport, budget=NoBudget()).orders(limit=1)
    assert script.requests == []


def test_retry_after_is_waited_for() -> None:
    time = Time()
    client_of(Script(httpx.Response(429, headers={"Retry-After": "7"}), GOOD).transport, time=time).orders(
        limit=1
    )
    assert 7.0 <= time.slept[0] <= 7.5


def test_retry_after_as_a_date_is_waited_for() -> None:
    time = Time()
    headers = {"Retry-After": formatdate(time.now + 9, usegmt=True)}
    client_of(Script(httpx.Response(503, headers=headers), GOOD).transport, time=time).orders(limit=1)
    assert 9.0 <= time.slept[0] <= 9.5


def test_a_long_retry_after_is_left_to_the_caller() -> None:
    script, time = Script(httpx.Response(429, headers={"Retry-After": "600"})), Time()
    with pytest.raises(PanelRateLimited) as caught:
        client_of(script.transport, time=time).orders(limit=1)
    assert (caught.value.retry_after, len(script.requests), time.slept) == (600.0, 1, [])


def test_nothing_is_tried_past_the_deadline() -> None:
    time = Time()
    script = Script(httpx.Response(503, headers={"Retry-After": "3"}))
    with pytest.raises(PanelFailed):
        client_of(script.transport, time=time, deadline=time.now + 8.0, tries=99).orders(limit=1)
    assert 2 <= len(script.requests) <= 3
    with pytest.raises(PanelUnreachable, match="no time"):
        client_of(script.transport, time=time, deadline=time.now).orders(limit=1)


def test_a_slot_that_comes_after_the_deadline_is_not_used() -> None:
    time = Time()

    class Queue(FreeBudget):
        def take(self, priority: Priority) -> None:
            time.sleep(10.0)

    script = Script(GOOD)
    with pytest.raises(PanelUnreachable, match="no time"):
        client_of(script.transport, time=time, budget=Queue(), deadline=time.now + 5.0).orders(limit=1)
    assert script.requests == []


def test_time_outs_are_those_asked_for_and_never_outlast_the_deadline() -> None:
    script, time = Script(GOOD), Time()
    client_of(script.transport, time=time).orders(limit=1)
    client_of(script.transport, time=time, timeouts=Timeouts(2.0, 9.0)).orders(limit=1)
    client_of(script.transport, time=time, deadline=time.now + 3.0).orders(limit=1)
    waits = [request.extensions["timeout"] for request in script.requests]
    assert [(wait["connect"], wait["read"]) for wait in waits] == [(5.0, 20.0), (2.0, 9.0), (3.0, 3.0)]


def test_an_answer_that_drips_for_ever_is_given_up() -> None:
    time = Time()

    class Drip(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                time.now += 5.0
                yield b" "

    script = Script(lambda request: httpx.Response(200, stream=Drip()))
    with pytest.raises(PanelUnreachable, match="did not finish"):
        client_of(script.transport, time=time, tries=1).orders(limit=1)
    assert time.now < 1_790_000_000.0 + 70.0


def test_a_page_is_dated_before_its_request_was_sent() -> None:
    time = Time()

    def slow(request: httpx.Request) -> httpx.Response:
        time.now += 4.0
        return listing(order(1))

    page = client_of(Script(DOWN, slow).transport, time=time).orders(limit=1)
    assert page.fetched_at == time.now - 4.0
    assert page.nbytes == len(GOOD.content)


def test_a_packed_answer_counts_unpacked() -> None:
    packed = gzip.compress(b" " * 1_000_000)
    script = Script(lambda _: httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(PanelAnswerInvalid, match="more than"):
        client_of(script.transport, tries=1, max_bytes=100_000).orders(limit=1)


def test_an_answer_packed_wrongly_is_invalid() -> None:
    script = Script(lambda _: httpx.Response(200, content=b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(PanelAnswerInvalid, match="unpacked"):
        client_of(script.transport, tries=1).orders(limit=1)


@pytest.mark.parametrize("key", ["", "key\nX-Evil: 1", "schlüssel"])
def test_a_key_that_cannot_be_sent_is_missing(key: str) -> None:
    script = Script(GOOD)
    with pytest.raises(PanelKeyMissing):
        client_of(script.transport, panel=address(admin_key=key)).orders(limit=1)
    assert script.requests == []


def test_the_customer_api_needs_the_services_key() -> None:
    script = Script(httpx.Response(200, json=[]))
    with pytest.raises(PanelKeyMissing, match="services"):
        client_of(script.transport, panel=address(services_key=None)).services()
    assert script.requests == []


def test_a_host_that_is_not_public_is_refused_at_once() -> None:
    time = Time()
    transport = PanelTransport(PublicBackend(lambda host, port: ["10.0.0.1"]))
    with pytest.raises(PanelHostRefused, match=r"10\.0\.0\.1"):
        client_of(transport, time=time).orders(limit=1)
    assert time.slept == []


def test_redirects_are_not_followed() -> None:
    script = Script(httpx.Response(302, headers={"Location": "http://169.254.169.254/"}))
    with pytest.raises(PanelTroubled):
        client_of(script.transport, tries=1).orders(limit=1)
    assert len(script.requests) == 1


@given(st.integers(1, 60), st.none() | st.floats(0, LONGEST_RETRY_AFTER), st.randoms())
def test_a_wait_is_jittered_bounded_and_never_shorter_than_asked(
    attempt: int, retry_after: float | None, rng: random.Random
) -> None:
    wait = backoff(attempt, retry_after, rng)
    assert wait is not None
    assert (retry_after or 0.0) <= wait <= (retry_after or 0.0) + LONGEST_WAIT


def test_waits_are_spread_over_the_whole_range() -> None:
    rng = random.Random(3)
    waits = [backoff(3, None, rng) or 0.0 for _ in range(200)]
    assert min(waits) < 0.2
    assert max(waits) > 1.8


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 0 ", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 90.0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
        ("Thu, 99 Jan 1970 00:00:01 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, now=10.0) == seconds
