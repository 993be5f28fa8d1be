"""Nothing of the person's own AWS set-up reaches a local installation."""

from __future__ import annotations

from pathlib import Path

from infra.local import surroundings

PERSON = {
    "PATH": "/bin",
    "HOME": "/home/a",
    "AWS_PROFILE": "real",
    "AWS_ACCESS_KEY_ID": "AKIAREAL",
    "AWS_SESSION_TOKEN": "real",
    "AWS_ENDPOINT_URL_DYNAMODB": "https://real.example",
    "HYPERPANEL_PREFIX": "other",
    "PYTHONPATH": "/elsewhere",
    "https_proxy": "http://proxy.example",
}


def test_the_persons_own_aws_and_proxies_are_left_out() -> None:
    product = surroundings.product(PERSON, engine_port=4000, master_key=Path("/data/master.key"))
    assert product["PATH"] == "/bin"
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_DYNAMODB", "HYPERPANEL_PREFIX"):
        assert name not in product
    assert "https_proxy" not in product
    assert product["AWS_ACCESS_KEY_ID"] == surroundings.ACCOUNT
    assert product["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4000"


def test_the_engine_listens_on_loopback_alone_and_keeps_its_files_in_the_data_directory() -> None:
    product = surroundings.product(PERSON, engine_port=4000, master_key=Path("/data/master.key"))
    engine = surroundings.engine(product, port=4000, files=Path("/data/engine"), temporary=Path("/data/tmp"))
    assert engine["BIND_HOST"] == "127.0.0.1"
    assert engine["PERSIST_STATE"] == "1"
    assert engine["STATE_DIR"].startswith("/data/")
    assert engine["S3_DATA_DIR"].startswith("/data/")
    assert engine["TMPDIR"].startswith("/data/")
    assert engine["PYTHONPATH"] != "/elsewhere"
    assert engine["HYPERPANEL_MASTER_KEY_FILE"] == "/data/master.key"
