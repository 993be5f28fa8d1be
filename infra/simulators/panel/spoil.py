"""Faults applied to an answer: each takes a response and gives the spoiled one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import msgspec

from infra.simulators.panel.envelope import failure
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.types import Json, JsonObject, SimResponse

HTML_PAGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><h1>Checking your browser</h1><p>nginx</p></body></html>"
)
HTML_HEADERS = {"content-type": "text/html; charset=utf-8"}
_NONSENSE: JsonObject = {"status": {"?": [1]}, "created_timestamp": "the day before"}
_NOVELTIES: JsonObject = {"x_new_field": {"nested": [1, "two", None]}, "neue_spalte": "ünïcödé 🆕"}


def instead(fault: Fault) -> SimResponse | None:
    """What the panel answers in place of the call's own answer; None lets the call answer."""
    if fault.kind == "status":
        answer = failure(fault.status, fault.message, fault.status)
        if fault.retry_after is not None:
            return replace(answer, headers={**answer.headers, "retry-after": f"{fault.retry_after:g}"})
        return answer
    if fault.kind == "html":
        return SimResponse(fault.status, HTML_PAGE, HTML_HEADERS)
    if fault.kind == "error_code":
        return failure(200, fault.message, fault.code)
    if fault.kind == "refused":
        return SimResponse(0, wire="refused")
    if fault.kind in ("timeout_before", "timeout_after"):
        return SimResponse(0, wire="timeout", delay=fault.seconds)
    return None


def comes_before(fault: Fault) -> bool:
    """Whether the fault keeps the call from being carried out."""
    if fault.kind in ("refused", "timeout_before"):
        return True
    return fault.kind in ("status", "html", "error_code") and not fault.after_effect


def spoil(fault: Fault, answer: SimResponse) -> SimResponse:
    """The answer as the fault leaves it."""
    substitute = instead(fault)
    if substitute is not None:
        return substitute
    if fault.kind == "slow":
        return replace(answer, delay=answer.delay + fault.seconds)
    if fault.kind == "truncate":
        return replace(answer, body=answer.body[: len(answer.body) // 2])
    if fault.kind == "disconnect":
        return replace(answer, wire="disconnect")
    change = _CHANGES.get(fault.kind)
    if change is None:
        return answer
    try:
        whole: Json = msgspec.json.decode(answer.body)
    except msgspec.DecodeError:
        return answer
    return replace(answer, body=msgspec.json.encode(change(fault, whole)))


def _shorten(fault: Fault, whole: Json) -> Json:
    keep = 0 if fault.kind == "empty_list" else fault.keep
    if isinstance(whole, list):
        return whole[:keep]
    data = whole.get("data") if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or not isinstance(data, dict) or not isinstance(data.get("list"), list):
        return whole
    rows = data["list"]
    assert isinstance(rows, list)  # noqa: S101 - said above; the type checker does not follow it
    data["list"] = rows[:keep]
    if fault.admits:
        return whole
    data["count"] = len(rows[:keep])
    for links in (whole.get("pagination"), data.get("pagination")):
        if isinstance(links, dict) and "next_page_href" in links:
            links["next_page_href"] = ""
    return whole


def _over_rows(change: Callable[[Fault, int, JsonObject], JsonObject]) -> Callable[[Fault, Json], Json]:
    def apply(fault: Fault, whole: Json) -> Json:
        rows, put = _find_rows(whole)
        return put([change(fault, n, row) if isinstance(row, dict) else row for n, row in enumerate(rows)])

    return apply


def _find_rows(whole: Json) -> tuple[list[Json], Callable[[list[Json]], Json]]:
    """The rows of an answer (a list, a bare array, or the one object it is of), and how to put them back."""
    if isinstance(whole, list):
        return whole, list
    if not isinstance(whole, dict):
        return [], lambda _: whole
    data = whole.get("data")
    if isinstance(data, list):
        return data, lambda rows: {**whole, "data": rows}
    if isinstance(data, dict) and isinstance(data.get("list"), list):
        rows = data["list"]
        return (rows if isinstance(rows, list) else []), lambda rows: {
            **whole,
            "data": {**data, "list": rows},
        }
    if isinstance(data, dict):
        return [data], lambda rows: {**whole, "data": rows[0]}
    return [], lambda _: whole


def _bad(fault: Fault, n: int, row: JsonObject) -> JsonObject:
    hit = (
        n == fault.row
        if fault.id is None
        else fault.id in (row.get("id"), row.get("payment_id"), row.get("service"))
    )
    return {**row, **_fields(fault, _NONSENSE)} if hit else row


def _fields(fault: Fault, otherwise: JsonObject) -> JsonObject:
    # msgspec reads faults from JSON and knows no recursive type: what it read is JSON all the same
    return otherwise if fault.fields is None else cast(JsonObject, fault.fields)


def _drop(fault: Fault, n: int, row: JsonObject) -> JsonObject:
    del n
    return {name: value for name, value in row.items() if name not in fault.names}


def _novel(fault: Fault, n: int, row: JsonObject) -> JsonObject:
    del n
    return {**row, **_fields(fault, _NOVELTIES)}


def _texts(fault: Fault, whole: Json) -> Json:
    del fault
    if not isinstance(whole, dict) or "data" not in whole:
        return _as_text(whole)
    return {
        name: _as_text(value) if name in ("data", "pagination") else value for name, value in whole.items()
    }


def _as_text(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


_CHANGES: dict[str, Callable[[Fault, Json], Json]] = {
    "cut_list": _shorten,
    "empty_list": _shorten,
    "bad_row": _over_rows(_bad),
    "drop_fields": _over_rows(_drop),
    "unknown_fields": _over_rows(_novel),
    "string_numbers": _texts,
}
