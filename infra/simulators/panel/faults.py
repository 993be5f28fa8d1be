"""What goes wrong, and when: faults are put in a book, and each request asks the book what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

import msgspec

from infra.simulators.panel.types import ADMIN_BASE, SimRequest

FaultKind: TypeAlias = Literal[
    "status",
    "html",
    "error_code",
    "refused",
    "timeout_before",
    "timeout_after",
    "disconnect",
    "slow",
    "truncate",
    "cut_list",
    "empty_list",
    "bad_row",
    "drop_fields",
    "string_numbers",
    "unknown_fields",
    "insert_orders",
    "delete_orders",
    "call",
]


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that goes wrong.

    What:
      `status`          answer HTTP `status` in the envelope (401, 429, 500, ...); 429 carries `retry_after`
                        when given
      `html`            answer an HTML page with `status`
      `error_code`      answer HTTP 200, `data: []`, `code` and `message`
      `refused`         no connection at all
      `timeout_before`  nothing comes back, and nothing was done
      `timeout_after`   nothing comes back, but it **was** done
      `disconnect`      it was done; the connection breaks inside the answer's body
      `slow`            the answer comes after `seconds`
      `truncate`        the body ends after half of its bytes: JSON cut through
      `cut_list`        the list ends after `keep` rows and says that this is all of it (count, next page);
                        with `admits` it still says how many there are
      `empty_list`      an empty list that says it is all there is
      `bad_row`         row number `row` (or the row with `id`) gets the fields of `fields`; by default
                        nonsense for `status` and `created_timestamp`
      `drop_fields`     the rows lose the fields named in `names`
      `string_numbers`  every number in `data` and `pagination` becomes text
      `unknown_fields`  every row gets the fields of `fields`, by default two that no contract knows
      `insert_orders`   before the call, `rows` new orders arrive
      `delete_orders`   before the call, the `rows` newest orders vanish
      `call`            before the call, a function of the test's runs (see `PanelSimulator.between_calls`)
    `status`, `html` and `error_code` come instead of the call or, with `after_effect`, after it was done.

    When: the path starts with `path` ("/orders" below the Admin API's base, "/api/v2", or a whole path;
    `exact` for this path alone), the `method` and the customer API's `action` match; the first `after` such
    calls pass, then each with probability `chance`, `times` times in all (None: without end).
    """

    kind: FaultKind
    path: str = ""
    exact: bool = False
    method: str | None = None
    action: str | None = None
    after: int = 0
    times: int | None = None
    chance: float = 1.0
    status: int = 500
    retry_after: float | None = None
    code: int = 500
    message: str = "Something went wrong"
    after_effect: bool = False
    seconds: float = 30.0
    keep: int = 1
    admits: bool = False
    row: int = 0
    id: int | None = None
    rows: int = 1
    names: tuple[str, ...] = ()
    fields: dict[str, object] | None = None

    def matches(self, request: SimRequest, action: str | None) -> bool:
        """Whether this request is one of those the fault is about."""
        if self.method not in (None, request.method) or self.action not in (None, action):
            return False
        short = request.path.removeprefix(ADMIN_BASE) if request.path.startswith(ADMIN_BASE) else request.path
        if self.exact:
            return self.path in (short, request.path)
        return short.startswith(self.path) or request.path.startswith(self.path)


@dataclass(slots=True)
class _Entry:
    number: int
    fault: Fault
    call: Callable[[], object] | None
    seen: int = 0
    struck: int = 0


class FaultBook:
    """The faults in force. The book's generator decides by `chance`, so a seed gives the same failures."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._entries: list[_Entry] = []
        self._numbered = 0

    def add(self, fault: Fault, call: Callable[[], object] | None = None) -> int:
        """Put a fault in force; returns its number. `call` is what a fault of kind `call` runs."""
        self._numbered += 1
        self._entries.append(_Entry(self._numbered, fault, call))
        return self._numbered

    def remove(self, number: int) -> None:
        """Take one fault back; one that is not in force is no error."""
        self._entries = [entry for entry in self._entries if entry.number != number]

    def clear(self) -> None:
        """Take all faults back."""
        self._entries = []

    def struck(self, number: int) -> int:
        """How many requests the fault has met so far. Raises KeyError for an unknown number."""
        for entry in self._entries:
            if entry.number == number:
                return entry.struck
        raise KeyError(number)

    def listed(self) -> list[tuple[int, Fault, int]]:
        """Every fault in force: its number, itself, how often it struck."""
        return [(entry.number, entry.fault, entry.struck) for entry in self._entries]

    def due(self, request: SimRequest, action: str | None) -> list[tuple[Fault, Callable[[], object] | None]]:
        """The faults that strike this request, in the order they were added. Counts the request."""
        return [
            (entry.fault, entry.call)
            for entry in list(self._entries)
            if self._strikes(entry, request, action)
        ]

    def _strikes(self, entry: _Entry, request: SimRequest, action: str | None) -> bool:
        fault = entry.fault
        if not fault.matches(request, action):
            return False
        entry.seen += 1
        if entry.seen <= fault.after or (fault.times is not None and entry.struck >= fault.times):
            return False
        if fault.chance < 1.0 and self._rng.random() >= fault.chance:
            return False
        entry.struck += 1
        return True
