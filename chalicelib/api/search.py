"""The search box."""

from __future__ import annotations

import msgspec

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call
from chalicelib.desk.search import search


class SearchQuery(msgspec.Struct, forbid_unknown_fields=True):
    q: str


def show(call: Call) -> Answer:
    found = search(call.staff, call.query(SearchQuery).q, panels=call.panels)
    items = [
        {"kind": hit.kind, "panel": hit.panel, "id": hit.id, "title": hit.title, "subtitle": hit.subtitle}
        for hit in found
    ]
    return Answer(200, {"items": items})
