"""The package as AWS gets it: unzipped, every handler imported by a bare interpreter and called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from chalice.deploy.packager import DependencyBuilder
from chalice.utils import UI, OSUtils
from moto.server import ThreadedMotoServer

from infra.bundle import AppPackager
from infra.package import build

ROOT = Path(__file__).resolve().parents[3]
LARGEST_UNZIPPED = 250_000_000
API_EVENT = {
    "resource": "/api/health",
    "path": "/api/health",
    "httpMethod": "GET",
    "headers": {"host": "panel.example"},
    "multiValueHeaders": {"host": ["panel.example"]},
    "queryStringParameters": None,
    "multiValueQueryStringParameters": None,
    "pathParameters": None,
    "stageVariables": None,
    "requestContext": {
        "resourcePath": "/api/health",
        "httpMethod": "GET",
        "path": "/live/api/health",
        "identity": {"sourceIp": "203.0.113.9"},
    },
    "body": None,
    "isBase64Encoded": False,
}
TASK = {"panel": "MTP", "resource": "orders", "due_at": 1_790_000_000.0}
QUEUE_EVENT = {
    "Records": [
        {
            "messageId": "one",
            "receiptHandle": "h",
            "body": json.dumps(TASK),
            "attributes": {},
            "messageAttributes": {},
            "md5OfBody": "",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:sync",
            "awsRegion": "us-east-1",
        }
    ]
}
EVENTS: dict[str, dict[str, Any]] = {
    "app.app": API_EVENT,
    "functions.sync_dispatch.handler": {"detail-type": "Scheduled Event"},
    "functions.sync_panel.handler": QUEUE_EVENT,
}
# What Lambda does, in an interpreter that sees the standard library and the package and nothing else.
CALL = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
module, _, name = sys.argv[2].rpartition(".")
handler = getattr(importlib.import_module(module), name)
class Context:
    function_name = "f"; function_version = "$LATEST"; memory_limit_in_mb = 1024; aws_request_id = "r"
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:f"
    log_group_name = "g"; log_stream_name = "s"
    def get_remaining_time_in_millis(self): return 60_000
answer = handler(json.loads(sys.stdin.read()), Context())
files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
outside = [file for file in files if "site-packages" in file]
print(json.dumps({"answer": answer, "outside": outside}), file=sys.stderr)
"""

# The first packaging downloads what goes into it.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    subprocess.run([sys.executable, "-m", "infra.package", "--out", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def template(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "sam.json").read_text())
    return found


@pytest.fixture(scope="module")
def unzipped(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(out / "deployment.zip") as package:
        package.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def cloud(template: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The template's tables and its queue at moto's server; the environment that leads there."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    endpoint = f"http://{host}:{port}"
    session = boto3.Session("test", "test", region_name="us-east-1")
    store = session.client("dynamodb", endpoint_url=endpoint)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::DynamoDB::Table":
            store.create_table(**_as_call(resource["Properties"]))
    queue = session.client("sqs", endpoint_url=endpoint).create_queue(QueueName="sync")["QueueUrl"]
    yield {
        **keys,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "HYPERPANEL_PREFIX": "hyperpanel",
        "HYPERPANEL_SYNC_QUEUE_URL": queue,
        "POWERTOOLS_TRACE_DISABLED": "true",
        "POWERTOOLS_SERVICE_NAME": "test",
        "PATH": os.environ["PATH"],
    }
    server.stop()


def _as_call(properties: dict[str, Any]) -> dict[str, Any]:
    kept = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    name = properties["TableName"]["Fn::Sub"].replace("${Prefix}", "hyperpanel")
    return {"TableName": name, **{key: properties[key] for key in kept if key in properties}}


def handlers(template: dict[str, Any]) -> dict[str, str]:
    """Handler string by logical name, of every function in the template."""
    return {
        name: resource["Properties"]["Handler"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def test_every_function_of_the_template_is_called_here(template: dict[str, Any]) -> None:
    assert set(handlers(template).values()) == set(EVENTS)


@pytest.mark.parametrize("handler", sorted(EVENTS))
def test_a_handler_runs_from_the_package_alone(handler: str, unzipped: Path, cloud: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CALL, str(unzipped), handler],
        input=json.dumps(EVENTS[handler]),
        env=cloud,
        cwd=unzipped,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stderr.strip().splitlines()[-1])
    assert found["outside"] == []
    if handler == "app.app":
        assert found["answer"]["statusCode"] == 200
    if handler == "functions.sync_panel.handler":
        assert found["answer"] == {"batchItemFailures": []}, "a panel that is no more is no failure"


def test_the_package_holds_the_app_and_none_of_the_workshop(unzipped: Path) -> None:
    for path in (
        "app.py",
        "chalicelib/config.py",
        "functions/sync_panel.py",
        "static_site/index.html",
        "chalice/app.py",
    ):
        assert (unzipped / path).exists(), path
    for path in ("infra", "tests", "chalice/cli", "pip", "inquirer", "moto"):
        assert not (unzipped / path).exists(), path


def test_the_package_fits_into_a_lambda(unzipped: Path) -> None:
    assert sum(path.stat().st_size for path in unzipped.rglob("*") if path.is_file()) < LARGEST_UNZIPPED


def test_bytecode_is_there_and_valid_whatever_the_files_dates(unzipped: Path) -> None:
    tag = sys.implementation.cache_tag
    for path in ("chalicelib/__pycache__/config", "openai/__pycache__/__init__"):
        header = (unzipped / f"{path}.{tag}.pyc").read_bytes()[:8]
        assert int.from_bytes(header[4:8], "little") == 0b01, "hash-based and unchecked (PEP 552)"


def test_the_same_sources_make_the_same_package(tmp_path: Path) -> None:
    contents = set()
    for name in ("one", "two"):
        packager = AppPackager(OSUtils(), DependencyBuilder(OSUtils()), UI())
        with zipfile.ZipFile(tmp_path / name, "w") as package:
            packager._add_app_files(package, str(ROOT))
        contents.add((tmp_path / name).read_bytes())
    assert len(contents) == 1


def test_the_template_is_the_same_with_and_without_dependencies(out: Path, tmp_path: Path) -> None:
    build(tmp_path, with_dependencies=False)
    assert json.loads((tmp_path / "sam.json").read_text()) == json.loads((out / "sam.json").read_text())


def test_cloudformation_has_nothing_against_the_template(out: Path) -> None:
    command = [str(Path(sysconfig.get_path("scripts"), "cfn-lint")), str(out / "sam.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_queue_gives_each_message_the_time_its_function_takes_and_parks_what_fails(
    template: dict[str, Any],
) -> None:
    resources = template["Resources"]
    function, queue = resources["SyncPanel"]["Properties"], resources["SyncQueue"]["Properties"]
    event = function["Events"]["SyncQueue"]["Properties"]
    assert queue["VisibilityTimeout"] >= 6 * function["Timeout"]
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": ["SyncDeadLetters", "Arn"]}
    assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert event["BatchSize"] == 1
