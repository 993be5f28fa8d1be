"""The way out to the panels: HTTP over connections that only ever go to public addresses.

httpx offers no hook between resolving a name and connecting to it, and a check before the call proves
nothing, since the name is resolved again to connect. So the connection pool below it gets a network
backend which resolves once, checks, and connects to the address it has checked. Certificates are still
verified against the name: httpcore takes that from the URL.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import httpcore
import httpx

from chalicelib.panels.hosts import Resolver, resolve_public, system_resolver

SocketOptions = Iterable[httpcore.SOCKET_OPTION]
MAX_CONNECTIONS = 16


class PublicBackend(httpcore.NetworkBackend):
    """Connects to checked addresses alone. Raises InvalidInput when a name stands for any other."""

    def __init__(self, resolver: Resolver, inner: httpcore.NetworkBackend | None = None) -> None:
        self._resolver = resolver
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = resolve_public(host, port, self._resolver)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from None
        for address in addresses[:-1]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address may answer, as with any host of several
        return self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class PanelTransport(httpx.BaseTransport):
    """httpx over a pool of ours. It knows no proxies, no cookies and no redirects."""

    def __init__(self, backend: httpcore.NetworkBackend, verify: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=verify or _certificates(),
            max_connections=MAX_CONNECTIONS,
            keepalive_expiry=15.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with _httpx_errors():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _httpx_errors() -> Iterator[None]:
    """httpcore's errors under httpx's own names; without their text, which may quote a header."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        kind = getattr(httpx, type(error).__name__, httpx.TransportError)
    else:
        return
    raise kind("")


@cache
def _certificates() -> ssl.SSLContext:
    """The public certificate authorities; 15 ms to load, so once."""
    return httpx.create_ssl_context(trust_env=False)


def public_transport(
    *, allow_private_hosts: bool = False, resolver: Resolver = system_resolver
) -> httpx.BaseTransport:
    """A transport that reaches public hosts only, or any host where the installation allows it."""
    if allow_private_hosts:
        return PanelTransport(httpcore.SyncBackend())
    return PanelTransport(PublicBackend(resolver))
