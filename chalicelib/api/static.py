"""The dashboard itself: its files, and its index page for every address that is the browser's to read."""

from __future__ import annotations

from chalicelib.api.answer import Answer
from chalicelib.api.call import Call
from chalicelib.api.site import INDEX, File, Site, site_of
from chalicelib.errors import NotFound

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types dompurify"
)
_IMMUTABLE = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_NOT_PAGES = frozenset({"api", "adminapi", "v"})


def serve(call: Call) -> Answer:
    """A file, or the index page; 304 when the browser has it already."""
    site = site_of(call.wiring.static_site, fresh=call.wiring.environment.local)
    file, caching = find(site, call.path.strip("/"))
    headers = {
        "ETag": file.etag,
        "Cache-Control": caching,
        "Content-Type": file.media_type,
        "Content-Security-Policy": PAGE_POLICY,
    }
    if _has_it(call.headers.get("if-none-match", ""), file.etag):
        return Answer(304, b"", headers)
    return Answer(200, file.body, headers)


def find(site: Site, path: str) -> tuple[File, str]:
    """The file at `path` and how long it may be kept; raises NotFound.

    Addresses under a past version answer with today's file, not to be kept: a page that was open
    while a new version came still finds its modules.
    """
    head, _, rest = path.partition("/")
    version, _, versioned = rest.partition("/")
    if head == "v" and versioned:
        file = site.file(versioned) if versioned != INDEX else None
        caching = _IMMUTABLE if version == site.version else _ASK_AGAIN
    elif head in _NOT_PAGES:
        file, caching = None, _ASK_AGAIN
    else:
        is_page = "." not in path.rpartition("/")[2]
        file, caching = site.file(INDEX if is_page else path), _ASK_AGAIN
    if file is None:
        raise NotFound("There is nothing at this address.")
    return file, caching


def _has_it(if_none_match: str, etag: str) -> bool:
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in known or etag in known
