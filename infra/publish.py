"""Put the pages into the bucket behind CloudFront: `python -m infra.publish BUCKET`.

The addresses and how long each may be kept are those of the API's own routes. What is new goes up before the
index that names it; what was there before stays, for pages that are open.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import botocore.session

from chalicelib.api.site import INDEX, Site, read_site
from chalicelib.api.static import find

ROOT = Path(__file__).resolve().parents[1]


def publish(storage: Any, bucket: str, site: Site) -> int:
    """Upload every address by an S3 client, the index last; returns how many."""
    files = sorted(site.published(), key=lambda one: one[0] == INDEX)
    for address, file in files:
        _, caching = find(site, address)
        storage.put_object(
            Bucket=bucket,
            Key=address,
            Body=file.body,
            ContentType=file.media_type,
            CacheControl=caching,
        )
    return len(files)


def main(arguments: list[str]) -> None:
    """Publish the working tree's pages."""
    if len(arguments) != 1:
        sys.exit("usage: python -m infra.publish BUCKET")
    storage = botocore.session.Session().create_client("s3")
    print(f"{publish(storage, arguments[0], read_site(ROOT / 'static_site'))} files")


if __name__ == "__main__":
    main(sys.argv[1:])
