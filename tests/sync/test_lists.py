"""Lists move while they are read, and every panel pages in its own way: no row is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from chalicelib.sync.settings import SyncSettings
from infra.simulators.panel.faults import Fault
from infra.simulators.panel.planting import Volume
from infra.simulators.panel.switches import Switches
from tests.sync.bench import Bench

PAGED = ("orders", "payments", "users", "tickets")


@pytest.fixture
def small_pages(bench: Bench) -> Bench:
    """Ten rows a page, also where a walk asks for a thousand: a panel that silently caps its pages."""
    bench.settings = SyncSettings(rows_per_fetch=dict.fromkeys(PAGED, 10))
    return bench


def capped(**positions: object) -> Switches:
    return Switches(max_limit=10, **positions)  # type: ignore[arg-type]


@pytest.mark.parametrize("resource", PAGED)
def test_a_panel_that_answers_fewer_rows_than_asked_is_read_in_full(
    small_pages: Bench, resource: str
) -> None:
    small_pages.add(volume=Volume(orders=60, users=45, payments=45, tickets=33), switches=capped())
    small_pages.settle(resource)
    small_pages.assert_equal(resource)


@pytest.mark.parametrize("resource", PAGED)
def test_rows_that_arrive_on_top_while_the_list_is_read_lose_none(small_pages: Bench, resource: str) -> None:
    sim = small_pages.add(volume=Volume(orders=60, users=45, payments=45, tickets=33), switches=capped())
    adders: dict[str, Callable[[], object]] = {
        "orders": sim.add_order,
        "payments": sim.add_payment,
        "users": sim.add_user,
        "tickets": sim.add_ticket,
    }

    def three_arrive() -> None:
        for _ in range(3):
            adders[resource]()

    sim.between_calls(three_arrive, path=f"/{resource}", after=2, times=4)
    small_pages.settle(resource)
    small_pages.run(resource, later=60)
    small_pages.assert_equal(resource)


@pytest.mark.parametrize("resource", ["orders", "payments", "users"])
def test_rows_that_vanish_above_while_the_list_is_read_lose_none(small_pages: Bench, resource: str) -> None:
    sim = small_pages.add(volume=Volume(orders=60, users=45, payments=45, tickets=5), switches=capped())
    rows = getattr(sim, resource)
    delete = {"orders": sim.delete_order, "payments": sim.delete_payment, "users": sim.delete_user}[resource]

    def drop_the_newest() -> None:
        for row_id in sorted(rows, key=lambda row_id: rows[row_id].created)[-7:]:
            delete(row_id)

    sim.between_calls(drop_the_newest, path=f"/{resource}", after=2, times=2)
    small_pages.settle(resource)
    small_pages.verify(resource)
    small_pages.assert_equal(resource)


def test_rows_that_share_the_checkpoints_second_are_all_read(small_pages: Bench) -> None:
    sim = small_pages.add(orders=5)
    second = int(small_pages.clock.now)
    for _ in range(25):
        sim.add_order(created=second)
    small_pages.settle("orders")
    small_pages.assert_equal("orders")
    for _ in range(25):
        sim.add_order(created=second)
    small_pages.run("orders")
    small_pages.settle("orders")
    small_pages.assert_equal("orders")


def test_a_whole_page_in_one_second_is_passed(small_pages: Bench) -> None:
    sim = small_pages.add(orders=12, switches=capped())
    for _ in range(43):
        sim.add_order(created=int(small_pages.clock.now) - 40 * 86_400)
    small_pages.settle("orders")
    small_pages.assert_equal("orders")


@pytest.mark.parametrize(
    ("href", "place", "count"),
    list(product(["empty", "null", "missing"], ["beside", "inside"], ["total", "page"])),
)
def test_whatever_a_panel_says_about_its_pages_is_not_trusted(
    small_pages: Bench, href: str, place: str, count: str
) -> None:
    positions = {"last_href": href, "pagination": place, "count": count}
    small_pages.add(orders=35, switches=capped(**positions))
    small_pages.settle("orders")
    small_pages.assert_equal("orders")


@pytest.mark.parametrize("with_ids", [False, True])
def test_a_panel_with_a_default_period_hides_nothing(bench: Bench, with_ids: bool) -> None:
    switches = Switches(default_period_days=90, period_with_ids=with_ids)
    sim = bench.add(volume=Volume(orders=40, history_days=400), switches=switches)
    bench.settle("orders")
    bench.assert_equal("orders")
    old = min(sim.orders.values(), key=lambda row: row.created)
    sim.set_order(old.id, status="in_progress")
    bench.verify("orders")
    sim.set_order(old.id, status="completed", remains=0)
    for _ in range(9):
        bench.run("orders", later=600)
    bench.assert_equal("orders")


def test_a_page_applied_twice_or_late_changes_nothing(bench: Bench) -> None:
    sim = bench.add(orders=20)
    bench.settle("orders")
    order = sim.add_order(status="pending", remains=100)
    bench.run("orders")
    early = bench.capture("orders")
    sim.set_order(order.id, status="completed", remains=0)
    bench.run("orders", later=30)
    bench.rows_written()
    bench.apply("orders", early)
    bench.apply("orders", early)
    assert bench.rows_written() == []
    bench.assert_equal("orders")


def test_two_workers_on_one_panel_and_resource_do_the_work_of_one(bench: Bench) -> None:
    sim = bench.add(orders=30)
    others: list[bool] = []
    sim.between_calls(lambda: others.append(bench.run("orders", later=0, owner="second").worked), times=None)
    assert bench.run("orders", owner="first").worked
    assert others
    assert not any(others)


def test_one_resource_does_not_wait_for_another(bench: Bench) -> None:
    sim = bench.add(orders=30)
    others: list[bool] = []
    sim.between_calls(
        lambda: others.append(bench.run("users", later=0, owner="second").worked), path="/orders"
    )
    assert bench.run("orders", owner="first").worked
    assert others == [True]


def test_a_second_delivery_of_a_task_does_nothing(bench: Bench) -> None:
    sim = bench.add(orders=30)
    task = bench.task("orders")
    assert bench.deliver(task).worked
    sim.clear_log()
    assert not bench.deliver(task).worked
    assert not sim.log


def test_a_list_cut_short_is_read_to_its_end_all_the_same(bench: Bench) -> None:
    sim = bench.add(orders=50)
    sim.fault(Fault(kind="cut_list", path="/orders", keep=7, times=3))
    bench.settle("orders")
    bench.assert_equal("orders")


def test_a_panel_that_refuses_long_pages_is_asked_for_short_ones(bench: Bench) -> None:
    bench.add(orders=250, switches=Switches(max_limit=100, over_limit="refuse"))
    bench.settle("orders")
    bench.assert_equal("orders")


@pytest.mark.parametrize("sort", ["updated-desc", "created-desc", "created-asc"])
def test_new_tickets_are_found_in_whatever_order_they_are_listed(bench: Bench, sort: str) -> None:
    sim = bench.add(
        volume=Volume(orders=5, users=9, payments=1, tickets=70),
        switches=Switches(ticket_sort=sort),  # type: ignore[arg-type]
    )
    bench.settle("tickets")
    sim.add_ticket()
    bench.run("tickets", later=20)
    bench.assert_equal("tickets")


@pytest.mark.parametrize("inclusive", [True, False])
def test_a_period_whose_end_does_not_count_loses_nothing(small_pages: Bench, inclusive: bool) -> None:
    sim = small_pages.add(orders=30, switches=capped(created_to_inclusive=inclusive))
    for _ in range(8):
        sim.add_order(created=int(small_pages.clock.now) - 86_400)
    small_pages.settle("orders")
    small_pages.assert_equal("orders")
