"""The Admin API's envelope, its pages, and what it says when a call is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from infra.simulators.panel.switches import Switches
from infra.simulators.panel.types import Json, JsonObject, Refusal, SimRequest, SimResponse

NOT_FOUND, WRONG_KEY, RATE, INVALID, NOT_ALLOWED = 404, 401, 429, 110, 120


def success(data: Json | msgspec.Raw) -> SimResponse:
    """200 with `data` in the envelope."""
    return SimResponse(200, msgspec.json.encode({"data": data, "error_message": "", "error_code": 0}))


def failure(status: int, message: str, code: int) -> SimResponse:
    """A failure in the envelope: `data` is an empty array, as panels answer it."""
    return SimResponse(
        status, msgspec.json.encode({"data": [], "error_message": message, "error_code": code})
    )


def invalid(switches: Switches, message: str) -> Refusal:
    """The refusal of a call whose values are wrong; its HTTP status is a switch."""
    return Refusal(switches.validation_status, message, INVALID)


def json_body(request: SimRequest, switches: Switches) -> JsonObject:
    """The body of a POST as an object. Raises Refusal for anything else, a form included."""
    if "json" not in request.headers.get("content-type", ""):
        raise invalid(switches, "Content-Type must be application/json")
    try:
        body = msgspec.json.decode(request.body or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise invalid(switches, "Body is not valid JSON") from error
    if not isinstance(body, dict):
        raise invalid(switches, "Body must be an object")
    return body


def whole(values: Mapping[str, Json], name: str, switches: Switches, *, least: int = 0) -> int | None:
    """The whole number called `name`; None when it is not given. Raises Refusal for any other value."""
    value = values.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.lstrip("-").isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise invalid(switches, f"{name} must be a whole number, {least} or more")
    return value


def text(body: Mapping[str, Json], name: str, switches: Switches) -> str:
    """The text called `name`. Raises Refusal when it is missing or blank."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise invalid(switches, f"{name} is required")
    return value


def id_list(value: Json, name: str, switches: Switches) -> list[int]:
    """The ids of a comma list (or an array, where the switch allows it), each once. Raises Refusal."""
    parts: list[Json]
    if isinstance(value, str):
        parts = [part.strip() for part in value.split(",") if part.strip()]
    elif isinstance(value, list) and switches.id_arrays:
        parts = value
    elif isinstance(value, int) and not isinstance(value, bool):
        parts = [value]
    else:
        parts = []
    ids = [int(part) for part in map(str, parts) if part.isdecimal()]
    if len(ids) != len(parts) or not ids:
        raise invalid(switches, f"{name} must be a comma list of ids")
    return list(dict.fromkeys(ids))


def page_bounds(values: Mapping[str, Json], switches: Switches) -> tuple[int, int]:
    """(limit, offset) as the panel takes them. Raises Refusal for values it refuses."""
    limit = whole(values, "limit", switches, least=1) or switches.default_limit
    offset = whole(values, "offset", switches) or 0
    if switches.max_limit is not None and limit > switches.max_limit:
        if switches.over_limit == "refuse":
            raise invalid(switches, f"limit must be no more than {switches.max_limit}")
        limit = switches.max_limit
    return limit, offset


def page(
    request: SimRequest,
    switches: Switches,
    rows: Sequence[msgspec.Raw | JsonObject],
    total: int,
    limit: int,
    offset: int,
) -> SimResponse:
    """A page of a list: `rows` are those of this page alone, `total` counts all that match."""
    data: dict[str, object] = {"count": total if switches.count == "total" else len(rows), "list": rows}
    whole_answer: dict[str, object] = {"data": data, "error_message": "", "error_code": 0}
    links: dict[str, object] = {}
    last = max(0, offset - limit)
    _link(links, "prev_page_href", request, switches, last if offset > 0 else None, limit)
    _link(
        links, "next_page_href", request, switches, offset + limit if offset + limit < total else None, limit
    )
    links |= {"offset": offset, "limit": limit}
    if switches.pagination in ("beside", "both"):
        whole_answer["pagination"] = links
    if switches.pagination in ("inside", "both"):
        data["pagination"] = links
    return SimResponse(200, msgspec.json.encode(whole_answer))


def _link(
    links: dict[str, object],
    name: str,
    request: SimRequest,
    switches: Switches,
    offset: int | None,
    limit: int,
) -> None:
    if offset is not None:
        shown = {key: value for key, value in request.query.items() if key != "apikey"}
        href = f"{request.path}?{urlencode({**shown, 'limit': limit, 'offset': offset})}"
        host = request.headers.get("host", "panel.example")
        scheme = "http" if ":" in host else "https"
        links[name] = href if switches.next_href == "relative" else f"{scheme}://{host}{href}"
    elif switches.last_href != "missing":
        links[name] = "" if switches.last_href == "empty" else None
