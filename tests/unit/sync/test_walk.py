"""A walk down a list that moves while it is read: what was there all the time is seen, and it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.sync.walk import Lying, Seen, Walk, by_offset, by_time

TOP = 1_790_000_000


@dataclass(frozen=True)
class Between:
    """What happens to the list before one page is answered, and where that page is cut."""

    arriving: int = 0
    later: int = 0
    deleted: tuple[int, ...] = ()
    cut: int | None = None


@dataclass
class Listing:
    """A panel's list, newest first, in pages of at most `cap` rows; `bad` ids cannot be understood."""

    rows: list[Seen]
    cap: int
    inclusive: bool = True
    bad: frozenset[int] = frozenset()
    now: int = TOP
    seen: set[int] = field(default_factory=set)
    calls: int = 0

    def happen(self, event: Between) -> None:
        self.now += event.later
        first = 1 + max((row.id for row in self.rows), default=0) + 1_000 * self.calls
        self.rows += [Seen(first + number, self.now) for number in range(event.arriving)]
        places = {place % len(self.rows) for place in event.deleted} if self.rows else set()
        self.rows = newest_first([row for place, row in enumerate(self.rows) if place not in places])

    def page(self, walk: Walk, event: Between) -> tuple[list[Seen], int]:
        """The understood rows of a page, and how many were not."""
        self.calls += 1
        shown = [row for row in self.rows if self._shows(row, walk.high)]
        page = shown[walk.offset : walk.offset + min(self.cap, self.cap if event.cut is None else event.cut)]
        self.seen |= {row.id for row in page}
        understood = [row for row in page if row.id not in self.bad]
        return understood, len(page) - len(understood)

    def _shows(self, row: Seen, high: int | None) -> bool:
        return high is None or row.created < high or (self.inclusive and row.created == high)


def newest_first(rows: Sequence[Seen]) -> list[Seen]:
    return sorted(rows, key=lambda row: (row.created, row.id), reverse=True)


def walk_down(
    listing: Listing,
    events: Sequence[Between],
    step: Callable[[Walk, Sequence[Seen], int], Walk | None],
    start: Walk = Walk(),  # noqa: B008 - frozen
) -> None:
    """Walk until the walk says that it is over; fails where it does not end."""
    there = {row.id for row in listing.rows if row.created >= start.low}
    walk: Walk | None = start
    most = 40 + 6 * (len(listing.rows) + sum(1 + event.arriving + len(event.deleted) for event in events))
    while walk is not None:
        event = events[listing.calls] if listing.calls < len(events) else Between()
        listing.happen(event)
        page, bad = listing.page(walk, event)
        try:
            walk = step(walk, page, bad)
        except Lying:
            if not listing.rows:
                return
            # The engine keeps the walk, and asks again in the next pass.
            assert event.cut == 0
        assert listing.calls <= most, "the walk does not end"
    lost = {row.id for row in listing.rows if row.id in there} - listing.seen
    assert not lost


