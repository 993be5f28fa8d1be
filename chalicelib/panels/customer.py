"""Reading what a panel's customer API answered: `{"error": ...}` with any status, or the answer itself."""

from __future__ import annotations

import msgspec

from chalicelib.errors import PanelError, PanelKeyRefused, PanelRefused
from chalicelib.panels.answers import Answer, read_rows, refusal
from chalicelib.panels.pages import Page
from chalicelib.panels.services import Balance, Service


class _Error(msgspec.Struct, frozen=True):
    error: object


_ERROR = msgspec.json.Decoder(_Error)
_ROWS = msgspec.json.Decoder(list[msgspec.Raw])
_SERVICE = msgspec.json.Decoder(Service, strict=False)
_BALANCE = msgspec.json.Decoder(Balance, strict=False)


def read_services(answer: Answer) -> Page[Service]:
    """The catalogue of a `services` call: a bare list, one row per service."""
    body = _success(answer)
    try:
        parts = _ROWS.decode(body)
    except msgspec.DecodeError:
        raise answer.invalid("answered without a list of services") from None
    rows, bad = read_rows(parts, _SERVICE)
    return Page(rows, bad, None, None, None, answer.fetched_at, len(answer.body))


def read_balance(answer: Answer) -> Balance:
    """The answer of a `balance` call."""
    body = _success(answer)
    try:
        return _BALANCE.decode(body)
    except msgspec.DecodeError:
        raise answer.invalid("answered without a balance") from None


def _success(answer: Answer) -> bytes:
    """The body of a success as valid UTF-8: catalogues hold cut emoji, which must not cost a service."""
    body = answer.body.decode("utf-8", "replace").encode()
    try:
        words = str(_ERROR.decode(body).error)
    except msgspec.DecodeError:
        if 200 <= answer.status < 300:
            return body
        raise refusal(answer, None) from None
    raise _refused(answer, words)


def _refused(answer: Answer, words: str) -> PanelError:
    message = f"{answer.panel} refused: {words}"
    if answer.status in (401, 403) or "api key" in words.lower():
        return PanelKeyRefused(message, panel=answer.panel, status=answer.status)
    if answer.status in (408, 429) or answer.status >= 500:
        return refusal(answer, None)
    return PanelRefused(message, panel=answer.panel, error_code=0, status=answer.status)
