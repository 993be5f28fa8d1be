"""The pages in a bucket: the same files, types and lifetimes as the API's own routes give."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from chalicelib.api.site import File, Site
from infra.publish import publish

SITE = Site(
    {
        "index.html": File(b'<script type="module" src="app.js"></script>', "text/html; charset=utf-8"),
        "app.js": File(b"export {}", "text/javascript; charset=utf-8"),
    }
)


def test_every_address_is_in_the_bucket_as_it_may_be_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with mock_aws():
        storage = boto3.client("s3", "us-east-1", aws_access_key_id="t", aws_secret_access_key="t")
        storage.create_bucket(Bucket="pages")
        assert publish(storage, "pages", SITE) == 3
        index = storage.get_object(Bucket="pages", Key="index.html")
        assert index["CacheControl"] == "no-cache"
        assert index["ContentType"] == "text/html; charset=utf-8"
        assert f"/v/{SITE.version}/app.js".encode() in index["Body"].read()
        module = storage.get_object(Bucket="pages", Key=f"v/{SITE.version}/app.js")
        assert module["CacheControl"] == "public, max-age=31536000, immutable"
        assert storage.get_object(Bucket="pages", Key="app.js")["CacheControl"] == "no-cache"
