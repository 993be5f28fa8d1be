"""The script that makes the environments: it runs on any Python 3, and says in one line what is missing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local import venv

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "infra" / "local" / "venv.py"


def test_it_can_be_read_by_an_old_python() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


def test_it_uses_the_standard_library_alone() -> None:
    code = f"import runpy; runpy.run_path({str(SCRIPT)!r}); import sys; print(list(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_installed_environment_is_known_by_its_lock_and_its_interpreter(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    stamp = {"run": venv.digest("run"), "python": venv.VERSION}
    (tmp_path / venv.STAMP).write_text(json.dumps(stamp))
    assert venv.read_stamp(tmp_path) == {}, "its interpreter is gone"
    (tmp_path / "bin" / "python").write_text("")
    assert venv.read_stamp(tmp_path) == stamp
    (tmp_path / venv.STAMP).write_text(json.dumps({**stamp, "python": "3.10"}))
    assert venv.read_stamp(tmp_path) == {}
    (tmp_path / venv.STAMP).write_text("{half a")
    assert venv.read_stamp(tmp_path) == {}


def test_a_machine_without_a_newer_python_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(venv.CannotMakeError, match=r"Python 3\.11 or newer is needed; this is"):
        venv.newer_python()


def test_a_command_that_fails_is_told_in_our_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(venv.CannotMakeError, match="could not"):
        venv.run([sys.executable, "-c", "import sys; sys.exit('its own last words')"], "could not")
    assert "its own last words" in capsys.readouterr().err


@pytest.mark.parametrize(
    "lock", sorted({lock for _, lock in venv.KINDS.values()} | {"infra/requirements-lambda.txt"})
)
def test_a_lock_has_hashes_and_names_no_index_and_no_place_on_a_machine(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
    for word in ("://", "--index", "--extra-index", "--find-links", "file:", "@ "):
        assert word not in text


def test_what_runs_in_lambda_is_what_runs_here() -> None:
    def pins(lock: str) -> set[str]:
        lines = (ROOT / lock).read_text().splitlines()
        return {line.split()[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("infra/requirements-lambda.txt") <= pins("requirements.txt") <= pins("requirements-dev.txt")
