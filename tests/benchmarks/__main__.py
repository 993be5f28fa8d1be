"""`python -m tests.benchmarks [PART ...]`: measure, and print one table. Exit code 1: a goal missed."""

from __future__ import annotations

import importlib
import os
import sys
import time

from tests.benchmarks.table import Part, describe_machine, render

PARTS = ("backfill", "steady", "writes", "lists", "imports", "memory", "pages", "rows")
# botocore signs what it sends; nothing here leaves the machine.
_SURROUNDINGS = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    os.environ.update(_SURROUNDINGS)
    parts: list[Part] = []
    for name in names or PARTS:
        started = time.monotonic()
        print(f"measuring {name} ...", end=" ", file=sys.stderr, flush=True)
        # Imported when its turn comes: a part that fails must not cost the others, nor weigh on them.
        parts.append(importlib.import_module(f"tests.benchmarks.{name}").measure())
        print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    print(describe_machine(), render(parts), sep="\n\n")
    missed = [line.what for part in parts for line in part.lines if line.met is False]
    print(f"missed: {'; '.join(missed)}" if missed else "every goal met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
