"""What an order brings in. A pure rule, shared by the sync (which hours changed) and the desk (how much)."""

from __future__ import annotations

from decimal import Decimal

from chalicelib.panels.types import Order

REFUNDED = "canceled"
_NOTHING = Decimal(0)


def counted_charge(order: Order) -> tuple[str, Decimal] | None:
    """Currency ("" where the panel named none) and amount; None for an order that does not count.

    A canceled order was refunded in full. A partial one counts what the panel says it charged: panels
    lower `charge` when they refund the rest. Every other status has been charged when it was ordered.
    """
    if order.status == REFUNDED:
        return None
    charge = order.charge
    return ("", _NOTHING) if charge is None else (charge.currency_code or "", charge.value)
