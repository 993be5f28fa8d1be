"""The composition root of the queue and schedule functions: what they work with, made once a process."""

from __future__ import annotations

import random
import time
import uuid
from functools import cache
from typing import cast

import botocore.session

from chalicelib.config import environment
from chalicelib.panels.factory import PanelFactory
from chalicelib.sync.pull import Tools
from chalicelib.sync.queue import SqsClient, SqsTaskQueue
from chalicelib.sync.settings import load_settings


@cache
def queue() -> SqsTaskQueue:
    """The sync queue."""
    client = botocore.session.get_session().create_client("sqs")
    return SqsTaskQueue(cast(SqsClient, client), environment().sync_queue_url)


@cache
def tools() -> Tools:
    """What a pass needs; this process is its owner."""
    return Tools(
        panels=PanelFactory(),
        settings=load_settings,
        clock=time.time,
        rng=random.Random(),
        owner=uuid.uuid4().hex,
    )
