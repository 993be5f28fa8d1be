"""Make the virtual environments, once per lock: `python3 infra/local/venv.py run|dev|engine|bench`.

Standard library only, and no syntax newer than Python 3.6, so that an old interpreter gets a clear line and
not a SyntaxError. Each environment holds a stamp with the hash of the locks that were installed into it: a
second call compares the stamp and is done in a tenth of a second; a changed lock is installed again.
"""

import concurrent.futures
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
from typing import Dict, Iterator, List

ROOT = pathlib.Path(__file__).resolve().parents[2]
OLDEST = (3, 11)
STAMP = "hyperpanel-locks.json"

# name -> (environment, lock). `dev` is `run` and more in the same environment, so either order works.
KINDS = {
    "run": (".venv", "requirements.txt"),
    "dev": (".venv", "requirements-dev.txt"),
    "engine": (".venv-engine", "infra/local/requirements-engine.txt"),
    "bench": (".venv-bench", "tests/benchmarks/requirements.txt"),
}
COVERS = {"dev": ["run"]}
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


class CannotMakeError(Exception):
    """An environment cannot be made; the message is the one line a person reads."""


def digest(name: str) -> str:
    """The hash of a kind's lock."""
    return hashlib.sha256((ROOT / KINDS[name][1]).read_bytes()).hexdigest()


def read_stamp(folder: pathlib.Path) -> Dict[str, str]:
    """What is installed in `folder`; nothing when its interpreter is gone or another version."""
    try:
        stamp: Dict[str, str] = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    alive = (folder / "bin" / "python").exists()
    return stamp if alive and stamp.get("python") == VERSION else {}


def run(command: List[str], failed: str) -> None:
    """Run quietly; on failure show the command's own last words."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(ROOT), check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace")[-4000:])
        raise CannotMakeError(failed)


def create(folder: pathlib.Path) -> None:
    """An empty environment in `folder`; what was there is cleared."""
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    run(command, "Python's venv module failed (on Debian and Ubuntu: apt install python3-venv)")


def install(folder: pathlib.Path, lock: str) -> None:
    """What the lock names and nothing else; the hash of every file is checked."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    options = ["-q", "--no-deps", "--require-hashes", "-r", str(ROOT / lock)]
    run([*pip, "install", *options], f"could not install {lock}")


def ensure(name: str) -> None:
    """Make or update the environment of `name`."""
    folder, lock = ROOT / KINDS[name][0], KINDS[name][1]
    wanted = digest(name)
    if read_stamp(folder).get(name) == wanted:
        return
    with alone(folder):
        stamp = read_stamp(folder)
        if stamp.get(name) == wanted:
            return
        started = time.monotonic()
        sys.stderr.write(f"Making {folder.name} from {lock} (once) ...\n")
        if not stamp:
            create(folder)
        (folder / STAMP).unlink(missing_ok=True)
        install(folder, lock)
        stamp.update({kind: digest(kind) for kind in [name, *COVERS.get(name, [])]}, python=VERSION)
        (folder / STAMP).write_text(json.dumps(stamp))
        sys.stderr.write(f"... done in {time.monotonic() - started:.0f} s\n")


@contextlib.contextmanager
def alone(folder: pathlib.Path) -> Iterator[None]:
    """Two calls of make at once: the second waits for the first and finds its work done."""
    with pathlib.Path(f"{folder}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def newer_python() -> str:
    """The path of an interpreter that is new enough, when this one is not."""
    for minor in range(16, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    raise CannotMakeError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")


def make_all(names: List[str]) -> None:
    """Make several at the same time: most of it is waiting for downloads."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for made in [pool.submit(ensure, name) for name in names]:
            made.result()


def main(names: List[str]) -> None:
    """Make what `names` says; one clear line when that cannot be."""
    try:
        if sys.version_info[:2] < OLDEST:
            found = newer_python()
            os.execv(found, [found, __file__, *names])
        make_all(names)
    except CannotMakeError as error:
        sys.exit(f"hyperpanel: {error}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["run"])
