"""The plain way to store an order with PynamoDB: an attribute a field, a batch write, nothing compared."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.panels.types import Money, Order
from tests.fakes.dynamodb.wire import answering, client_of

_ALL_TAKEN = b'{"UnprocessedItems":{}}'


class PlainOrderRow(Model):
    class Meta:
        table_name = "plain-orders"

    panel = UnicodeAttribute(hash_key=True)
    id = NumberAttribute(range_key=True)
    status = UnicodeAttribute()
    created_timestamp = NumberAttribute()
    created = UnicodeAttribute(null=True)
    external_id = UnicodeAttribute(null=True)
    user = UnicodeAttribute(null=True)
    service_id = NumberAttribute(null=True)
    service_type = UnicodeAttribute(null=True)
    service_name = UnicodeAttribute(null=True)
    provider = UnicodeAttribute(null=True)
    creation_type = UnicodeAttribute(null=True)
    mode = UnicodeAttribute(null=True)
    charge = JSONAttribute(null=True)
    provider_charge = JSONAttribute(null=True)
    provider_currency_charge = JSONAttribute(null=True)
    link = UnicodeAttribute(null=True)
    start_count = NumberAttribute(null=True)
    quantity = NumberAttribute(null=True)
    remains = NumberAttribute(null=True)
    is_autocomplete = BooleanAttribute(null=True)
    is_active_autocomplete = BooleanAttribute(null=True)
    ip_address = UnicodeAttribute(null=True)
    order_buttons = JSONAttribute(null=True)


def write_plainly(panel: str, orders: Sequence[Order]) -> None:
    """Write the orders to a store that takes everything at once."""
    with (
        answering(lambda _operation, _body: (200, _ALL_TAKEN), [client_of(PlainOrderRow)]),
        PlainOrderRow.batch_write() as batch,
    ):
        for order in orders:
            batch.save(_row(panel, order))


def _row(panel: str, order: Order) -> PlainOrderRow:
    fields = {name: getattr(order, name) for name in Order.__struct_fields__}
    for name in ("charge", "provider_charge", "provider_currency_charge"):
        fields[name] = _money(fields[name])
    return PlainOrderRow(panel, fields.pop("id"), **fields)


def _money(money: Money | None) -> dict[str, str | None] | None:
    if money is None:
        return None
    return {"value": str(money.value), "currency_code": money.currency_code, "formatted": money.formatted}
