"""Money and states that move together: canceling, partial delivery, charges, refunds."""

from __future__ import annotations

from infra.simulators.panel.life import life_of
from infra.simulators.panel.money import UNIT
from infra.simulators.panel.rows import REFUNDED_STATUSES, OrderRow, PaymentRow, UserRow
from infra.simulators.panel.seed_orders import bring_forward
from infra.simulators.panel.state import Panel
from infra.simulators.panel.view import can_cancel


def charge(user: UserRow, amount: int) -> None:
    """An order is paid from the balance."""
    user.balance -= amount
    user.spent += amount
    user.total_orders += 1


def pay_back(panel: Panel, username: str, amount: int) -> None:
    """A refund returns to the balance of a user who still exists."""
    user = panel.names.get(username)
    if user is not None:
        user.balance += amount
        user.spent -= amount


def credit(panel: Panel, user: UserRow, amount: int, *, method: str, at: int, memo: str = "") -> PaymentRow:
    """A completed payment: the balance has it at once."""
    user.balance += amount
    return panel.payments.add(
        PaymentRow(
            id=panel.payments.next_id(),
            user=user.username,
            amount=amount,
            method=method,
            status="completed",
            memo=memo,
            created=at,
            updated=at,
            balance=user.balance,
        )
    )


def top_up(panel: Panel, user: UserRow, least: int, at: int) -> PaymentRow:
    """A customer pays enough to cover `least`, in round tens."""
    return credit(panel, user, (least // (10 * UNIT) + 1) * 10 * UNIT, method=panel.methods[0], at=at)


def stop(row: OrderRow) -> None:
    """A person took the order over: it moves no more by itself."""
    row.life = row.next_at = None


def cancel(panel: Panel, row: OrderRow, reason: str | None, at: int | None = None) -> bool:
    """Cancel and refund all that was charged. False, and nothing done, for an order that is final."""
    if not can_cancel(row):
        return False
    stop(row)
    refund, row.charge = row.charge, 0
    row.status, row.remains, row.cancel_reason = "canceled", row.quantity, reason
    _close_task(panel, row)
    panel.touch(row, at)
    pay_back(panel, row.user, refund)
    return True


def set_partial(panel: Panel, row: OrderRow, remains: int, at: int | None = None) -> bool:
    """Keep the price of what was delivered, refund the rest. False: refunded before, or `remains` is off."""
    if row.status in REFUNDED_STATUSES or not 0 < remains <= row.quantity:
        return False
    stop(row)
    kept = row.price * (row.quantity - remains) // max(1, row.quantity)
    refund, row.charge = row.charge - kept, kept
    row.status, row.remains = "partial", remains
    _close_task(panel, row)
    panel.touch(row, at)
    pay_back(panel, row.user, refund)
    return True


def move(panel: Panel, row: OrderRow, status: str) -> bool:
    """Set a status that moves no money. False for a refunded order, or one that has this status."""
    if row.status in REFUNDED_STATUSES or row.status == status:
        return False
    stop(row)
    row.status = status
    if status == "completed":
        row.remains = 0
        _close_task(panel, row)
    panel.touch(row)
    return True


def resend(panel: Panel, row: OrderRow) -> None:
    """Send a failed order to its provider again: pending anew, and where the panel moves, living on."""
    now = panel.now()
    row.status, row.external_id, row.failure, row.start_count = "pending", None, None, None
    row.remains = row.quantity
    panel.touch(row, now)
    if panel.in_motion:
        row.life = life_of(panel.seed + 1, row.id, row.quantity, manual=False)
        row.born = now
        bring_forward(row, now, panel.seed)
        if row.next_at is not None:
            panel.later("order", row.id, row.next_at)


def _close_task(panel: Panel, row: OrderRow) -> None:
    task = panel.cancel_tasks.get(row.id)
    if task is not None:
        task.state = "done"
