"""What a simulated panel answers to the reads of the contract."""

from __future__ import annotations

from decimal import Decimal

import pytest

from infra.simulators.panel import PanelSimulator, Volume
from tests.contract.panel_driver import NOON, Clock, client, get, ids, rows, still_panel

ORDER_FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": int,
    "external_id": (str, type(None)),
    "user": str,
    "creation_type": (str, type(None)),
    "charge": (dict, type(None)),
    "provider_charge": (dict, type(None)),
    "provider_currency_charge": (dict, type(None)),
    "link": str,
    "order_buttons": list,
    "start_count": (int, type(None)),
    "quantity": int,
    "service_id": int,
    "service_type": str,
    "service_name": str,
    "provider": (str, type(None)),
    "status": str,
    "remains": int,
    "is_autocomplete": bool,
    "is_active_autocomplete": bool,
    "created": str,
    "created_timestamp": int,
    "mode": str,
    "ip_address": (str, type(None)),
}


def test_a_list_is_an_envelope_with_its_paging_beside_the_data() -> None:
    answer = get(still_panel(), "/orders", limit=10)

    assert set(answer) == {"data", "error_message", "error_code", "pagination"}
    assert (answer["error_code"], answer["error_message"]) == (0, "")
    assert answer["data"]["count"] == 60
    assert len(answer["data"]["list"]) == 10
    assert answer["pagination"] == {
        "prev_page_href": "",
        "next_page_href": "/adminapi/v2/orders?limit=10&offset=10",
        "offset": 0,
        "limit": 10,
    }


def test_every_order_has_the_contracts_fields_and_types() -> None:
    for row in rows(still_panel(300), "/orders", limit=300):
        assert set(row) == set(ORDER_FIELDS)
        for name, kind in ORDER_FIELDS.items():
            assert isinstance(row[name], kind), (name, row[name])


def test_all_eight_statuses_both_modes_and_every_service_type_occur() -> None:
    listed = rows(still_panel(volume=Volume(orders=1000, stay_open=30)), "/orders", limit=1000)

    assert {row["status"] for row in listed} == {
        "pending", "in_progress", "processing", "completed", "partial", "canceled", "error", "fail",
    }  # fmt: skip
    assert {row["mode"] for row in listed} == {"auto", "manual"}
    assert len({row["service_type"] for row in listed}) > 5


def test_an_orders_money_is_text_with_its_currency_and_a_readable_form() -> None:
    sim = still_panel(currency="EUR")
    order = sim.add_order(charge="1234.56789", provider_charge=None)

    (row,) = rows(sim, "/orders", ids=order.id)

    assert row["charge"] == {"value": "1234.56789", "currency_code": "EUR", "formatted": "€1,234.57"}
    assert row["provider_charge"] is None


def test_a_refunded_orders_charge_is_what_was_delivered_of_it() -> None:
    sim = still_panel(1000)
    for row in sim.orders.values():
        expected = {
            "canceled": 0,
            "partial": row.price * (row.quantity - row.remains) // row.quantity,
        }.get(row.status, row.price)
        assert row.charge == expected


def test_one_order_adds_its_last_update_the_providers_words_and_what_can_be_done() -> None:
    sim = still_panel()
    order = sim.add_order(status="fail", provider="bulkbarn.example", failure="Incorrect service ID")

    detail = get(sim, f"/orders/{order.id}")["data"]

    assert set(detail) == set(ORDER_FIELDS) | {
        "provider_response", "last_update", "last_update_timestamp", "actions",
    }  # fmt: skip
    assert detail["last_update_timestamp"] == NOON
    assert detail["provider_response"] == {"error": "Incorrect service ID"}
    assert detail["actions"] == {
        "refill": False,
        "resend": True,
        "cancel_and_refund": True,
        "request_cancel": False,
    }


def test_an_unknown_order_or_ticket_is_404_in_the_envelope() -> None:
    sim = still_panel()
    for path in ("/orders/999999999", "/tickets/999999999"):
        answer = client(sim).get(f"/adminapi/v2{path}")
        assert answer.status_code == 404
        assert answer.json()["data"] == []
        assert answer.json()["error_code"] == 404


