"""What the log keeps of a fault: where it happened and of what kind, never the values on the way."""

from __future__ import annotations

import json
import logging
import traceback

_LOG = logging.getLogger("hyperpanel.api")


def note_fault(error: BaseException, method: str, route: str, request_id: str) -> None:
    """One JSON line. No exception's message is in it: botocore's hold the parameters of the call."""
    _LOG.error(
        json.dumps(
            {
                "message": "request failed",
                "method": method,
                "route": route,
                "request_id": request_id,
                "errors": [_describe(link) for link in _chain(error)],
                "frames": [
                    f"{frame.filename}:{frame.lineno} {frame.name}"
                    for frame in traceback.extract_tb(error.__traceback__)
                ],
            }
        )
    )


def _describe(error: BaseException) -> str:
    """The class, and the store's own code (such as ThrottlingException) where it has one."""
    code = getattr(error, "cause_response_code", None)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({code})" if code else "")


def _chain(error: BaseException) -> list[BaseException]:
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    return links
