"""The data directory: what is where, its rights, and the locks that let one runner at a time use it.

runner.lock        held while a runner lives; holds its process id
engine.lock        held while the engine lives, which may outlast a killed runner by the seconds it saves
clean              there when the engine ended well the last time
restore            there from a start after a bad end until what staff own is restored
master.key         seals the panels' keys; readable by its owner alone, and worth a backup
installation.json  what was deployed, and the ports of the demonstration
staff.json         what staff own, every minute
engine/            the engine's own files, written when it ends
package/           the package last deployed
logs/, tmp/
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.local.failure import RunnerError

ENGINE_SAVES_WITHIN = 90.0


class Home:
    """A data directory; `open` takes it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.engine = root / "engine"
        self.clean_mark = root / "clean"
        self.master_key = root / "master.key"
        self.snapshot = root / "staff.json"
        self.package = root / "package"
        self.logs = root / "logs"
        self.temporary = root / "tmp"
        self._restore_mark = root / "restore"
        self._installation = root / "installation.json"
        self._runner_lock = -1
        self.engine_lock = -1

    def read_installation(self) -> dict[str, Any]:
        """What the last runs noted; empty at first or when it cannot be read."""
        try:
            noted: dict[str, Any] = json.loads(self._installation.read_text())
        except (OSError, ValueError):
            return {}
        return noted

    def note(self, **facts: Any) -> None:
        """Keep facts for later runs."""
        write_whole(self._installation, json.dumps({**self.read_installation(), **facts}, indent=2).encode())

    def open(self, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        """Make the folders and take both locks; RunnerError in one line when that cannot be."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._runner_lock = self._lock("runner.lock")
            self.engine_lock = self._wait_for_engine(say, sleep)
            shutil.rmtree(self.temporary, ignore_errors=True)
            for folder in (self.engine, self.package, self.logs, self.temporary):
                folder.mkdir(mode=0o700, exist_ok=True)
        except BlockingIOError:
            raise RunnerError(f"{self.root} is in use by another runner ({self._holder()}).") from None
        except OSError as error:
            raise RunnerError(f"{self.root} cannot be used as data directory: {error.strerror}.") from None
        if self._was_used() and not (self.clean_mark.exists() and self._state_is_newest()):
            say(f"The last run ({self._holder()}) did not end cleanly: taking what was saved.")
            self._restore_mark.touch()
        self.clean_mark.unlink(missing_ok=True)
        os.truncate(self._runner_lock, 0)
        os.pwrite(self._runner_lock, str(os.getpid()).encode(), 0)

    def close(self) -> None:
        """Give the locks back."""
        for lock in (self._runner_lock, self.engine_lock):
            if lock >= 0:
                os.close(lock)
        self._runner_lock = self.engine_lock = -1

    def unfinished(self) -> bool:
        """Whether what staff own has to come from the snapshot, since some run's engine did not end well."""
        return self._restore_mark.exists()

    def finish_restore(self) -> None:
        """Note that it has come."""
        self._restore_mark.unlink(missing_ok=True)

    def _state_is_newest(self) -> bool:
        """Whether the engine saved after the last snapshot; it ends well even when its disk was full."""
        try:
            saved = (self.engine / "state" / "dynamodb.json").stat().st_mtime_ns
        except OSError:
            return not self.snapshot.exists()
        return not self.snapshot.exists() or self.snapshot.stat().st_mtime_ns <= saved

    def _was_used(self) -> bool:
        return bool(self.read_installation()) or self.snapshot.exists()

    def _lock(self, name: str) -> int:
        handle = os.open(self.root / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle

    def _wait_for_engine(self, say: Callable[[str], None], sleep: Callable[[float], None]) -> int:
        """The engine of a killed runner gets the time to save before its files are touched."""
        for tries in range(int(ENGINE_SAVES_WITHIN * 2)):
            try:
                return self._lock("engine.lock")
            except BlockingIOError:
                if tries == 0:
                    say("Waiting for the last run's engine to save its data ...")
                sleep(0.5)
        raise RunnerError(f"The last run's engine still uses {self.root} and does not end.")

    def _holder(self) -> str:
        try:
            return f"process {int((self.root / 'runner.lock').read_text())}"
        except (OSError, ValueError):
            return "process unknown"


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace a file so that even a power cut leaves the old one or the new one, whole."""
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
