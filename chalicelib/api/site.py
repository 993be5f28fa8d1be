"""The dashboard's files: read once, addressed by what is in them.

The pages are plain ES modules that import each other by relative address, so no file name can carry
its own hash without a build step. Instead the whole tree is served under `/v/<hash of the tree>/`:
relative imports inherit the prefix, every address below it is immutable, and `index.html` alone, never
cached, names the prefix of today. It also names every module that the first one comes to import: a browser
that knows them at once does not find them one import, and one round trip, after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, normpath

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
INDEX = "index.html"
_HASH_LENGTH = 16
_ENTRY = re.compile(r'<script type="module" src="(?P<address>[^"]+)"')
_IMPORT = re.compile(r'\b(?:import|export)\b[^;"\'`()]*?\bfrom\s*"(?P<address>\.[^"]+)"')
_REFERENCE = re.compile(r'(?P<before>\s(?:href|src)=")(?P<address>[^"#?:]+)(?P<after>")')


@dataclass(frozen=True)
class File:
    body: bytes
    media_type: str

    @cached_property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'


class Site:
    """The files of a tree by their path in it (`pages/orders.js`). What is not in it cannot be asked for."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files

    @cached_property
    def version(self) -> str:
        """The hash of the tree: every path and every byte."""
        digest = sha256()
        for path in sorted(self._files):
            digest.update(f"{path}\0{self._files[path].etag}\n".encode())
        return digest.hexdigest()[:_HASH_LENGTH]

    @cached_property
    def index(self) -> File | None:
        """`index.html` with its references under today's prefix, and its modules asked for beforehand."""
        page = self._files.get(INDEX)
        if page is None:
            return None
        text = _ENTRY.sub(self._preloaded, page.body.decode())
        text = _REFERENCE.sub(self._versioned, text)
        return File(text.encode(), page.media_type)

    def file(self, path: str) -> File | None:
        return self.index if path == INDEX else self._files.get(path)

    def published(self) -> Iterator[tuple[str, File]]:
        """Every address a bucket must hold to serve the same: the index, and the tree under its prefix."""
        for path, file in self._files.items():
            if path != INDEX:
                yield f"v/{self.version}/{path}", file
                yield path, file
        if self.index is not None:
            yield INDEX, self.index

    def depth(self) -> int:
        """Segments of the longest address, prefix included."""
        return max((len(path.split("/")) + 2 for path in self._files), default=1)

    def _preloaded(self, match: re.Match[str]) -> str:
        """The entry, after a line for each module that it comes to import."""
        modules = self.modules(normpath(match["address"]).lstrip("/"))[1:]
        return "".join(f'<link rel="modulepreload" href="./{path}">\n  ' for path in modules) + match[0]

    def modules(self, entry: str) -> list[str]:
        """The entry and all that it imports statically, nearest first."""
        found = [entry] if entry in self._files else []
        for path in found:
            imports = _IMPORT.finditer(self._files[path].body.decode())
            near = (normpath(f"{dirname(path)}/{one['address']}").lstrip("/") for one in imports)
            found += [name for name in dict.fromkeys(near) if name in self._files and name not in found]
        return found

    def _versioned(self, match: re.Match[str]) -> str:
        path = normpath(match["address"]).lstrip("/")
        if path not in self._files:
            return match[0]
        return f"{match['before']}/v/{self.version}/{path}{match['after']}"


def read_site(root: Path) -> Site:
    """The files below `root` of the types above; hidden ones and any other type are not part of the site."""
    found = (path for path in sorted(root.rglob("*")) if path.suffix in TYPES and path.is_file())
    files = {path.relative_to(root).as_posix(): path for path in found}
    return Site(
        {
            name: File(path.read_bytes(), TYPES[path.suffix])
            for name, path in files.items()
            if not any(part.startswith(".") for part in name.split("/")) and not name.endswith("package.json")
        }
    )


def site_of(root: Path, *, fresh: bool) -> Site:
    """The tree, read once a process; with `fresh`, again whenever it changed on disk."""
    return _read_once(root, _stamp(root) if fresh else ())


@lru_cache(maxsize=4)
def _read_once(root: Path, stamp: tuple[tuple[str, int, int], ...]) -> Site:  # noqa: ARG001 - part of the key
    return read_site(root)


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (str(path), status.st_mtime_ns, status.st_size)
        for path in sorted(root.rglob("*"))
        if path.suffix in TYPES
        for status in (path.stat(),)
    )
