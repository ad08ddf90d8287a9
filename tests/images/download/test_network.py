"""Connections go only to public addresses, or through the user's proxy."""

import asyncio
import contextlib
import socketserver
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import httpcore
import pytest

from exporter.errors import ImageError
from exporter.images.decode.workers import Workers
from exporter.images.download.downloads import (
    Download,
    Refusal,
    WantedImage,
    download_images,
)
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.network import (
    GuardedBackend,
    GuardedTransport,
    resolve_host,
)
from exporter.images.options import SYSTEM_CLOCK, ImageOptions
from exporter.words import word_reason
from tests.support.image_server import ImageServer, body, redirect, status
from tests.support.images import jpeg

pytestmark = pytest.mark.slow

NONE: frozenset[str] = frozenset()
OPTIONS = ImageOptions(mode="fetch", mirror=None, store_dir=Path("/nowhere"), retries=0)


class Recorder(httpcore.AsyncNetworkBackend):
    """Notes each host it is told to connect to; connects to the reachable ones."""

    def __init__(self, *, reachable: Iterable[str] = ()) -> None:
        self.told: list[str] = []
        self._reachable = set(reachable)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Note ``host``."""
        self.told.append(host)
        if host not in self._reachable:
            raise httpcore.ConnectError("nobody there")
        return httpcore.AsyncMockStream([])


class Names:
    """A name server that gives the answers a test sets, one after another."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int) -> list[str]:
        """Give the next answer."""
        return self.answers.pop(0)


def connect(names: Names, inner: Recorder, host: str = "a.example") -> None:
    """Connect to ``host`` through a ``GuardedBackend``."""
    backend = GuardedBackend(allow_hosts=NONE, resolve=names.resolve, backend=inner)
    asyncio.run(backend.connect_tcp(host, 80, timeout=5))


def test_a_name_is_looked_up_once_and_its_checked_address_connected_to() -> None:
    """The name is looked up once: a second answer could be a private address."""
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    inner = Recorder(reachable=["8.8.8.8"])
    connect(names, inner)
    assert inner.told == ["8.8.8.8"]
    assert names.answers == [["127.0.0.1"]]


def test_a_name_with_private_addresses_only_is_not_connected_to() -> None:
    inner = Recorder(reachable=["127.0.0.1"])
    with pytest.raises(RefusedHostError):
        connect(Names(["127.0.0.1", "10.0.0.1"]), inner)
    assert inner.told == []


def test_private_addresses_among_public_ones_are_not_connected_to() -> None:
    inner = Recorder(reachable=["10.0.0.1"])
    with pytest.raises(httpcore.ConnectError, match="nobody there"):
        connect(Names(["10.0.0.1", "8.8.8.8"]), inner)
    assert inner.told == ["8.8.8.8"]


def test_the_next_address_of_a_name_is_tried_when_one_fails() -> None:
    inner = Recorder(reachable=["8.8.4.4"])
    connect(Names(["2606:4700::1111", "8.8.8.8", "8.8.4.4"]), inner)
    assert inner.told == ["8.8.8.8", "8.8.4.4"]


def test_four_of_fifty_addresses_of_a_name_are_tried() -> None:
    inner = Recorder()
    with pytest.raises(httpcore.ConnectError):
        connect(Names([f"8.8.8.{n}" for n in range(50)]), inner)
    assert len(inner.told) == 4


