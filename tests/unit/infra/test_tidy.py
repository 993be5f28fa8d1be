"""The engine's log streams: the newest stay, the others go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infra.local.tidy import KEPT, drop_old_logs


class Logs:
    """As much of a CloudWatch Logs client as is used; `streams` by name with the time of their last event."""

    def __init__(self, streams: dict[str, int | None]) -> None:
        self.streams = streams

    def describe_log_groups(self, *, logGroupNamePrefix: str) -> dict[str, Any]:  # noqa: N803 - AWS's name
        return {"logGroups": [{"logGroupName": f"{logGroupNamePrefix}one"}]}

    def get_paginator(self, operation: str) -> Logs:
        assert operation == "describe_log_streams"
        return self

    def paginate(self, **_: str) -> Iterator[dict[str, Any]]:
        for name, last in list(self.streams.items()):
            event = {} if last is None else {"lastEventTimestamp": last}
            yield {"logStreams": [{"logStreamName": name, **event}]}

    def delete_log_stream(self, *, logGroupName: str, logStreamName: str) -> None:  # noqa: N803 - AWS's names
        assert logGroupName == "/aws/lambda/one"
        del self.streams[logStreamName]


def test_the_newest_streams_stay() -> None:
    logs = Logs({**{f"{number}": number for number in range(KEPT + 5)}, "empty": None})
    assert drop_old_logs(logs) == 6
    assert set(logs.streams) == {f"{number}" for number in range(5, KEPT + 5)}


def test_few_streams_all_stay() -> None:
    logs = Logs({"one": 1})
    assert drop_old_logs(logs) == 0
    assert logs.streams == {"one": 1}
