"""Make the virtual environments, once per lock: `python3 infra/local/venv.py run|dev|engine|bench`.

Standard library only, and no syntax newer than Python 3.6, so that an old interpreter gets a clear line and not a
SyntaxError. Each environment holds a stamp with the hash of the locks that were installed into it: a second call
compares the stamp and is done in milliseconds; a changed lock is installed again.
"""

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


class CannotMakeError(Exception):
    """An environment cannot be made; the message is the one line a person reads."""


def digest(name):
    """The hash that stands for a kind: its lock, and the interpreter's minor version the wheels were chosen for."""
    text = (ROOT / KINDS[name][1]).read_bytes() + repr(sys.version_info[:2]).encode()
    return hashlib.sha256(text).hexdigest()


def read_stamp(folder):
    try:
        stamp = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    # A venv dies with the interpreter it links to: its stamp is then worth nothing.
    return stamp if (folder / "bin" / "python").exists() else {}


def run(command, what):
    """Run quietly; on failure show the command's own last words."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(ROOT), check=False)
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace")[-4000:])
        raise CannotMakeError(what)


def create(folder):
    """An empty environment in `folder`; what was there is cleared."""
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    hint = "Python's venv module failed (on Debian and Ubuntu: apt install python3-venv)"
    run(command, hint)


def install(folder, lock):
    """What the lock names and nothing else; every file's hash is checked."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    run([*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / lock)], "could not install " + lock)


def ensure(name):
    """Make or update the environment `name`; returns its folder."""
    folder, lock = ROOT / KINDS[name][0], KINDS[name][1]
    wanted = digest(name)
    if read_stamp(folder).get(name) == wanted:
        return folder
    with alone(folder):
        stamp = read_stamp(folder)
        if stamp.get(name) == wanted:
            return folder
        started = time.monotonic()
        sys.stderr.write("Making %s from %s (once) ...\n" % (folder.name, lock))
        if not stamp:
            create(folder)
        (folder / STAMP).write_text("{}")
        install(folder, lock)
        stamp.update({kind: digest(kind) for kind in [name, *COVERS.get(name, [])]})
        (folder / STAMP).write_text(json.dumps(stamp))
        sys.stderr.write("... done in %.0f s\n" % (time.monotonic() - started))
    return folder


@contextlib.contextmanager
def alone(folder):
    """Two calls of make at once: the second waits for the first and finds its work done."""
    with open(str(folder) + ".lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def newer_python():
    """The path of an interpreter that is new enough, when this one is not."""
    for minor in range(16, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    raise CannotMakeError("Python 3.%d or newer is needed; this is %s" % (OLDEST[1], sys.version.split()[0]))


def main(names):
    try:
        if sys.version_info[:2] < OLDEST:
            found = newer_python()
            os.execv(found, [found, __file__, *names])
        for name in names:
            ensure(name)
    except CannotMakeError as error:
        sys.exit("hyperpanel: %s" % error)


if __name__ == "__main__":
    main(sys.argv[1:] or ["run"])
