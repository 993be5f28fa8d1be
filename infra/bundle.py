"""Chalice's packager, taught three things (Chalice 1.34; its API is private: the pin and a test hold it).

It leaves out `functions/` and `static_site/` without a word; it downloads wheels for the machine it runs on
and only then looks for Lambda's; its zip differs from run to run and holds no bytecode, which costs a cold
start 0.3 to 1.5 seconds. Here: all of the app's files, wheels for Lambda at once with their hashes checked,
a zip that is the same for the same content, and bytecode that needs no time stamp to be valid.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import py_compile
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chalice.deploy.packager import (
    AppOnlyDeploymentPackager,
    BaseLambdaDeploymentPackager,
    LambdaDeploymentPackager,
    PackageDownloadError,
    PipRunner,
    SubprocessPip,
)
from chalice.utils import OSUtils

APP_FOLDERS = ("chalicelib", "functions", "static_site")
LAMBDA_LOCK = "infra/requirements-lambda.txt"
# The oldest date a zip can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)
A_DAY = 86_400


def iter_app_files(project_dir: Path) -> Iterator[tuple[Path, str]]:
    """(file, its path in the package) of all that is ours, in an order that does not change."""
    yield project_dir / "app.py", "app.py"
    for folder in APP_FOLDERS:
        for path in sorted((project_dir / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path, path.relative_to(project_dir).as_posix()


def add(zipped: ZipFile, path: Path, name: str) -> None:
    """Put one file in, with a fixed date and mode."""
    info = ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    info.compress_type = ZIP_DEFLATED
    zipped.writestr(info, path.read_bytes())


def precompile(folder: Path) -> None:
    """Bytecode beside every module of `folder`, valid whatever the file's date."""
    compileall.compile_dir(
        folder,
        quiet=2,
        stripdir=str(folder),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def add_tree(zipped: ZipFile, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            add(zipped, path, path.relative_to(folder).as_posix())


class _AppFiles(BaseLambdaDeploymentPackager):
    """The app's own files, all of them; the zip is kept under the hash of what is in it."""

    kind = "app"

    _draft: str | None = None

    def deployment_package_filename(self, project_dir: str, python_version: str) -> str:
        """Where the package of these contents is kept; its draft while it is being made."""
        if self._draft:
            return self._draft
        digest = hashlib.sha256(Path(__file__).read_bytes())
        digest.update(Path(project_dir, LAMBDA_LOCK).read_bytes() if self.kind == "full" else b"")
        for full_path, name in self._iter_app_filenames(project_dir):
            digest.update(f"\0{name}\0".encode() + Path(full_path).read_bytes())
        name = f"{self.kind}-{digest.hexdigest()[:32]}-{python_version}{self._architecture_suffix()}.zip"
        return str(Path(project_dir, ".chalice", "deployments", name))

    def create_deployment_package(self, project_dir: str, python_version: str) -> str:
        """The zip's path. It is made aside and put in place whole: two at once do not spoil it."""
        place = Path(self.deployment_package_filename(project_dir, python_version))
        if not place.exists():
            self._draft = str(place.with_suffix(f".{os.getpid()}"))
            super().create_deployment_package(project_dir, python_version)
            Path(self._draft).replace(place)
            self._draft = None
        for other in place.parent.glob(f"{self.kind}-*.zip"):
            if other != place and time.time() - other.stat().st_mtime > A_DAY:
                other.unlink(missing_ok=True)
        return str(place)

    def _get_requirements_filename(self, project_dir: str) -> str:
        return str(Path(project_dir, LAMBDA_LOCK))

    def _iter_app_filenames(self, project_dir: str) -> Iterator[tuple[str, str]]:
        for full_path, name in super()._iter_app_filenames(project_dir):
            if name.startswith("chalice/"):
                yield full_path, name
        for path, name in iter_app_files(Path(project_dir)):
            yield str(path), name

    def _add_app_files(self, zip_fileobj: ZipFile, project_dir: str) -> None:
        with tempfile.TemporaryDirectory() as staged:
            for full_path, name in self._iter_app_filenames(project_dir):
                target = Path(staged, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(full_path, target)
            precompile(Path(staged))
            add_tree(zip_fileobj, Path(staged))


class FullPackager(_AppFiles, LambdaDeploymentPackager):
    """App and dependencies: what goes to AWS."""

    kind = "full"

    def _add_py_deps(self, zip_fileobj: ZipFile, deps_dir: str, prefix: str = "") -> None:  # noqa: ARG002
        precompile(Path(deps_dir))
        add_tree(zip_fileobj, Path(deps_dir))


class AppPackager(_AppFiles, AppOnlyDeploymentPackager):
    """The app alone: on one machine the dependencies come from the runner's virtual environment."""


class LambdaPipRunner(PipRunner):
    """Asks for Lambda's wheels in the first place: each file's hash is checked, and macOS can package too."""

    def __init__(
        self, pip: SubprocessPip, osutils: OSUtils, platforms: list[str], python_version: str
    ) -> None:
        super().__init__(pip, osutils)
        self._platforms = platforms
        self._python_version = python_version

    def download_all_dependencies(self, requirements_filename: str, directory: str) -> None:
        """Wheels only; what has none for Lambda is an error and not a hole in the package."""
        arguments = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--implementation", "cp"]
        arguments += ["--python-version", self._python_version]
        for platform in self._platforms:
            arguments += ["--platform", platform]
        arguments += ["-r", requirements_filename, "--dest", directory]
        code, _, errors = self._execute("download", arguments)
        if code:
            raise PackageDownloadError(errors.decode(errors="replace"))
