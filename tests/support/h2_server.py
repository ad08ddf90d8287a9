"""A server of pictures that speaks HTTP/2 over TLS, on this machine.

Its certificate is good for localhost and 127.0.0.1, for as long as anybody will
run these tests, and for nothing else: its key is below.
"""

import contextlib
import socket
import socketserver
import ssl
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, WindowUpdated

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBpTCCAUugAwIBAgIUBj96zSc5YJddC44SmndhKTWrNeMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOZHdleHBvcnQgdGVzdHMwIBcNMjYxMTI1MTYwNTEyWhgPMjEy
NjExMDExNjA1MTJaMBkxFzAVBgNVBAMMDmR3ZXhwb3J0IHRlc3RzMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAErm/WF19rDAigsH8VcNVjKuwf8iLhi4B2vrKHX0+4
LZT1L1w1twc/QewxTbElzlHk6/b53RTBqyRV+SDjpnrAY6NvMG0wHQYDVR0OBBYE
FItYKdCMEIdVwyOdtiUNL4NCaarkMB8GA1UdIwQYMBaAFItYKdCMEIdVwyOdtiUN
L4NCaarkMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/
AAABMAoGCCqGSM49BAMCA0gAMEUCIQDGRW1L106bFYNnBHB/4vdf8VzkqJUjQxV3
kTkECzw6kAIga92yHhcUxejHi2UIQm5kot0ddhXcl3XurEeBU2IetOM=
-----END CERTIFICATE-----
"""
_KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgk2b6xZoTUSishbC4
gIJ1ur1+aUsp8swxqhYxjl2GHJyhRANCAASub9YXX2sMCKCwfxVw1WMq7B/yIuGL
gHa+sodfT7gtlPUvXDW3Bz9B7DFNsSXOUeTr9vndFMGrJFX5IOOmesBj
-----END PRIVATE KEY-----
"""
_FRAME_BYTES = 16_000


class H2Server:
    """The server, running while its ``with`` block does.

    It answers each path of ``images`` after ``seconds``, others with 404, and
    counts connections and how many requests it had at once.
    """

    def __init__(self, images: Mapping[str, bytes], *, seconds: float = 0.0) -> None:
        """Listen on a free port of the loopback address."""
        self.images = images
        self.seconds = seconds
        self.connections = 0
        self.peak = 0
        self.lock = threading.Lock()
        self._context = _tls()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            request: socket.socket

            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    outer.serve(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )

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
        """Stop."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def address(self, path: str) -> str:
        """Return the address of ``path``."""
        return f"https://localhost:{self._server.server_address[1]}{path}"

    def serve(self, plain: socket.socket) -> None:
        """Serve one connection until the client leaves."""
        with self._context.wrap_socket(plain, server_side=True) as stream:
            assert stream.selected_alpn_protocol() == "h2"
            with self.lock:
                self.connections += 1
            _Conversation(self, stream).run()


class _Conversation:
    """One connection; requests that arrive together are answered together."""

    def __init__(self, server: H2Server, stream: ssl.SSLSocket) -> None:
        self._server = server
        self._stream = stream
        self._h2 = H2Connection(H2Configuration(client_side=False))
        self._due: dict[int, float] = {}
        self._bodies: dict[int, bytes] = {}

    def run(self) -> None:
        self._h2.initiate_connection()
        self._flush()
        self._stream.settimeout(0.01)
        while True:
            try:
                received = self._stream.recv(65_536)
            except TimeoutError:
                received = None
            if received == b"":
                return
            for event in self._h2.receive_data(received) if received else ():
                if isinstance(event, RequestReceived):
                    self._note_request(event)
                elif isinstance(event, DataReceived | WindowUpdated):
                    pass  # there may be room to send more
            self._answer_due()
            self._send_bodies()
            self._flush()

    def _note_request(self, event: RequestReceived) -> None:
        assert event.stream_id is not None
        path = dict(event.headers or [])[b":path"].decode()
        self._due[event.stream_id] = time.monotonic() + self._server.seconds
        data = self._server.images.get(path)
        status = "404" if data is None else "200"
        self._bodies[event.stream_id] = data or b"no"
        self._h2.send_headers(event.stream_id, [(":status", status)])
        with self._server.lock:
            self._server.peak = max(self._server.peak, len(self._due))

    def _answer_due(self) -> None:
        now = time.monotonic()
        for stream_id in [s for s, due in self._due.items() if due <= now]:
            del self._due[stream_id]

    def _send_bodies(self) -> None:
        """Send as much of the due bodies as the client's window allows."""
        for stream_id in [s for s in self._bodies if s not in self._due]:
            data = self._bodies[stream_id]
            while data:
                room = self._h2.local_flow_control_window(stream_id)
                part = data[: min(room, _FRAME_BYTES)]
                if not part:
                    break
                data = data[len(part) :]
                self._h2.send_data(stream_id, part, end_stream=not data)
            self._bodies[stream_id] = data
            if not data:
                del self._bodies[stream_id]

    def _flush(self) -> None:
        data = self._h2.data_to_send()
        if data:
            self._stream.settimeout(5)
            self._stream.sendall(data)
            self._stream.settimeout(0.01)


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(_KEY + CERTIFICATE)
        file.flush()
        context.load_cert_chain(Path(file.name))
    context.set_alpn_protocols(["h2"])
    return context
