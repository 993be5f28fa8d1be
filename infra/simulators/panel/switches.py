"""Every fact the contract leaves open, as a switch. Each position is one panel that may exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Switches:
    """One position for every **?** (and every "some programs saw") of `panel-admin-api-v2.md` and
    `customer-api-v2.md`.

    The rate refusal
      `rate_body`            what a 429 carries: the envelope, an HTML page, or nothing
      `retry_after`          its `Retry-After`: absent, in seconds, or an HTTP date

    Lists
      `default_limit`        rows a page holds when the caller asks for no `limit`
      `max_limit`            the most a page holds; None honours any. What is over it is cut silently or
                             refused: `over_limit`
      `next_href`            the form of `next_page_href` and `prev_page_href` where there is a page
      `last_href`            what stands there where there is none
      `pagination`           where `pagination` is
      `count`                what `count` counts: all that match, or the rows of this page
      `default_period_days`  how far back `GET /orders` looks when `created_from` is missing; None: all
      `period_with_ids`      whether that default period also cuts a list asked for by `ids` or
                             `external_order_ids`
      `created_to_inclusive` whether an order created exactly at `created_to` is in

    Values
      `money_value`          Money's `value` as text or number
      `creation_type`        text, or always null
      `manual_provider`      what `provider` is for a manual order
      `order_buttons`        the three shapes
      `user_statuses`        the words a user's status is shown by
      `user_extras`          whether users show `discount` and `total_orders`
      `ticket_open`          whether a ticket nobody has answered yet is `open` instead of `pending`
      `ticket_sort`          the order of `GET /tickets`
      `message_order`        the order of a ticket's messages
      `ticket_read_marks`    whether reading a ticket sets its `is_read`
      `payment_id`           the field that carries a payment's id
      `payment_extras`       whether payments show `balance`, `fraud_risk`, `updated`, `mode`
      `payment_timestamps`, `user_timestamps`, `ticket_timestamps`
                             whether `created` and its like have their `_timestamp` twin

    Acts
      `validation_status`    HTTP status of a call with a wrong body (200: told by `error_code` alone)
      `id_arrays`            whether `ids` may be an array as well as a comma list
      `act_answer`           `data` of an act whose answer is unknown: the ids, an empty object, an empty
                             array, null
      `paid_balance`         `user.balance` in the answer of `payments/add`: plain text or Money
      `user_added`           what `users/add` answers
      `reply_answer`         what `tickets/{id}/reply` answers: the ticket's id, or an empty array
      `ticket_added`         the field of `tickets/add` that carries the id
      `task_list`            where the tasks of `cancel/pull` and `refill/pull` are: `data.list` or `data`
      `task_id`              the field of a task that carries the order's id

    Customer API
      `service_numbers`      `rate`, `min`, `max` as text or number
      `service_id`           `service` as number or text
      `service_flags`        whether `refill`, `cancel`, `dripfeed` are there
      `customer_errors`      HTTP status of an error
      `funds_error`          the words for an empty balance
    """

    rate_body: Literal["envelope", "html", "empty"] = "envelope"
    retry_after: Literal["none", "seconds", "date"] = "seconds"

    default_limit: int = 100
    max_limit: int | None = 1000
    over_limit: Literal["cut", "refuse"] = "cut"
    next_href: Literal["relative", "absolute"] = "relative"
    last_href: Literal["empty", "null", "missing"] = "empty"
    pagination: Literal["beside", "inside", "both"] = "beside"
    count: Literal["total", "page"] = "total"
    default_period_days: int | None = None
    period_with_ids: bool = False
    created_to_inclusive: bool = True

    money_value: Literal["string", "number"] = "string"
    creation_type: Literal["text", "null"] = "text"
    manual_provider: Literal["null", "empty"] = "null"
    order_buttons: Literal["array", "object", "empty"] = "array"
    user_statuses: Literal["words", "title", "numbers"] = "words"
    user_extras: bool = True
    ticket_open: bool = False
    ticket_sort: Literal["updated-desc", "created-desc", "created-asc"] = "updated-desc"
    message_order: Literal["oldest-first", "newest-first"] = "oldest-first"
    ticket_read_marks: bool = False
    payment_id: Literal["payment_id", "id", "both"] = "payment_id"
    payment_extras: bool = True
    payment_timestamps: bool = True
    user_timestamps: bool = True
    ticket_timestamps: bool = True

    validation_status: Literal[400, 422, 200] = 400
    id_arrays: bool = True
    act_answer: Literal["ids", "object", "array", "null"] = "ids"
    paid_balance: Literal["plain", "money"] = "plain"
    user_added: Literal["row", "id", "array"] = "row"
    reply_answer: Literal["ticket_id", "array"] = "ticket_id"
    ticket_added: Literal["ticket_id", "id"] = "ticket_id"
    task_list: Literal["list", "data"] = "list"
    task_id: Literal["id", "order_id"] = "id"

    service_numbers: Literal["string", "number"] = "string"
    service_id: Literal["number", "string"] = "number"
    service_flags: bool = True
    customer_errors: Literal[200, 400] = 200
    funds_error: Literal["neworder.error.not_enough_funds", "Not enough funds on balance"] = (
        "neworder.error.not_enough_funds"
    )

    def __post_init__(self) -> None:
        for name, allowed in _POSITIONS.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"switch {name}: {getattr(self, name)!r} is none of {allowed}")


def positions() -> dict[str, tuple[str | int | bool, ...]]:
    """Every switch with fixed positions, and what they are. The three number switches are not in it."""
    return dict(_POSITIONS)


def _read_positions() -> dict[str, tuple[str | int | bool, ...]]:
    found: dict[str, tuple[str | int | bool, ...]] = {}
    for name, hint in get_type_hints(Switches).items():
        if hint is bool:
            found[name] = (False, True)
        elif get_args(hint) and hint != (int | None):
            found[name] = get_args(hint)
    return found


_POSITIONS = _read_positions()
