"""What a test in another process does to a simulator: `/_sim`, from the same machine alone, without a key.

GET    /_sim/state       code, clock, how many of everything, the positions of the switches
GET    /_sim/rows/NAME   the truth as the API would render it; NAME: orders, payments, users, tickets (with
                         messages) or services; `?offset=&limit=`, in order of arrival
GET    /_sim/log         requests: `{"items": [...], "last": N}`; `?after=N` those after the N-th
DELETE /_sim/log         forget them
GET    /_sim/faults      the faults in force, with how often each struck
POST   /_sim/faults      a fault, or a list of them (fields of `Fault`): `{"ids": [...]}`
DELETE /_sim/faults      take all back; `?id=N` that one
GET    /_sim/clock       `{"now": ..., "speed": ...}`
POST   /_sim/clock       `{"advance": seconds}` and/or `{"speed": panel seconds per second}`
POST   /_sim/switches    `{"pagination": "inside", ...}`: those positions, the others as they are
POST   /_sim/mutate      one of `Hands`: `{"act": "set_order", "id": 7, "fields": {"status": "completed"}}`;
                         `id` where the act takes one (`set_user`: or a username); answers `{"id": ...}`

A wrong call answers 400 with `{"error": ...}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from inspect import signature

import msgspec

from infra.simulators.panel.clock import PanelClock
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.simulator import PanelSimulator
from infra.simulators.panel.switches import Switches
from infra.simulators.panel.types import JsonObject, SimRequest, SimResponse

SIDE_DOOR = "/_sim"
_ACTS = frozenset(
    f"{verb}_{thing}"
    for verb in ("add", "set", "delete")
    for thing in ("order", "payment", "user", "ticket", "service")
) | {"customer_writes", "staff_writes", "ask_cancel", "ask_refill"}
_WRONG = (KeyError, TypeError, ValueError, AttributeError, msgspec.MsgspecError)


class SideDoor:
    """Answers the paths under `/_sim`."""

    def __init__(self, panel: PanelSimulator) -> None:
        self._sim = panel
        self._routes: dict[tuple[str, str], Callable[[SimRequest], object]] = {
            ("GET", "state"): self._state,
            ("GET", "log"): self._log,
            ("DELETE", "log"): self._forget,
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._add_faults,
            ("DELETE", "faults"): self._drop_faults,
            ("GET", "clock"): self._clock,
            ("POST", "clock"): self._set_clock,
            ("POST", "switches"): self._set_switches,
            ("POST", "mutate"): self._mutate,
        }

    def handle(self, request: SimRequest) -> SimResponse:
        """The answer; 404 for a path that is none."""
        name = request.path.removeprefix(SIDE_DOOR).strip("/")
        act = self._rows if name.startswith("rows/") else self._routes.get((request.method, name))
        if act is None:
            return SimResponse(404, b'{"error":"no such path"}')
        try:
            with self._sim.lock:
                return SimResponse(200, msgspec.json.encode(act(request)))
        except _WRONG as error:
            return SimResponse(400, msgspec.json.encode({"error": f"{type(error).__name__}: {error}"}))

    def _state(self, _: SimRequest) -> object:
        sim = self._sim
        names = ("orders", "payments", "users", "tickets", "services")
        return {
            "code": sim.code,
            "now": sim.panel.clock(),
            "counts": {name: len(getattr(sim, name)) for name in names},
            "requests": len(sim.log),
            "switches": asdict(sim.switches),
        }

    def _rows(self, request: SimRequest) -> object:
        name = request.path.rsplit("/", 1)[1]
        tables: dict[str, tuple[list[int], Callable[[int], JsonObject]]] = {
            "orders": (list(self._sim.orders), self._sim.render_order),
            "payments": (list(self._sim.payments), self._sim.render_payment),
            "users": (list(self._sim.users), self._sim.render_user),
            "tickets": (list(self._sim.tickets), self._sim.render_ticket_detail),
            "services": (list(self._sim.services), self._sim.render_service),
        }
        ids, render = tables[name]
        offset = int(request.query.get("offset", "0"))
        limit = int(request.query.get("limit", "1000"))
        return {"count": len(ids), "items": [render(row_id) for row_id in ids[offset : offset + limit]]}

    def _log(self, request: SimRequest) -> object:
        after = int(request.query.get("after", "0"))
        items = [entry for entry in self._sim.log if entry.n > after]
        return {"items": items, "last": items[-1].n if items else after}

    def _forget(self, _: SimRequest) -> object:
        self._sim.clear_log()
        return {}

    def _faults(self, _: SimRequest) -> object:
        return {
            "items": [{"id": n, "struck": struck, "fault": it} for n, it, struck in self._sim.faults.listed()]
        }

    def _add_faults(self, request: SimRequest) -> object:
        body = msgspec.json.decode(request.body)
        faults = msgspec.convert(body if isinstance(body, list) else [body], list[Fault])
        return {"ids": [self._sim.fault(fault) for fault in faults]}

    def _drop_faults(self, request: SimRequest) -> object:
        if "id" in request.query:
            self._sim.faults.remove(int(request.query["id"]))
        else:
            self._sim.faults.clear()
        return {}

    def _clock(self, _: SimRequest) -> object:
        clock = self._sim.panel.clock
        return {"now": clock(), "speed": clock.speed if isinstance(clock, PanelClock) else None}

    def _set_clock(self, request: SimRequest) -> object:
        clock = self._sim.panel.clock
        if not isinstance(clock, PanelClock):
            raise TypeError("this panel's clock can not be set")
        wanted = msgspec.json.decode(request.body, type=dict[str, float])
        if "speed" in wanted:
            clock.run_at(wanted["speed"])
        if "advance" in wanted:
            clock.advance(wanted["advance"])
        self._sim.advance()
        return self._clock(request)

    def _set_switches(self, request: SimRequest) -> object:
        body = msgspec.json.decode(request.body, type=dict[str, str | int | bool | None])
        wanted: Switches = replace(self._sim.switches, **body)  # type: ignore[arg-type]
        self._sim.switches = wanted
        return asdict(wanted)

    def _mutate(self, request: SimRequest) -> object:
        body = msgspec.json.decode(request.body, type=dict[str, object])
        name, fields = body["act"], body.get("fields") or {}
        if name not in _ACTS or not isinstance(fields, dict):
            raise ValueError(f"no such act: {name}")
        act: Callable[..., object] = getattr(self._sim, str(name))
        takes_id = next(iter(signature(act).parameters), "") not in ("fields", "html")
        row = act(body["id"], **fields) if takes_id else act(**fields)
        return {"id": getattr(row, "id", None)}
