"""Orders out of a seed: each one a pure function of the seed, its id and its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infra.simulators.panel import words
from infra.simulators.panel.dice import FACES, between, roll
from infra.simulators.panel.life import Life, life_of, moment, open_life
from infra.simulators.panel.rows import REFUNDED_STATUSES, Extra, OrderRow, ServiceRow

_EXTRAS = {
    "Custom Comments": "comment",
    "Custom Comments Package": "comment",
    "Comment Replies": "comment",
    "Mentions Custom List": "usernames",
    "Mentions with Hashtags": "hashtags",
    "Mentions Hashtag": "hashtag",
    "Comment Likes": "username",
    "Poll": "answer_number",
    "Invites from Groups": "groups",
}


def seed_orders(
    seed: int,
    users: Sequence[str],
    services: Sequence[ServiceRow],
    *,
    many: int,
    first_id: int,
    span: tuple[int, int],
    now: int,
    stay_open: int = 0,
) -> Iterator[OrderRow]:
    """`many` orders spread over `span`, denser towards its end, as they stand at `now`."""
    start, end = span
    for number in range(many):
        order_id = first_id + number
        share = (number + roll(seed, "when", order_id)[0] / FACES) / many
        created = start + int((end - start) * (1 - (1 - share) ** 1.5))
        life = open_life(roll(seed, "open", order_id)[0]) if number >= many - stay_open else None
        yield new_order(seed, order_id, users, services, created=created, now=now, life=life)


def new_order(
    seed: int,
    order_id: int,
    users: Sequence[str],
    services: Sequence[ServiceRow],
    *,
    created: int,
    now: int,
    life: Life | None = None,
) -> OrderRow:
    """The order `order_id` of this seed, created at `created` and brought forward to `now`."""
    faces = roll(seed, "order", order_id)
    service = services[(faces[0] * faces[0] // FACES) * len(services) // FACES]
    quantity = _quantity(service, faces[1], faces[2])
    price = price_of(service, quantity)
    auto = service.provider is not None
    provider = words.PROVIDERS.index(service.provider) if service.provider in words.PROVIDERS else 0
    cost = price * between(faces[5], 40, 95) // 100
    row = OrderRow(
        id=order_id,
        user=users[(faces[3] * faces[3] // FACES) * len(users) // FACES],
        service_id=service.id,
        service_type=service.type,
        service_name=service.name,
        creation_type=words.CREATION_TYPES[faces[4] % len(words.CREATION_TYPES)],
        charge=price,
        price=price,
        provider=service.provider,
        provider_charge=cost if auto else None,
        provider_currency=words.PROVIDER_CURRENCIES[provider] if auto else None,
        provider_currency_charge=cost * (1 + provider) if auto else None,
        external_id=None,
        link=_link(faces),
        quantity=quantity,
        remains=quantity,
        start_count=None,
        status="pending",
        mode="auto" if auto else "manual",
        ip_address=f"{words.IP_HEADS[faces[8] % 4]}{faces[9] % 254 + 1}" if faces[8] % 9 else None,
        created=created,
        updated=created,
        is_autocomplete=faces[10] % 20 == 0,
        is_active_autocomplete=faces[10] % 40 == 0,
        extra=_extra(service.type, faces),
        life=life or life_of(seed, order_id, quantity, manual=not auto),
        born=created,
    )
    bring_forward(row, now, seed)
    return row


def bring_forward(row: OrderRow, now: int, seed: int) -> int:
    """Let a row that has a life stand where it should at `now`; returns what its user gets back."""
    if row.life is None:
        return 0
    status, remains, since, until = moment(row.life, now - row.born, row.quantity)
    row.updated = row.born + since if since else row.updated
    row.next_at = None if until is None else row.born + until
    if status != "pending":
        _sent(row, status, seed)
    row.status, row.remains = status, remains
    if until is None:
        row.life = None
    if status not in REFUNDED_STATUSES:
        return 0
    kept = 0 if status == "canceled" else row.price * (row.quantity - remains) // max(1, row.quantity)
    refund, row.charge = row.charge - kept, kept
    return refund


def _sent(row: OrderRow, status: str, seed: int) -> None:
    """What an order has once it left the panel; the same whether it was watched on its way or not."""
    faces = roll(seed, "sent", row.id)
    if row.start_count is None:
        row.start_count = faces[0] * (1 + faces[1] % 50)
    taken = row.provider is not None and status != "fail"
    row.external_id = str(10_000_000 + faces[2] * 40_000 + faces[3]) if taken else None
    row.failure = words.FAILURES[faces[4] % len(words.FAILURES)] if status in ("fail", "error") else None
    row.cancel_reason = (
        words.CANCEL_REASONS[faces[5] % len(words.CANCEL_REASONS)] if status == "canceled" else None
    )


def price_of(service: ServiceRow, quantity: int) -> int:
    """What `quantity` of a service costs: `rate` is the price of 1,000, or of the whole package."""
    return service.rate if service.max == 1 else max(1, service.rate * quantity // 1000)


def _quantity(service: ServiceRow, first: int, second: int) -> int:
    """Between the service's limits, mostly near the lower one, in round numbers where they are large."""
    reach = min(service.max, service.min * 200)
    quantity = service.min + (reach - service.min) * (first * first // FACES * second // FACES) // FACES
    return quantity if quantity < 1000 else quantity // 100 * 100


def _link(faces: tuple[int, ...]) -> str:
    host = words.LINK_HOSTS[faces[6] % len(words.LINK_HOSTS)]
    name = f"{words.NAME_HEADS[faces[7] % len(words.NAME_HEADS)]}{faces[7] % 900}"
    if faces[6] % 4 == 0:
        return f"https://{host}/{name}?igsh={faces[11]:x}&utm=ö"
    return f"https://{host}/p/{faces[11]:04x}{faces[12]:04x}/"


def _extra(service_type: str, faces: tuple[int, ...]) -> Extra | None:
    kind = _EXTRAS.get(service_type)
    if kind is None:
        return None
    lines = tuple(
        words.COMMENTS[(faces[13] + step) % len(words.COMMENTS)] for step in range(1 + faces[14] % 4)
    )
    return Extra(title=kind.capitalize(), type=kind, user_data=lines)
