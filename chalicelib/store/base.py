"""What every table's module starts from."""

from __future__ import annotations

from pynamodb.constants import PAY_PER_REQUEST_BILLING_MODE

from chalicelib.config import environment


def table(name: str) -> str:
    """The full table name of this installation, such as `hyperpanel-orders`."""
    return f"{environment().prefix}-{name}"


class TableMeta:
    """Common `Meta` of the models: on demand, and time-outs a Lambda can live with.

    PynamoDB's own defaults (15 s to connect, 30 s to read) would eat a whole HTTP answer;
    botocore takes region and endpoint from the environment.
    """

    billing_mode = PAY_PER_REQUEST_BILLING_MODE
    connect_timeout_seconds = 2
    read_timeout_seconds = 5
    max_retry_attempts = 4
    max_pool_connections = 16
