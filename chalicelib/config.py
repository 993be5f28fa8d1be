"""The environment, read once into a typed value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Environment:
    """What the installation says of itself; secrets are only named here, never held."""

    prefix: str = "hyperpanel"
    sync_queue_url: str = ""
    sync_dead_letters_url: str = ""
    master_key_file: str = ""
    master_secret_arn: str = ""
    allow_private_hosts: bool = False
    local: bool = False
    # How many proxies of ours (CloudFront is one) add to X-Forwarded-For before the API is reached.
    trusted_proxies: int = 0


def read(variables: Mapping[str, str]) -> Environment:
    """An Environment from variables such as `os.environ`; what is missing has its default."""
    return Environment(
        prefix=variables.get("HYPERPANEL_PREFIX") or "hyperpanel",
        sync_queue_url=variables.get("HYPERPANEL_SYNC_QUEUE_URL", ""),
        sync_dead_letters_url=variables.get("HYPERPANEL_SYNC_DEAD_LETTERS_URL", ""),
        master_key_file=variables.get("HYPERPANEL_MASTER_KEY_FILE", ""),
        master_secret_arn=variables.get("HYPERPANEL_MASTER_SECRET_ARN", ""),
        allow_private_hosts=variables.get("HYPERPANEL_ALLOW_PRIVATE_HOSTS") == "1",
        local=variables.get("HYPERPANEL_LOCAL") == "1",
        trusted_proxies=int(variables.get("HYPERPANEL_TRUSTED_PROXIES") or 0),
    )


@cache
def environment() -> Environment:
    """The process's own environment."""
    return read(os.environ)
