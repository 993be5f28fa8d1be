"""No secret shows: not in a table, an answer, a log line or an error, whatever goes wrong."""

from __future__ import annotations

import logging

import msgspec
import pytest

from infra.resources import find_models
from infra.simulators.panel import Fault
from tests.fakes.browser import PASSWORD, Desk
from tests.fakes.sync_worker import read_panel
from tests.integration.api.conftest import HOSTS

PAGES = (
    "/api/session",
    "/api/sessions",
    "/api/panels",
    "/api/overview",
    "/api/orders",
    "/api/orders/MTP/1",
    "/api/sync",
    "/api/sync/MTP/orders/quarantine",
)
ECHOES = (
    Fault(kind="status", status=401, message="no such key {key}", times=1),
    Fault(kind="html", status=502, times=1),
    Fault(kind="error_code", message="bad key {key}", times=1),
    Fault(kind="bad_row", path="/orders", row=0, fields={"created_timestamp": "{key}"}, times=2),
    Fault(kind="timeout_before", times=1),
)


def dump() -> str:
    """Everything in every table, as one text."""
    rows = [row.serialize() for model in find_models() for row in model.scan()]
    return msgspec.json.encode(rows).decode()


@pytest.mark.parametrize("echo", ECHOES, ids=lambda fault: fault.kind)
def test_a_panels_keys_show_nowhere(desk: Desk, caplog: pytest.LogCaptureFixture, echo: Fault) -> None:
    caplog.set_level(logging.DEBUG)
    # What botocore sends is in the tables, which are looked at whole.
    caplog.set_level(logging.INFO, logger="botocore")
    simulator = desk.simulators["MTP"]
    secrets = (simulator.admin_key, simulator.services_key)
    root = desk.browser("root")
    answers = [
        root.ask(
            "POST",
            "/api/panels",
            {
                "code": "MTP",
                "name": "MTP",
                "base_url": f"https://{HOSTS['MTP']}",
                "admin_api_key": secrets[0],
                "services_api_key": secrets[1],
            },
        )
    ]
    words = {
        "message": echo.message.replace("{key}", secrets[0]),
        "fields": {
            name: secrets[0] if value == "{key}" else value for name, value in (echo.fields or {}).items()
        },
    }
    simulator.fault(msgspec.structs.replace(echo, **words))
    read_panel(desk.wiring.panels(), desk.time, "MTP", "orders", "tickets")
    simulator.faults.clear()
    answers.append(root.ask("POST", "/api/panels/MTP/connect-test", {}))
    answers += [root.ask("GET", page) for page in PAGES]
    answers.append(root.ask("PATCH", "/api/panels/MTP", {"admin_api_key": secrets[0], "rate_limit": "many"}))
    everything = [dump(), caplog.text, *(answer.body.decode() for answer in answers)]
    everything += [str(record.__dict__) for record in caplog.records]
    for secret in (*secrets, PASSWORD):
        assert not [text[:200] for text in everything if secret in text]


def test_sessions_are_kept_as_hashes(desk: Desk) -> None:
    browser = desk.browser("root")
    assert len(browser.cookie) > 30
    assert browser.cookie not in dump()
