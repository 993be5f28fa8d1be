"""How one request is received: limit, faults, the panel's answer, the log."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from infra.simulators.panel.faults import Fault, FaultBook
from infra.simulators.panel.gate import RateLimiter, form_of, key_used, public_body, public_query, too_many
from infra.simulators.panel.router import answer
from infra.simulators.panel.spoil import comes_before, instead, spoil
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import LogEntry, SimRequest, SimResponse

Struck = list[tuple[Fault, Callable[[], object] | None]]


class Reception:
    """Receives requests for a panel; `insert` and `delete` are how two of the faults change its orders."""

    insert: Callable[[], object]
    delete: Callable[[int], object]

    def __init__(
        self, panel: Panel, faults: FaultBook, limiter: RateLimiter, wall: Callable[[], float], log_limit: int
    ) -> None:
        self._panel = panel
        self._faults = faults
        self._limiter = limiter
        self._wall = wall
        self.log: deque[LogEntry] = deque(maxlen=log_limit)
        self._numbered = 0

    def handle(self, request: SimRequest) -> SimResponse:
        """The answer the network brings, or what becomes of it."""
        key = key_used(self._panel, request)
        struck: Struck = []
        wait = self._limiter.take()
        if wait is None:
            struck = self._faults.due(request, form_of(request).get("action"))
            reached, response = self._carry_out(request, struck, key)
        else:
            reached, response = False, too_many(self._panel.switches, wait, self._wall())
        self._numbered += 1
        self.log.append(
            LogEntry(
                n=self._numbered,
                at=self._panel.clock(),
                method=request.method,
                path=request.path,
                query=public_query(request),
                body=public_body(request),
                key=key,
                status=response.status if response.wire in ("answer", "disconnect") else None,
                wire=response.wire,
                reached=reached,
                faults=tuple(fault.kind for fault, _ in struck),
            )
        )
        return response

    def _carry_out(self, request: SimRequest, struck: Struck, key: str) -> tuple[bool, SimResponse]:
        """Whether the panel got to work on it, and what comes back."""
        for fault, call in struck:
            self._happen(fault, call)
        early = next((fault for fault, _ in struck if comes_before(fault)), None)
        substitute = None if early is None else instead(early)
        response = substitute if substitute is not None else answer(self._panel, request, key)
        for fault, _ in struck:
            if substitute is None or fault.kind == "slow":
                response = spoil(fault, response)
        return substitute is None, response

    def _happen(self, fault: Fault, call: Callable[[], object] | None) -> None:
        if fault.kind == "call" and call is not None:
            call()
        elif fault.kind == "insert_orders":
            for _ in range(fault.rows):
                self.insert()
        elif fault.kind == "delete_orders":
            for row in self._panel.orders.timeline[-fault.rows :]:
                self.delete(row.id)
