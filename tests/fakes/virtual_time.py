"""Several workers in one made-up time: blocking code as it is, yet every run the same.

Each worker is a thread, but only one runs at any moment: a worker that sleeps hands over to the scheduler,
which moves the clock to whoever wakes next. Sleeping is the only place where workers change over.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable


class Killed(BaseException):
    """Raised inside a worker whose time has come; not an Exception, so that no handler keeps it alive."""


class _Worker:
    def __init__(self, work: Callable[[], None], dies_at: float | None) -> None:
        self.turn = threading.Semaphore(0)
        self.work = work
        self.dies_at = dies_at
        self.done = False
        self.error: BaseException | None = None


class VirtualTime:
    """`now` in seconds. Add workers, then `run` until all have ended or died."""

    def __init__(self, start: float = 1_790_000_000.0) -> None:
        self.now = start
        self._queue: list[tuple[float, int, _Worker]] = []
        self._count = 0
        self._back = threading.Semaphore(0)
        self._running: _Worker | None = None

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Called by the running worker; outside of `run` it only moves the clock."""
        worker = self._running
        if worker is None:
            self.now += max(seconds, 0.0)
            return
        self._wake(worker, self.now + max(seconds, 0.0))
        self._back.release()
        worker.turn.acquire()
        if worker.dies_at is not None and self.now >= worker.dies_at:
            raise Killed

    def add(self, work: Callable[[], None], *, at: float = 0.0, dies_after: float | None = None) -> None:
        """A worker that begins `at` seconds from now, and dies in its first sleep past `dies_after`."""
        worker = _Worker(work, None if dies_after is None else self.now + dies_after)
        self._wake(worker, self.now + at)

    def run(self) -> None:
        started: list[tuple[threading.Thread, _Worker]] = []
        known: set[int] = set()
        while self._queue:
            moment, _, worker = heapq.heappop(self._queue)
            self.now = max(self.now, moment)
            self._running = worker
            if id(worker) not in known:
                known.add(id(worker))
                thread = threading.Thread(target=self._live, args=(worker,), daemon=True)
                started.append((thread, worker))
                thread.start()
            worker.turn.release()
            self._back.acquire()
        self._running = None
        for thread, worker in started:
            thread.join()
            if worker.error is not None:
                raise worker.error

    def _wake(self, worker: _Worker, moment: float) -> None:
        self._count += 1
        heapq.heappush(self._queue, (moment, self._count, worker))

    def _live(self, worker: _Worker) -> None:
        worker.turn.acquire()
        try:
            worker.work()
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - handed to whoever called `run`
            worker.error = error
        finally:
            self._back.release()
