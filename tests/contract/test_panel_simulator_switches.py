"""Every position of every switch, as a caller meets it."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from infra.simulators.panel import PanelSimulator, Switches, positions
from tests.contract.panel_driver import (
    NOON,
    Clock,
    client,
    customer,
    done,
    get,
    ids,
    panel_with,
    post,
    rows,
    still_panel,
)

Shown = Callable[[PanelSimulator], Any]
DAY = 86_400


def refused_by_rate(sim: PanelSimulator) -> Any:
    sim.limiter.limit = 0
    sim.limiter.limit = 1
    get(sim, "/orders")
    return client(sim).get("/adminapi/v2/orders")


def last_page(sim: PanelSimulator) -> Any:
    return get(sim, "/users", limit=1000)["pagination"].get("next_page_href", "nothing")


def first_page(sim: PanelSimulator) -> Any:
    return get(sim, "/orders", limit=1)["pagination"]["next_page_href"]


def where_pagination_is(sim: PanelSimulator) -> Any:
    answer = get(sim, "/orders")
    return ("pagination" in answer, "pagination" in answer["data"])


def over_limit(sim: PanelSimulator) -> Any:
    answer = client(sim).get("/adminapi/v2/orders", params={"limit": 5000})
    return (answer.status_code, answer.json().get("pagination", {}).get("limit"))


def an_order(sim: PanelSimulator, **fields: Any) -> Any:
    order = sim.add_order(**{"service_type": "Custom Comments", **fields})
    return rows(sim, "/orders", ids=order.id)[0]


def old_order_found_by_id(sim: PanelSimulator) -> bool:
    sim.switches = Switches(default_period_days=90, period_with_ids=sim.switches.period_with_ids)
    order = sim.add_order(created=int(NOON) - 91 * DAY)
    return ids(sim, "/orders", ids=order.id) == [order.id]


def at_the_very_end(sim: PanelSimulator) -> bool:
    order = sim.add_order()
    return order.id in ids(sim, "/orders", created_to=order.created)


def buttons(sim: PanelSimulator) -> Any:
    service = sim.add_service(type="Custom Comments", min=1, max=9)
    order = customer(sim, "add", service=service.id, link="https://a.example/1", comments="one\ntwo")["order"]
    return rows(sim, "/orders", ids=order)[0]["order_buttons"]


def payment_ids(sim: PanelSimulator) -> Any:
    return sorted(set(rows(sim, "/payments", limit=1)[0]) & {"id", "payment_id"})


def twins(path: str) -> Shown:
    def shown(sim: PanelSimulator) -> bool:
        return "created_timestamp" in rows(sim, path, limit=1)[0]

    return shown


def user_status(sim: PanelSimulator) -> Any:
    sim.set_user(1, status="suspended")
    sim.set_user(2, status="active")
    listed = {row["id"]: row["status"] for row in rows(sim, "/users", limit=1000)}
    return (listed[2], listed[1])


def ticket_order(sim: PanelSimulator) -> Any:
    for ticket_id in list(sim.tickets):
        sim.delete_ticket(ticket_id)
    first, second, third = (sim.add_ticket(created=int(NOON) + n).id for n in (1, 2, 3))
    sim.set_ticket(second, updated=int(NOON) + 9)
    names = {first: "a", second: "b", third: "c"}
    return "".join(names[ticket_id] for ticket_id in ids(sim, "/tickets"))


def message_order(sim: PanelSimulator) -> Any:
    ticket = sim.add_ticket("<p>1</p>")
    sim.customer_writes(ticket.id, "<p>2</p>")
    return [message["message"] for message in get(sim, f"/tickets/{ticket.id}")["data"]["messages"]]


def new_ticket_status(sim: PanelSimulator) -> Any:
    ticket = sim.add_ticket()
    shown = rows(sim, "/tickets", user=ticket.user)[0]["status"]
    assert ticket.id in ids(sim, "/tickets", status=shown)
    sim.staff_writes(ticket.id, "<p>hi</p>")
    sim.customer_writes(ticket.id, "<p>hm</p>")
    return (shown, get(sim, f"/tickets/{ticket.id}")["data"]["status"])


def read_after_reading(sim: PanelSimulator) -> Any:
    ticket = sim.add_ticket()
    get(sim, f"/tickets/{ticket.id}")
    return get(sim, f"/tickets/{ticket.id}")["data"]["is_read"]


def wrong_body(sim: PanelSimulator) -> Any:
    answer = post(sim, "/orders/cancel", {"ids": "one"})
    return (answer.status_code, answer.json()["data"], answer.json()["error_code"])


def ids_as_array(sim: PanelSimulator) -> Any:
    return post(sim, "/orders/cancel", {"ids": [sim.add_order().id]}).status_code


def canceled(sim: PanelSimulator) -> Any:
    return done(sim, "/orders/cancel", {"ids": str(sim.add_order(id=5000).id)})


def paid(sim: PanelSimulator) -> Any:
    name = sim.set_user(1, balance="1.5").username
    body = {"username": name, "amount": 2, "method": sim.panel.methods[0]}
    return done(sim, "/payments/add", body)["user"]["balance"]


def signed_up(sim: PanelSimulator) -> Any:
    body = {"username": "newcomer", "email": "n@mail.example", "password": "x"}
    answer = done(sim, "/users/add", body)
    return sorted(answer) if isinstance(answer, dict) and len(answer) < 3 else type(answer).__name__


def replied(sim: PanelSimulator) -> Any:
    return done(sim, "/tickets/1/reply", {"staff_name": "Support", "message": "ok"})


def opened(sim: PanelSimulator) -> Any:
    body = {"username": sim.users[1].username, "subject": "s", "message": "m"}
    return list(done(sim, "/tickets/add", body))


def cancel_tasks(sim: PanelSimulator) -> Any:
    sim.panel.cancel_tasks.clear()
    sim.ask_cancel(sim.add_order(id=5000, quantity=7).id)
    return done(sim, "/cancel/pull", {"limit": 5})


def a_service(sim: PanelSimulator) -> Any:
    for service_id in list(sim.services):
        sim.delete_service(service_id)
    sim.add_service(id=3, rate="0.9", min=10, max=500, refill=True, cancel=False, dripfeed=False)
    row = customer(sim, "services")[0]
    return (row["service"], row["rate"], row["min"], row["max"], {"refill", "cancel", "dripfeed"} <= set(row))


def customer_error(sim: PanelSimulator) -> Any:
    return client(sim).post("/api/v2", data={"key": "wrong", "action": "balance"}).status_code


def no_funds(sim: PanelSimulator) -> Any:
    sim.set_user(1, balance=0)
    service = sim.add_service(type="Default", min=1, max=9, rate="5")
    return customer(sim, "add", service=service.id, link="https://a.example/", quantity=5)["error"]


SERVICE = (3, "0.9", "10", "500", True)
ONE_CANCELED = {"ids": [5000], "skipped_ids": []}
CASES: dict[str, tuple[Shown, dict[Any, Any]]] = {
    "rate_body": (
        lambda sim: refused_by_rate(sim).text[:9],
        {"envelope": '{"data":[', "html": "<!DOCTYPE", "empty": ""},
    ),
    "retry_after": (
        lambda sim: refused_by_rate(sim).headers.get("retry-after"),
        {"none": None, "seconds": "1", "date": "Thu, 01 Jan 2026 12:00:01 GMT"},
    ),
    "over_limit": (over_limit, {"cut": (200, 1000), "refuse": (400, None)}),
    "next_href": (
        first_page,
        {
            "relative": "/adminapi/v2/orders?limit=1&offset=1",
            "absolute": "https://panel.example/adminapi/v2/orders?limit=1&offset=1",
        },
    ),
    "last_href": (last_page, {"empty": "", "null": None, "missing": "nothing"}),
    "pagination": (
        where_pagination_is,
        {"beside": (True, False), "inside": (False, True), "both": (True, True)},
    ),
    "count": (lambda sim: get(sim, "/orders", limit=4)["data"]["count"], {"total": 60, "page": 4}),
    "period_with_ids": (old_order_found_by_id, {False: True, True: False}),
    "created_to_inclusive": (at_the_very_end, {False: False, True: True}),
    "money_value": (
        lambda sim: an_order(sim, charge="1.25")["charge"]["value"],
        {"string": "1.25", "number": 1.25},
    ),
    "creation_type": (
        lambda sim: an_order(sim, creation_type="api")["creation_type"],
        {"text": "api", "null": None},
    ),
    "manual_provider": (lambda sim: an_order(sim, provider=None)["provider"], {"null": None, "empty": ""}),
    "order_buttons": (
        buttons,
        {
            "array": [
                {
                    "title": "Comments",
                    "service_type": "Custom Comments",
                    "type": "comments",
                    "user_data": ["one", "two"],
                }
            ],
            "object": {"comments": ["one", "two"]},
            "empty": [],
        },
    ),
    "user_statuses": (
        user_status,
        {"words": ("active", "suspended"), "title": ("Active", "Suspended"), "numbers": (1, 0)},
    ),
    "user_extras": (lambda sim: "total_orders" in rows(sim, "/users")[0], {False: False, True: True}),
    "ticket_open": (new_ticket_status, {False: ("pending", "pending"), True: ("open", "pending")}),
    "ticket_sort": (ticket_order, {"updated-desc": "bca", "created-desc": "cba", "created-asc": "abc"}),
    "message_order": (
        message_order,
        {"oldest-first": ["<p>1</p>", "<p>2</p>"], "newest-first": ["<p>2</p>", "<p>1</p>"]},
    ),
    "ticket_read_marks": (read_after_reading, {False: False, True: True}),
    "payment_id": (payment_ids, {"payment_id": ["payment_id"], "id": ["id"], "both": ["id", "payment_id"]}),
    "payment_extras": (lambda sim: "fraud_risk" in rows(sim, "/payments")[0], {False: False, True: True}),
    "payment_timestamps": (twins("/payments"), {False: False, True: True}),
    "user_timestamps": (twins("/users"), {False: False, True: True}),
    "ticket_timestamps": (twins("/tickets"), {False: False, True: True}),
    "validation_status": (wrong_body, {400: (400, [], 110), 422: (422, [], 110), 200: (200, [], 110)}),
    "id_arrays": (ids_as_array, {False: 400, True: 200}),
    "act_answer": (canceled, {"ids": ONE_CANCELED, "object": {}, "array": [], "null": None}),
    "paid_balance": (
        paid,
        {"plain": "3.5", "money": {"value": "3.5", "currency_code": "USD", "formatted": "$3.50"}},
    ),
    "user_added": (signed_up, {"row": "dict", "id": ["id"], "array": "list"}),
    "reply_answer": (replied, {"ticket_id": {"ticket_id": 1}, "array": []}),
    "ticket_added": (opened, {"ticket_id": ["ticket_id"], "id": ["id"]}),
    "task_list": (
        cancel_tasks,
        {
            "list": {"count": 1, "list": [{"id": 5000, "remains": 7}]},
            "data": [{"id": 5000, "remains": 7}],
        },
    ),
    "task_id": (
        lambda sim: cancel_tasks(sim)["list"][0],
        {"id": {"id": 5000, "remains": 7}, "order_id": {"order_id": 5000, "remains": 7}},
    ),
    "service_numbers": (a_service, {"string": SERVICE, "number": (3, 0.9, 10, 500, True)}),
    "service_id": (a_service, {"number": SERVICE, "string": ("3", *SERVICE[1:])}),
    "service_flags": (a_service, {True: SERVICE, False: (*SERVICE[:4], False)}),
    "customer_errors": (customer_error, {200: 200, 400: 400}),
    "funds_error": (
        no_funds,
        {
            "neworder.error.not_enough_funds": "neworder.error.not_enough_funds",
            "Not enough funds on balance": "Not enough funds on balance",
        },
    ),
}


def test_no_position_of_any_switch_goes_untested() -> None:
    tested = {name: set(expected) for name, (_, expected) in CASES.items()}
    assert tested == {name: set(values) for name, values in positions().items()}


@pytest.mark.parametrize(
    ("name", "position"), [(name, position) for name, (_, expected) in CASES.items() for position in expected]
)
def test_a_switch_shows(name: str, position: Any) -> None:
    show, expected = CASES[name]
    assert show(panel_with(**{name: position})) == expected[position]


def test_a_date_in_retry_after_is_a_second_ahead_of_the_panel() -> None:
    answer = refused_by_rate(panel_with(retry_after="date"))
    assert parsedate_to_datetime(answer.headers["retry-after"]).timestamp() == NOON + 1


@pytest.mark.parametrize(("asked", "given"), [(None, 7), (3, 3), (50, 20)])
def test_the_default_and_the_largest_page_are_numbers_to_choose(asked: int | None, given: int) -> None:
    sim = panel_with(default_limit=7, max_limit=20)
    answer = get(sim, "/orders", **({} if asked is None else {"limit": asked}))
    assert (len(answer["data"]["list"]), answer["pagination"]["limit"]) == (given, given)


def test_a_panel_without_a_largest_page_honours_any() -> None:
    sim = still_panel(1500, switches=Switches(max_limit=None))
    assert len(rows(sim, "/orders", limit=5000)) == 1500


def test_a_default_period_hides_what_is_older_unless_it_is_asked_for() -> None:
    sim = panel_with(default_period_days=90)
    old = sim.add_order(created=int(NOON) - 91 * DAY)
    assert old.id not in ids(sim, "/orders")
    assert old.id in ids(sim, "/orders", created_from=int(NOON) - 92 * DAY)
    assert ids(sim, "/orders", ids=old.id) == [old.id]


def test_switches_can_be_thrown_while_the_panel_runs() -> None:
    sim = still_panel(clock=Clock())
    assert isinstance(rows(sim, "/orders")[0]["charge"]["value"], str)
    sim.switches = Switches(money_value="number")
    assert isinstance(rows(sim, "/orders")[0]["charge"]["value"], float)


def test_a_position_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="switch pagination"):
        panel_with(pagination="above")
