"""A wrong bootstrap file is refused whole, with the path of what is wrong and never its value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.errors import InvalidInput
from chalicelib.staff.api_keys import checksum
from infra.local.bootstrap import parse, read_bootstrap
from infra.local.failure import RunnerError

BODY = "0123456789abcdefghijABCDEFGHIJ01"
TOKEN = f"hp_{BODY}{checksum(BODY)}"


def good() -> dict[str, Any]:
    return {
        "panels": [
            {"code": "MTP", "name": "Main", "base_url": "https://panel.example", "admin_api_key": "sekrit-a"},
            {
                "code": "STM",
                "name": "Second",
                "base_url": "http://127.0.0.1:9000",
                "admin_api_key": "sekrit-b",
                "services_api_key": "sekrit-c",
                "currency": "EUR",
                "rate_limit": 2.5,
            },
        ],
        "staff": [
            {"username": "Boss", "password": "sekrit-password", "role": "admin"},
            {
                "username": "nina",
                "password": "sekrit-password",
                "role": "staff",
                "panels": ["MTP"],
                "permissions": ["sync.run"],
            },
        ],
        "api_keys": [{"name": "reports", "token": TOKEN, "scopes": ["orders:read"], "panels": ["MTP"]}],
        "settings": {"sync": {"look_back": 600}},
    }


def test_a_whole_file_is_read() -> None:
    found = parse(json.dumps(good()).encode())
    assert [panel.code for panel in found.panels] == ["MTP", "STM"]
    assert found.panels[1].rate_limit == 2.5
    assert found.staff[1].panels == ["MTP"]
    assert found.settings.sync is not None
    assert found.settings.sync.look_back == 600


def test_an_empty_file_asks_for_nothing() -> None:
    found = parse(b"{}")
    assert (found.panels, found.staff, found.api_keys, found.settings.sync) == ([], [], [], None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("panels", 1, "base_url"), "ftp://panel.example"),
        (("panels", 1, "base_url"), "https://user:sekrit@panel.example"),
        (("panels", 1, "code"), "MTP"),
        (("panels", 1, "code"), "lower"),
        (("panels", 1, "rate_limit"), 0),
        (("panels", 1, "rate_limit"), "5"),
        (("panels", 1, "currency"), "euro"),
        (("panels", 0, "admin_api_key"), ""),
        (("panels", 0, "admin_api_key"), None),
        (("panels", 0, "colour"), "red"),
        (("panels",), {}),
        (("staff", 0, "username"), "no blanks"),
        (("staff", 1, "username"), "BOSS"),
        (("staff", 0, "password"), "sekrit"),
        (("staff", 0, "role"), "owner"),
        (("staff", 1, "panels"), ["?"]),
        (("staff", 1, "permissions"), ["NOT A NAME"]),
        (("api_keys", 0, "token"), "hp_sekrit"),
        (("api_keys", 0, "token"), TOKEN[:-1] + "!"),
        (("api_keys", 0, "scopes"), "orders:read"),
        (("settings", "sync", "look_back"), -1),
        (("settings", "colours"), {}),
        (("extra",), []),
    ],
)
def test_what_is_wrong_is_named_by_its_path(path: tuple[str | int, ...], value: object) -> None:
    content = good()
    inner: Any = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(InvalidInput) as caught:
        parse(json.dumps(content).encode())
    expected = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    assert caught.value.field is not None
    assert caught.value.field.startswith(expected)
    assert "sekrit" not in caught.value.message


@pytest.mark.parametrize("field", ["code", "name", "base_url", "admin_api_key"])
def test_what_is_missing_is_named_by_its_path(field: str) -> None:
    content = good()
    del content["panels"][1][field]
    with pytest.raises(InvalidInput) as caught:
        parse(json.dumps(content).encode())
    assert caught.value.field == f"$.panels[1].{field}"


def test_a_file_that_is_no_json_or_not_there_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with pytest.raises(RunnerError, match=r"b\.json: No such file"):
        read_bootstrap(path)
    path.write_text('{"panels": [')
    with pytest.raises(RunnerError, match=r"b\.json: \$: This is no JSON"):
        read_bootstrap(path)
    path.write_text('{"panels": [{"code": "MTP"}]}')
    with pytest.raises(RunnerError, match=r"b\.json: \$\.panels\[0\]\.name: Object missing required field"):
        read_bootstrap(path)
