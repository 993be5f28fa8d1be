"""Rows as panels send them, in all their forms."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import msgspec
import pytest

from chalicelib.panels.buttons import OrderButton, read_buttons
from chalicelib.panels.types import (
    Money,
    Order,
    OrderActions,
    OrderDetail,
    Payment,
    Ticket,
    TicketDetail,
    User,
    unknown_fields,
)

T = TypeVar("T")


def read(kind: type[T], **fields: object) -> T:
    return msgspec.json.decode(msgspec.json.encode(fields), type=kind, strict=False)


def read_order(**fields: object) -> Order:
    return read(Order, **{"id": 1, "status": "pending", "created_timestamp": 5, **fields})


@pytest.mark.parametrize("missing", ["id", "status", "created_timestamp"])
def test_an_order_without_id_status_or_time_is_no_order(missing: str) -> None:
    fields: dict[str, object] = {"id": 1, "status": "pending", "created_timestamp": 5}
    del fields[missing]
    with pytest.raises(msgspec.ValidationError, match=missing):
        read(Order, **fields)


def test_an_order_needs_nothing_else() -> None:
    order = read_order()
    assert (order.charge, order.provider, order.start_count, order.user) == (None, None, None, None)


@pytest.mark.parametrize("sent", [2**53 + 1, str(2**53 + 1), 2**63 - 1, str(2**64 + 1), 10**25])
def test_an_id_beyond_2_to_53_is_exact(sent: int | str) -> None:
    assert read_order(id=sent).id == int(sent)


def test_numbers_sent_as_text_are_numbers() -> None:
    order = read_order(created_timestamp="5", remains="10", start_count="7", quantity="1000", service_id="12")
    assert (order.created_timestamp, order.remains, order.start_count) == (5, 10, 7)
    assert (order.quantity, order.service_id) == (1000, 12)


@pytest.mark.parametrize("value", ["1.230", 1.23])
def test_an_amount_may_be_text_or_a_number(value: object) -> None:
    charge = read_order(charge={"value": value, "currency_code": "USD", "formatted": "$1.23"}).charge
    assert charge == Money(Decimal(str(value)), "USD", "$1.23")


def test_an_amount_keeps_every_digit_it_was_sent_with() -> None:
    raw = b'{"id":1,"status":"x","created_timestamp":5,"charge":{"value":0.1234567890123456789}}'
    order = msgspec.json.decode(raw, type=Order, strict=False)
    assert order.charge is not None
    assert order.charge.value == Decimal("0.1234567890123456789")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "", "a lot"])
def test_an_amount_that_is_no_finite_number_makes_the_row_bad(value: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_order(charge={"value": value})


def test_a_bare_amount_is_money_without_a_currency() -> None:
    assert read(User, id=1, balance="12.5", spent=3).balance == Money(Decimal("12.5"))
    assert read(User, id=1, spent=3).spent == Money(Decimal(3))
    assert read_order(provider_charge=2).provider_charge == Money(Decimal(2))


@pytest.mark.parametrize(
    ("sent", "name"),
    [("ada", "ada"), ({"username": "ada"}, "ada"), (17, "17"), ({"id": 4}, None), (None, None)],
)
def test_a_user_may_be_a_name_or_an_object(sent: object, name: str | None) -> None:
    assert read_order(user=sent).user == name
    assert read(Payment, id=1, user=sent).user == name
    assert read(Ticket, id=1, user=sent).user == name


def test_an_external_id_may_be_a_number() -> None:
    assert read_order(external_id=9007199254740993).external_id == "9007199254740993"


@pytest.mark.parametrize(
    "fields", [{"id": 8}, {"payment_id": 8}, {"payment_id": "8"}, {"id": 8, "payment_id": 8}]
)
def test_a_payment_is_known_by_either_name_of_its_id(fields: dict[str, object]) -> None:
    assert read(Payment, **fields).id == 8


def test_a_payment_without_an_id_is_no_payment() -> None:
    with pytest.raises(msgspec.ValidationError, match="payment_id"):
        read(Payment, amount={"value": "1"})


@pytest.mark.parametrize(
    ("sent", "is_staff"),
    [(True, True), (1, True), ("1", True), ("true", True), (0, False), ("0", False), (None, None)],
)
def test_is_staff_is_read_in_every_form(sent: object, is_staff: bool | None) -> None:
    ticket = read(TicketDetail, id=1, messages=[{"message": "<b>hi</b>", "is_staff": sent}])
    assert ticket.messages[0].is_staff is is_staff


def test_a_long_message_in_any_script_is_kept_to_the_letter() -> None:
    text = "🆕 مرحبا ﷺ \u202e" * 4_000
    assert read(TicketDetail, id=1, messages=[{"message": text}]).messages[0].message == text


def test_actions_are_none_where_the_panel_wrote_an_empty_object_as_a_list() -> None:
    least = {"id": 1, "status": "x", "created_timestamp": 1}
    assert read(OrderDetail, **least, actions=[]).allowed == OrderActions()
    assert read(OrderDetail, **least).allowed == OrderActions()
    assert read(OrderDetail, **least, actions={"refill": 1, "resend": False}).allowed == OrderActions(
        refill=True, resend=False
    )


@pytest.mark.parametrize(
    ("sent", "buttons"),
    [
        (
            [{"title": "Comments", "service_type": "Custom", "type": "comments", "user_data": ["a", "b"]}],
            (OrderButton("Comments", "Custom", "comments", ("a", "b")),),
        ),
        ({"comment": ["a", "b"]}, (OrderButton("comment", "", "comment", ("a", "b")),)),
        ({"answer_number": "2"}, (OrderButton("answer_number", "", "answer_number", ("2",)),)),
        ([], ()),
        (None, ()),
        ("what is this", ()),
        (["stray", {"title": None, "user_data": None}], (OrderButton(),)),
    ],
)
def test_order_buttons_have_one_form_after_reading(sent: object, buttons: tuple[OrderButton, ...]) -> None:
    assert read_buttons(read_order(order_buttons=sent).order_buttons) == buttons


def test_unknown_fields_are_found_with_their_values() -> None:
    raw = b'{"id": 1, "status": "x", "neue_spalte": {"a": [1]}, "created_timestamp": 5, "flag": true}'
    assert unknown_fields(raw, Order) == {"neue_spalte": {"a": [1]}, "flag": True}


def test_a_row_of_known_fields_has_no_unknown_ones() -> None:
    assert unknown_fields(b'{"id": 1, "charge": {"value": 1, "new": 2}}', Order) == {}
    assert unknown_fields(b'{"payment_id": 1, "fraud_risk": [1]}', Payment) == {}
