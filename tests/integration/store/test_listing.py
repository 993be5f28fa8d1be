"""Lists over several panels: what they hold, in which order, and page by page while rows arrive."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.errors import InvalidInput
from chalicelib.store.keys import LAST_ID, number_key, time_key
from chalicelib.store.listing import RowFilter, best_driver, list_rows
from chalicelib.store.orders import OrderRow, orders
from chalicelib.store.rows import RowTable, StoredRow
from chalicelib.store.users import UserRow, users
from tests.fakes.dynamodb.engine import Engine
from tests.fakes.dynamodb.tables import shape_of
from tests.fakes.dynamodb.wire import answering, client_of

START = 1_790_000_000
PANELS = ("MTP", "SGP", "STM", "XQP")
LONG = "instagram.com/p/" + "x" * 300
VALUES: dict[str, tuple[str | None, ...]] = {
    "status": ("pending", "completed", "partial"),
    "service": ("1", "2"),
    "user": ("anna", "bob", None),
    "provider": ("p.example", None),
    "mode": ("auto", "manual"),
    "link": (LONG, LONG + "y", "x.example/p"),
    "external": ("e1", None),
}
SELECTIVITY = ("external", "link", "user", "service", "provider", "status", "mode")

steady = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

pytestmark = pytest.mark.usefixtures("credentials")


@contextmanager
def stored(table: RowTable[Any], rows: Iterable[StoredRow]) -> Iterator[Callable[[StoredRow], None]]:
    """These rows in a table of the stand-in (moto's answers are the same, and a hundred times slower);
    yields what puts one more."""
    engine = Engine([shape_of(table.model)])
    held = engine.tables[table.model.Meta.table_name]

    def put(row: StoredRow) -> None:
        held.put(table.build(row).serialize())

    for row in rows:
        put(row)
    with answering(engine.call, [client_of(table.model)]):
        yield put


# Few seconds and few ids, so that seconds hold many rows; and most keys are held by several panels.
addresses = st.tuples(st.integers(0, 5), st.integers(0, 7))
holders = st.lists(st.sampled_from(PANELS), unique=True, min_size=1)
facets = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@st.composite
def order_rows(draw: st.DrawFn) -> list[StoredRow]:
    places = draw(st.dictionaries(addresses, holders, max_size=25))
    return [
        StoredRow(
            panel,
            time_key(START + second, row_id),
            "{}",
            seen_at=START,
            first_seen_at=START,
            gone_at=START + 9 if draw(st.integers(0, 6)) == 0 else None,
            facets=draw(facets),
        )
        for (second, row_id), panels in places.items()
        for panel in panels
    ]


@st.composite
def order_filters(draw: st.DrawFn) -> RowFilter:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=3))
    chosen = {
        name: tuple(
            draw(
                st.lists(
                    st.sampled_from([value for value in VALUES[name] if value]),
                    unique=True,
                    min_size=1,
                    max_size=3,
                )
            )
        )
        for name in names
    }
    bounded = draw(st.booleans())
    return RowFilter(
        tuple(draw(st.lists(st.sampled_from(PANELS), unique=True, min_size=1))),
        chosen,
        first=time_key(START + draw(st.integers(0, 3)), 0) if bounded else "",
        last=time_key(START + draw(st.integers(2, 5)), LAST_ID) if bounded else "~",
        ascending=draw(st.booleans()),
    )


def expected(rows: Iterable[StoredRow], wanted: RowFilter) -> list[StoredRow]:
    """The answer by looking at every row there is."""
    by_name = sorted(wanted.panels)

    def place(row: StoredRow) -> str:
        return row.key if wanted.order == "key" else row.sort_keys.get(wanted.order.removesuffix("_key"), "")

    found = [
        row
        for row in rows
        if row.panel in wanted.panels
        and (row.gone_at is None or wanted.gone)
        and place(row)
        and wanted.first <= place(row) <= wanted.last
        and all(row.facets.get(name) in values for name, values in wanted.facets.items())
    ]
    return sorted(
        found, key=lambda row: (place(row), -by_name.index(row.panel)), reverse=not wanted.ascending
    )


def named(rows: Iterable[StoredRow]) -> list[tuple[str, str]]:
    return [(row.panel, row.key) for row in rows]


def pages(
    table: RowTable[Any],
    wanted: RowFilter,
    driver: str | None,
    limit: int,
    between: Callable[[], None] = lambda: None,
) -> list[StoredRow]:
    """All pages, one after the other."""
    found: list[StoredRow] = []
    cursor: str | None = None
    for _ in range(120):
        page = list_rows(table, wanted, driver=driver, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        found += page.items
        if page.next is None:
            return found
        cursor = page.next
        between()
    raise AssertionError("the list does not end")


@steady
@given(order_rows(), order_filters(), st.integers(1, 13))
def test_all_pages_together_hold_each_matching_row_once_and_in_order(
    rows: list[StoredRow], wanted: RowFilter, limit: int
) -> None:
    with stored(orders, rows):
        drivers: list[str | None] = [*sorted(wanted.facets)] or [None]
        for driver in drivers:
            assert named(pages(orders, wanted, driver, limit)) == named(expected(rows, wanted))


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_a_page_may_end_among_rows_of_several_panels_that_share_a_key(limit: int, ascending: bool) -> None:
    rows = [
        StoredRow(panel, time_key(START + second, row_id), "{}", START, START, facets={"status": "pending"})
        for second in range(2)
        for row_id in range(3)
        for panel in PANELS
    ]
    wanted = RowFilter(PANELS, {"status": ("pending",)}, ascending=ascending)
    with stored(orders, rows):
        for driver in (None, "status"):
            assert named(pages(orders, wanted, driver, limit)) == named(expected(rows, wanted))


@steady
@given(order_rows(), order_filters(), st.integers(1, 9), st.data())
def test_rows_that_arrive_between_pages_lose_and_repeat_none(
    rows: list[StoredRow], wanted: RowFilter, limit: int, data: st.DataObject
) -> None:
    fresh = iter(data.draw(st.lists(st.tuples(st.sampled_from(PANELS), facets), max_size=20)))
    with stored(orders, rows) as put:

        def arrive() -> None:
            """Three more, anywhere in time: new on top, or old by backfill."""
            for (panel, values), _ in zip(fresh, range(3), strict=False):
                key = time_key(START + data.draw(st.integers(0, 9)), data.draw(st.integers(100, 10**6)))
                put(StoredRow(panel, key, "{}", START, START, facets=values))

        found = named(pages(orders, wanted, best_driver(wanted, SELECTIVITY), limit, arrive))
    old = {(row.panel, row.key) for row in rows}
    assert [place for place in found if place in old] == named(expected(rows, wanted))
    assert len(set(found)) == len(found)


@steady
@given(order_rows(), order_filters(), st.integers(1, 9))
def test_rows_that_are_gone_show_only_where_they_are_asked_for(
    rows: list[StoredRow], wanted: RowFilter, limit: int
) -> None:
    """By time alone: a row that is gone has left the other indexes."""
    everything = replace(wanted, facets={}, gone=True)
    with stored(orders, rows):
        assert named(pages(orders, everything, None, limit)) == named(expected(rows, everything))
        shown = pages(orders, replace(everything, gone=False), None, limit)
    assert all(row.gone_at is None for row in shown)


def user(panel: str, number: int, balance: str | None, status: str) -> StoredRow:
    keys = {} if balance is None else {"balance": number_key(Decimal(balance), number)}
    return StoredRow(
        panel, time_key(START, number), "{}", START, START, facets={"status": status}, sort_keys=keys
    )


balances = st.none() | st.decimals(-50, 50, places=2).map(str) | st.sampled_from(["0", "7"])


@steady
@given(
    st.lists(
        st.tuples(st.sampled_from(PANELS[:3]), balances, st.sampled_from(["active", "suspended"])),
        max_size=40,
    ),
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from([{}, {"status": ("active",)}]),
    st.integers(1, 9),
)
def test_users_are_listed_by_another_key_than_time(
    who: list[tuple[str, str | None, str]],
    panels: int,
    ascending: bool,
    chosen: dict[str, tuple[str, ...]],
    limit: int,
) -> None:
    rows = [user(panel, number, balance, status) for number, (panel, balance, status) in enumerate(who)]
    wanted = RowFilter(PANELS[:panels], chosen, order="balance_key", ascending=ascending)
    with stored(users, rows):
        assert named(pages(users, wanted, None, limit)) == named(expected(rows, wanted))


def test_a_filter_that_matches_next_to_nothing_answers_short_pages_with_a_cursor_to_go_on() -> None:
    rows = [
        StoredRow("MTP", time_key(START + number, number), "{}", 0, 0, facets={"service": "1", "user": "bob"})
        for number in range(2_500)
    ]
    rows[3] = replace(rows[3], facets={"service": "1", "user": "anna"})
    wanted = RowFilter(("MTP",), {"service": ("1",), "user": ("anna",)})
    with stored(orders, rows):
        first = list_rows(orders, wanted, driver="service", limit=500)
        assert first.items == []
        assert first.next is not None
        assert named(pages(orders, wanted, "service", 500)) == [("MTP", time_key(START + 3, 3))]


def test_no_panel_or_no_value_is_an_empty_list() -> None:
    with stored(orders, [order("MTP", 1)]):
        for wanted in (RowFilter(()), RowFilter(("MTP",), {"status": ()})):
            assert list_rows(orders, wanted, driver=best_driver(wanted, SELECTIVITY), limit=10).items == []


def order(panel: str, number: int) -> StoredRow:
    return StoredRow(
        panel,
        time_key(START + number, number),
        "{}",
        START,
        START,
        facets={"status": "pending", "user": "anna"},
    )


def first_cursor(wanted: RowFilter) -> str:
    cursor = list_rows(orders, wanted, driver=best_driver(wanted, SELECTIVITY), limit=2).next
    assert cursor is not None
    return cursor


OF_THE_LIST = RowFilter(("MTP", "STM"), {"status": ("pending",)})


@pytest.mark.parametrize(
    "other",
    [
        replace(OF_THE_LIST, panels=("MTP",)),
        replace(OF_THE_LIST, panels=("MTP", "STM", "XQP")),
        replace(OF_THE_LIST, facets={"status": ("pending", "completed")}),
        replace(OF_THE_LIST, facets={}),
        replace(OF_THE_LIST, first=time_key(START, 0)),
        replace(OF_THE_LIST, last=time_key(START + 9, 0)),
        replace(OF_THE_LIST, ascending=True),
    ],
)
def test_a_cursor_of_another_list_is_refused_by_name(other: RowFilter) -> None:
    with stored(orders, [order(panel, number) for number in range(5) for panel in ("MTP", "STM")]):
        cursor = first_cursor(OF_THE_LIST)
        with pytest.raises(InvalidInput) as refused:
            list_rows(orders, other, driver=best_driver(other, SELECTIVITY), limit=2, cursor=cursor)
    assert refused.value.field == "cursor"


def forged(*content: object) -> str:
    return urlsafe_b64encode(msgspec.json.encode(content)).decode().rstrip("=")


@steady
@given(
    st.text(min_size=1, max_size=60)
    | st.binary(min_size=1, max_size=60).map(lambda blob: urlsafe_b64encode(blob).decode())
    | st.sampled_from(
        [
            forged("1-2"),
            forged("1-2", "MTP", OF_THE_LIST.signature(), 5),
            forged("x-y", "MTP", OF_THE_LIST.signature()),
            forged("12", "MTP", OF_THE_LIST.signature()),
            forged("1-2-3", "MTP", OF_THE_LIST.signature()),
            forged("9" * 3_000 + "-1", "MTP", OF_THE_LIST.signature()),
            forged(time_key(START, 1), "XQP", OF_THE_LIST.signature()),
            forged(time_key(START, 1), "MTP", "0" * 12),
        ]
    )
)
def test_anything_else_than_a_cursor_is_refused_by_name(text: str) -> None:
    with stored(orders, []), pytest.raises(InvalidInput) as refused:
        list_rows(orders, OF_THE_LIST, driver="status", limit=2, cursor=text)
    assert refused.value.field == "cursor"


def test_the_facet_with_the_rarest_values_drives() -> None:
    wanted = RowFilter(("MTP",), {"status": ("pending",), "user": ("anna",)})
    assert best_driver(wanted, SELECTIVITY) == "user"
    assert best_driver(RowFilter(("MTP",)), SELECTIVITY) is None


@pytest.mark.usefixtures("tables")
def test_moto_answers_the_same_lists() -> None:
    """A second opinion on the stand-in, over a few filters of each kind."""
    kinds: Sequence[tuple[str, str]] = [("pending", "anna"), ("completed", "bob"), ("pending", "bob")]
    rows = [
        StoredRow(
            PANELS[number % 3],
            time_key(START + number // 4, number),
            "{}",
            START,
            START,
            gone_at=START if number == 7 else None,
            facets=dict(zip(("status", "user"), kinds[number % 7 % 3], strict=True)),
        )
        for number in range(40)
    ]
    orders.put(rows)
    people = [user(PANELS[number % 2], number, str(number * 7 % 11 - 5), "active") for number in range(20)]
    users.put(people)
    for wanted in (
        RowFilter(PANELS[:3]),
        RowFilter(("MTP",), {"status": ("pending", "completed")}),
        RowFilter(PANELS[:2], {"status": ("pending",), "user": ("bob",)}, ascending=True),
        RowFilter(PANELS[:3], first=time_key(START + 2, 0), last=time_key(START + 6, LAST_ID)),
    ):
        driver = best_driver(wanted, SELECTIVITY)
        assert named(pages(orders, wanted, driver, 4)) == named(expected(rows, wanted))
    by_balance = RowFilter(PANELS[:2], order="balance_key")
    assert named(pages(users, by_balance, None, 6)) == named(expected(people, by_balance))
    assert {UserRow.Meta.table_name, OrderRow.Meta.table_name} == {"hyperpanel-users", "hyperpanel-orders"}
