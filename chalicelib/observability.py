"""The one logger, tracer and metrics of every Lambda."""

from __future__ import annotations

from aws_lambda_powertools import Logger, Metrics, Tracer

from chalicelib.config import environment

# httpx and botocore log whole requests at DEBUG: those names are left at their own level.
logger = Logger()
metrics = Metrics(namespace="Hyperpanel")
# On one machine nothing listens for traces. Only botocore is patched: patching all costs 300 ms.
tracer = Tracer(disabled=environment().local or None, auto_patch=False)
