"""Services and customers out of a seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from infra.simulators.panel import words
from infra.simulators.panel.dice import stream
from infra.simulators.panel.money import UNIT, units
from infra.simulators.panel.rows import ServiceRow, UserRow

_ONE_PIECE = frozenset({"Package", "Custom Comments Package"})


def seed_services(seed: int, many: int) -> Iterator[ServiceRow]:
    """`many` services with ids from 1 up, gaps included, as after years of adding and removing."""
    rng = stream(seed, "services")
    service_id = 0
    for _ in range(many):
        service_id += rng.choice((1, 1, 1, 2, 5))
        yield _service(rng, service_id)


def _service(rng: Random, service_id: int) -> ServiceRow:
    kind = rng.choice(words.SERVICE_TYPES)
    low = 1 if kind in _ONE_PIECE else rng.choice((1, 10, 50, 100, 500, 1_000))
    high = 1 if kind in _ONE_PIECE else low * rng.choice((10, 100, 1_000, 10_000))
    refill = rng.random() < 0.4
    return ServiceRow(
        id=service_id,
        name=service_name(rng),
        type=kind,
        category=rng.choice(words.CATEGORIES),
        rate=max(10, units(round(10 ** rng.uniform(-2.5, 1.4), 4))),
        min=low,
        max=high,
        refill=refill,
        cancel=rng.random() < 0.6,
        dripfeed=kind == "Default" and rng.random() < 0.3,
        provider=None if rng.random() < 0.15 else rng.choice(words.PROVIDERS),
        desc=rng.choice(
            (None, None, "", "<p>Start 0-1 hour</p><script>x()</script>", "Link: profil linki 🔗")
        ),
    )


def service_name(rng: Random) -> str:
    """A name of 20 to 200 characters as panels write them."""
    if rng.random() < 0.15:
        return rng.choice(words.FOREIGN) + rng.choice(words.ODDITIES)
    parts = [
        f"{rng.choice(words.MARKS)} {rng.choice(words.NETWORKS)} {rng.choice(words.GOODS)}",
        rng.choice(words.QUALITIES),
        rng.choice(words.SPEEDS),
        rng.choice(words.REFILLS),
        rng.choice(words.STARTS),
    ]
    return rng.choice(words.SEPARATORS).join(part for part in parts if part) + rng.choice(words.ODDITIES)


def seed_users(seed: int, many: int, first: int, last: int) -> Iterator[UserRow]:
    """`many` customers who signed up between `first` and `last`, with nothing spent yet."""
    rng = stream(seed, "users")
    for number in range(1, many + 1):
        created = first + (last - first) * (number - 1) // max(1, many)
        yield new_user(rng, number, created, last)


def new_user(rng: Random, user_id: int, created: int, last: int) -> UserRow:
    """One customer; `last` is the latest time they can have been seen."""
    username = f"{rng.choice(words.NAME_HEADS)}{rng.choice(words.NAME_TAILS)}{user_id}"
    seen = rng.random() < 0.9
    return UserRow(
        id=user_id,
        username=username,
        email=f"{username}@{rng.choice(words.MAIL_HOSTS)}",
        balance=int(10 ** rng.uniform(-1, 3) * UNIT),
        spent=0,
        status="suspended" if rng.random() < 0.05 else "active",
        created=created,
        last_auth=rng.randint(created, max(created, last)) if seen else None,
        discount=rng.choice((0, 0, 0, 5, 10)),
    )
