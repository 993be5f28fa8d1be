"""Placing an order over the customer API: what each type of service needs, and why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infra.simulators.panel import books
from infra.simulators.panel.life import life_of
from infra.simulators.panel.rows import FINAL_STATUSES, Extra, OrderRow, ServiceRow, UserRow
from infra.simulators.panel.seed_orders import bring_forward, price_of
from infra.simulators.panel.state import Panel

# What `add` needs by service type, beside `service` (customer-api-v2.md). `quantity` where it is not listed
# is counted from the lines of a list, or is one package.
NEEDED: dict[str, tuple[str, ...]] = {
    "Default": ("link", "quantity"),
    "Package": ("link",),
    "Custom Comments": ("link", "comments"),
    "Custom Comments Package": ("link", "comments"),
    "Mentions with Hashtags": ("link", "quantity", "usernames", "hashtags"),
    "Mentions Custom List": ("link", "usernames"),
    "Mentions Hashtag": ("link", "quantity", "hashtag"),
    "Mentions User Followers": ("link", "quantity", "username"),
    "Mentions Media Likers": ("link", "quantity", "media"),
    "Comment Likes": ("link", "quantity", "username"),
    "Poll": ("link", "quantity", "answer_number"),
    "Comment Replies": ("link", "username", "comments"),
    "Invites from Groups": ("link", "quantity", "groups"),
    "Subscriptions": ("username", "min", "max", "delay"),
}
_COUNTED = {"Custom Comments": "comments", "Mentions Custom List": "usernames", "Comment Replies": "comments"}
_PLAIN = frozenset({"link", "quantity"})


class NoOrder(Exception):
    """The order is refused; the text is the panel's own."""


@dataclass(frozen=True, slots=True)
class _Wish:
    service: ServiceRow
    link: str
    quantity: int
    extra: Extra | None


def place(panel: Panel, user: UserRow, form: Mapping[str, str]) -> OrderRow:
    """Take the order and its price. Raises NoOrder in the panel's words."""
    wish = _read(panel, form)
    _check_duplicate(panel, wish)
    price = price_of(wish.service, wish.quantity)
    if user.balance < price:
        raise NoOrder(panel.switches.funds_error)
    books.charge(user, price)
    row = panel.orders.add(_order(panel, user, wish, price))
    if panel.in_motion:
        row.life = life_of(panel.seed, row.id, row.quantity, manual=row.provider is None)
        bring_forward(row, row.born, panel.seed)
        if row.next_at is not None:
            panel.later("order", row.id, row.next_at)
    return row


def _order(panel: Panel, user: UserRow, wish: _Wish, price: int) -> OrderRow:
    service, now = wish.service, panel.now()
    cost = price * 7 // 10 if service.provider else None
    return OrderRow(
        id=max(1001, panel.orders.next_id()),
        user=user.username,
        service_id=service.id,
        service_type=service.type,
        service_name=service.name,
        creation_type="api",
        charge=price,
        price=price,
        provider=service.provider,
        provider_charge=cost,
        provider_currency=panel.view.currency.code if service.provider else None,
        provider_currency_charge=cost,
        external_id=None,
        link=wish.link,
        quantity=wish.quantity,
        remains=wish.quantity,
        start_count=None,
        status="pending",
        mode="auto" if service.provider else "manual",
        ip_address=None,
        created=now,
        updated=now,
        extra=wish.extra,
        born=now,
    )


def _read(panel: Panel, form: Mapping[str, str]) -> _Wish:
    given = form.get("service", "")
    service = panel.services.get(int(given)) if given.isdecimal() else None
    if service is None:
        raise NoOrder("error.incorrect_service_id")
    for name in _needed(service):
        if not form.get(name, "").strip():
            raise NoOrder("neworder.error.link" if name == "link" else f"neworder.error.{name}")
    extra = [name for name in _needed(service) if name not in _PLAIN]
    lines = tuple(form[extra[-1]].replace("\r", "").split("\n")) if extra else ()
    return _Wish(
        service=service,
        link=form.get("link") or f"https://{form.get('username', '')}.example/",
        quantity=_quantity(service, form),
        extra=Extra(extra[-1].capitalize(), extra[-1], lines) if extra else None,
    )


def _needed(service: ServiceRow) -> tuple[str, ...]:
    return NEEDED.get(service.type, NEEDED["Default"])


def _quantity(service: ServiceRow, form: Mapping[str, str]) -> int:
    if service.type in ("Package", "Custom Comments Package"):
        return 1
    if service.type in _COUNTED:
        quantity = len([line for line in form[_COUNTED[service.type]].splitlines() if line.strip()])
    elif service.type == "Subscriptions":
        quantity = _number(form["max"]) * max(1, _number(form.get("posts", "1")))
    else:
        quantity = _number(form["quantity"])
    runs = _number(form["runs"]) if service.dripfeed and form.get("runs") else 1
    if quantity < service.min:
        raise NoOrder("neworder.error.min_quantity")
    if quantity > service.max:
        raise NoOrder("neworder.error.max_quantity")
    return quantity * max(1, runs)


def _number(given: str) -> int:
    if not given.strip().isdecimal():
        raise NoOrder("neworder.error.min_quantity")
    return int(given)


def _check_duplicate(panel: Panel, wish: _Wish) -> None:
    for row in reversed(panel.orders.timeline):
        if row.link == wish.link and row.service_id == wish.service.id and row.status not in FINAL_STATUSES:
            raise NoOrder("neworder.error.link_duplicate")
