"""What the writes of the Admin API do to a simulated panel, and to its money."""

from __future__ import annotations

from typing import Any

import pytest

from infra.simulators.panel import PanelSimulator
from infra.simulators.panel.money import units
from infra.simulators.panel.rows import ORDER_STATUSES, OrderRow
from tests.contract.panel_driver import NOON, Clock, client, done, get, ids, post, still_panel


def sold(sim: PanelSimulator, *, price: str = "10", **fields: Any) -> OrderRow:
    """An order of 100 that the panel's first customer paid `price` for."""
    user = sim.users[1].username
    return sim.add_order(**{"user": user, "price": price, "charge": price, "quantity": 100, **fields})


def balance(sim: PanelSimulator) -> int:
    return sim.users[1].balance


def test_cancel_gives_the_charge_back_and_skips_what_is_final_or_unknown() -> None:
    sim = still_panel()
    running, finished = sold(sim, status="in_progress"), sold(sim, status="completed")
    before = balance(sim)

    answer = done(
        sim, "/orders/cancel", {"ids": f"{running.id},{finished.id},77", "cancel_reason": "Wrong link"}
    )

    assert answer == {"ids": [running.id], "skipped_ids": [finished.id, 77]}
    assert (running.status, running.charge, running.remains) == ("canceled", 0, 100)
    assert running.cancel_reason == "Wrong link"
    assert balance(sim) - before == units("10")
    done(sim, "/orders/cancel", {"ids": str(running.id)})
    assert balance(sim) - before == units("10")


def test_set_partial_gives_back_the_price_of_what_remains_once() -> None:
    sim = still_panel()
    order = sold(sim, status="in_progress")
    before = balance(sim)

    done(sim, f"/orders/{order.id}/set-partial", {"remains": 25})

    assert (order.status, order.remains, order.charge) == ("partial", 25, units("7.5"))
    assert balance(sim) - before == units("2.5")
    again = post(sim, f"/orders/{order.id}/set-partial", {"remains": 50})
    assert (again.status_code, again.json()["error_message"]) == (400, "Order can not be set partial")
    assert balance(sim) - before == units("2.5")


@pytest.mark.parametrize("remains", [None, 0, -1, 101, "x", True, 1.5])
def test_set_partial_refuses_what_cannot_remain(remains: Any) -> None:
    sim = still_panel()
    order = sold(sim, status="in_progress")
    assert post(sim, f"/orders/{order.id}/set-partial", {"remains": remains}).status_code == 400
    assert order.status == "in_progress"


def test_acts_on_an_unknown_order_are_404() -> None:
    sim = still_panel()
    assert post(sim, "/orders/9/set-partial", {"remains": 1}).status_code == 404
    assert post(sim, "/orders/9/edit-link", {"link": "https://a.example/"}).status_code == 404
    assert post(sim, "/tickets/999/reply", {"staff_name": "Mira", "message": "x"}).status_code == 404


def test_change_status_says_which_orders_it_skipped() -> None:
    sim = still_panel()
    pending, running, refunded = sold(sim), sold(sim, status="in_progress"), sold(sim, status="canceled")

    answer = done(
        sim,
        "/orders/change-status",
        {"ids": f"{pending.id},{running.id},{refunded.id},5", "status": "in_progress"},
    )

    assert answer == {
        "ids": [pending.id],
        "status": "in_progress",
        "skipped_ids": [running.id, refunded.id, 5],
    }
    assert pending.status == "in_progress"


def test_change_status_sends_canceled_through_cancel_and_partial_through_set_partial() -> None:
    sim = still_panel()
    one, two = sold(sim, status="processing"), sold(sim, status="in_progress", remains=40)
    before = balance(sim)
    done(sim, "/orders/change-status", {"ids": str(one.id), "status": "canceled"})
    assert (one.status, balance(sim) - before) == ("canceled", units("10"))
    done(sim, "/orders/change-status", {"ids": str(two.id), "status": "partial"})
    assert (two.status, balance(sim) - before) == ("partial", units("14"))


def test_completed_leaves_nothing_to_deliver() -> None:
    sim = still_panel()
    order = sold(sim, status="in_progress", remains=40)
    done(sim, "/orders/change-status", {"ids": str(order.id), "status": "completed"})
    assert (order.status, order.remains, order.charge) == ("completed", 0, units("10"))


