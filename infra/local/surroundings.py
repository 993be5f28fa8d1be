"""The environment variables of the engine and of the product on one machine. Pure."""

from __future__ import annotations

import sysconfig
from collections.abc import Mapping
from pathlib import Path

# An installation on one machine is an account and a region of its own; nothing of it leaves the machine.
ACCOUNT = "000000000000"
REGION = "us-east-1"

# Whatever the person has set up for the real AWS or for a proxy must not reach a local installation.
FOREIGN = ("AWS_", "HYPERPANEL_", "POWERTOOLS_", "PYTHON", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def own_part(variables: Mapping[str, str]) -> dict[str, str]:
    """What may stay of the person's own environment."""
    return {name: value for name, value in variables.items() if not name.upper().startswith(FOREIGN)}


def product(variables: Mapping[str, str], *, engine_port: int, master_key: Path) -> dict[str, str]:
    """What the app and every function see, on top of the variables their own template gives them."""
    return {
        **own_part(variables),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{engine_port}",
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "NO_PROXY": "127.0.0.1,localhost",
        "HYPERPANEL_LOCAL": "1",
        "HYPERPANEL_ALLOW_PRIVATE_HOSTS": "1",
        "HYPERPANEL_MASTER_KEY_FILE": str(master_key),
        "POWERTOOLS_TRACE_DISABLED": "true",
    }


def engine(
    product_variables: Mapping[str, str], *, port: int, files: Path, temporary: Path
) -> dict[str, str]:
    """What ministack sees; the functions it runs inherit it.

    PYTHONPATH is for the functions: the engine itself is started with -E and ignores it. So they import
    the app from their package, and what it needs from the runner's virtual environment.
    """
    return {
        **product_variables,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        # Each function may do what its own policy says, as on AWS.
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(files / "state"),
        "S3_DATA_DIR": str(files / "s3"),
        "TMPDIR": str(temporary),
        "LOG_LEVEL": "INFO",
        "LAMBDA_EXECUTOR": "local",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "DOCKER_HOST": "unix:///nowhere",
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
