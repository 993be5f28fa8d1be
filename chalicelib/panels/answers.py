"""Reading what a panel's Admin API answered: the envelope, the list inside it, its rows, its refusals.

Client rules 1 and 6 of `contracts/panel-admin-api-v2.md` live here: the status and `error_code` are both
looked at, an answer without the envelope is an error and never "0 rows", and a bad row costs itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from chalicelib.errors import (
    PanelAnswerInvalid,
    PanelError,
    PanelFailed,
    PanelKeyRefused,
    PanelNotFound,
    PanelRateLimited,
    PanelRefused,
)
from chalicelib.panels.pages import BadRow, Fetched, Page
from chalicelib.panels.services import as_whole

T = TypeVar("T")

EXCERPT_CHARACTERS = 200
ID_IN_TEXT = re.compile(rb'"(?:payment_)?id"\s*:\s*"?(\d{1,20})(?!\d)')


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, its keys taken out. `fetched_at` is when its request was about to be sent."""

    panel: str
    status: int
    body: bytes
    fetched_at: float
    retry_after: float | None = None

    @property
    def excerpt(self) -> str:
        return self.body[: EXCERPT_CHARACTERS * 4].decode("utf-8", "replace")[:EXCERPT_CHARACTERS]

    def invalid(self, reason: str) -> PanelAnswerInvalid:
        return PanelAnswerInvalid(
            f"{self.panel} {reason}: {self.excerpt!r}",
            panel=self.panel,
            excerpt=self.excerpt,
            status=self.status,
        )


class Envelope(msgspec.Struct, frozen=True):
    """`{"data", "error_message", "error_code"}`, with `pagination` where it stands beside `data`."""

    data: msgspec.Raw = msgspec.Raw()
    error_message: object = None
    error_code: int | str | None = None
    pagination: msgspec.Raw = msgspec.Raw()

    @property
    def code(self) -> int:
        """0 is success; -1 stands for a code that is no number."""
        text = str(self.error_code or 0).strip()
        return int(text) if text.lstrip("-").isdigit() else -1

    @property
    def words(self) -> str:
        if isinstance(self.error_message, str):
            return self.error_message
        return "" if not self.error_message else msgspec.json.encode(self.error_message).decode()


class Listing(msgspec.Struct, frozen=True):
    """`data` of a list call; each row is left as bytes, to be decoded on its own."""

    rows: list[msgspec.Raw] = msgspec.field(name="list")
    count: object = None
    pagination: msgspec.Raw = msgspec.Raw()


class Pagination(msgspec.Struct, frozen=True):
    limit: int | None = None
    next_page_href: str | None = None


_ENVELOPE = msgspec.json.Decoder(Envelope, strict=False)
_LISTING = msgspec.json.Decoder(Listing, strict=False)
_PAGINATION = msgspec.json.Decoder(Pagination, strict=False)
_BAD_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_page(answer: Answer, decoder: msgspec.json.Decoder[T]) -> Page[T]:
    """The rows of a list call. Raises a PanelError for everything that is not a list in an envelope."""
    envelope = open_envelope(answer)
    try:
        listing = _LISTING.decode(envelope.data)
    except _BAD_JSON:
        raise answer.invalid("answered without a list of rows") from None
    rows, bad = read_rows(listing.rows, decoder)
    pagination = _pagination(envelope.pagination) or _pagination(listing.pagination) or Pagination()
    return Page(
        rows=rows,
        bad=bad,
        count=as_whole(listing.count),
        limit=pagination.limit,
        next_href=pagination.next_page_href or None,
        fetched_at=answer.fetched_at,
        nbytes=len(answer.body),
    )


def read_one(answer: Answer, decoder: msgspec.json.Decoder[T]) -> Fetched[T]:
    """The object of a by-id call."""
    raw = bytes(open_envelope(answer).data)
    try:
        value = decoder.decode(raw)
    except _BAD_JSON as error:
        reason = str(error)
    else:
        return Fetched(value, raw, answer.fetched_at, len(answer.body))
    raise answer.invalid(f"answered with an object that cannot be read ({reason})")


def read_rows(
    parts: Sequence[msgspec.Raw], decoder: msgspec.json.Decoder[T]
) -> tuple[list[Fetched[T]], list[BadRow]]:
    """Decode each row by itself; one that cannot be read is set aside with its bytes and the reason."""
    rows: list[Fetched[T]] = []
    bad: list[BadRow] = []
    for part in parts:
        raw = bytes(part)
        try:
            rows.append(Fetched(decoder.decode(raw), raw))
        except _BAD_JSON as error:
            found = ID_IN_TEXT.search(raw)
            bad.append(BadRow(raw, str(error), found.group(1).decode() if found else None))
    return rows, bad


def open_envelope(answer: Answer) -> Envelope:
    """The envelope of a success, its `data` an object. Raises a PanelError for anything else."""
    envelope = _envelope(answer.body)
    if not 200 <= answer.status < 300:
        raise refusal(answer, envelope)
    if envelope is None:
        raise answer.invalid("answered without the envelope")
    if envelope.code:
        words = envelope.words or f"error_code {envelope.error_code}"
        raise PanelRefused(
            f"{answer.panel} refused: {words}",
            panel=answer.panel,
            error_code=envelope.code,
            status=answer.status,
        )
    if bytes(memoryview(envelope.data)[:1]) != b"{":
        raise answer.invalid("answered with no data")
    return envelope


def refusal(answer: Answer, envelope: Envelope | None) -> PanelError:
    """The error that a status outside 2xx stands for, with the panel's own words.

    A 404 counts as "no such object" only inside the envelope: a proxy's page while the panel is
    down must never look like an order that is gone.
    """
    panel, status = answer.panel, answer.status
    words = (envelope.words if envelope else "") or answer.excerpt
    message = f"{panel} answered {status}: {words}" if words else f"{panel} answered {status}"
    if status in (401, 403):
        return PanelKeyRefused(message, panel=panel, status=status)
    if status == 429:
        return PanelRateLimited(message, panel=panel, status=status, retry_after=answer.retry_after)
    if status >= 500 or status == 408:
        return PanelFailed(message, panel=panel, status=status, retry_after=answer.retry_after)
    if status == 404 and envelope:
        return PanelNotFound(message, panel=panel, status=status)
    if status == 404 or status < 400:
        return answer.invalid(f"answered {status} without the envelope")
    code = envelope.code if envelope else 0
    return PanelRefused(message, panel=panel, error_code=code or status, status=status)


def _envelope(body: bytes) -> Envelope | None:
    """The envelope, or None when the body is something else."""
    try:
        envelope = _ENVELOPE.decode(body)
    except _BAD_JSON:
        return None
    return envelope if memoryview(envelope.data).nbytes or envelope.code else None


def _pagination(raw: msgspec.Raw) -> Pagination | None:
    """Paging is advice: one that cannot be read is as good as none."""
    try:
        return _PAGINATION.decode(raw)
    except _BAD_JSON:
        return None
