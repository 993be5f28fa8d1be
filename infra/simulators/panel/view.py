"""How a panel shows what it knows: one position on every switch, one currency, one zone."""

from __future__ import annotations

from datetime import tzinfo

from infra.simulators.panel.clock import local_text
from infra.simulators.panel.money import UNIT, Currency, currency_of, plain, pretty
from infra.simulators.panel.rows import FINAL_STATUSES, OrderRow
from infra.simulators.panel.switches import Switches
from infra.simulators.panel.types import Json, JsonObject


class View:
    """Makes the JSON of orders, Money and times."""

    def __init__(self, switches: Switches, currency: Currency, zone: tzinfo) -> None:
        self.switches = switches
        self.currency = currency
        self.zone = zone

    def money(self, amount: int, currency: Currency | None = None) -> Json:
        """`amount` (hundred-thousandths) as the contract's Money."""
        shown = currency or self.currency
        value: Json = plain(amount) if self.switches.money_value == "string" else amount / UNIT
        return {"value": value, "currency_code": shown.code, "formatted": pretty(amount, shown)}

    def time(self, name: str, at: int | None, *, twin: bool) -> JsonObject:
        """The pair `name` (text in the panel's zone) and, where `twin`, `name_timestamp`."""
        pair: JsonObject = {name: None if at is None else local_text(at, self.zone)}
        if twin:
            pair[f"{name}_timestamp"] = at
        return pair

    def order(self, row: OrderRow) -> JsonObject:
        """One order as `GET /orders` lists it."""
        switches = self.switches
        cost, foreign = row.provider_charge, row.provider_currency_charge
        manual = None if switches.manual_provider == "null" else ""
        return {
            "id": row.id,
            "external_id": row.external_id,
            "user": row.user,
            "creation_type": row.creation_type if switches.creation_type == "text" else None,
            "charge": self.money(row.charge),
            "provider_charge": None if cost is None else self.money(cost),
            "provider_currency_charge": None
            if foreign is None
            else self.money(foreign, currency_of(row.provider_currency or self.currency.code)),
            "link": row.link,
            "order_buttons": self._buttons(row),
            "start_count": row.start_count,
            "quantity": row.quantity,
            "service_id": row.service_id,
            "service_type": row.service_type,
            "service_name": row.service_name,
            "provider": manual if row.provider is None else row.provider,
            "status": row.status,
            "remains": row.remains,
            "is_autocomplete": row.is_autocomplete,
            "is_active_autocomplete": row.is_active_autocomplete,
            "created": local_text(row.created, self.zone),
            "created_timestamp": row.created,
            "mode": row.mode,
            "ip_address": row.ip_address,
        }

    def order_detail(self, row: OrderRow, *, refill: bool, request_cancel: bool) -> JsonObject:
        """One order as `GET /orders/{id}` answers it; the two booleans are what its service allows."""
        return {
            **self.order(row),
            "provider_response": _provider_response(row),
            **self.time("last_update", row.updated, twin=True),
            "actions": {
                "refill": refill,
                "resend": can_resend(row),
                "cancel_and_refund": can_cancel(row),
                "request_cancel": request_cancel,
            },
        }

    def _buttons(self, row: OrderRow) -> Json:
        extra, form = row.extra, self.switches.order_buttons
        if extra is None or form == "empty":
            return []
        lines: list[Json] = list(extra.user_data)
        if form == "object":
            return {extra.type: lines}
        return [
            {"title": extra.title, "service_type": row.service_type, "type": extra.type, "user_data": lines},
        ]


def can_resend(row: OrderRow) -> bool:
    """A failed order that a provider delivers can be sent to it again."""
    return row.status in ("fail", "error") and row.provider is not None


def can_cancel(row: OrderRow) -> bool:
    """What is not final can be canceled and refunded."""
    return row.status not in FINAL_STATUSES


def _provider_response(row: OrderRow) -> Json:
    if row.failure is not None:
        return {"error": row.failure}
    if row.external_id is None:
        return None
    return {"order": int(row.external_id) if row.external_id.isdigit() else row.external_id}
