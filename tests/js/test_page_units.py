"""The pages' pure functions, tested by Node's own runner; each of its files is one test here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="Node is not installed, so the pages' functions cannot be run")
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.test.js")), ids=lambda file: file.name)
def test_the_pages_functions_do_what_they_say(file: Path) -> None:
    assert NODE is not None
    result = subprocess.run(
        [NODE, "--test", str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
