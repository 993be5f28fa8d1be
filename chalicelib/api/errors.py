"""The one table from our errors to HTTP, and how an error is written."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib import errors
from chalicelib.api.answer import Answer

STATUS: dict[type[errors.HyperpanelError], int] = {
    errors.InvalidInput: 400,
    errors.BodyTooLarge: 413,
    errors.MediaTypeRefused: 415,
    errors.NotSignedIn: 401,
    errors.CsrfRefused: 403,
    errors.SignInFailed: 401,
    errors.TooManyTries: 429,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.LeaseHeld: 409,
    errors.BudgetUnavailable: 503,
    errors.PanelError: 502,
}
# What Chalice and API Gateway refuse before a view is asked, in our words.
_REFUSED = {
    400: ("invalid_input", "This request cannot be read."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This method is not possible here."),
    415: ("media_type_refused", "Send JSON, and say so: Content-Type: application/json."),
}


class ErrorBody(msgspec.Struct, omit_defaults=True):
    code: str
    message: str
    field: str | None = None
    request_id: str | None = None


def status_of(error: errors.HyperpanelError) -> int | None:
    """The status of the nearest class in the table; None for what is our own fault."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)


def error_answer(error: errors.HyperpanelError, request_id: str) -> Answer:
    """The answer to a request that ended in one of our errors."""
    status = status_of(error)
    if status is None:
        return fault_answer(request_id)
    headers: dict[str, str] = {}
    if isinstance(error, errors.TooManyTries):
        headers["Retry-After"] = str(error.retry_after)
    return Answer(status, _body(ErrorBody(error.code, error.message, error.field)), headers)


def fault_answer(request_id: str) -> Answer:
    """Our own fault: nothing of it is told but the id under which the log has it."""
    message = "Something went wrong on our side. The log has it under this request id."
    return Answer(500, _body(ErrorBody("internal_error", message, request_id=request_id)))


def refused_answer(status: int, request_id: str) -> Answer:
    """What was refused before any view was asked."""
    if status not in _REFUSED:
        return fault_answer(request_id)
    return Answer(status, _body(ErrorBody(*_REFUSED[status])))


def _body(error: ErrorBody) -> dict[str, Any]:
    return {"error": error}
