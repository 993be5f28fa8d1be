"""One request to a panel and its answer, bounded in size and time, the keys taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import httpx

from chalicelib.config import environment
from chalicelib.errors import (
    InvalidInput,
    PanelAnswerInvalid,
    PanelError,
    PanelHostRefused,
    PanelKeyMissing,
    PanelUnreachable,
)
from chalicelib.panels.address import PanelAddress
from chalicelib.panels.answers import Answer
from chalicelib.panels.backoff import parse_retry_after
from chalicelib.panels.redact import Redactor
from chalicelib.panels.transport import public_transport

ADMIN_PATH = "/adminapi/v2"
CUSTOMER_PATH = "/api/v2"
MAX_BYTES = 32 * 1024 * 1024
MAX_ERROR_BYTES = 64 * 1024
USER_AGENT = "Hyperpanel/1"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two parts of an answer, and for the whole of one answer."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask: a path of the Admin API with its query, or an action of the customer API."""

    method: str
    path: str
    params: Mapping[str, str]
    form: Mapping[str, str] | None = None

    @classmethod
    def admin(cls, path: str, params: Mapping[str, str]) -> Call:
        return cls("GET", ADMIN_PATH + path, params)

    @classmethod
    def customer(cls, action: str) -> Call:
        return cls("POST", CUSTOMER_PATH, {}, {"action": action})


class Sender:
    """Sends the requests of one client. Without a transport it makes its own; `clock` gives epoch seconds."""

    def __init__(
        self,
        panel: PanelAddress,
        *,
        transport: httpx.BaseTransport | None,
        clock: Callable[[], float],
        timeouts: Timeouts,
        max_bytes: int,
    ) -> None:
        self._panel = panel
        self._clock = clock
        self._timeouts = timeouts
        self._max_bytes = max_bytes
        self._redactor = Redactor([panel.admin_key, panel.services_key])
        allowed = environment().allow_private_hosts
        self._owned = None if transport else public_transport(allow_private_hosts=allowed)
        self._client = httpx.Client(
            transport=transport or self._owned,
            trust_env=False,  # a proxy from the environment would connect for us, past the host rules
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
        )

    def close(self) -> None:
        """Close the connections of a transport of our own; one that was handed in stays open."""
        if self._owned is not None:
            self._owned.close()

    def prepare(self, call: Call) -> httpx.Request:
        """The request of a call. Raises PanelKeyMissing."""
        key = self._key(call)
        url = self._panel.base_url + call.path
        if call.params:
            url += "?" + urlencode(call.params, quote_via=quote, safe=",:@/")
        if call.form is not None:
            return self._client.build_request(call.method, url, data={"key": key, **call.form})
        return self._client.build_request(call.method, url, headers={"X-Api-Key": key})

    def send(self, request: httpx.Request, *, until: float | None) -> Answer:
        """The answer, whatever its status; `until` is the last moment it may take.

        Raises PanelUnreachable, PanelHostRefused, PanelAnswerInvalid. They are raised outside of the
        handlers, so that they hold no error of httpx: those know the request and its headers.
        """
        started = self._clock()
        request.extensions["timeout"] = self._patience(started, until)
        last = started + self._timeouts.total
        try:
            return self._exchange(request, started, last if until is None else min(last, until))
        except InvalidInput as error:
            failure: PanelError = PanelHostRefused(error.message, panel=self._panel.code)
        except httpx.TimeoutException:
            failure = self.unreachable("did not answer in time")
        except httpx.DecodingError:
            failure = self._invalid("answered with a body that cannot be unpacked")
        except httpx.TransportError as error:
            failure = self.unreachable(f"cannot be reached ({type(error).__name__})")
        raise failure

    def unreachable(self, what: str) -> PanelUnreachable:
        return PanelUnreachable(f"{self._panel.code} {what}", panel=self._panel.code)

    def _invalid(self, what: str) -> PanelAnswerInvalid:
        return PanelAnswerInvalid(f"{self._panel.code} {what}", panel=self._panel.code, excerpt="")

    def _key(self, call: Call) -> str:
        kind, key = "Admin API", self._panel.admin_key
        if call.form is not None:
            kind, key = "services", self._panel.services_key or ""
        code = self._panel.code
        if not key:
            raise PanelKeyMissing(f"{code} has no {kind} key, or none that can be opened", panel=code)
        if not (key.isascii() and key.isprintable()):  # httpx would show it in its complaint
            raise PanelKeyMissing(f"{code} has no {kind} key that can be sent", panel=code)
        return key

    def _patience(self, now: float, until: float | None) -> dict[str, float | None]:
        connect, read = self._timeouts.connect, self._timeouts.read
        if until is not None:
            left = max(until - now, 0.1)
            connect, read = min(connect, left), min(read, left)
        return httpx.Timeout(read, connect=connect, pool=connect).as_dict()

    def _exchange(self, request: httpx.Request, started: float, last: float) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            body = self._body(response, last)
        finally:
            response.close()
        return Answer(
            panel=self._panel.code,
            status=response.status_code,
            body=self._redactor.body(body),
            fetched_at=started,
            retry_after=parse_retry_after(response.headers.get("Retry-After"), self._clock()),
        )

    def _body(self, response: httpx.Response, last: float) -> bytes:
        """The answer's bytes, unpacked; of a refusal only as much as its words need."""
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_ERROR_BYTES and not response.is_success:
                break
            if size > self._max_bytes:
                raise self._invalid(f"answered with more than {self._max_bytes} bytes")
            if self._clock() > last:
                raise self.unreachable("did not finish its answer in time")
        return b"".join(parts)
