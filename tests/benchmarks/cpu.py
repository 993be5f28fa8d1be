"""CPU of the worker alone: what stands for the outside (panel, store) is timed apart and taken off."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Outside:
    """`seconds` of CPU spent in functions wrapped by `aside`: they must not call each other."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def aside(self, function: Callable[P, T]) -> Callable[P, T]:
        """The same function, its CPU counted as the outside's."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - started

        return timed


def cpu_of(work: Callable[[], object], outside: Outside | None = None) -> float:
    """Seconds of CPU that `work` takes in this process, without what `outside` takes meanwhile.

    What is there before is taken out of the garbage collector's sight: a worker's heap holds no simulator
    and no store.
    """
    outside = outside or Outside()
    gc.collect()
    gc.freeze()
    before = outside.seconds
    started = time.process_time()
    work()
    spent = time.process_time() - started
    gc.unfreeze()
    return spent - (outside.seconds - before)


def best_of(times: int, measure: Callable[[], float]) -> float:
    """The least of several measurements: on a shared machine noise only ever adds."""
    return min(measure() for _ in range(times))
