"""Brings the packaged template to the engine: the same template and the same app files as on AWS.

Only the dependencies are not in the zip: they are installed beside the runner already (surroundings.py), and
unpacking 100 MB for every function that starts would cost seconds each. What is deployed is known by the hash
of all that goes into it, so that a start without a change deploys nothing.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.aws import client
from infra.local.failure import RunnerError
from infra.local.home import Home

ROOT = Path(__file__).resolve().parents[2]
STACK = "hyperpanel"
BUCKET = "hyperpanel-package"
MAKES_THE_PACKAGE = ("app.py", "chalicelib", "functions", "static_site", ".chalice/*.json", "infra/*.*")
DEPLOYS_WITHIN = 60.0
DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


@dataclass(frozen=True)
class Deployed:
    """`variables` are those the template gives the HTTP function; `dispatch` is a function's name."""

    variables: Mapping[str, str]
    dispatch: str


def source_hash(root: Path = ROOT) -> str:
    """The hash of every file that the package and the template are made of."""
    digest = hashlib.sha256(sys.version.encode())
    for pattern in MAKES_THE_PACKAGE:
        for path in sorted(_files(root, pattern)):
            digest.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _files(root: Path, pattern: str) -> list[Path]:
    found = [path for top in root.glob(pattern) for path in ([top] if top.is_file() else top.rglob("*"))]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def build(home: Home, variables: Mapping[str, str], sources: str) -> Path:
    """The folder with template and zip of these sources; made anew only when they changed.

    In a process of its own: packaging imports the app, which reads its environment once, and here that is
    not complete before something is deployed.
    """
    folder = home.package / sources
    if not (folder / "sam.json").exists():
        for old in home.package.iterdir():
            _remove(old)
        command = [sys.executable, "-m", "infra.package", "--app-only", "--out", str(folder)]
        done = subprocess.run(
            command, env=dict(variables), cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RunnerError(f"Packaging failed:\n{done.stderr[-2000:]}")
    return folder


def _remove(folder: Path) -> None:
    for path in folder.glob("*"):
        path.unlink()
    folder.rmdir()


def deploy(port: int, folder: Path, sleep: Callable[[float], None] = time.sleep) -> None:
    """Create the stack, or bring it to this package; tables that stay keep what is in them."""
    storage, stacks = client("s3", port), client("cloudformation", port)
    storage.create_bucket(Bucket=BUCKET)
    code, template = f"{folder.name}.zip", f"{folder.name}.json"
    located = json.dumps(_located(json.loads((folder / "sam.json").read_text()), code))
    storage.put_object(Bucket=BUCKET, Key=code, Body=(folder / "deployment.zip").read_bytes())
    storage.put_object(Bucket=BUCKET, Key=template, Body=located.encode())
    change = stacks.update_stack if _status(stacks) else stacks.create_stack
    # By its address: a template in the call itself may have 51,200 bytes.
    change(
        StackName=STACK,
        TemplateURL=f"http://127.0.0.1:{port}/{BUCKET}/{template}",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    status = _settled(stacks, sleep)
    if status not in DONE:
        raise RunnerError(f"The template was not taken ({status}): {_failures(stacks)}")


def _settled(stacks: Any, sleep: Callable[[float], None]) -> str:
    """The stack's status once nothing is in progress, or when that took too long."""
    for _ in range(int(DEPLOYS_WITHIN / 0.05)):
        if not _status(stacks).endswith("_IN_PROGRESS"):
            break
        sleep(0.05)
    return _status(stacks)


def _located(template: dict[str, Any], key: str) -> dict[str, Any]:
    """What `aws cloudformation package` does: the code's place in a bucket instead of on disk."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://{BUCKET}/{key}"
    return template


def _status(stacks: Any) -> str:
    """The stack's status; "" when there is none."""
    try:
        found: str = stacks.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"]
    except stacks.exceptions.ClientError:
        return ""
    return found


def _failures(stacks: Any) -> str:
    events = stacks.describe_stack_events(StackName=STACK)["StackEvents"]
    failures = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "; ".join(f"{one['LogicalResourceId']}: {one['ResourceStatusReason']}" for one in failures[-3:])


def is_deployed(port: int) -> bool:
    """Whether the engine holds a whole stack (it may have lost its state)."""
    return _status(client("cloudformation", port)) in DONE


def describe(port: int) -> Deployed:
    """What the runner needs to know of what is deployed."""
    stack = client("cloudformation", port).describe_stacks(StackName=STACK)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    function = client("lambda", port).get_function_configuration(FunctionName=outputs["APIHandlerName"])
    return Deployed(function["Environment"]["Variables"], outputs["SyncDispatchName"])


def dispatch_now(port: int, deployed: Deployed) -> None:
    """Ask for what is due now instead of at the schedule's first minute."""
    client("lambda", port).invoke(FunctionName=deployed.dispatch, InvocationType="Event", Payload=b"{}")
