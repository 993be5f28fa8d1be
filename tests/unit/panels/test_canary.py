"""No key appears in a repr, an error, a traceback, a log record or an answer that was kept."""

from __future__ import annotations

import html
import json
import logging
import random
import traceback
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import httpx
import pytest

from chalicelib.errors import HyperpanelError
from chalicelib.panels.client import PanelClient
from chalicelib.panels.connect_test import connect_test
from chalicelib.panels.panel import ALL_OFF, Panel
from chalicelib.panels.redact import MARK, Redactor
from chalicelib.panels.registry import NewPanel, PanelChanges
from tests.fakes.panels import ADMIN_KEY, SERVICES_KEY, Script, address, client_of, envelope, listing, order

KEYS = (ADMIN_KEY, SERVICES_KEY)


def forms(key: str) -> list[str]:
    """How a server may write a key back: as it is, in URLs, JSON (also JSON in JSON) and HTML."""
    in_json = json.dumps(key)[1:-1]
    slashed = in_json.replace("/", "\\/")
    return [
        key,
        quote(key),
        quote(key, safe=""),
        quote(key, safe="").lower() if key == key.lower() else quote_plus(key),
        quote(quote(key, safe=""), safe=""),
        in_json,
        slashed,
        json.dumps(slashed)[1:-1],
        html.escape(key),
        html.escape(html.escape(key)),
    ]


FORMS = [form for key in KEYS for form in forms(key)]
ECHO = " ".join(FORMS)


def clean(text: str) -> bool:
    return not any(form in text for form in FORMS)


def echo(status: int) -> Callable[[httpx.Request], httpx.Response]:
    """A server that answers with everything it was sent."""

    def answer(request: httpx.Request) -> httpx.Response:
        sent = f"{request.url} {request.headers} {request.content.decode()} {ECHO}"
        return httpx.Response(status, text=f"<pre>{sent}</pre>")

    return answer


ANSWERS: list[httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]] = [
    *(echo(status) for status in (200, 302, 400, 401, 403, 404, 422, 429, 500)),
    envelope([], code=3, message=f"Key {ADMIN_KEY} and {SERVICES_KEY} refused"),
    envelope([], code=3, message={"key": KEYS}),
    httpx.Response(200, json={"error": f"Invalid API key {SERVICES_KEY}"}),
    httpx.Response(400, json={"error": ECHO}),
    listing({"id": ADMIN_KEY, "status": SERVICES_KEY}),
    listing(order(1, link=ECHO, user=ADMIN_KEY)),
    envelope(order(1, link=ECHO)),
    httpx.ConnectError(f"cannot send {ECHO}"),
    httpx.ReadTimeout(f"no answer to {ECHO}"),
    httpx.RemoteProtocolError(f"broke off in {ECHO}"),
    httpx.LocalProtocolError(f"Illegal header value {ECHO}"),
    httpx.UnsupportedProtocol(f"no such scheme {ECHO}"),
]
READS: list[Callable[[PanelClient], object]] = [
    lambda client: client.orders(limit=1),
    lambda client: client.order(1),
    lambda client: client.ticket(1),
    lambda client: client.services(),
    lambda client: client.balance(),
    connect_test,
]


def left_behind(read: Callable[[PanelClient], object], client: PanelClient) -> list[str]:
    """All the text that a read leaves, also when it fails and the failure is logged."""
    try:
        return [repr(read(client))]
    except HyperpanelError as error:
        logging.getLogger("test").exception("failed")
        chain = [error.__cause__, error.__context__ if not error.__suppress_context__ else None]
        seen = [one for one in (error, *chain) if one is not None]
        texts = [text for one in seen for text in (str(one), repr(one), repr(vars(one)))]
        return [*texts, *traceback.format_exception(error)]


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_nothing_that_a_call_leaves_behind_holds_a_key(
    answer: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11"):
        caplog.set_level(logging.DEBUG, logger=name)
    for read in READS:
        client = client_of(Script(answer).transport, tries=2)
        left = left_behind(read, client)
        assert all(clean(text) for text in left)
        assert clean(repr(client))
    assert clean(caplog.text)


@pytest.mark.parametrize("key", ["bad\nkey-0123456789", "bäd-key-0123456789"])
def test_a_key_that_cannot_be_sent_is_not_shown_either(key: str) -> None:
    with pytest.raises(HyperpanelError) as caught:
        client_of(Script(listing()).transport, panel=address(admin_key=key)).orders(limit=1)
    assert "0123456789" not in "".join(traceback.format_exception(caught.value))


def test_no_repr_shows_a_key() -> None:
    panel = Panel("MTP", "M", "https://m.example", None, 5.0, *KEYS, ALL_OFF, False, 0.0, 0.0)
    new = NewPanel(
        code="MTP", name="M", base_url="https://m.example", admin_api_key=KEYS[0], services_api_key=KEYS[1]
    )
    changes = PanelChanges(admin_api_key=KEYS[0], services_api_key=KEYS[1])
    for thing in (panel, panel.address, new, changes, [panel], {"panel": new}, Redactor(KEYS)):
        assert clean(f"{thing!r} {thing!s}")


def test_a_key_is_taken_out_of_rows_but_a_short_one_leaves_honest_data_alone() -> None:
    assert Redactor([ADMIN_KEY]).body(f"a {ADMIN_KEY} b".encode()) == b"a " + MARK + b" b"
    body = b'{"id": 1234, "link": "k1"}'
    assert Redactor(["k1", None, ""]).body(body) is body


def test_random_keys_are_found_in_every_form() -> None:
    rng = random.Random(11)
    for _ in range(200):
        key = "".join(chr(rng.randrange(33, 127)) for _ in range(rng.randrange(8, 60)))
        redactor = Redactor([key])
        for form in forms(key):
            assert redactor.body(f"<{form}>".encode()) == b"<" + MARK + b">"
