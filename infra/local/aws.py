"""Clients of the engine, for the runner itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import botocore.session
from botocore.config import Config

from infra.local.surroundings import ACCOUNT, REGION

if TYPE_CHECKING:
    from botocore.client import BaseClient


@cache
def client(service: str, engine_port: int) -> Any:
    """A botocore client of one of the engine's services."""
    session = botocore.session.Session()
    made: BaseClient = session.create_client(
        service,
        region_name=REGION,
        endpoint_url=f"http://127.0.0.1:{engine_port}",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="local",
        config=Config(connect_timeout=5, read_timeout=120, retries={"total_max_attempts": 3}, proxies={}),
    )
    return made