@pytest.mark.parametrize(
    "body", [{}, {"ids": "1"}, {"ids": "", "status": "completed"}, {"ids": "1", "status": "done"}, []]
)
def test_change_status_refuses_a_wrong_body(body: Any) -> None:
    assert post(still_panel(), "/orders/change-status", body).status_code == 400


def test_a_form_is_no_json_and_broken_json_is_refused() -> None:
    panel = client(still_panel())
    assert panel.post("/adminapi/v2/orders/cancel", data={"ids": "1001"}).status_code == 400
    headers = {"content-type": "application/json"}
    assert panel.post("/adminapi/v2/orders/cancel", content=b'{"ids": ', headers=headers).status_code == 400


def test_update_is_200_even_when_every_row_fails_and_tells_each_ones_fate() -> None:
    sim = still_panel()
    pending, refunded = sold(sim), sold(sim, status="partial")

    answer = post(
        sim,
        "/orders/update",
        {
            "orders": [
                {"id": pending.id, "remains": 5},
                {"id": refunded.id, "remains": 5},
                {"id": 5, "status": "x"},
                {"a": 1},
            ]
        },
    )

    assert answer.status_code == 200
    results = answer.json()["data"]["orders"]
    assert [row["success"] for row in results] == [False] * 4
    assert results[0] == {
        "id": pending.id,
        "success": False,
        "message": "Remains update is not allowed",
        "error_code": 120,
    }
    assert [row["message"] for row in results[1:]] == [
        "Order update is not allowed", "Order not found", "id is required",
    ]  # fmt: skip
    assert pending.remains == 100


def test_update_changes_what_it_may() -> None:
    sim = still_panel()
    order, taken, back = sold(sim, status="in_progress"), sold(sim), sold(sim, status="processing")
    before = balance(sim)

    answer = done(
        sim,
        "/orders/update",
        {
            "orders": [
                {"id": order.id, "remains": 30, "start_count": 12},
                {"id": taken.id, "status": "in_progress", "remains": 99},
                {"id": back.id, "status": "canceled", "cancel_reason": "Private account"},
            ]
        },
    )

    assert [row for row in answer["orders"] if row != {"id": row["id"], "success": True}] == []
    assert (order.remains, order.start_count, order.status) == (30, 12, "in_progress")
    assert (taken.status, taken.remains) == ("in_progress", 99)
    assert (back.status, back.cancel_reason) == ("canceled", "Private account")
    assert balance(sim) - before == units("10")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"remains": 101}, "Remains is invalid"), ({"remains": -1}, "Remains is invalid"),
        ({"remains": "5"}, "Remains is invalid"), ({"start_count": "x"}, "Start count is invalid"),
        ({"status": "done"}, "Status is invalid"),
        ({"status": "partial", "remains": 0}, "Remains is invalid"),
    ],
)  # fmt: skip
def test_update_says_what_is_wrong_with_a_row_and_leaves_it_alone(change: Any, message: str) -> None:
    sim = still_panel()
    order = sold(sim, status="in_progress", remains=50)
    answer = done(sim, "/orders/update", {"orders": [{"id": order.id, **change}]})
    assert answer["orders"][0]["message"] == message
    assert (order.status, order.remains, order.start_count) == ("in_progress", 50, None)


def test_a_completed_order_cannot_be_canceled_by_update() -> None:
    sim = still_panel()
    order = sold(sim, status="completed")
    answer = done(sim, "/orders/update", {"orders": [{"id": order.id, "status": "canceled"}]})
    assert answer["orders"][0]["message"] == "Status update is not allowed"
    assert post(sim, "/orders/update", {"orders": []}).status_code == 400


def test_pull_takes_pending_manual_orders_of_ninety_days_once_oldest_first() -> None:
    sim = still_panel(0)
    day = 86_400
    old = sim.add_order(mode="manual", created=int(NOON) - 91 * day)
    first, second, other = (
        sim.add_order(mode="manual", created=int(NOON) - n * day, service_id=service).id
        for n, service in ((3, 1), (2, 1), (1, 2))
    )
    sim.add_order(mode="auto")
    sim.add_order(mode="manual", status="in_progress")

    one = done(sim, "/orders/pull", {"service_ids": "1", "limit": 1})
    rest = done(sim, "/orders/pull", {})

    assert [row["id"] for row in one["list"]] == [first]
    assert one["list"][0]["status"] == "processing"
    assert [row["id"] for row in rest["list"]] == [second, other]
    assert rest["count"] == 2
    assert done(sim, "/orders/pull", {})["list"] == []
    assert sorted(ids(sim, "/orders", order_status="processing")) == [first, second, other]
    assert old.status == "pending"


