"""Keeps the engine's memory from filling with what its functions printed: it holds a stream for every call.

The same lines are in `logs/engine.log`.
"""

from __future__ import annotations

from typing import Any

KEPT = 20


def drop_old_logs(logs: Any) -> int:
    """Delete all but the newest streams of each function, by a CloudWatch Logs client; returns how many."""
    dropped = 0
    for group in logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/")["logGroups"]:
        name = group["logGroupName"]
        pages = logs.get_paginator("describe_log_streams").paginate(logGroupName=name)
        streams = [stream for page in pages for stream in page["logStreams"]]
        streams.sort(key=lambda stream: int(stream.get("lastEventTimestamp") or 0), reverse=True)
        for stream in streams[KEPT:]:
            logs.delete_log_stream(logGroupName=name, logStreamName=stream["logStreamName"])
            dropped += 1
    return dropped
