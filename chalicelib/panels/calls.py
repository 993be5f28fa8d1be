"""One call to a panel: its slot of the budget, the request, the bounded answer, and trying again.

Client rule 3: a read is tried again with full jitter, after what `Retry-After` asks for; a call made with
`retry=False` is sent once, whatever happens, since a write that timed out may have had its effect.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlencode

import httpx

from chalicelib.config import environment
from chalicelib.errors import (
    InvalidInput,
    PanelAnswerInvalid,
    PanelError,
    PanelHostRefused,
    PanelKeyMissing,
    PanelTroubled,
    PanelUnreachable,
)
from chalicelib.panels.address import PanelAddress
from chalicelib.panels.answers import Answer
from chalicelib.panels.backoff import backoff, parse_retry_after
from chalicelib.panels.budget import Budget, Priority
from chalicelib.panels.redact import Redactor
from chalicelib.panels.transport import public_transport

T = TypeVar("T")

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


@dataclass
class Caller:
    """Makes the calls of one client. See PanelClient for what each part is."""

    panel: PanelAddress
    transport: httpx.BaseTransport | None = field(kw_only=True)
    budget: Budget = field(kw_only=True)
    priority: Priority = field(kw_only=True)
    clock: Callable[[], float] = field(kw_only=True)
    sleep: Callable[[float], None] = field(kw_only=True)
    rng: random.Random = field(kw_only=True)
    timeouts: Timeouts = field(kw_only=True)
    tries: int = field(kw_only=True)
    deadline: float | None = field(kw_only=True)
    max_bytes: int = field(kw_only=True)

    def __post_init__(self) -> None:
        self._redactor = Redactor([self.panel.admin_key, self.panel.services_key])
        allowed = environment().allow_private_hosts
        self._owned = None if self.transport else public_transport(allow_private_hosts=allowed)
        self._client = httpx.Client(
            transport=self.transport or self._owned,
            trust_env=False,  # a proxy from the environment would connect for us, past the host rules
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
        )

    def close(self) -> None:
        if self._owned is not None:
            self._owned.close()

    def call(self, call: Call, read: Callable[[Answer], T], *, retry: bool = True) -> T:
        """What `read` makes of the answer. Trouble is tried again while tries and time are left."""
        last = self.tries if retry else 1
        for attempt in range(1, last + 1):
            try:
                return read(self._send(call))
            except PanelTroubled as error:
                wait = backoff(attempt, error.retry_after, self.rng)
                if attempt == last or wait is None or not self._time_for(wait):
                    raise
            self.sleep(wait)
        raise AssertionError("a call is tried at least once")

    def _time_for(self, wait: float) -> bool:
        return self.deadline is None or self.clock() + wait < self.deadline

    def _send(self, call: Call) -> Answer:
        """One request and its answer. No error of ours holds one of httpx: those know the headers."""
        request = self._request(call)
        if not self._time_for(0.0):
            raise self._unreachable("was not asked: no time was left")
        self.budget.take(self.priority)
        started = self.clock()
        request.extensions["timeout"] = self._timeout(started)
        try:
            return self._exchange(request, started)
        except InvalidInput as error:
            failure: PanelError = PanelHostRefused(error.message, panel=self.panel.code)
        except httpx.TimeoutException:
            failure = self._unreachable("did not answer in time")
        except httpx.DecodingError:
            failure = self._invalid("answered with a body that cannot be unpacked")
        except httpx.TransportError as error:
            failure = self._unreachable(f"cannot be reached ({type(error).__name__})")
        raise failure

    def _request(self, call: Call) -> httpx.Request:
        key = self._key(call)
        url = self.panel.base_url + call.path
        if call.params:
            url += "?" + urlencode(call.params, quote_via=quote, safe=",:@/")
        if call.form is not None:
            return self._client.build_request(call.method, url, data={"key": key, **call.form})
        return self._client.build_request(call.method, url, headers={"X-Api-Key": key})

    def _key(self, call: Call) -> str:
        kind, key = "Admin API", self.panel.admin_key
        if call.form is not None:
            kind, key = "services", self.panel.services_key or ""
        code = self.panel.code
        if not key:
            raise PanelKeyMissing(f"{code} has no {kind} key, or none that can be opened", panel=code)
        if not (key.isascii() and key.isprintable()):  # httpx would show it in its complaint
            raise PanelKeyMissing(f"{code} has no {kind} key that can be sent", panel=code)
        return key

    def _timeout(self, now: float) -> dict[str, float | None]:
        connect, read = self.timeouts.connect, self.timeouts.read
        if self.deadline is not None:
            left = max(self.deadline - now, 0.1)
            connect, read = min(connect, left), min(read, left)
        return httpx.Timeout(read, connect=connect, pool=connect).as_dict()

    def _exchange(self, request: httpx.Request, started: float) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            body = self._body(response, started)
        finally:
            response.close()
        return Answer(
            panel=self.panel.code,
            status=response.status_code,
            body=self._redactor.body(body),
            fetched_at=started,
            retry_after=parse_retry_after(response.headers.get("Retry-After"), self.clock()),
        )

    def _body(self, response: httpx.Response, started: float) -> bytes:
        """The answer's bytes, unpacked; of a refusal only as much as its words need."""
        success = response.is_success
        parts: list[bytes] = []
        size = 0
        until = started + self.timeouts.total
        if self.deadline is not None:
            until = min(until, self.deadline)
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if not success and size > MAX_ERROR_BYTES:
                break
            if size > self.max_bytes:
                raise self._invalid(f"answered with more than {self.max_bytes} bytes")
            if self.clock() > until:
                raise self._unreachable("did not finish its answer in time")
        return b"".join(parts)

    def _unreachable(self, what: str) -> PanelUnreachable:
        return PanelUnreachable(f"{self.panel.code} {what}", panel=self.panel.code)

    def _invalid(self, what: str) -> PanelAnswerInvalid:
        return PanelAnswerInvalid(f"{self.panel.code} {what}", panel=self.panel.code, excerpt="")
