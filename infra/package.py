"""One deployment package and one CloudFormation template: `python -m infra.package [--out DIR]`.

Chalice makes the HTTP part from `app.py`; `infra/resources.json` adds tables, queues, schedules and the
functions of `functions/`. All functions run from the same `deployment.zip`.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from chalice.cli.factory import CLIFactory
from chalice.config import Config
from chalice.deploy.deployer import DeploymentPackager
from chalice.deploy.packager import DependencyBuilder, SubprocessPip
from chalice.package import PackageOptions, create_app_packager
from chalice.utils import UI, OSUtils

from infra.bundle import AppPackager, FullPackager, LambdaPipRunner

ROOT = Path(__file__).resolve().parents[1]
STAGE = "live"
RESOURCES = ROOT / "infra" / "resources.json"


class _Options(PackageOptions):
    """Chalice asks an AWS client for the names of services; they are the same in every region."""

    def __init__(self) -> None:
        pass

    def service_principal(self, service: str) -> str:
        return f"{service}.amazonaws.com"


def render_resources(runtime: str) -> dict[str, Any]:
    """`resources.json` with what only the packaging machine knows: the functions' runtime."""
    resources: dict[str, Any] = json.loads(RESOURCES.read_text())
    for resource in resources["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function" and "Handler" in resource["Properties"]:
            resource["Properties"]["Runtime"] = runtime
    return resources


def wheel_builder(config: Config, osutils: OSUtils) -> DependencyBuilder:
    """Chalice's dependency builder, on a pip that asks for Lambda's wheels."""
    builder = DependencyBuilder(osutils, architecture=config.lambda_architecture)
    abi = FullPackager._RUNTIME_TO_ABI[config.lambda_python_version]  # noqa: SLF001
    platforms = builder._get_pip_platforms(abi)  # noqa: SLF001
    runner = LambdaPipRunner(SubprocessPip(osutils), osutils, platforms, abi.removeprefix("cp"))
    return DependencyBuilder(osutils, runner, architecture=config.lambda_architecture)


def build(out: Path, *, with_dependencies: bool = True, root: Path = ROOT) -> Path:
    """Write `sam.json` and `deployment.zip` into `out`; returns the template's path.

    Without dependencies the zip holds the app alone (the one-machine runner brings them); the template is
    the same.
    """
    config = CLIFactory(str(root)).create_config_obj(chalice_stage_name=STAGE)
    osutils, silent = OSUtils(), UI(out=io.StringIO(), err=io.StringIO())
    kind: type[FullPackager | AppPackager] = FullPackager if with_dependencies else AppPackager
    packager = kind(osutils, wheel_builder(config, osutils), silent, config.lambda_architecture)
    with tempfile.TemporaryDirectory() as folder:
        merge = Path(folder, "resources.json")
        merge.write_text(json.dumps(render_resources(config.lambda_python_version)))
        chalice = create_app_packager(config, _Options(), merge_template=str(merge))
        for step in chalice._resource_builder._build_stage._steps:  # noqa: SLF001
            if isinstance(step, DeploymentPackager):
                step.__dict__["_packager"] = packager
        chalice.package_app(config, str(out), STAGE)
    return out / "sam.json"


def main(arguments: list[str]) -> None:
    """Build into --out and say what came out."""
    parser = argparse.ArgumentParser(prog="python -m infra.package", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    parser.add_argument("--app-only", action="store_true", help="leave the dependencies out of the zip")
    options = parser.parse_args(arguments)
    out: Path = options.out
    template = build(out, with_dependencies=not options.app_only)
    size = (out / "deployment.zip").stat().st_size
    print(f"{template}\n{out / 'deployment.zip'} ({size / 1_000_000:.1f} MB)")


if __name__ == "__main__":
    main(sys.argv[1:])
