"""The house's rules of imports (architecture.md), as pyproject.toml states them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_rooms_import_as_the_architecture_says() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_app_file_knows_the_http_room_alone() -> None:
    modules = set()
    for node in ast.walk(ast.parse((ROOT / "app.py").read_text())):
        if isinstance(node, ast.Import):
            modules |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    ours = {module for module in modules if module.split(".")[0] in ("chalicelib", "functions", "infra")}
    assert ours
    assert all(module.startswith("chalicelib.api") for module in ours)