@st.composite
def lists(draw: st.DrawFn, most: int = 40) -> list[Seen]:
    """Up to 40 rows in seconds that up to `most` of them share."""
    steps = draw(st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 600]), max_size=40))
    rows: list[Seen] = []
    created = TOP
    for number, step in enumerate(steps):
        shared = sum(row.created == created for row in rows[-most:])
        created -= max(step, shared // most)
        rows.append(Seen(10_000 - number, created))
    return newest_first(rows)


inserts = st.builds(Between, arriving=st.integers(0, 7), later=st.integers(0, 2))
cuts = st.builds(Between, arriving=st.integers(0, 3), later=st.integers(0, 2), cut=st.integers(1, 6))
deletions = st.builds(
    Between,
    arriving=st.integers(0, 3),
    later=st.integers(1, 2),
    deleted=st.lists(st.integers(0, 60), max_size=8).map(tuple),
)


@st.composite
def with_one_lie(draw: st.DrawFn) -> list[Between]:
    """Once, though not at first, a page comes empty that is not."""
    before = draw(st.lists(inserts, min_size=1, max_size=12))
    return [*before, Between(cut=0), *draw(st.lists(inserts, max_size=5))]


quick = settings(max_examples=150, deadline=None, derandomize=True)
WAYS = pytest.mark.parametrize("step", [by_time, by_offset])
Step = Callable[[Walk, Sequence[Seen], int], Walk | None]


@WAYS
@quick
@given(lists(), st.lists(inserts, max_size=15), st.integers(1, 12), st.booleans())
def test_rows_that_arrive_on_top_hide_none(
    step: Step, rows: list[Seen], events: list[Between], cap: int, inclusive: bool
) -> None:
    walk_down(Listing(rows, cap, inclusive), events, step)


@WAYS
@quick
@given(lists(), st.lists(cuts, max_size=15), st.integers(1, 12), st.booleans())
def test_pages_cut_short_hide_none(
    step: Step, rows: list[Seen], events: list[Between], cap: int, inclusive: bool
) -> None:
    walk_down(Listing(rows, cap, inclusive), events, step)


@WAYS
@quick
@given(
    lists(),
    st.lists(inserts, max_size=15),
    st.integers(1, 12),
    st.booleans(),
    st.frozensets(st.integers(9_960, 10_000)),
)
def test_rows_that_cannot_be_understood_hide_none_of_the_others(
    step: Step, rows: list[Seen], events: list[Between], cap: int, inclusive: bool, bad: frozenset[int]
) -> None:
    walk_down(Listing(rows, cap, inclusive, bad), events, step)


@WAYS
@pytest.mark.parametrize("length", [2, 3, 5, 9])
def test_a_walk_gets_past_rows_in_a_row_that_cannot_be_understood(step: Step, length: int) -> None:
    rows = [Seen(1_000 - number, TOP - number // 3) for number in range(24)]
    for first in range(len(rows)):
        bad = frozenset(1_000 - number for number in range(first, first + length))
        walk_down(Listing(list(rows), cap=4, bad=bad), [], step)


@pytest.mark.parametrize("places", [{0}, {19}, {5, 6, 7}, {14, 15, 16, 17, 18, 19}])
def test_rows_that_cannot_be_understood_do_not_unguard_their_page(places: set[int]) -> None:
    rows = [Seen(1_000 - number, TOP - number) for number in range(60)]
    bad = frozenset(1_000 - place for place in places)
    walk_down(Listing(rows, cap=20, bad=bad), [Between(), Between(deleted=(0, 1))], by_offset)


@WAYS
@quick
@given(lists(), with_one_lie(), st.integers(2, 12), st.booleans())
def test_one_empty_page_in_the_middle_is_not_the_end(
    step: Step, rows: list[Seen], events: list[Between], cap: int, inclusive: bool
) -> None:
    walk_down(Listing(rows, cap, inclusive), events, step)


@quick
@given(lists(), st.lists(deletions, max_size=15), st.integers(2, 12))
def test_rows_that_vanish_hide_none_where_only_an_offset_is_known(
    rows: list[Seen], events: list[Between], cap: int
) -> None:
    walk_down(Listing(rows, cap), events, by_offset)


@quick
@given(lists(most=5), st.lists(deletions, max_size=15), st.integers(12, 15), st.booleans())
def test_rows_that_vanish_hide_none_where_no_second_fills_a_page(
    rows: list[Seen], events: list[Between], cap: int, inclusive: bool
) -> None:
    walk_down(Listing(rows, cap, inclusive), events, by_time)


@WAYS
@quick
@given(lists(), st.lists(inserts, max_size=15), st.integers(2, 12), st.booleans(), st.integers(0, 40))
def test_a_walk_down_to_known_ground_sees_everything_above_it(
    step: Step, rows: list[Seen], events: list[Between], cap: int, inclusive: bool, place: int
) -> None:
    low = rows[place % len(rows)].created if rows else 0
    walk_down(Listing(rows, cap, inclusive), events, step, Walk("gap", low))


def test_a_walk_ends_at_known_ground_without_a_further_question() -> None:
    rows = [Seen(number, TOP - 10 * number) for number in range(30)]
    listing = Listing(rows, cap=10)
    walk_down(listing, [], by_time, Walk("gap", TOP - 45))
    assert listing.calls == 1


@WAYS
def test_a_page_of_the_middle_is_read_once(step: Step) -> None:
    listing = Listing([Seen(1_000 - number, TOP - 7 * number) for number in range(100)], cap=25)
    walk_down(listing, [], step)
    assert listing.calls <= 100 / 25 + 5


@WAYS
def test_a_list_of_nothing_is_over_at_once(step: Step) -> None:
    listing = Listing([], cap=10)
    walk_down(listing, [], step)
    assert listing.calls == 1


def walk_into_silence(walk: Walk | None, step: Step) -> None:
    for _ in range(10):
        assert walk is not None, "believed that the list ends here"
        walk = step(walk, [], 0)


@WAYS
@given(pages=st.integers(1, 3), cap=st.integers(2, 8))
@quick
def test_a_panel_that_falls_silent_for_good_is_lying_not_at_its_end(step: Step, pages: int, cap: int) -> None:
    listing = Listing([Seen(1_000 - number, TOP - number) for number in range(40)], cap)
    walk: Walk | None = Walk()
    for _ in range(pages):
        assert walk is not None
        walk = step(walk, *listing.page(walk, Between()))
    with pytest.raises(Lying):
        walk_into_silence(walk, step)


def test_a_list_that_shrank_by_more_than_a_page_is_looked_for_from_its_top() -> None:
    listing = Listing([Seen(1_000 - number, TOP - number) for number in range(300)], cap=10)
    walk_down(listing, [Between()] * 50 + [Between(deleted=tuple(range(280)))], by_offset)
    assert listing.calls < 65


@WAYS
def test_a_walk_says_how_far_it_came(step: Step) -> None:
    listing = Listing([Seen(1_000 - number, TOP - 3 * number) for number in range(20)], cap=6)
    walk: Walk | None = Walk()
    for _ in range(3):
        assert walk is not None
        page, bad = listing.page(walk, Between())
        walk = step(walk, page, bad)
        assert walk is not None
        assert walk.reached == min(row.created for row in page)
    assert walk is not None
    assert walk.rows >= len(listing.seen)


def test_rows_shown_twice_are_counted_once_where_only_an_offset_is_known() -> None:
    listing = Listing([Seen(1_000 - number, TOP - 3 * number) for number in range(20)], cap=6)
    walk = Walk()
    for _ in range(4):
        further = by_offset(walk, *listing.page(walk, Between()))
        assert further is not None
        walk = further
    assert walk.rows == len(listing.seen)
