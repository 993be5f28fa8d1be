"""What customers ask of the panel's staff: cancels and refills, handed out by `pull`."""

from __future__ import annotations

from infra.simulators.panel.envelope import id_list, invalid, json_body, success, text, whole
from infra.simulators.panel.order_acts import act_answer
from infra.simulators.panel.rows import REFILL_STATUSES, RefillTask
from infra.simulators.panel.state import Panel
from infra.simulators.panel.types import Json, JsonObject, SimRequest, SimResponse


def pull_cancels(panel: Panel, request: SimRequest) -> SimResponse:
    """Hand out the cancel tasks nobody has taken yet, oldest first."""
    limit = _limit(panel, json_body(request, panel.switches))
    waiting = [task for task in panel.cancel_tasks.values() if task.state == "waiting"][:limit]
    shown: list[Json] = []
    for task in waiting:
        row = panel.orders.get(task.order_id)
        task.state = "pulled"
        shown.append({panel.switches.task_id: task.order_id, "remains": row.remains if row else 0})
    return _listed(panel, shown)


def reject_cancels(panel: Panel, request: SimRequest) -> SimResponse:
    """Refuse to cancel: the task is closed, the order goes on."""
    done: list[Json] = []
    skipped: list[Json] = []
    for order_id in id_list(json_body(request, panel.switches).get("ids"), "ids", panel.switches):
        task = panel.cancel_tasks.get(order_id)
        if task is not None and task.state in ("waiting", "pulled"):
            task.state = "rejected"
            done.append(order_id)
        else:
            skipped.append(order_id)
    return act_answer(panel, {"ids": done, "skipped_ids": skipped})


def pull_refills(panel: Panel, request: SimRequest) -> SimResponse:
    """Hand out pending refill tasks, oldest first; they are in progress from now on."""
    switches = panel.switches
    body = json_body(request, switches)
    wanted = set(id_list(body["service_ids"], "service_ids", switches)) if body.get("service_ids") else None
    waiting = [
        task for task in panel.refill_tasks.values() if task.status == "pending" and _of(panel, task, wanted)
    ]
    shown: list[Json] = []
    for task in waiting[: _limit(panel, body)]:
        task.status = "in_progress"
        shown.append(_refill(panel, task))
    return _listed(panel, shown)


def change_refills(panel: Panel, request: SimRequest) -> SimResponse:
    """Set one status for many refill tasks; those already closed are skipped."""
    body = json_body(request, panel.switches)
    status = text(body, "status", panel.switches)
    if status not in REFILL_STATUSES:
        raise invalid(panel.switches, "status is invalid")
    done: list[Json] = []
    skipped: list[Json] = []
    for task_id in id_list(body.get("ids"), "ids", panel.switches):
        task = panel.refill_tasks.get(task_id)
        if task is not None and task.status in ("pending", "in_progress", "error"):
            task.status = status
            done.append(task_id)
        else:
            skipped.append(task_id)
    return act_answer(panel, {"ids": done, "status": status, "skipped_ids": skipped})


def _of(panel: Panel, task: RefillTask, services: set[int] | None) -> bool:
    row = panel.orders.get(task.order_id)
    return row is not None and (services is None or row.service_id in services)


def _refill(panel: Panel, task: RefillTask) -> JsonObject:
    row = panel.orders[task.order_id]
    return {
        "id": task.id,
        "order_id": task.order_id,
        "service_id": row.service_id,
        "link": row.link,
        "quantity": row.quantity,
        "start_count": row.start_count,
        "status": task.status,
        **panel.view.time("created", task.created, twin=True),
    }


def _limit(panel: Panel, body: JsonObject) -> int:
    return whole(body, "limit", panel.switches, least=1) or panel.switches.default_limit


def _listed(panel: Panel, shown: list[Json]) -> SimResponse:
    return success({"count": len(shown), "list": shown} if panel.switches.task_list == "list" else shown)