@pytest.mark.parametrize("key", ["", "wrong"])
def test_without_its_key_a_panel_says_401(key: str) -> None:
    sim = still_panel()
    answer = client(sim, key=key).get("/adminapi/v2/orders")
    assert answer.status_code == 401
    assert answer.json() == {"data": [], "error_message": "Invalid API key", "error_code": 401}


def test_the_key_may_stand_in_the_url_and_comes_back_in_no_link() -> None:
    sim = still_panel()
    answer = client(sim, key="").get("/adminapi/v2/orders", params={"apikey": sim.admin_key, "limit": 5})
    assert answer.status_code == 200
    assert sim.admin_key not in answer.text


def test_an_unknown_path_is_404_and_a_wrong_method_405() -> None:
    panel = client(still_panel())
    assert panel.get("/adminapi/v2/nothing").status_code == 404
    assert panel.get("/adminapi/v1/orders").status_code == 404
    assert panel.post("/adminapi/v2/orders", json={}).status_code == 405
    assert panel.get("/adminapi/v2/orders/pull").status_code == 405


def test_created_is_the_panels_own_wall_clock_on_both_sides_of_a_daylight_saving_change() -> None:
    sim = still_panel(zone="Europe/Berlin")
    spring = 1_774_746_000  # 29 March 2026, 01:00 UTC: 02:00 there becomes 03:00
    before, after = sim.add_order(created=spring - 1), sim.add_order(created=spring)
    autumn = 1_792_890_000  # 25 October 2026, 01:00 UTC: 03:00 there becomes 02:00
    first, second = sim.add_order(created=autumn - 3600), sim.add_order(created=autumn)

    shown = {row["id"]: row["created"] for row in rows(sim, "/orders", limit=100)}

    assert (shown[before.id], shown[after.id]) == ("2026-03-29 01:59:59", "2026-03-29 03:00:00")
    assert shown[first.id] == shown[second.id] == "2026-10-25 02:00:00"


def test_a_zone_may_be_an_offset_and_nonsense_is_refused() -> None:
    sim = still_panel(zone="-03:30")
    order = sim.add_order()
    assert sim.render_order(order.id)["created"] == "2026-01-01 08:30:00"
    with pytest.raises(ValueError, match="unknown time zone"):
        still_panel(zone="Middle/Earth")


def test_orders_are_filtered_by_every_name_of_the_contract_and_by_no_other() -> None:
    sim = still_panel()
    ours = {
        "user": "nobody-else", "provider": "only.example", "ip_address": "192.0.2.77", "link": "https://x.example/ü?a",
        "creation_type": "special", "external_id": "ext-1", "status": "error",
    }  # fmt: skip
    order = sim.add_order(**ours)

    for name in ("user", "provider", "ip_address", "link", "creation_type"):
        assert ids(sim, "/orders", **{name: ours[name]}) == [order.id], name
    assert ids(sim, "/orders", external_order_ids="ext-0,ext-1") == [order.id]
    assert order.id in ids(sim, "/orders", order_status="error")
    assert set(ids(sim, "/orders", order_status="error")) == {
        row.id for row in sim.orders.values() if row.status == "error"
    }
    assert len(ids(sim, "/orders", status="error")) == len(sim.orders)


def test_filters_add_up() -> None:
    sim = still_panel(400)
    some = next(row for row in sim.orders.values() if row.status == "completed" and row.mode == "auto")

    found = rows(
        sim, "/orders", service_ids=f"{some.service_id},999999", order_status="completed", mode="auto"
    )

    assert {row["id"] for row in found} == {
        row.id
        for row in sim.orders.values()
        if row.service_id == some.service_id and row.status == "completed" and row.mode == "auto"
    }


def test_created_from_and_to_are_inclusive_seconds() -> None:
    sim = still_panel(0)
    a, b, c = (sim.add_order(created=int(NOON) + offset).id for offset in (0, 1, 2))
    assert ids(sim, "/orders", created_from=int(NOON) + 1) == [c, b]
    assert ids(sim, "/orders", created_to=int(NOON) + 1) == [b, a]
    assert ids(sim, "/orders", created_from=int(NOON) + 1, created_to=int(NOON) + 1) == [b]