def test_resend_sends_failed_provider_orders_again_and_no_others() -> None:
    sim = still_panel()
    failed = sold(sim, status="fail", provider="bulkbarn.example", failure="cURL error 28", external_id=None)
    manual, running = sold(sim, status="error", provider=None), sold(sim, status="in_progress")

    answer = done(sim, "/orders/resend", {"ids": f"{failed.id},{manual.id},{running.id}"})

    assert answer == {"ids": [failed.id], "skipped_ids": [manual.id, running.id]}
    assert (failed.status, failed.failure, failed.remains) == ("pending", None, 100)


def test_request_cancel_only_asks_and_only_once() -> None:
    sim = still_panel()
    order = sold(sim, status="in_progress", provider="bulkbarn.example", external_id="9")
    assert get(sim, f"/orders/{order.id}")["data"]["actions"]["request_cancel"] is True

    assert done(sim, "/orders/request-cancel", {"ids": str(order.id)})["ids"] == [order.id]

    assert order.status == "in_progress"
    assert get(sim, f"/orders/{order.id}")["data"]["actions"]["request_cancel"] is False
    assert done(sim, "/orders/request-cancel", {"ids": str(order.id)})["skipped_ids"] == [order.id]


@pytest.mark.parametrize("status", ORDER_STATUSES)
def test_what_an_order_says_can_be_done_is_what_is_done(status: str) -> None:
    sim = still_panel()
    order = sold(sim, status=status, provider="bulkbarn.example", external_id="9")
    acts = {"cancel": "cancel_and_refund", "resend": "resend", "request-cancel": "request_cancel"}
    for path, action in acts.items():
        sim.set_order(order.id, status=status, cancel_asked=False, external_id="9", charge="10")
        can = get(sim, f"/orders/{order.id}")["data"]["actions"][action]
        assert (done(sim, f"/orders/{path}", {"ids": str(order.id)})["ids"] == [order.id]) is can


def test_a_link_is_edited_until_the_order_is_final() -> None:
    sim = still_panel()
    order = sold(sim)
    done(sim, f"/orders/{order.id}/edit-link", {"link": "https://new.example/ü"})
    assert ids(sim, "/orders", link="https://new.example/ü") == [order.id]
    sim.set_order(order.id, status="completed")
    assert post(sim, f"/orders/{order.id}/edit-link", {"link": "https://late.example/"}).status_code == 400
    assert post(sim, f"/orders/{order.id}/edit-link", {"link": "  "}).status_code == 400


def test_an_act_moves_the_orders_last_update() -> None:
    clock = Clock()
    sim = still_panel(clock=clock)
    order = sold(sim)
    clock.now += 90
    done(sim, f"/orders/{order.id}/edit-link", {"link": "https://new.example/"})
    assert get(sim, f"/orders/{order.id}")["data"]["last_update_timestamp"] == NOON + 90


def test_cancel_tasks_are_pulled_once_and_closed_by_reject_or_cancel() -> None:
    sim = still_panel(0)
    first, second = sold(sim, status="in_progress"), sold(sim, status="in_progress", remains=30)
    assert sim.ask_cancel(first.id)
    assert sim.ask_cancel(second.id)
    assert not sim.ask_cancel(second.id)

    assert done(sim, "/cancel/pull", {"limit": 1})["list"] == [{"id": first.id, "remains": 100}]
    assert done(sim, "/cancel/pull", {})["list"] == [{"id": second.id, "remains": 30}]
    assert done(sim, "/cancel/pull", {})["list"] == []
    answer = done(sim, "/cancel/reject", {"ids": f"{first.id},{second.id},5"})
    assert answer == {"ids": [first.id, second.id], "skipped_ids": [5]}
    assert done(sim, "/cancel/reject", {"ids": str(first.id)})["skipped_ids"] == [first.id]
    assert first.status == "in_progress"


def test_refill_tasks_are_pulled_once_and_closed() -> None:
    sim = still_panel(0)
    order = sold(sim, status="completed", service_id=1)
    task = sim.ask_refill(order.id)

    assert done(sim, "/refill/pull", {"service_ids": "2"})["list"] == []
    (row,) = done(sim, "/refill/pull", {"service_ids": "1", "limit": 5})["list"]

    assert (row["id"], row["order_id"], row["status"]) == (task.id, order.id, "in_progress")
    assert done(sim, "/refill/pull", {})["list"] == []
    answer = done(sim, "/refill/change-status", {"ids": f"{task.id},8", "status": "completed"})
    assert answer == {"ids": [task.id], "status": "completed", "skipped_ids": [8]}
    assert post(sim, "/refill/change-status", {"ids": "1", "status": "great"}).status_code == 400


