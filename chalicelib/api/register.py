"""Gives the app its blueprints, one per resource, and around them what all answers share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from chalice.app import Blueprint, CaseInsensitiveMapping, Chalice, Request, Response

from chalicelib.api.answer import render
from chalicelib.api.call import request_id
from chalicelib.api.errors import refused_answer
from chalicelib.api.origin import is_loopback
from chalicelib.api.routes import ROUTES, Route
from chalicelib.api.serve import Exchange, exchange, handler
from chalicelib.api.telemetry import Served, keep_quiet, observe
from chalicelib.config import environment
from chalicelib.wiring import Wiring, wiring

Middleware = Callable[[Request, Callable[[Request], Response]], Response]


def register(
    app: Chalice,
    wire: Callable[[], Wiring] = wiring,
    watch: Callable[[Served], None] | None = None,
) -> None:
    """Give `app` the whole HTTP API; `wire` is asked and `watch` told once a request."""
    # Everything counts as binary: otherwise API Gateway garbles fonts, and Chalice refuses browsers whose
    # Accept does not name the very type. It costs a third more bytes inside AWS, and none outside.
    app.api.binary_types = ["*/*"]
    told = watch or (keep_quiet if environment().local else observe)
    app.register_middleware(_around(wire, told), "http")
    for resource, routes in groupby(ROUTES, key=lambda route: route.resource):
        app.register_blueprint(_blueprint(resource, list(routes)))


def _blueprint(resource: str, routes: list[Route]) -> Blueprint:
    """A new one each time: Chalice takes its methods away from a blueprint it registers."""
    blueprint = Blueprint(f"chalicelib.api.{resource}")
    for number, route in enumerate(routes):
        # No content types: Chalice's own refusal has another shape than ours.
        add = blueprint.route(
            route.path, name=f"{resource}_{number}", methods=[route.method], content_types=[]
        )
        add(handler(route))
    return blueprint


def _around(wire: Callable[[], Wiring], watch: Callable[[Served], None]) -> Middleware:
    def serve(request: Request, get_response: Callable[[Request], Response]) -> Response:
        request.headers = CaseInsensitiveMapping({"accept": "*/*", **request.headers})
        current = wire()
        began = current.clock()
        token = exchange.set(Exchange(request, current))
        try:
            response = get_response(request)
        finally:
            exchange.reset(token)
        answer = response if isinstance(response.body, bytes) else _ours(request, response)
        took = current.clock() - began
        watch(Served(request.method, request.path, answer.status_code, took, request_id(request)))
        return answer

    return serve


def _ours(request: Request, refused: Response) -> Response:
    """Chalice's own refusal, whose body is a dict, in the shape of ours."""
    answer = refused_answer(refused.status_code, request_id(request))
    response = render(answer, loopback=is_loopback(request.headers), request_id=request_id(request))
    if "Allow" in refused.headers:
        response.headers["Allow"] = refused.headers["Allow"]
    return response
