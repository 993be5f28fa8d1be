"""All that is around a view: the caller admitted, errors answered, the answer rendered."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import NamedTuple

from chalice.app import Request, Response

from chalicelib.api.answer import Answer, render
from chalicelib.api.call import Call, call_of
from chalicelib.api.errors import error_answer, fault_answer
from chalicelib.api.faults import note_fault
from chalicelib.api.origin import check_same_site
from chalicelib.api.parse import NoQuery
from chalicelib.api.routes import Route
from chalicelib.errors import HyperpanelError
from chalicelib.staff.sessions import check_csrf, find_session
from chalicelib.wiring import Wiring

_SAFE = frozenset({"GET", "HEAD"})


class Exchange(NamedTuple):
    """The request under way, put here by the app's middleware: Chalice has one for the whole process."""

    request: Request
    wiring: Wiring


exchange: ContextVar[Exchange] = ContextVar("exchange")


def handler(route: Route) -> Callable[..., Response]:
    """What Chalice calls for a route, with the path's parameters by name."""

    def handle(**params: str) -> Response:
        current = exchange.get()
        call = call_of(current.request, params, current.wiring)
        answer = _answer(route, call)
        if route.method == "HEAD":
            answer = replace(answer, body=b"" if isinstance(answer.body, bytes) else None)
        return render(answer, loopback=call.loopback, request_id=call.request_id)

    return handle


def _answer(route: Route, call: Call) -> Answer:
    try:
        return route.load()(_admit(route, call))
    except HyperpanelError as error:
        answer = error_answer(error, call.request_id)
        if answer.status >= 500:
            note_fault(error, call.method, route.path, call.request_id)
        return answer
    except Exception as error:  # noqa: BLE001 - the last line before the caller: it gets an id, the log the rest
        note_fault(error, call.method, route.path, call.request_id)
        return fault_answer(call.request_id)


def _admit(route: Route, call: Call) -> Call:
    """The call with its session, or the refusal of a caller who has none."""
    changes = route.method not in _SAFE
    if changes:
        check_same_site(call.headers)
    if not route.open:
        call = replace(call, held=find_session(call.token, now=call.now))
        if changes:
            check_csrf(call.session, call.headers.get("x-csrf-token", ""))
    if not route.query:
        call.query(NoQuery)
    return call