def test_orders_sort_by_time_then_id_both_ways() -> None:
    sim = still_panel(0)
    late, early, twin = (sim.add_order(created=int(NOON) + offset).id for offset in (5, 0, 0))
    assert ids(sim, "/orders") == [late, twin, early]
    assert ids(sim, "/orders", sort="date-asc") == [early, twin, late]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "many"}, {"limit": 0}, {"offset": -1}, {"sort": "id"}, {"order_status": "cancelled"},
        {"mode": "x"}, {"ids": "1,two"}, {"service_ids": "x"}, {"created_from": "yesterday"},
    ],
)  # fmt: skip
def test_a_value_the_panel_does_not_know_is_refused(query: dict[str, str | int]) -> None:
    answer = client(still_panel()).get("/adminapi/v2/orders", params=query)
    assert answer.status_code == 400
    assert answer.json()["error_code"] == 110


def test_ids_beyond_what_javascript_can_count_come_back_exactly() -> None:
    sim = still_panel()
    order = sim.add_order(id=2**53 + 1)
    assert ids(sim, "/orders", ids=2**53 + 1) == [order.id]
    assert sim.add_order().id == 2**53 + 2


def test_payments_are_listed_newest_first_in_every_status_and_filtered() -> None:
    sim = still_panel()
    sim.set_user(1, email="one@mail.example")
    name = sim.users[1].username
    mine = sim.add_payment(user=name, status="hold", amount="12.30")

    listed = get(sim, "/payments", limit=100)["data"]["list"]

    assert [row["payment_id"] for row in listed] == sorted(
        (row["payment_id"] for row in listed), reverse=True
    )
    assert {row["status"] for row in listed} >= {
        "waiting", "completed", "pending", "fail", "expired", "hold", "underpaid",
    }  # fmt: skip
    assert listed[0]["payment_id"] == mine.id
    assert listed[0]["user"] == {"username": name}
    assert listed[0]["amount"]["value"] == "12.3"
    assert {row["user"]["username"] for row in rows(sim, "/payments", username=name)} == {name}
    assert rows(sim, "/payments", user_email="one@mail.example") == rows(sim, "/payments", username=name)
    assert {row["status"] for row in rows(sim, "/payments", payment_status="hold")} == {"hold"}
    assert rows(sim, "/payments", sort="created-at-asc", limit=1)[0]["payment_id"] == 1


def test_users_are_found_by_name_and_mail_and_none_is_an_empty_list() -> None:
    sim = still_panel()
    user = sim.add_user(username="ünal", email="u@mail.example", balance="0.00001", spent=3)

    assert ids(sim, "/users", username="ünal") == ids(sim, "/users", email="u@mail.example") == [user.id]
    assert ids(sim, "/users")[0] == user.id
    assert ids(sim, "/users", sort="created-at-asc")[-1] == user.id
    nobody = get(sim, "/users", username="nobody")["data"]
    assert (nobody["count"], nobody["list"]) == (0, [])
    assert rows(sim, "/users", username="ünal")[0]["balance"]["value"] == "0.00001"


def test_tickets_are_filtered_and_one_shows_its_messages() -> None:
    sim = still_panel()
    name = sim.users[2].username
    ticket = sim.add_ticket("<p>first</p>", user=name, subject="RTL \u200fשלום")
    sim.staff_writes(ticket.id, "<p>answer</p>", "Mira")
    sim.customer_writes(ticket.id, "<script>alert(1)</script>")

    detail = get(sim, f"/tickets/{ticket.id}")["data"]

    assert ids(sim, "/tickets", user=name)[0] == ticket.id
    assert {row["status"] for row in rows(sim, "/tickets", status="pending")} == {"pending"}
    assert (detail["subject"], detail["status"], detail["assignee"]) == ("RTL \u200fשלום", "pending", "Mira")
    assert [(m["sender_name"], m["is_staff"], m["message"]) for m in detail["messages"]] == [
        (name, False, "<p>first</p>"),
        ("Mira", True, "<p>answer</p>"),
        (name, False, "<script>alert(1)</script>"),
    ]
    assert "messages" not in rows(sim, "/tickets")[0]


