"""The promises of the rate budget, with several workers in one made-up time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chalicelib.errors import BudgetUnavailable
from chalicelib.panels.budget import Priority, SharedBudget
from tests.fakes.budget import MemoryBudgets
from tests.fakes.virtual_time import VirtualTime

RUN = 25.0


@dataclass(frozen=True)
class Caller:
    """One process: what it is, how long its calls take, when it comes and goes, how wrong its clock is."""

    priority: Priority
    call_seconds: float
    at: float = 0.0
    dies_after: float | None = None
    pause: float = 0.0
    skew: float = 0.0


@dataclass
class World:
    rate: float
    seed: int = 1
    store_delay: float = 0.004
    lateness: float = 0.002
    time: VirtualTime = field(default_factory=VirtualTime)
    sent: list[float] = field(default_factory=list)
    waits: list[tuple[Caller, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.store = MemoryBudgets(delay=lambda: self.time.sleep(self.rng.uniform(0, self.store_delay)))

    def sleep(self, seconds: float) -> None:
        """As on a real machine, a sleep never ends before its time, and now and then well after it."""
        late = 0.08 if self.rng.random() < 0.01 else self.rng.uniform(0, self.lateness)
        self.time.sleep(seconds + late)

    def budget(self, skew: float = 0.0) -> SharedBudget:
        clock: Callable[[], float] = lambda: self.time.clock() + skew  # noqa: E731 - a closure over one number
        return SharedBudget("MTP", self.rate, store=self.store, clock=clock, sleep=self.sleep, rng=self.rng)

    def add(self, caller: Caller, *, until: float = RUN) -> None:
        budget = self.budget(caller.skew)
        end = self.time.now + until

        def work() -> None:
            while self.time.now < end:
                asked = self.time.now
                try:
                    budget.take(caller.priority)
                except BudgetUnavailable:  # too many persons at once: told so, and comes again
                    self.time.sleep(1.0)
                    continue
                self.sent.append(self.time.now)
                self.waits.append((caller, self.time.now - asked))
                self.time.sleep(caller.call_seconds + self.rng.uniform(0, caller.pause))

        self.time.add(work, at=caller.at, dies_after=caller.dies_after)

    def most_in_a_second(self) -> int:
        sent = sorted(self.sent)
        most, tail = 0, 0
        for head, moment in enumerate(sent):
            while moment - sent[tail] >= 1.0:
                tail += 1
            most = max(most, head - tail + 1)
        return most


def allowed(rate: float) -> int:
    return max(1, math.floor(rate))


callers = st.builds(
    Caller,
    priority=st.sampled_from(Priority),
    call_seconds=st.sampled_from([0.0, 0.05, 0.3, 1.0]),
    at=st.floats(0, 5),
    dies_after=st.none() | st.floats(1, 20),
    pause=st.sampled_from([0.0, 0.5, 4.0]),
    skew=st.floats(-0.009, 0.009),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rate=st.sampled_from([0.5, 1.0, 2.5, 5.0, 5.0, 20.0]),
    workers=st.lists(callers, min_size=1, max_size=5),
    seed=st.integers(0, 2**32),
    store_delay=st.sampled_from([0.0, 0.004, 0.06, 0.4]),
)
@example(rate=5.0, workers=[Caller(p, 0.0) for p in Priority for _ in range(3)], seed=7, store_delay=0.004)
def test_no_sliding_second_holds_more_calls_than_the_rate(
    rate: float, workers: list[Caller], seed: int, store_delay: float
) -> None:
    world = World(rate, seed, store_delay)
    for worker in workers:
        world.add(worker, until=12.0)
    world.time.run()
    assert world.most_in_a_second() <= allowed(rate)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    backfills=st.integers(1, 3),
    call_seconds=st.sampled_from([0.0, 0.1, 0.4, 1.2]),
    pause=st.sampled_from([0.0, 1.0, 8.0]),
    rate=st.sampled_from([5.0, 10.0]),
    seed=st.integers(0, 2**32),
)
def test_a_person_waits_less_than_a_second_behind_running_backfills(
    backfills: int, call_seconds: float, pause: float, rate: float, seed: int
) -> None:
    world = World(rate, seed)
    for n in range(backfills):
        world.add(Caller(Priority.BACKGROUND, call_seconds, at=0.3 * n))
    world.add(Caller(Priority.PERSON, 0.2, at=3.0, pause=pause))
    world.time.run()
    waits = [wait for caller, wait in world.waits if caller.priority is Priority.PERSON]
    assert waits
    assert max(waits) < 1.0
    assert world.most_in_a_second() <= allowed(rate)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    workers=st.lists(
        st.builds(Caller, st.just(Priority.BACKGROUND), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
        | st.builds(Caller, st.just(Priority.PERSON), st.sampled_from([0.0, 0.1])),
        min_size=1,
        max_size=4,
    ),
    rate=st.sampled_from([5.0, 10.0]),
    seed=st.integers(0, 2**32),
)
def test_under_load_one_write_serves_ten_calls(workers: list[Caller], rate: float, seed: int) -> None:
    world = World(rate, seed)
    for worker in workers:
        world.add(worker, until=60.0)
    world.time.run()
    # A worker's first claims find out its pace; a person's grow from 2 to 16, since most clicks are one call.
    starting = sum(3 if worker.priority is Priority.PERSON else 2 for worker in workers)
    assert world.store.writes <= len(world.sent) / 10 + starting
