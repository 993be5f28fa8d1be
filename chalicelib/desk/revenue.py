"""Revenue by day: what the orders of each UTC day brought, panel by panel and currency by currency.

Days are UTC days for every panel, so that a row of days means the same stretch of time for all of them.

What it costs: 14 days of a panel with 5,000 orders a day are 70,000 rows, 17,500 read units to sum up anew.
Here sums are kept by the hour, and the sync marks an hour when an order in it is new or brings another
amount (a refund). A look costs about 6 read units a panel, and 0.25 for each order of the hours that changed
since the last look: some 50 for the hour under way at 200 orders an hour, none while nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

import msgspec

from chalicelib.panels.charges import counted_charge
from chalicelib.panels.types import Order
from chalicelib.store import revenue as store
from chalicelib.store.revenue import HOUR, HOURS_A_DAY, HourSum, Kept

if TYPE_CHECKING:
    from chalicelib.panels.panel import Panel

DAYS = 14
# One answer reads so many orders at most, the newest ones, an equal share of every panel (0.4 s in all); the
# days further back come with the next answers.
MOST_ROWS = 8_000
_DECODER = msgspec.json.Decoder(Order, strict=False)
_Sums = dict[str, tuple[Decimal, int]]


@dataclass(frozen=True)
class DayRevenue:
    """What one panel's orders of one UTC day ("2026-11-20") brought in one currency. `orders` counts those
    that were not canceled."""

    panel: str
    currency: str
    day: str
    amount: Decimal
    orders: int


def revenue_by_day(panels: Sequence[Panel], *, now: float) -> list[DayRevenue]:
    """The last 14 days up to `now`, today's among them. A day that is not summed up yet is left out; one
    without orders is there with 0, where the panel's currency is known."""
    last = int(now) // HOUR
    first = (last // HOURS_A_DAY - DAYS + 1) * HOURS_A_DAY
    share = ceil(MOST_ROWS / max(1, len(panels)))
    found: list[DayRevenue] = []
    for panel in panels:
        kept = store.load(panel.code, first, last)
        stale = _stale(kept, first, last)
        if stale:
            _keep(panel.code, kept, _sum_up(panel.code, stale, kept, share))
        found += _days(panel, kept, first, last)
    return found


def today(revenue: Iterable[DayRevenue], panels: Sequence[Panel], *, now: float) -> dict[str, DayRevenue]:
    """Today's revenue of each panel that has one, in the panel's own currency or else that of most orders."""
    day = _day(int(now) // (HOUR * HOURS_A_DAY))
    own = {panel.code: panel.currency for panel in panels}
    chosen: dict[str, DayRevenue] = {}
    for one in revenue:
        if one.day != day:
            continue
        held = chosen.get(one.panel)
        if held is None or (one.currency == own[one.panel], one.orders) > (
            held.currency == own[one.panel],
            held.orders,
        ):
            chosen[one.panel] = one
    return chosen


def _stale(kept: Kept, first: int, last: int) -> list[int]:
    """The hours without a sum as of their mark, the last one first."""
    return [
        hour
        for hour in range(last, first - 1, -1)
        if hour not in kept.sums or kept.sums[hour].mark != kept.marks.get(hour, "")
    ]


def _sum_up(panel: str, stale: Sequence[int], kept: Kept, left: int) -> dict[int, HourSum]:
    """Sums of the stale hours, the last ones first, for about `left` orders: the hour in which that many
    are reached is read to its end, so that each look comes further."""
    done: dict[int, HourSum] = {}
    for first, last in stretches(stale):
        sums: dict[int, _Sums] = {}
        reached = first
        for hour, doc in store.orders_of(panel, first, last):
            if left <= 0 and hour not in sums:
                reached = hour + 1
                break
            left -= 1
            _add(sums.setdefault(hour, {}), doc)
        for hour in range(reached, last + 1):
            done[hour] = HourSum(kept.marks.get(hour, ""), sums.get(hour, {}))
        if reached > first:
            break
    return done


def stretches(hours: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run of falling numbers. Pure."""
    last = end = None
    for hour in hours:
        if last is not None and end is not None and hour != last - 1:
            yield last, end
            end = None
        end = hour if end is None else end
        last = hour
    if last is not None and end is not None:
        yield last, end


def _add(sums: _Sums, doc: str) -> None:
    counted = counted_charge(_DECODER.decode(doc))
    if counted is not None:
        currency, amount = counted
        before, orders = sums.get(currency, (Decimal(0), 0))
        sums[currency] = (before + amount, orders + 1)


def _keep(panel: str, kept: Kept, summed: dict[int, HourSum]) -> None:
    """Put the new sums among those kept, and store the days that changed."""
    kept.sums.update(summed)
    touched = {hour // HOURS_A_DAY for hour in summed}
    store.save(panel, {hour: one for hour, one in kept.sums.items() if hour // HOURS_A_DAY in touched})


def _days(panel: Panel, kept: Kept, first: int, last: int) -> Iterator[DayRevenue]:
    stale = set(_stale(kept, first, last))
    usual = panel.currency or _usual(kept)
    for start in range(first, last + 1, HOURS_A_DAY):
        hours = range(start, min(start + HOURS_A_DAY, last + 1))
        if not stale.isdisjoint(hours):
            continue
        totals: _Sums = {usual: (Decimal(0), 0)} if usual else {}
        for hour in hours:
            for code, (amount, orders) in kept.sums[hour].sums.items():
                before, number = totals.get(code or usual, (Decimal(0), 0))
                totals[code or usual] = (before + amount, number + orders)
        for currency, (amount, orders) in sorted(totals.items()):
            yield DayRevenue(panel.code, currency, _day(start // HOURS_A_DAY), amount, orders)


def _usual(kept: Kept) -> str:
    """The currency that most orders are in; "" where none is named."""
    counts: dict[str, int] = {}
    for one in kept.sums.values():
        for currency, (_, orders) in one.sums.items():
            counts[currency] = counts.get(currency, 0) + orders
    return max(counts, key=lambda code: (bool(code), counts[code]), default="")


def _day(number: int) -> str:
    return datetime.fromtimestamp(number * HOUR * HOURS_A_DAY, tz=UTC).strftime("%Y-%m-%d")
