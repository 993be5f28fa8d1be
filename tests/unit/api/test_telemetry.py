import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
from chalicelib.api.telemetry import Served, observe
observe(Served("GET", "/api/orders/{panel}/{id}", 500, 0.25, "r1"))
"""


def test_a_request_leaves_one_log_line_and_its_counts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={
            "POWERTOOLS_LOG_LEVEL": "INFO",
            "POWERTOOLS_SERVICE_NAME": "api",
            "AWS_DEFAULT_REGION": "us-east-1",
        },
    )
    line, counts = (json.loads(text) for text in done.stdout.splitlines())
    assert (line["message"], line["route"], line["status"]) == ("request", "/api/orders/{panel}/{id}", 500)
    assert (counts["Requests"], counts["Faults"]) == ([1.0], [1.0])
