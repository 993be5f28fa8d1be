"""Once a minute: send a task for everything that is due before the next minute."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.observability import logger, metrics, tracer
from chalicelib.sync.dispatch import dispatch
from chalicelib.worker import queue, tools


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(_event: dict[str, Any], _context: LambdaContext) -> None:
    """An EventBridge event; what is in it does not matter."""
    sent = dispatch(tools(), queue())
    metrics.add_metric("TasksSent", MetricUnit.Count, sent)
    logger.info("dispatched", extra={"tasks": sent})
