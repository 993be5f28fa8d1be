"""Import time of `app.py` against an empty Chalice app with PynamoDB: what a cold start pays in Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.table import Line, Part, at_most

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.3
_RUNS = 12
_EMPTY = """
from chalice import Chalice
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

app = Chalice(app_name="empty")
"""
_TIMED = """
import time
started = time.process_time()
{code}
print(time.process_time() - started)
"""
_NOTE = f"fresh interpreters in turn, CPU, best of {_RUNS} each, byte code cached."


def measure() -> Part:
    empty, ours = [], []
    for _ in range(_RUNS):
        empty.append(_seconds(_EMPTY))
        ours.append(_seconds("import app"))
    lines = [
        Line("an empty Chalice app with PynamoDB", f"{min(empty) * 1e3:.0f} ms"),
        Line("app.py", f"{min(ours) * 1e3:.0f} ms"),
        at_most("app.py / empty app", min(ours) / min(empty), GOAL, "{:.2f} ×"),
    ]
    return Part("Import time", lines, _NOTE)


def _seconds(code: str) -> float:
    """CPU of one import in a process of its own."""
    command = [sys.executable, "-c", _TIMED.format(code=code)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return float(done.stdout.splitlines()[-1])
