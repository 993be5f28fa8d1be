"""The sync worker in the test's own process: what the queue function does, without Lambda."""

from __future__ import annotations

import random

from chalicelib.panels.factory import PanelFactory
from chalicelib.sync.pull import Tools, pull
from chalicelib.sync.settings import load_settings
from chalicelib.sync.tasks import SyncTask
from tests.fakes.browser import Time


def read_panel(factory: PanelFactory, time: Time, panel: str, *resources: str) -> None:
    """Read these resources of a panel until there is nothing more to do."""
    tools = Tools(
        panels=factory, settings=load_settings, clock=time, rng=random.Random(1), owner="test-worker"
    )
    for resource in resources:
        for _ in range(50):
            if not pull(SyncTask(panel, resource, time.now, asked=True), tools).again:
                break
            time.now += 1
