"""A server of pictures that misbehaves, on a real socket of this machine.

A test says what a path answers (``server.on("/a.jpg", status(404))``), several
answers in turn, the last for good.  What it is asked is kept for the test.
"""

import contextlib
import gzip
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, and the means to answer it.

    ``seconds`` is when it came in, on a clock that only runs forward; ``over``
    is set when the server stops.
    """

    path: str
    headers: dict[str, str]
    connection: socket.socket
    over: threading.Event
    seconds: float

    def send(self, data: bytes) -> None:
        """Send ``data`` as it is."""
        self.connection.sendall(data)


Answer: TypeAlias = Callable[[Exchange], None]


def body(
    data: bytes,
    *,
    media_type: str = "image/jpeg",
    length: int | str | None = None,
    headers: tuple[str, ...] = (),
) -> Answer:
    """Answer 200 with ``data``, claiming ``length`` bytes and ``media_type``."""
    size = len(data) if length is None else length
    claims = (f"Content-Type: {media_type}", f"Content-Length: {size}")

    def answer(exchange: Exchange) -> None:
        exchange.send(_head(200, (*claims, *headers)) + data)

    return answer


def status(code: int, *headers: str) -> Answer:
    """Answer ``code``, with words for a body."""

    def answer(exchange: Exchange) -> None:
        page = b"<html><body>no</body></html>"
        exchange.send(_head(code, (*headers, f"Content-Length: {len(page)}")) + page)

    return answer


def redirect(address: str) -> Answer:
    """Send the client on to ``address``."""
    return status(302, f"Location: {address}")


def gzipped(data: bytes) -> Answer:
    """Answer with ``data`` packed, whatever was asked for."""
    packed = gzip.compress(data, mtime=0)
    return body(packed, headers=("Content-Encoding: gzip",))


def silence(exchange: Exchange) -> None:
    """Never answer."""
    exchange.over.wait()


def babble(exchange: Exchange) -> None:
    """Answer with bytes that are not HTTP."""
    exchange.send(b"\x16\x03\x01 220 ready\r\n\r\n")


def drip(exchange: Exchange) -> None:
    """Answer with a body that never ends, a byte at a time."""
    exchange.send(_head(200, ("Content-Type: image/jpeg",)) + b"\xff\xd8\xff")
    while not exchange.over.wait(0.02):
        exchange.send(b"\x00")


def stall(exchange: Exchange) -> None:
    """Begin a picture and then send nothing more."""
    exchange.send(_head(200, ("Content-Type: image/jpeg",)) + b"\xff\xd8\xff")
    exchange.over.wait()


def drip_headers(exchange: Exchange) -> None:
    """Answer with headers that never end, a byte at a time."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not exchange.over.wait(0.02):
        exchange.send(b"z")


def flood_headers(exchange: Exchange) -> None:
    """Answer with headers that never end, as fast as it goes."""
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    while not exchange.over.is_set():
        exchange.send(b"X-More: " + b"z" * 8_000 + b"\r\n")


def flood(exchange: Exchange) -> None:
    """Answer with a body that never ends, as fast as it goes."""
    exchange.send(_head(200, ("Content-Type: image/jpeg",)) + b"\xff\xd8\xff")
    while not exchange.over.is_set():
        exchange.send(bytes(65_536))


