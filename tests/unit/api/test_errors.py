import json
import logging

import msgspec
import pytest

from chalicelib import errors
from chalicelib.api.errors import error_answer, fault_answer, refused_answer, status_of
from chalicelib.api.faults import note_fault

# Our own fault, or never on its way to a caller: these become a plain 500.
OURS = {errors.HyperpanelError, errors.SealBroken, errors.LeaseLost}


def kinds(root: type[errors.HyperpanelError] = errors.HyperpanelError) -> list[type[errors.HyperpanelError]]:
    return [root, *(kind for child in root.__subclasses__() for kind in kinds(child))]


@pytest.mark.parametrize("kind", kinds())
def test_every_error_of_the_tree_has_its_place(kind: type[errors.HyperpanelError]) -> None:
    error = kind.__new__(kind)
    status = status_of(error)
    assert (status is None) == (kind in OURS)
    assert status is None or 400 <= status < 600


def test_the_callers_fault_is_told_with_its_field() -> None:
    answer = error_answer(errors.InvalidInput("No such thing.", field="limit"), "r1")
    assert answer.status == 400
    assert json.loads(msgspec.json.encode(answer.body)) == {
        "error": {"code": "invalid_input", "message": "No such thing.", "field": "limit"}
    }


def test_too_many_tries_says_when_to_come_back() -> None:
    answer = error_answer(errors.TooManyTries("Wait.", retry_after=7), "r1")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


def test_our_own_fault_tells_nothing_but_its_id() -> None:
    for answer in (
        error_answer(errors.SealBroken("CANARY"), "r1"),
        fault_answer("r1"),
        refused_answer(500, "r1"),
    ):
        text = msgspec.json.encode(answer.body).decode()
        assert answer.status == 500
        assert "CANARY" not in text
        assert json.loads(text)["error"]["request_id"] == "r1"


def test_the_log_says_where_and_what_kind_but_no_values(caplog: pytest.LogCaptureFixture) -> None:
    def fail(secret: str) -> None:
        raise ValueError(f"cannot send {secret}")

    with caplog.at_level(logging.ERROR, "hyperpanel.api"):
        try:
            try:
                fail("CANARY")
            except ValueError as error:
                raise RuntimeError("CANARY again") from error
        except RuntimeError as error:
            note_fault(error, "GET", "/api/orders", "r1")
    line = json.loads(caplog.messages[0])
    assert line["errors"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert line["request_id"] == "r1"
    assert any("test_errors.py" in frame for frame in line["frames"])
    assert "CANARY" not in caplog.text
