"""What the log and the metrics say of each request: how it went, not what was in it."""

from __future__ import annotations

from typing import NamedTuple


class Served(NamedTuple):
    """`route` is the pattern and not the address, which may hold what a person typed; `seconds` it took."""

    method: str
    route: str
    status: int
    seconds: float
    request_id: str


def observe(served: Served) -> None:
    """One log line and two counts by Powertools, imported here: the app's start does not wait for it."""
    from aws_lambda_powertools.metrics import MetricUnit

    from chalicelib.observability import logger, metrics

    logger.info("request", extra=served._asdict())
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    metrics.add_metric("Faults", MetricUnit.Count, int(served.status >= 500))
    metrics.flush_metrics()


def keep_quiet(_served: Served) -> None:
    """On one machine the runner's own lines are what a person reads; faults are logged there too."""
