"""Where the master key comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from chalicelib.config import Environment
from chalicelib.errors import SealBroken
from chalicelib.store.master_key import key_from, load_master_key, seal_of

RAW = bytes(range(32))


def key_file(folder: Path, material: bytes, mode: int = 0o600) -> Environment:
    path = folder / "master.key"
    path.write_bytes(material)
    path.chmod(mode)
    return Environment(master_key_file=str(path))


class Secrets:
    def __init__(self, answer: dict[str, object] | Exception) -> None:
        self.asked: list[str] = []
        self._answer = answer

    def get_secret_value(self, *, SecretId: str) -> dict[str, object]:  # noqa: N803 - AWS's name
        self.asked.append(SecretId)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


def test_32_raw_bytes_are_the_key(tmp_path: Path) -> None:
    assert load_master_key(key_file(tmp_path, RAW)) == RAW


def test_a_long_text_makes_the_same_key_with_or_without_its_line_end() -> None:
    key = key_from(RAW.hex().encode())
    assert len(key) == 32
    assert key == key_from(RAW.hex().encode() + b"\n")
    assert key != key_from(RAW.hex().encode()[:-1] + b"0")


@pytest.mark.parametrize("material", [b"", b"password", b"x" * 39])
def test_a_short_text_is_no_key(material: bytes) -> None:
    with pytest.raises(SealBroken, match="40 characters"):
        key_from(material)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(SealBroken, match="chmod 600"):
        load_master_key(key_file(tmp_path, RAW, mode))


def test_a_missing_file_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(SealBroken, match="No such file"):
        load_master_key(Environment(master_key_file=str(tmp_path / "none")))


def test_no_key_set_at_all_is_said_in_plain_words() -> None:
    with pytest.raises(SealBroken, match="HYPERPANEL_MASTER_KEY_FILE"):
        load_master_key(Environment())


@pytest.mark.parametrize("answer", [{"SecretString": RAW.hex()}, {"SecretBinary": RAW.hex().encode()}])
def test_on_aws_the_key_is_a_secret(answer: dict[str, object]) -> None:
    secrets = Secrets(answer)
    key = load_master_key(Environment(master_secret_arn="arn:key"), lambda: secrets)
    assert key == key_from(RAW.hex().encode())
    assert secrets.asked == ["arn:key"]


@pytest.mark.parametrize(
    "answer",
    [ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "GetSecretValue"), {}],
)
def test_a_secret_that_cannot_be_had_is_an_error(answer: dict[str, object] | Exception) -> None:
    secrets = Secrets(answer)
    with pytest.raises(SealBroken):
        load_master_key(Environment(master_secret_arn="arn:key"), lambda: secrets)


def test_the_installations_seal_opens_what_it_sealed_before(tmp_path: Path) -> None:
    environment = key_file(tmp_path, RAW.hex().encode())
    sealed = seal_of(environment).seal("secret", table="t", key="k", field="f")
    assert seal_of(environment).open(sealed, table="t", key="k", field="f") == "secret"
