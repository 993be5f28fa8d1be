"""Whether this installation answers."""

from __future__ import annotations

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call


def show(call: Call) -> Answer:  # noqa: ARG001 - every view takes the call
    return Answer(200, {"status": "ok"})
