"""The master key: a file that only its owner can read, or a secret in AWS Secrets Manager."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from chalicelib.config import Environment
from chalicelib.errors import SealBroken
from chalicelib.store.seal import KEY_BYTES, Seal

# 40 letters and digits hold 238 random bits, about what the key itself does.
SHORTEST_TEXT = 40
PURPOSE = b"hyperpanel master key"


class SecretsClient(Protocol):
    """The one call of botocore's Secrets Manager client that is used."""

    def get_secret_value(self, *, SecretId: str) -> dict[str, object]:  # noqa: N803 - AWS's name
        """The secret, as `SecretString` or `SecretBinary`."""


def seal_of(environment: Environment) -> Seal:
    """The seal of this installation; its key is read at first use."""
    return Seal(lambda: load_master_key(environment))


def load_master_key(environment: Environment, secrets: Callable[[], SecretsClient] | None = None) -> bytes:
    """The 32 bytes of the master key. Raises SealBroken when there is none or it is not safe."""
    if environment.master_key_file:
        return key_from(_read_file(Path(environment.master_key_file)))
    if environment.master_secret_arn:
        return key_from(_fetch_secret(environment.master_secret_arn, (secrets or _secrets_manager)()))
    raise SealBroken("No master key is set: HYPERPANEL_MASTER_KEY_FILE or HYPERPANEL_MASTER_SECRET_ARN.")


def key_from(material: bytes) -> bytes:
    """The key of what is kept: 32 raw bytes as they are, or a long random text brought to 32 bytes.

    Secrets Manager can only make text; HMAC-SHA-256 is the extract step of HKDF (RFC 5869).
    """
    if len(material) == KEY_BYTES:
        return material
    text = material.strip()
    if len(text) < SHORTEST_TEXT:
        raise SealBroken(f"The master key must be 32 bytes, or a text of {SHORTEST_TEXT} characters or more.")
    return hmac.new(PURPOSE, text, hashlib.sha256).digest()


def _read_file(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        material = path.read_bytes()
    except OSError as error:
        raise SealBroken(f"The master key file {path} cannot be read: {error.strerror}.") from None
    if mode & 0o077:
        raise SealBroken(f"The master key file {path} can be read by others: chmod 600 it.")
    return material


def _fetch_secret(arn: str, client: SecretsClient) -> bytes:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = client.get_secret_value(SecretId=arn)
    except (BotoCoreError, ClientError) as error:
        raise SealBroken(f"The master key cannot be fetched from Secrets Manager: {error}") from error
    value = answer.get("SecretBinary") or answer.get("SecretString") or b""
    return value.encode() if isinstance(value, str) else bytes(value) if isinstance(value, bytes) else b""


def _secrets_manager() -> SecretsClient:
    import botocore.session

    return cast(SecretsClient, botocore.session.get_session().create_client("secretsmanager"))
