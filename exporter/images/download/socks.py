"""Connections through the user's SOCKS5 proxy (RFC 1928, RFC 1929).

httpcore has a SOCKS client, too.  But it waits for a silent proxy for ever, leaves the
connection open when the proxy refuses, and asserts that the proxy speaks SOCKS.

python-socks 3.2 has none of these faults, but others: if a login is given, the proxy
may still choose to go without one; a login may hold ASCII only; and most errors are
sentences, not codes.  It also returns a socket, for which httpcore has no public
stream, so reading, writing and TLS would be ours instead of these eighty lines.
"""

import asyncio
import ipaddress
from collections.abc import Iterable

import httpcore
import httpx

from exporter.words import Reason, ReasonCode, word_reason

_VERSION = 5
_NO_PASSWORD, _PASSWORD = 0, 2
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_PORT_BYTES = 2
_DEFAULT_PORT = 1080
# RFC 1928, 6: the reply codes.
_REFUSALS: dict[int, ReasonCode] = {
    1: "proxy-failed",
    2: "proxy-forbids",
    3: "proxy-network",
    4: "proxy-host",
    5: "proxy-host-refused",
    6: "proxy-host-late",
}


class ProxyFaultError(httpcore.ProxyError):
    """A proxy that gave no connection, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


class SocksBackend(httpcore.AsyncNetworkBackend):
    """Connects to hosts through ``proxy``, which resolves their names."""

    def __init__(self, proxy: httpx.Proxy) -> None:
        """Keep the address of the proxy and the login."""
        self._host = proxy.url.host
        self._port = proxy.url.port or _DEFAULT_PORT
        self._login = proxy.raw_auth
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to ``host``; raises ProxyFaultError if that fails."""
        stream = None
        connected = False
        try:
            async with asyncio.timeout(timeout):
                stream = await self._backend.connect_tcp(
                    self._host, self._port, timeout, local_address, socket_options
                )
                await self._log_in(stream)
                await _order(stream, host, port)
            connected = True
            return stream
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise ProxyFaultError(Reason.of("proxy-late")) from error
        except httpcore.ConnectError as error:
            raise ProxyFaultError(Reason.of("proxy-unreachable")) from error
        finally:
            if stream and not connected:
                await stream.aclose()

    async def _log_in(self, stream: httpcore.AsyncNetworkStream) -> None:
        method = _PASSWORD if self._login else _NO_PASSWORD
        await stream.write(bytes((_VERSION, 1, method)))
        version, chosen = await _read_exactly(stream, 2)
        if version != _VERSION:
            raise ProxyFaultError(Reason.of("proxy-no-socks"))
        if chosen != method:
            raise ProxyFaultError(Reason.of("proxy-other-login"))
        if self._login:
            name, password = (part[:255] for part in self._login)
            login = bytes((1, len(name))) + name + bytes((len(password),)) + password
            await stream.write(login)
            _, refused = await _read_exactly(stream, 2)
            if refused:
                raise ProxyFaultError(Reason.of("proxy-login-refused"))


async def _order(stream: httpcore.AsyncNetworkStream, host: str, port: int) -> None:
    """Ask for a connection to ``host`` and read the whole answer."""
    where = _encode_host(host) + port.to_bytes(_PORT_BYTES)
    await stream.write(bytes((_VERSION, _CONNECT, 0)) + where)
    _, refusal, _, kind = await _read_exactly(stream, 4)
    if refusal:
        raise ProxyFaultError(_explain_refusal(refusal))
    length = {_IPV4: 4, _IPV6: 16}.get(kind)
    if length is None:
        (length,) = await _read_exactly(stream, 1)
    await _read_exactly(stream, length + _PORT_BYTES)


def _explain_refusal(number: int) -> Reason:
    code = _REFUSALS.get(number)
    return Reason.of(code) if code else Reason.of("proxy-refused", number=number)


def _encode_host(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")[:255]
        return bytes((_NAME, len(name))) + name
    return bytes((_IPV4 if address.version == 4 else _IPV6,)) + address.packed


async def _read_exactly(stream: httpcore.AsyncNetworkStream, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = await stream.read(count - len(data))
        if not part:
            raise ProxyFaultError(Reason.of("proxy-broke-off"))
        data += part
    return data
