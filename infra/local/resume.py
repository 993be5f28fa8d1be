"""Lets the sync go on at once after a restart.

Whoever was at work when the last run ended is gone: its messages would stay invisible for twelve minutes and
its leases would count for some more, though at a start nobody can be working.
"""

from __future__ import annotations

from typing import Any


def drop_messages(queues: Any, url: str) -> None:
    """Empty the sync queue, by an SQS client: what is due is sent again at the start."""
    queues.purge_queue(QueueUrl=url)


def release_leases(store: Any, table: str) -> int:
    """Take the leases of the last run's workers away, by a DynamoDB client; returns how many there were."""
    released = 0
    for page in store.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            if "lease_owner" in item:
                store.update_item(
                    TableName=table,
                    Key={name: item[name] for name in ("panel", "resource")},
                    UpdateExpression="REMOVE lease_owner, lease_until",
                )
                released += 1
    return released
