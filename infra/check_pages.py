"""Type-check the dashboard's modules: `python -m infra.check_pages` (tsc --checkJs, where Node is there)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = "5.9.3"
TOOLS = ROOT / ".tools" / f"typescript-{VERSION}"


def compiler() -> Path:
    """TypeScript's command, installed once into a folder of its own."""
    command = TOOLS / "node_modules" / "typescript" / "bin" / "tsc"
    if not command.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS)]
        subprocess.run([*install, f"typescript@{VERSION}"], check=True)
    return command


def main() -> int:
    """tsc's exit code; 0 with a reason where it cannot be run."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        print(f"skipped: the pages' types are not checked, since there is no {' and no '.join(missing)} here")
        return 0
    return subprocess.run(["node", str(compiler()), "-p", "tests/js"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