def trickle(data: bytes, *, parts: int = 5) -> Answer:
    """Answer with ``data`` in ``parts`` pieces, a moment between them."""

    def answer(exchange: Exchange) -> None:
        exchange.send(_head(200, (f"Content-Length: {len(data)}",)))
        step = -(-len(data) // parts)
        for start in range(0, len(data), step):
            exchange.over.wait(0.02)
            exchange.send(data[start : start + step])

    return answer


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> Answer:
    """Answer with a body in ``chunks`` of no declared length in all, then ``end``."""

    def answer(exchange: Exchange) -> None:
        exchange.send(_head(200, ("Transfer-Encoding: chunked",)))
        for chunk in chunks:
            exchange.send(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        exchange.send(end)

    return answer


def late(seconds: float, answer: Answer) -> Answer:
    """Give ``answer`` after some seconds."""

    def wait(exchange: Exchange) -> None:
        exchange.over.wait(seconds)
        answer(exchange)

    return wait


def reset(exchange: Exchange) -> None:
    """Break the connection instead of answering."""
    linger = struct.pack("ii", 1, 0)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    exchange.connection.close()


def reset_midway(data: bytes) -> Answer:
    """Break the connection in the middle of ``data``."""

    def answer(exchange: Exchange) -> None:
        exchange.send(_head(200, (f"Content-Length: {len(data)}",)))
        exchange.send(data[: len(data) // 2])
        reset(exchange)

    return answer


def _head(code: int, headers: tuple[str, ...]) -> bytes:
    lines = (f"HTTP/1.1 {code} Whatever", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode()


class _Server(socketserver.ThreadingTCPServer):
    """The answers of a server, and its requests so far."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, handler: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Exchange] = []
        self.socks_names: list[str] = []
        self.socks_reply = b"\x05\x00\x00\x01" + bytes(6)
        self.peak = 0
        self.over = threading.Event()
        self._busy = 0
        self._lock = threading.Lock()

    def answer_request(self, connection: socket.socket) -> None:
        """Give the request that comes in on ``connection`` its answer."""
        exchange = self._read_request(connection)
        if exchange is None:
            return
        with self._lock:
            self.asked.append(exchange)
            self._busy += 1
            self.peak = max(self.peak, self._busy)
            answers = self.answers.get(exchange.path, [status(404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        try:
            answer(exchange)
        finally:
            with self._lock:
                self._busy -= 1

    def _read_request(self, connection: socket.socket) -> Exchange | None:
        with connection.makefile("rb") as stream:
            words = stream.readline().decode("latin-1").split(" ")
            headers: dict[str, str] = {}
            while line := stream.readline().decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
        if len(words) < 2:
            return None
        return Exchange(words[1], headers, connection, self.over, time.monotonic())


class _HttpHandler(socketserver.BaseRequestHandler):
    """Answers the one request of a connection."""

    server: _Server
    request: socket.socket

    def handle(self) -> None:
        """Serve one connection; a client that hangs up is no fault."""
        with contextlib.suppress(OSError):
            self.server.answer_request(self.request)


class _SocksHandler(_HttpHandler):
    """Speaks SOCKS5 (RFC 1928) and answers the request it is asked to carry."""

    def handle(self) -> None:
        """Note the name and the login that are given, then serve from here."""
        with contextlib.suppress(OSError):
            method = self.request.recv(257)[2]
            self.request.sendall(bytes((5, method)))
            if method == 2:
                login = self.request.recv(513)
                self.server.socks_names.append(login[1:].decode("latin-1"))
                self.request.sendall(b"\x01\x00")
            order = self.request.recv(262)
            name = order[5 : 5 + order[4]] if order[3] == 3 else order[4:-2]
            self.server.socks_names.append(name.decode("latin-1"))
            self.request.sendall(self.server.socks_reply)
            self.server.answer_request(self.request)


class ImageServer:
    """The server, running while its ``with`` block does.

    With ``socks`` it is a SOCKS5 proxy that answers for every host itself.
    """

    def __init__(self, *, socks: bool = False) -> None:
        """Listen on a free port of the loopback address."""
        self._server = _Server(_SocksHandler if socks else _HttpHandler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, and end the answers that never end."""
        self._server.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def on(self, path: str, *answers: Answer) -> str:
        """Answer ``path`` with ``answers`` in turn; return its address."""
        self._server.answers[path] = list(answers)
        return self.address(path)

    def address(self, path: str, *, host: str = "127.0.0.1") -> str:
        """Return the address of ``path`` under one of this machine's names."""
        return f"http://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[Exchange]:
        """The requests, in order."""
        return list(self._server.asked)

    @property
    def socks_names(self) -> list[str]:
        """The logins and hosts that SOCKS clients gave."""
        return list(self._server.socks_names)

    def refuse_socks(self, code: int) -> None:
        """Refuse what SOCKS clients ask for."""
        self._server.socks_reply = bytes((5, code, 0, 1)) + bytes(6)

    @property
    def peak(self) -> int:
        """How many requests were under way at the same time."""
        return self._server.peak

    def count(self, path: str) -> int:
        """Return how often ``path`` was asked for."""
        return sum(exchange.path == path for exchange in self.asked)