def test_customers_write_html_of_every_kind_and_sixty_kilobytes() -> None:
    sim = still_panel(2000, volume=Volume(orders=50, tickets=200))
    letters = [m.message for ticket in sim.tickets.values() for m in ticket.messages]
    written = "\n".join(letters)
    for kind in (
        "<script>",
        "onerror=",
        "javascript:",
        'dir="rtl"',
        "<iframe",
        "<style>",
        "&amp;",
        "Здравствуйте",
    ):
        assert kind in written, kind
    assert max(len(letter.encode()) for letter in letters) > 60 * 1024


def test_the_catalogue_is_as_messy_as_real_ones() -> None:
    names = [row.name for row in still_panel(volume=Volume(orders=1, services=600)).services.values()]
    everything = "\n".join(names)
    for mess in ("𝗣𝗲𝗿", "\u200b", "&amp;amp;", "\ufffd", "🔥", "Günlük", "Скорость", "روز", "Refill", "R30"):
        assert mess in everything, mess
    assert any(name != name.strip() for name in names)
    assert any("  " in name.strip() for name in names)
    assert all(10 <= len(name) <= 200 for name in names)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    def bytes_of(seed: int) -> list[bytes]:
        sim = PanelSimulator(seed, 200, clock=Clock(), rate_limit=None)
        panel = client(sim)
        paths = ("orders", "payments", "users", "tickets", "tickets/1", "orders/1100")
        return [panel.get(f"/adminapi/v2/{path}").content for path in paths]

    assert bytes_of(1) == bytes_of(1)
    assert all(one != two for one, two in zip(bytes_of(1), bytes_of(2), strict=True))


def test_what_is_rendered_is_what_is_listed() -> None:
    sim = still_panel()
    assert rows(sim, "/orders", limit=100) == [sim.render_order(row_id) for row_id in ids(sim, "/orders")]
    assert rows(sim, "/users", limit=100) == [sim.render_user(row_id) for row_id in ids(sim, "/users")]
    assert rows(sim, "/tickets", limit=100) == [sim.render_ticket(row_id) for row_id in ids(sim, "/tickets")]
    assert get(sim, "/tickets/1")["data"] == sim.render_ticket_detail(1)
    assert get(sim, "/orders/1001")["data"] == sim.render_order_detail(1001)
    paid = rows(sim, "/payments", limit=100)
    assert paid == [sim.render_payment(row["payment_id"]) for row in paid]


def test_what_a_hand_changes_is_seen_at_the_next_call() -> None:
    sim = still_panel()
    rows(sim, "/orders", limit=100)
    sim.set_order(1001, status="partial", remains=3, charge="0.50", created=int(NOON) + 5)
    first = rows(sim, "/orders", limit=1)[0]
    assert (first["id"], first["status"], first["remains"]) == (1001, "partial", 3)
    assert Decimal(first["charge"]["value"]) == Decimal("0.5")
    gone = sim.delete_order(1001)
    assert 1001 not in ids(sim, "/orders")
    sim.restore_order(gone)
    assert ids(sim, "/orders")[0] == 1001


def test_a_hand_that_names_an_unknown_field_or_row_is_told() -> None:
    sim = still_panel()
    with pytest.raises(TypeError, match="no field color"):
        sim.set_order(1001, color="red")
    with pytest.raises(KeyError):
        sim.set_order(5, status="completed")
    with pytest.raises(ValueError, match="in use"):
        sim.add_order(id=1001)
    with pytest.raises(ValueError, match="in use"):
        sim.add_user(username=sim.users[1].username)


def test_twenty_thousand_orders_are_there_and_can_all_be_paged() -> None:
    sim = still_panel(20_000)
    seen: set[int] = set()
    for offset in range(0, 20_000, 1000):
        seen.update(ids(sim, "/orders", offset=offset))
    assert len(seen) == 20_000
