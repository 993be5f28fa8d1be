"""What was measured, as lines of one table."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from os import cpu_count, sysconf
from pathlib import Path
from textwrap import wrap
from typing import TypeAlias

_MEASURED = 80
_COLUMNS = ("what", "measured", "goal", "met?")
_PACKAGES = ("chalice", "botocore", "pynamodb", "httpx", "msgspec")


Cells: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    """`met` is None where nothing is asked for: the number is there to be known."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None

    @property
    def cells(self) -> list[Cells]:
        """The line in the table, what was measured on more than one where it is long."""
        verdict = {True: "yes", False: "NO", None: ""}[self.met]
        first, *rest = wrap(self.measured, _MEASURED) or [""]
        return [(self.what, first, self.goal, verdict), *(("", text, "", "") for text in rest)]


@dataclass(frozen=True)
class Part:
    """The lines of one part of the bench; `note` says what was stood in for and how it was counted."""

    title: str
    lines: Sequence[Line]
    note: str = ""


def at_most(what: str, measured: float, goal: float, shown: str) -> Line:
    """A line whose number must not be above its goal; `shown` is a format such as `{:.1f} µs`."""
    return Line(what, shown.format(measured), "≤ " + shown.format(goal), measured <= goal)


def at_least(what: str, measured: float, goal: float, shown: str) -> Line:
    return Line(what, shown.format(measured), "≥ " + shown.format(goal), measured >= goal)


def render(parts: Sequence[Part]) -> str:
    """The table: columns as wide as they need to be, its note under each part."""
    cells = [_COLUMNS, *(cells for part in parts for line in part.lines for cells in line.cells)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_COLUMNS))]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    shown = [_row(_COLUMNS, widths), rule]
    for part in parts:
        shown += [part.title.upper(), *(_row(cells, widths) for line in part.lines for cells in line.cells)]
        shown += wrap(part.note, len(rule) - 4, initial_indent="    ", subsequent_indent="    ")
        shown.append(rule)
    return "\n".join(shown)


def micro(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def describe_machine() -> str:
    """The machine's line: processor, cores, memory, Python and the packages that matter."""
    memory = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    machine = (
        f"{_processor()}, {cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"
    )
    return f"{machine}; Python {platform.python_version()}; {packages}"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"
