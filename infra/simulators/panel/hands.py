"""What a test does to a panel directly, without the API: the world changing behind everybody's back."""

from __future__ import annotations

from infra.simulators.panel.hands_desk import DeskHands, assign, whole_number
from infra.simulators.panel.order_acts import ask_to_cancel
from infra.simulators.panel.rows import OrderRow, RefillTask, ServiceRow
from infra.simulators.panel.seed_catalogue import seed_services
from infra.simulators.panel.seed_orders import new_order


class Hands(DeskHands):
    """Direct changes. Field names are those of the rows in `rows.py`; money is written as in "1.234".

    An unknown field is a TypeError, an unknown id a KeyError. What is set by hand moves no more by itself.
    """

    def add_order(self, **fields: object) -> OrderRow:
        """A new order, created now (or at `created`), pending unless told otherwise. No balance moves."""
        with self.lock:
            panel = self.panel
            created = fields.pop("created", panel.now())
            order_id = fields.pop("id", max(1001, panel.orders.next_id()))
            row = new_order(
                panel.seed,
                whole_number(order_id),
                list(panel.names),
                list(panel.services.values()),
                created=whole_number(created),
                now=whole_number(created),
            )
            row.life = row.next_at = None
            if "service_id" in fields and fields["service_id"] in panel.services:
                service = panel.services[whole_number(fields["service_id"])]
                row.service_name, row.service_type, row.provider = (
                    service.name,
                    service.type,
                    service.provider,
                )
            if "quantity" in fields and "remains" not in fields:
                row.remains = whole_number(fields["quantity"])
            return panel.orders.add(assign(row, fields))

    def set_order(self, order_id: int, **fields: object) -> OrderRow:
        """Change an order: `set_order(7, status="partial", remains=20)`. `updated` is now unless given."""
        with self.lock:
            row = self.panel.orders[order_id]
            if "created" in fields:
                self.panel.orders.redate(order_id, whole_number(fields.pop("created")))
            row.life = row.next_at = None
            self.panel.touch(row)
            return assign(row, fields)

    def delete_order(self, order_id: int) -> OrderRow:
        """Take an order away for good; `restore_order` brings it back."""
        with self.lock:
            self.panel.forget(order_id)
            return self.panel.orders.remove(order_id)

    def restore_order(self, row: OrderRow) -> OrderRow:
        """Bring an order back as it was when it was taken away."""
        with self.lock:
            return self.panel.orders.add(row)

    def ask_cancel(self, order_id: int) -> bool:
        """A customer asks for an order to be canceled: a task for `cancel/pull`. False when none was made."""
        with self.lock:
            return ask_to_cancel(self.panel, self.panel.orders[order_id])

    def ask_refill(self, order_id: int) -> RefillTask:
        """A customer asks for a refill: a task for `refill/pull`."""
        with self.lock:
            tasks = self.panel.refill_tasks
            task = RefillTask(id=max(tasks, default=0) + 1, order_id=order_id, created=self.panel.now())
            tasks[task.id] = task
            return task

    def add_service(self, **fields: object) -> ServiceRow:
        """A new service."""
        with self.lock:
            services = self.panel.services
            row = next(iter(seed_services(self.panel.seed + len(services), 1)))
            row.id = whole_number(fields.pop("id", max(services, default=0) + 1))
            if row.id in services:
                raise ValueError(f"id {row.id} is in use")
            services[row.id] = assign(row, fields)
            return row

    def set_service(self, service_id: int, **fields: object) -> ServiceRow:
        """Change a service: its `name`, its `rate`, ... Orders keep the name they were placed under."""
        with self.lock:
            return assign(self.panel.services[service_id], fields)

    def delete_service(self, service_id: int) -> ServiceRow:
        """Take a service out of the catalogue."""
        with self.lock:
            return self.panel.services.pop(service_id)
