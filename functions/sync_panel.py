"""Read what one panel's resource is due."""

from __future__ import annotations

from typing import Any

import msgspec
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.observability import logger, metrics, tracer
from chalicelib.sync.dispatch import follow_up
from chalicelib.sync.pull import pull
from chalicelib.sync.tasks import decode_task
from chalicelib.worker import queue, tools

processor = BatchProcessor(event_type=EventType.SQS)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """An SQS event whose bodies are sync tasks. A record that fails is delivered again, then parked."""
    return process_partial_response(
        event=event, record_handler=sync_one, processor=processor, context=context
    )


def sync_one(record: SQSRecord) -> None:
    """One task: a panel's failure is noted in its state; the store's failure leaves the message."""
    task = decode_task(record.body)
    outcome = pull(task, tools())
    if outcome.again:
        follow_up(task, tools(), queue())
    if not outcome.worked:
        return
    found = msgspec.structs.asdict(outcome.last) if outcome.last else {}
    logger.info("pass", extra={"panel": task.panel, "resource": task.resource, **found})
    metrics.add_metric("RowsChanged", MetricUnit.Count, found.get("new", 0) + found.get("changed", 0))
    if outcome.error is not None:
        metrics.add_metric("PassesFailed", MetricUnit.Count, 1)
        logger.warning("pass failed", extra={"panel": task.panel, "code": outcome.error.code})
