"""What a page of 50 orders reads, at 2,000 orders and at 200,000, over one panel and over three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from chalicelib.desk.order_query import OrderQuery
from chalicelib.desk.orders import OrderPage, list_orders
from chalicelib.staff.types import Staff
from chalicelib.store.orders import OrderRow
from infra.simulators.panel.simulator import PanelSimulator
from tests.benchmarks.meter import Meter, Reading
from tests.benchmarks.shelf import plant_panels, stock
from tests.benchmarks.table import Line, Part
from tests.benchmarks.worker import START, clients, panel_at
from tests.fakes.dynamodb.wire import answering

SMALL, LARGE = 2_000, 200_000
PAGE = 50
MOST_READ = 1.5
# How far lists over several panels read ahead is chance; growth with the table would be a hundredfold.
_CHANCE = 0.25
_PAGES = 8
_CODES = ("MTP", "STM", "SGP")
_ADMIN = Staff("bench", "admin", None)
_DAY = 86_400
_NOTE = (
    "entries read + rows read = both, in the mean for each order shown / the larger of the two on the worst "
    "page, which is what the goal is for. By the desk's own use case, full pages up to the eighth. Lean "
    "indexes pick (entries; of an id list the fingerprints do), then the picked rows are fetched from the "
    "table. Units and calls are a page's, at 200,000. Lines without a goal have two filters."
)


@dataclass(frozen=True)
class Cost:
    """What a page read for each order it shows (`worst`: entries or rows of the worst page), and in all:
    read units and calls."""

    shown: int
    entries: float
    rows: float
    worst: float
    units: float
    calls: float

    def __str__(self) -> str:
        return f"{self.entries:.2f} + {self.rows:.2f} = {self.entries + self.rows:.2f} / {self.worst:.2f}"


@dataclass(frozen=True)
class Case:
    """A list; `single` when one filter at most narrows it."""

    name: str
    query: Callable[[Sample], OrderQuery]
    single: bool = True


class Sample:
    """Values that occur in the panels: the commonest of a field, or one that just fills the pages."""

    def __init__(self, panels: Mapping[str, PanelSimulator]) -> None:
        self.orders = [row for panel in panels.values() for row in panel.orders.values()]
        self.newest = max(row.created for row in self.orders)

    def common(self, field: str, place: int = 0) -> str:
        return str(self._counts(field)[place][0])

    def rare(self, field: str) -> str:
        enough = [value for value, count in self._counts(field) if count > PAGE * _PAGES]
        return str(enough[-1]) if enough else self.common(field)

    def one(self, field: str) -> str:
        """The value of an order in the middle."""
        rows = self.orders[len(self.orders) // 2 :]
        return str(next(value for row in rows if (value := getattr(row, field)) is not None))

    def ids(self, many: int) -> str:
        step = len(self.orders) // many
        return ", ".join(str(row.id) for row in self.orders[step // 2 :: step][:many])

    def day(self, ago: int) -> str:
        """So many days before the newest order, in UNIX seconds."""
        return str(self.newest - ago * _DAY)

    def _counts(self, field: str) -> list[tuple[object, int]]:
        values = (getattr(row, field) for row in self.orders)
        return Counter(value for value in values if value is not None).most_common()


CASES = (
    Case("all", lambda _: OrderQuery()),
    Case("status, the commonest", lambda at: OrderQuery(status=at.common("status"))),
    Case("status, a rare one", lambda at: OrderQuery(status=at.rare("status"))),
    Case("service, the commonest", lambda at: OrderQuery(service_id=at.common("service_id"))),
    Case("service, a rare one", lambda at: OrderQuery(service_id=at.rare("service_id"))),
    Case("user, the busiest", lambda at: OrderQuery(user=at.common("user"))),
    Case("user, a rare one", lambda at: OrderQuery(user=at.rare("user"))),
    Case("provider", lambda at: OrderQuery(provider=at.common("provider"))),
    Case("mode", lambda _: OrderQuery(mode="manual")),
    Case("creation type", lambda at: OrderQuery(creation_type=at.rare("creation_type"))),
    Case("created range", lambda at: OrderQuery(created_from=at.day(40), created_to=at.day(10))),
    Case("link", lambda at: OrderQuery(link=at.one("link"))),
    Case("25 ids far apart", lambda at: OrderQuery(ids=at.ids(25))),
    Case("external id", lambda at: OrderQuery(external_id=at.one("external_id"))),
    Case("status, two of them", lambda at: OrderQuery(status=f"{at.common('status')},canceled")),
    Case("user + completed", lambda at: OrderQuery(user=at.common("user"), status="completed"), False),
    Case(
        "service + web", lambda at: OrderQuery(service_id=at.common("service_id"), creation_type="web"), False
    ),
    Case("mode + canceled", lambda _: OrderQuery(mode="auto", status="canceled"), False),
    Case(
        "provider + range",
        lambda at: OrderQuery(provider=at.common("provider"), created_to=at.day(10)),
        False,
    ),
)


def measure() -> Part:
    lines = []
    for codes in (_CODES[:1], _CODES):
        small, large = _costs(SMALL, codes), _costs(LARGE, codes)
        over = "one panel" if len(codes) == 1 else f"{len(codes)} panels"
        lines += [_line(case, over, small[case.name], large[case.name]) for case in CASES]
    return Part(f"A page of {PAGE} orders of {SMALL:,} and of {LARGE:,}", lines, _NOTE)


def _line(case: Case, over: str, small: Cost, large: Cost) -> Line:
    parts = [str(large), f"{large.units:.1f} units, {large.calls:.0f} calls"]
    if small.shown == large.shown:
        other = f"{small.entries:.2f} + {small.rows:.2f} / {small.worst:.2f}"
        parts.append(f"of {SMALL:,} {'the same' if str(small) == str(large) else other}")
    name, measured = f"{case.name}, {over}", "; ".join(parts)
    if not case.single:
        return Line(name, measured)
    same = small.shown < large.shown or large.entries <= small.entries + _CHANCE
    return Line(name, measured, f"≤ {MOST_READ}, same", large.worst <= MOST_READ and same)


def _costs(many: int, codes: Sequence[str]) -> dict[str, Cost]:
    """The cost of each case, by its name."""
    panels = plant_panels(many, codes)
    sample = Sample(panels)
    engine = stock(panels)
    meter = Meter.of(engine)
    with answering(engine.call, clients()):
        return {case.name: _cost(meter, codes, case.query(sample)) for case in CASES}


def _cost(meter: Meter, codes: Sequence[str], query: OrderQuery) -> Cost:
    """The mean of the first pages, of the full ones if there are any."""
    costs: list[Cost] = []
    cursor: str | None = None
    for _ in range(_PAGES):
        with meter.watching(clients()) as reading:
            page = _list(codes, query, cursor)
        if page.items:
            costs.append(_per_order(reading, len(page.items)))
        cursor = page.next
        if cursor is None:
            break
    fullest = max(cost.shown for cost in costs)
    full = [cost for cost in costs if cost.shown == fullest]
    return Cost(
        fullest,
        fmean(cost.entries for cost in full),
        fmean(cost.rows for cost in full),
        max(cost.worst for cost in full),
        fmean(cost.units for cost in full),
        fmean(cost.calls for cost in full),
    )


def _list(codes: Sequence[str], query: OrderQuery, cursor: str | None) -> OrderPage:
    panels = [panel_at("https://panel.example", "key", code) for code in codes]
    return list_orders(
        _ADMIN,
        query,
        panels=panels,
        statuses=lambda _panels, *, now: (),
        limit=PAGE,
        cursor=cursor,
        now=START,
    )


def _per_order(reading: Reading, shown: int) -> Cost:
    orders = OrderRow.Meta.table_name
    rows = sum(count for place, count in reading.read.items() if (place.table, place.index) == (orders, None))
    entries = reading.read.total() - rows
    worst = max(entries, rows) / shown
    return Cost(shown, entries / shown, rows / shown, worst, reading.all_read_units, reading.calls.total())
