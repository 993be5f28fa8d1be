from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk.revenue import DayRevenue, stretches, today
from chalicelib.panels.charges import counted_charge
from chalicelib.panels.panel import ALL_OFF, Panel
from chalicelib.panels.types import Money, Order

NOON = 1_763_640_000.0


def order(status: str, charge: Money | None = None) -> Order:
    return Order(id=1, status=status, created_timestamp=1, charge=charge)


def panel(code: str, currency: str | None) -> Panel:
    return Panel(code, code, "https://x.example", currency, 5.0, "", None, ALL_OFF, False, 0.0, 0.0)


def test_a_canceled_order_brings_nothing_and_a_partial_one_what_was_charged() -> None:
    assert counted_charge(order("canceled", Money(Decimal(5), "USD"))) is None
    assert counted_charge(order("partial", Money(Decimal("2.50"), "USD"))) == ("USD", Decimal("2.50"))
    assert counted_charge(order("fail", Money(Decimal(1)))) == ("", Decimal(1))
    assert counted_charge(order("pending")) == ("", Decimal(0))


@given(st.sets(st.integers(0, 60)))
def test_stretches_are_whole_apart_and_the_last_first(hours: set[int]) -> None:
    found = list(stretches(sorted(hours, reverse=True)))
    assert {hour for first, last in found for hour in range(first, last + 1)} == hours
    assert all(later[0] > earlier[1] + 1 for later, earlier in pairwise(found))


def test_today_is_in_the_panels_own_currency_or_that_of_most_orders() -> None:
    day, before = "2025-11-20", "2025-11-19"
    revenue = [
        DayRevenue("MTP", "EUR", day, Decimal(9), 50),
        DayRevenue("MTP", "USD", day, Decimal(3), 2),
        DayRevenue("STM", "EUR", day, Decimal(9), 3),
        DayRevenue("STM", "USD", day, Decimal(3), 7),
        DayRevenue("SGP", "USD", before, Decimal(3), 7),
    ]
    panels = [panel("MTP", "USD"), panel("STM", None), panel("SGP", "USD")]
    found = today(revenue, panels, now=NOON)
    assert {code: (one.currency, one.amount) for code, one in found.items()} == {
        "MTP": ("USD", Decimal(3)),
        "STM": ("USD", Decimal(3)),
    }
