"""How requests leave: directly after a check, or through the user's proxy.

An httpx transport on httpcore's pools.  Every request, and so every redirect, passes
``guard``.  A direct connection goes to an address that was resolved and judged just
before, so the name cannot lead to another address the second time.
"""

import asyncio
import socket
import ssl
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, TypeAlias

import httpcore
import httpx

from exporter.errors import ImageError
from exporter.images.download.guard import check_host, normal_host, public_addresses
from exporter.images.download.socks import ProxyFaultError, SocksBackend
from exporter.words import Message, Reason, word_foreign, word_reason

Resolver: TypeAlias = Callable[[str, int], Awaitable[list[str]]]

_MAX_TRIED_ADDRESSES = 4
# Desktops write "socks://" for what httpx names socks5.
_SOCKS = ("socks5", "socks5h")
_PROXY_ALIASES = {"socks": "socks5"}


async def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of ``host``; raises OSError if it has none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class UnknownHostError(httpcore.ConnectError):
    """A host for which the name servers know no address."""

    def __init__(self, host: str) -> None:
        """Keep the reason."""
        self.reason = Reason.of("host-unknown", host=host)
        super().__init__(word_reason(self.reason))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to hosts of the public internet, and to those allowed by name."""

    def __init__(
        self,
        *,
        allow_hosts: frozenset[str],
        resolve: Resolver = resolve_host,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Keep what is allowed; ``backend`` makes the connections."""
        self._allow_hosts = allow_hosts
        self._resolve = resolve
        self._backend = backend or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to an address of ``host`` that was judged here.

        Raises RefusedHostError, and httpcore's errors if no address answers.
        """
        try:
            async with asyncio.timeout(timeout):
                found = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"looking up {host} took too long") from error
        except (OSError, UnicodeError) as error:
            raise UnknownHostError(host) from error
        addresses = public_addresses(host, found, allow_hosts=self._allow_hosts)
        failure: Exception | None = None
        for address in addresses[:_MAX_TRIED_ADDRESSES]:
            try:
                return await self._backend.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or UnknownHostError(host)

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        await self._backend.sleep(seconds)


class ProxyBackend(httpcore.AnyIOBackend):
    """Connects to the user's HTTP proxy; its errors say that the proxy failed."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the proxy; raises httpcore.ProxyError if it cannot be reached."""
        try:
            return await super().connect_tcp(
                host, port, timeout, local_address, socket_options
            )
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise ProxyFaultError(Reason.of("proxy-unreachable")) from error


class _Body(httpx.AsyncByteStream):
    """A response's body as httpcore streams it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends each request directly or through the environment's proxy.

    Raises httpcore's errors and RefusedHostError.
    """

    def __init__(self, *, allow_hosts: frozenset[str], connections: int) -> None:
        """Read the environment's proxies; raises ImageError for an invalid one.

        ``allow_hosts`` may hold any spelling of a host.
        """
        self._allow_hosts = frozenset(map(normal_host, allow_hosts))
        self._connections = connections
        self._ssl_context = _ssl_context()
        self._proxies = urllib.request.getproxies()
        self._pools: dict[str, httpcore.AsyncConnectionPool] = {}
        for scheme in ("http", "https"):
            self._pool(self._proxy_for(scheme, host=""))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request``; return the response before its body was read."""
        host = request.url.raw_host.decode("ascii")
        proxy = self._proxy_for(request.url.scheme, host=host)
        check_host(host, allow_hosts=self._allow_hosts, proxied=bool(proxy))
        sent = httpcore.Request(
            method=request.method,
            url=_core_url(request.url),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        response = await self._pool(proxy).handle_async_request(sent)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()

    def _proxy_for(self, scheme: str, *, host: str) -> str:
        """Return the proxy's address, "" for a direct connection."""
        proxy = self._proxies.get(scheme) or self._proxies.get("all") or ""
        if not proxy or (host and urllib.request.proxy_bypass(host)):
            return ""
        if "://" not in proxy:
            proxy = f"http://{proxy}"
        name, _, rest = proxy.partition("://")
        return f"{_PROXY_ALIASES.get(name.lower(), name.lower())}://{rest}"

    def _pool(self, proxy: str) -> httpcore.AsyncConnectionPool:
        pool = self._pools.get(proxy)
        if pool is None:
            # The user chose the proxy, so it may be on this machine.
            read = read_proxy(proxy) if proxy else None
            backend: httpcore.AsyncNetworkBackend
            if read is None:
                backend = GuardedBackend(allow_hosts=self._allow_hosts)
            elif read.url.scheme in _SOCKS:
                backend, read = SocksBackend(read), None
            else:
                backend = ProxyBackend()
            pool = httpcore.AsyncConnectionPool(
                ssl_context=self._ssl_context,
                proxy=_core_proxy(read) if read else None,
                max_connections=self._connections,
                max_keepalive_connections=self._connections,
                keepalive_expiry=30.0,
                http2=True,
                network_backend=backend,
            )
            self._pools[proxy] = pool
        return pool


def read_proxy(proxy: str) -> httpx.Proxy:
    """Return a proxy of the environment; raises ImageError for an invalid address."""
    try:
        return httpx.Proxy(proxy)
    except (httpx.InvalidURL, ValueError) as error:
        shown = proxy.rpartition("@")[2]  # without a password
        raise ImageError(
            Message("the proxy {shown} of the environment cannot be used", shown=shown),
            hint=Message(
                "set HTTPS_PROXY to http://host:port or socks5://host:port, or use"
                " --offline"
            ),
        ) from error


def _core_proxy(proxy: httpx.Proxy) -> httpcore.Proxy:
    return httpcore.Proxy(
        url=_core_url(proxy.url), auth=proxy.raw_auth, headers=proxy.headers.raw
    )


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _ssl_context() -> ssl.SSLContext:
    try:
        return httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        raise ImageError(
            Message(
                "the certificates for https cannot be read: {error}",
                error=word_foreign(error),
            ),
            hint=Message("correct or unset SSL_CERT_FILE and SSL_CERT_DIR"),
        ) from error