def test_an_unknown_name_is_a_connect_error_that_says_so() -> None:
    class NoNames(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            raise OSError(-2, "Name or service not known")

    with pytest.raises(httpcore.ConnectError, match=r"no address is known for a\.ex"):
        connect(NoNames(), Recorder())


def test_a_name_server_that_never_answers_is_a_connect_timeout() -> None:
    class SlowNames(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            await asyncio.sleep(600)
            return []

    backend = GuardedBackend(
        allow_hosts=NONE, resolve=SlowNames().resolve, backend=Recorder()
    )
    with pytest.raises(httpcore.ConnectTimeout):
        asyncio.run(backend.connect_tcp("a.example", 80, timeout=0.1))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_localhost_resolves_to_its_address(host: str) -> None:
    assert "127.0.0.1" in asyncio.run(resolve_host(host, 80))


# ------------------------------------------------------------------- proxies


@pytest.fixture
def proxy() -> Iterator[ImageServer]:
    """Give a server that is asked as an HTTP proxy."""
    with ImageServer() as running:
        yield running


def fetch(url: str, options: ImageOptions = OPTIONS) -> Download | Refusal:
    """Download one picture."""
    outcomes: list[Download | Refusal] = []
    with Workers(count=1, seconds=20) as workers:
        download_images(
            [WantedImage(url, (url,))],
            options=options,
            workers=workers,
            clock=SYSTEM_CLOCK,
            deliver=lambda _, outcome: outcomes.append(outcome),
        )
    return outcomes[0]


def reason(outcome: Download | Refusal) -> str:
    """Return why a picture did not come."""
    assert isinstance(outcome, Refusal)
    return word_reason(outcome.reason)


@pytest.mark.slow
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("scheme", ["http://", ""])
def test_an_http_proxy_in_the_environment_is_used(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch, variable: str, scheme: str
) -> None:
    monkeypatch.setenv(variable, f"{scheme}127.0.0.1:{proxy.port}")
    # The proxy looks the name up. On this machine it has no address.
    proxy.on("http://static.example.org/a.jpg", body(jpeg()))
    outcome = fetch("http://static.example.org/a.jpg")
    assert isinstance(outcome, Download)
    assert outcome.data == jpeg()


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks", "SOCKS5"])
def test_a_socks_proxy_in_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with ImageServer(socks=True) as proxy:
        proxy.on("/a.jpg", body(jpeg()))
        monkeypatch.setenv("ALL_PROXY", f"{scheme}://127.0.0.1:{proxy.port}")
        assert isinstance(fetch("http://static.example.org/a.jpg"), Download)
        assert proxy.socks_names == ["static.example.org"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.1", "[::1]", "localhost", "router", "2130706433", "0x7f.1"],
)
def test_no_proxy_is_asked_for_a_private_host(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    url = f"http://{host}/a.jpg"
    proxy.on(url, body(jpeg()))
    assert "leads to a private network" in reason(fetch(url))
    assert proxy.asked == []


def test_a_redirect_to_a_private_address_through_a_proxy_is_refused(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    inside = "http://169.254.169.254/latest/meta-data"
    proxy.on(inside, body(jpeg()))
    url = "http://static.example.org/a.jpg"
    proxy.on(url, redirect(inside))
    assert "leads to a private network" in reason(fetch(url))
    assert proxy.count(inside) == 0


@pytest.mark.slow
def test_a_host_in_no_proxy_is_asked_directly_if_it_is_allowed(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    url = proxy.on("/a.jpg", body(jpeg()))
    assert "leads to a private network" in reason(fetch(url))
    allowed = replace(OPTIONS, allow_hosts=frozenset({"127.0.0.1"}))
    assert isinstance(fetch(url, allowed), Download)


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_is_not_there_is_the_reason(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with ImageServer() as gone:
        monkeypatch.setenv("ALL_PROXY", f"{scheme}://127.0.0.1:{gone.port}")
    said = reason(fetch("http://static.example.org/a.jpg"))
    assert said == "the proxy gave no connection: it could not be reached"


@pytest.mark.parametrize(
    ("code", "words"), [(4, "the host is unreachable"), (99, "it refused (99)")]
)
def test_the_refusal_of_a_socks_proxy_is_the_reason(
    monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    with ImageServer(socks=True) as proxy:
        proxy.refuse_socks(code)
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{proxy.port}")
        said = reason(fetch("http://static.example.org/a.jpg"))
    assert said == f"the proxy gave no connection: {words}"


def test_user_and_password_are_sent_to_a_socks_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ImageServer(socks=True) as proxy:
        proxy.on("/a.jpg", body(jpeg()))
        address = f"socks5://me:secret@127.0.0.1:{proxy.port}"
        monkeypatch.setenv("ALL_PROXY", address)
        assert isinstance(fetch("http://8.8.8.8/a.jpg"), Download)
        assert proxy.socks_names == ["\x02me\x06secret", "\x08\x08\x08\x08"]


def test_a_proxy_silent_for_connect_seconds_is_given_up(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The HTTP server waits for the end of a line and the SOCKS client for an answer:
    # neither ever comes.
    monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{proxy.port}")
    options = replace(OPTIONS, connect_seconds=0.3)
    said = reason(fetch("http://static.example.org/a.jpg", options))
    assert said == "the proxy gave no connection: it did not answer in time"


@contextlib.contextmanager
def scripted(*replies: bytes) -> Iterator[int]:
    """Serve ``replies`` in turn to whatever is sent; give the port."""

    class Handler(socketserver.BaseRequestHandler):
        """Sends the replies."""

        def handle(self) -> None:
            """Send one reply to each message."""
            for reply in replies:
                self.request.recv(65_536)
                self.request.sendall(reply)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], "it speaks no SOCKS5"),
        ([b"\x05\xff"], "it wants another way to log in"),
        ([b"\x05\x02", b"\x01\x01"], "it refused the name or the password"),
        ([b"\x05\x02", b"\x01\x00", b"\x05\x02\x00\x01"], "its rules forbid"),
        ([b"\x05\x02", b""], "it broke off"),
    ],
)
def test_a_fault_of_a_socks_proxy_is_the_reason(
    monkeypatch: pytest.MonkeyPatch, replies: list[bytes], words: str
) -> None:
    with scripted(*replies) as port:
        monkeypatch.setenv("ALL_PROXY", f"socks5://me:secret@127.0.0.1:{port}")
        said = reason(fetch("http://static.example.org/a.jpg"))
    assert said.startswith(f"the proxy gave no connection: {words}")


def test_a_socks_answer_with_a_host_name_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    granted = b"\x05\x00\x00\x03\x09localhost\x00\x50"
    image = jpeg()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(image)
    with scripted(b"\x05\x00", granted, answer + image) as port:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{port}")
        outcome = fetch("http://static.example.org/a.jpg")
    assert isinstance(outcome, Download)
    assert outcome.data == image


def test_a_407_from_a_proxy_is_no_lasting_failure(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    url = "http://static.example.org/a.jpg"
    proxy.on(url, status(407))
    outcome = fetch(url)
    assert isinstance(outcome, Refusal)
    assert [failure.lasting for _, failure in outcome.failures] == [False]


def test_the_password_of_a_proxy_is_sent_to_the_proxy_only(
    proxy: ImageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://me:secret@127.0.0.1:{proxy.port}")
    proxy.on("http://static.example.org/a.jpg", body(jpeg()))
    assert isinstance(fetch("http://static.example.org/a.jpg"), Download)
    headers = proxy.asked[0].headers
    assert headers["proxy-authorization"].startswith("Basic ")
    assert "authorization" not in headers


@pytest.mark.parametrize("value", ["ftp://me:secret@a.example:21", "http://[::1"])
def test_a_proxy_address_that_cannot_be_used_is_an_error(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    with pytest.raises(ImageError, match=r"the proxy .* cannot be used") as raised:
        fetch("http://static.example.org/a.jpg")
    assert "secret" not in raised.value.message
    assert "HTTPS_PROXY" in raised.value.hint


def test_a_certificate_file_that_is_not_there_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(ImageError, match="the certificates for https") as raised:
        GuardedTransport(allow_hosts=NONE, connections=1)
    assert "SSL_CERT_FILE" in raised.value.hint