def test_a_seeded_panel_has_cancels_and_refills_waiting() -> None:
    sim = still_panel(1500)
    assert done(sim, "/cancel/pull", {})["count"] > 0
    assert done(sim, "/refill/pull", {})["count"] > 0


def test_a_payment_twice_asked_for_is_twice_paid() -> None:
    sim = still_panel()
    user = sim.set_user(1, balance="1")
    body = {"username": user.username, "amount": 12.34, "method": sim.panel.methods[1], "memo": "gift 🎁"}

    one, two = (
        done(sim, "/payments/add", body),
        done(sim, "/payments/add", {**body, "affiliate_commission": True}),
    )

    assert user.balance == units("25.68")
    assert two["payment_id"] == one["payment_id"] + 1
    assert one["user"] == {"username": user.username, "balance": "13.34"}
    assert one["amount"]["value"] == "12.34"
    assert (one["memo"], one["affiliate_commission"], two["affiliate_commission"]) == ("gift 🎁", False, True)
    listed = get(sim, "/payments", username=user.username, limit=2)["data"]["list"]
    assert [(row["payment_id"], row["status"]) for row in listed] == [
        (two["payment_id"], "completed"), (one["payment_id"], "completed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"username": "nobody"}, {"amount": "5"}, {"amount": 0}, {"amount": True}, {"method": "CARD_GATEWAY "},
     {"method": "card_gateway"}, {"method": None}],
)  # fmt: skip
def test_a_payment_needs_a_known_user_a_number_and_the_methods_exact_name(wrong: dict[str, Any]) -> None:
    sim = still_panel()
    body = {"username": sim.users[1].username, "amount": 5, "method": "card_gateway ", **wrong}
    before = balance(sim)
    assert post(sim, "/payments/add", body).status_code == 400
    assert balance(sim) == before


def test_a_user_is_added_once_with_an_empty_balance() -> None:
    sim = still_panel()
    body = {"username": "newcomer", "email": "new@mail.example", "password": "p"}
    added = done(sim, "/users/add", body)
    assert (added["username"], added["balance"]["value"]) == ("newcomer", "0")
    assert ids(sim, "/users", username="newcomer") == [added["id"]]
    for wrong in (
        {},
        {"username": "other"},
        {"email": "o@mail.example"},
        {"username": "o", "email": "o@mail.example"},
    ):
        assert post(sim, "/users/add", {**body, **wrong}).status_code == 400
    assert post(sim, "/users/add", {"username": "third", "email": "none"}).status_code == 400


def test_a_reply_needs_a_staff_name_the_panel_knows_and_answers_the_ticket() -> None:
    sim = still_panel()
    ticket = sim.add_ticket("<p>?</p>")

    assert post(sim, f"/tickets/{ticket.id}/reply", {"staff_name": "Eve", "message": "x"}).status_code == 400
    assert post(sim, f"/tickets/{ticket.id}/reply", {"staff_name": "Mira", "message": ""}).status_code == 400
    done(sim, f"/tickets/{ticket.id}/reply", {"staff_name": "Mira", "message": "<p>ok</p>"})

    detail = get(sim, f"/tickets/{ticket.id}")["data"]
    assert (detail["status"], detail["assignee"], len(detail["messages"])) == ("answered", "Mira", 2)
    assert detail["messages"][1]["is_staff"] is True


def test_a_ticket_is_opened_by_name_or_by_mail() -> None:
    sim = still_panel()
    user = sim.users[3]
    body = {"subject": "Hello", "message": "<p>m</p>"}
    for who in ({"username": user.username}, {"user_email": user.email}):
        ticket_id = done(sim, "/tickets/add", {**body, **who})["ticket_id"]
        assert get(sim, f"/tickets/{ticket_id}")["data"]["user"] == {"username": user.username}
    for wrong in (
        {},
        {"username": "nobody"},
        {"user_email": "no@mail.example"},
        {"username": user.username, "subject": ""},
    ):
        assert post(sim, "/tickets/add", {**body, **wrong}).status_code == 400
