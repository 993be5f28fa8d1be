"""The same backfill by dlt: REST source to DuckDB, merged. Runs in the environment that holds dlt:
`python -m tests.benchmarks.dlt_backfill FOLDER` prints what it took, as JSON.

Everything is as dlt comes, but for two things: the pages are handed over in the process instead of over
a socket (as they are to our worker), and nothing is reported to dlt's makers.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

os.environ |= {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL"}

import dlt  # type: ignore[import-not-found,unused-ignore]
import requests  # type: ignore[import-untyped,unused-ignore]
from dlt.sources.rest_api import rest_api_source  # type: ignore[import-not-found,unused-ignore]

ROWS_A_PAGE = 1_000
RUNS = 2
_NO_ROWS = b'{"data":{"count":0,"list":[]},"error_message":"","error_code":0}'


class Pages(requests.adapters.BaseAdapter):  # type: ignore[misc,unused-ignore]
    """Answers the panel's list call with pages recorded before, by offset."""

    def __init__(self, pages: list[bytes]) -> None:
        super().__init__()
        self.pages = pages

    def send(
        self, request: requests.PreparedRequest, *_args: object, **_options: object
    ) -> requests.Response:
        query = parse_qs(urlsplit(str(request.url)).query)
        number = int(query.get("offset", ["0"])[0]) // ROWS_A_PAGE
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, str(request.url), request
        answer.headers["Content-Type"], answer.encoding = "application/json", "utf-8"
        answer._content = self.pages[number] if number < len(self.pages) else _NO_ROWS
        return answer

    def close(self) -> None:
        """There is no connection."""


def backfill(pages: list[bytes]) -> dict[str, float]:
    """Seconds of CPU of each step, and how many orders are in the table afterwards."""
    session = requests.Session()
    session.mount("https://", Pages(pages))
    paginator = {"type": "offset", "limit": ROWS_A_PAGE, "total_path": None}
    source = rest_api_source(
        {
            "client": {
                "base_url": "https://panel.example/adminapi/v2/",
                "session": session,
                "paginator": paginator,
            },
            "resources": [
                {
                    "name": "orders",
                    "primary_key": "id",
                    "write_disposition": "merge",
                    "endpoint": {"path": "orders", "data_selector": "data.list"},
                }
            ],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        pipeline = dlt.pipeline(
            "bench",
            destination=dlt.destinations.duckdb(f"{folder}/bench.duckdb"),
            dataset_name="panel",
            pipelines_dir=f"{folder}/pipelines",
        )
        marks = [time.process_time()]
        for step in (lambda: pipeline.extract(source), pipeline.normalize, pipeline.load):
            step()
            marks.append(time.process_time())
        with pipeline.sql_client() as client:
            rows = client.execute_sql("SELECT count(*) FROM orders")[0][0]
    extract, normalize, load = (after - before for before, after in pairwise(marks))
    return {"extract": extract, "normalize": normalize, "load": load, "rows": rows}


def main(folder: str) -> None:
    pages = [path.read_bytes() for path in sorted(Path(folder).glob("*.json"))]
    backfill(pages[:1])  # what is done once a process is no cost of a row
    runs = [backfill(pages) for _ in range(RUNS)]
    best = min(runs, key=lambda run: run["extract"] + run["normalize"] + run["load"])
    print(json.dumps(best))


if __name__ == "__main__":
    main(sys.argv[1])
