"""A simulated panel that lives on its clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.simulators.panel import DEMO_PANELS, Motion, PanelClock, PanelSimulator, Volume, open_preset
from infra.simulators.panel.life import HOUR, Life, life_of, moment
from infra.simulators.panel.rows import FINAL_STATUSES, ORDER_STATUSES
from tests.contract.panel_driver import NOON, Clock, customer, done, get, ids, still_panel

BUSY = Motion(orders_per_hour=120, payments_per_hour=30, tickets_per_hour=30, users_per_hour=6)
DAY = 24 * HOUR


def moving_panel(clock: Clock, orders: int = 80, motion: Motion = BUSY, **options: object) -> PanelSimulator:
    return still_panel(orders, clock=clock, motion=motion, **options)


def truth(sim: PanelSimulator) -> dict[str, object]:
    return {
        "orders": [sim.render_order_detail(row_id) for row_id in sim.orders],
        "payments": [sim.render_payment(row_id) for row_id in sim.payments],
        "users": [sim.render_user(row_id) for row_id in sim.users],
        "tickets": [sim.render_ticket_detail(row_id) for row_id in sim.tickets],
    }


@given(st.integers(0, 10**6), st.integers(1, 10**9), st.integers(1, 10**7), st.booleans())
def test_an_order_only_ever_moves_forward_and_its_remains_only_fall(
    seed: int, order_id: int, quantity: int, manual: bool
) -> None:
    life = life_of(seed, order_id, quantity, manual=manual)
    age, remains, passed = 0, quantity, []
    while True:
        now = moment(life, age, quantity)
        assert now.since <= age
        assert now == moment(life, now.since, quantity)
        passed.append(now.status)
        if now.until is None:
            break
        assert now.remains <= remains
        assert now.until > age
        remains, age = now.remains, now.until
    steps = [status for n, status in enumerate(passed) if n == 0 or passed[n - 1] != status]
    assert steps[0] == "pending"
    assert steps[-1] in {*FINAL_STATUSES, "error", "fail"}
    assert steps[1:-1] in ([], ["processing"], ["in_progress"], ["processing", "in_progress"])
    assert {"completed": now.remains == 0, "canceled": now.remains == quantity}.get(
        steps[-1], now.remains > 0
    )


def test_a_quiet_panel_stands_still_however_late_it_gets() -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    before = truth(sim)
    clock.now += 400 * DAY
    assert truth(sim) == before


def test_what_stands_at_a_time_does_not_depend_on_how_often_one_looked() -> None:
    often, seldom = Clock(), Clock()
    watched, unwatched = moving_panel(often), moving_panel(seldom)
    for _ in range(100):
        often.now += 997
        ids(watched, "/orders")
    seldom.now += 997 * 100
    assert truth(watched) == truth(unwatched)


def test_a_panel_opened_again_goes_on_where_it_was() -> None:
    clock = Clock()
    first = moving_panel(clock)
    clock.now += 2 * DAY
    again = moving_panel(clock, opened_at=NOON)
    assert truth(first) == truth(again)


def test_orders_payments_tickets_and_users_arrive_at_about_the_rates_asked_for() -> None:
    clock = Clock()
    sim = moving_panel(clock)
    counts = [len(table) for table in (sim.orders, sim.payments, sim.users)]
    tickets = sum(len(ticket.messages) for ticket in sim.tickets.values())
    clock.now += 10 * HOUR
    orders, payments, users = (
        len(table) - before
        for table, before in zip((sim.orders, sim.payments, sim.users), counts, strict=True)
    )
    assert 1000 < orders < 1400
    assert payments > 200
    assert 30 < users < 100
    assert sum(len(ticket.messages) for ticket in sim.tickets.values()) > tickets + 100


def test_nothing_arrives_where_the_rates_are_nought_but_open_orders_move() -> None:
    clock = Clock()
    sim = moving_panel(clock, motion=Motion(0, 0, 0, 0))
    statuses = {row.id: row.status for row in sim.orders.values()}
    clock.now += 200 * DAY
    assert len(sim.orders) == 80
    moved = {row.id for row in sim.orders.values() if row.status != statuses[row.id]}
    assert moved
    assert {row.status for row in sim.orders.values()} <= {*FINAL_STATUSES, "fail", "error"}


def test_an_order_walks_through_its_states_at_its_own_times() -> None:
    clock = Clock()
    sim = moving_panel(clock, motion=Motion(60, 0, 0, 0))
    clock.now += HOUR
    newest = ids(sim, "/orders", limit=1)[0]
    seen: list[tuple[str, int]] = []
    for _ in range(3000):
        row = sim.orders[newest]
        if not seen or seen[-1] != (row.status, row.remains):
            seen.append((row.status, row.remains))
            assert row.updated <= clock.now
        if row.status in FINAL_STATUSES:
            break
        clock.now += HOUR
    assert seen[0][0] in ("pending", "processing", "in_progress")
    assert seen[-1][0] in {*FINAL_STATUSES, "fail", "error"}


def test_every_cent_is_somewhere() -> None:
    clock = Clock()
    sim = moving_panel(clock)
    held = sum(user.balance + user.spent for user in sim.users.values())
    paid = sum(row.amount for row in sim.payments.values() if row.status == "completed")
    known = set(sim.users)
    clock.now += 5 * DAY
    brought = sum(user.balance + user.spent for user_id, user in sim.users.items() if user_id not in known)
    now_held = sum(user.balance + user.spent for user_id, user in sim.users.items() if user_id in known)
    now_paid = sum(row.amount for row in sim.payments.values() if row.status == "completed")
    newcomers = {user.username for user_id, user in sim.users.items() if user_id not in known}
    to_newcomers = sum(
        row.amount for row in sim.payments.values() if row.status == "completed" and row.user in newcomers
    )
    assert now_held - held == now_paid - paid - to_newcomers
    assert brought >= to_newcomers


def test_a_new_order_is_paid_from_the_balance_and_topped_up_when_that_is_short() -> None:
    clock = Clock()
    sim = moving_panel(clock, motion=Motion(600, 0, 0, 0))
    for user_id in sim.users:
        sim.set_user(user_id, balance=0)
    clock.now += 5 * HOUR
    assert all(user.balance >= 0 for user in sim.users.values())
    assert sum(row.status == "completed" for row in sim.payments.values()) > 5


def test_what_a_person_took_over_moves_no_more_by_itself() -> None:
    clock = Clock()
    sim = moving_panel(clock, volume=Volume(orders=80, stay_open=40), motion=Motion(0, 0, 0, 0))
    clock.now += HOUR
    open_ids = [row.id for row in sim.orders.values() if row.status == "in_progress"][:4]
    by_hand, canceled, *_ = open_ids
    sim.set_order(by_hand, remains=1)
    done(sim, "/orders/cancel", {"ids": str(canceled)})
    clock.now += 300 * DAY
    assert (sim.orders[by_hand].status, sim.orders[by_hand].remains) == ("in_progress", 1)
    assert sim.orders[canceled].status == "canceled"


def test_a_resent_order_lives_again_and_a_placed_one_too() -> None:
    clock = Clock()
    sim = moving_panel(clock, motion=Motion(0, 0, 0, 0))
    failed = sim.set_order(1001, status="fail", provider="bulkbarn.example")
    service = sim.add_service(type="Default", min=1, max=100, rate="0.01")
    done(sim, "/orders/resend", {"ids": str(failed.id)})
    placed = customer(sim, "add", service=service.id, link="https://a.example/", quantity=9)["order"]
    clock.now += 200 * DAY
    assert sim.orders[failed.id].status not in ("pending", "processing", "in_progress")
    assert sim.orders[placed].status not in ("pending", "processing", "in_progress")


def test_a_provider_grants_a_cancel_after_a_while() -> None:
    clock = Clock()
    sim = moving_panel(clock, volume=Volume(orders=80, stay_open=30), motion=Motion(0, 0, 0, 0))
    order = next(row for row in sim.orders.values() if row.status == "in_progress" and row.external_id)
    done(sim, "/orders/request-cancel", {"ids": str(order.id)})
    assert order.status == "in_progress"
    clock.now += HOUR
    assert sim.orders[order.id].status in ("canceled", "partial")


def test_a_refill_goes_its_way() -> None:
    clock = Clock()
    sim = moving_panel(clock, motion=Motion(0, 0, 0, 0))
    service = sim.add_service(refill=True)
    order = sim.add_order(user=sim.users[1].username, service_id=service.id, status="completed")
    refill = customer(sim, "refill", order=order.id)["refill"]
    clock.now += 2 * DAY
    assert customer(sim, "refill_status", refill=refill)["status"] in ("Completed", "Rejected")


def test_the_newest_orders_stay_open_where_that_is_asked_for() -> None:
    sim = still_panel(volume=Volume(orders=500, stay_open=200))
    newest = ids(sim, "/orders", limit=200)
    assert {sim.orders[order_id].status for order_id in newest} == {"pending", "in_progress", "processing"}


def test_every_status_is_an_orders_status_after_a_long_life() -> None:
    clock = Clock()
    sim = moving_panel(clock)
    clock.now += 3 * DAY
    assert {row.status for row in sim.orders.values()} == set(ORDER_STATUSES)


def test_a_clock_may_run_faster_than_the_wall_be_set_ahead_and_change_speed_without_a_jump() -> None:
    wall = Clock(1000.0)
    clock = PanelClock(wall, speed=60, start=5000.0)
    wall.now += 2
    assert clock() == 5120.0
    clock.advance(30)
    assert clock() == 5150.0
    clock.run_at(1)
    assert clock() == 5150.0
    wall.now += 5
    assert clock() == 5155.0


def test_a_clock_ahead_of_everybody_dates_its_orders_ahead() -> None:
    wall = Clock()
    sim = still_panel(clock=Clock(wall.now + HOUR))
    order = sim.add_order()
    assert get(sim, f"/orders/{order.id}")["data"]["created_timestamp"] == wall.now + HOUR


def test_the_demonstration_has_three_panels_and_twenty_thousand_orders_that_survive_a_restart() -> None:
    wall = Clock()
    wall.now += 600
    panels = [open_preset(preset, wall=wall, opened_at=NOON) for preset in DEMO_PANELS]
    again = [open_preset(preset, wall=wall, opened_at=NOON) for preset in DEMO_PANELS]
    assert [panel.code for panel in panels] == ["MTP", "STM", "SGP"]
    assert 20_000 <= sum(len(panel.orders) for panel in panels) < 20_100
    assert len({panel.admin_key for panel in panels}) == 3
    for one, two in zip(panels, again, strict=True):
        assert one.admin_key == two.admin_key
        assert one.orders == two.orders


def test_a_life_without_delivery_ends_right_after_its_wait() -> None:
    life = Life(wait=10, handover=0, steps=0, step=1, ending="fail", left=5)
    assert moment(life, 9, 5).status == "pending"
    assert moment(life, 10, 5) == ("fail", 5, 10, None)


@pytest.mark.parametrize("field", ["status", "remains"])
def test_a_moving_panel_shows_at_each_call_what_stands_then(field: str) -> None:
    clock = Clock()
    sim = moving_panel(clock, 300, Motion(1, 0, 0, 0))
    before = {row["id"]: row[field] for row in get(sim, "/orders", limit=1000)["data"]["list"]}
    clock.now += DAY
    after = {row["id"]: row[field] for row in get(sim, "/orders", limit=1000)["data"]["list"]}
    assert any(after[row_id] != before[row_id] for row_id in before if row_id in after)
