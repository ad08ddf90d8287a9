"""The catalogue of faults: all that can go wrong while a picture is fetched.

Each is served by ``tests.support.image_server`` over a real socket, or is an address
that leads nowhere.  Used by ``test_fault_book``, and by
``python -m checks.fault_table``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import Image

from exporter.images.options import ImageOptions
from tests.support.image_server import (
    Answer,
    ImageServer,
    babble,
    body,
    chunked,
    drip,
    drip_headers,
    flood,
    flood_headers,
    gzipped,
    redirect,
    reset,
    reset_midway,
    silence,
    status,
    trickle,
)
from tests.support.images import encode, jpeg

MB = 1_000_000
_SCRIPT = b"<script>alert(1)</script>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    ``answers`` come in turn, the last for good; an ``address`` stands in for them
    where nobody is asked.  ``reason`` is in what the reader is told; "" where the
    picture comes nevertheless.
    """

    name: str
    answers: tuple[Answer, ...] = ()
    reason: str = ""
    address: str = ""

    def place(self, server: ImageServer, path: str) -> str:
        """Make the server show the fault at ``path``; return the picture's address."""
        if self.address:
            return self.address + path
        return server.on(path, *self.answers)


def bad_faults(options: ImageOptions) -> tuple[Fault, ...]:
    """Return the faults that cost the picture, with reasons as ``options`` set them."""
    image = jpeg()
    too_large = f"the picture is larger than {options.max_bytes / MB:g} MB"
    over = options.max_bytes + 5 * MB
    html = b"<!DOCTYPE html><html><body>log in</body></html>"
    broke_off = "the server broke off"
    return (
        Fault("slow headers", (drip_headers,), "the server did not answer in time"),
        Fault("slow body", (drip,), "came in too slowly"),
        Fault("silence", (silence,), "the server did not answer in time"),
        Fault("cut body", (body(image, length=len(image) + 999),), broke_off),
        Fault("Content-Length too small", (body(image, length=300),), "is cut off"),
        Fault("Content-Length 0", (body(image, length=0),), "sent nothing"),
        Fault("Content-Length no number", (body(image, length="x"),), broke_off),
        Fault("chunks cut", (chunked(image[:300], end=b""),), broke_off),
        Fault("chunks of nonsense", (chunked(image, end=b"zz\r\n"),), broke_off),
        Fault("HTML, status 200", (body(html),), "the server sent HTML"),
        Fault("JSON, status 200", (body(b'{"error":1}'),), "the server sent JSON"),
        Fault("404", (status(404),), "404 Not Found"),
        Fault("403", (status(403),), "403 Forbidden"),
        Fault("429", (status(429),), "429 Too Many Requests"),
        Fault("500", (status(500),), "500 Internal Server Error"),
        Fault("503", (status(503),), "503 Service Unavailable"),
        Fault("redirect loop", (redirect("?"),), "round in circles"),
        Fault("redirect inside", (redirect("http://10.0.0.1/"),), "private network"),
        Fault("redirect to this machine", (redirect("//127.0.0.2/"),), "private"),
        Fault("redirect to file:", (redirect("file:///etc/passwd"),), "is file:"),
        Fault("gzip bomb", (_gzip_bomb(over),), too_large),
        Fault("30 MB picture", (body(_large_jpeg(over)),), too_large),
        Fault("30 MB in chunks", (chunked(*[bytes(MB)] * (over // MB)),), too_large),
        Fault("60 megapixels", (body(_huge_png()),), "10000 × 6000, more than 50"),
        Fault("cut JPEG", (body(image[:300]),), "the picture is cut off"),
        Fault("polyglot, no picture", (body(b"GIF89a" + _SCRIPT),), "is damaged"),
        Fault("endless stream", (flood,), too_large),
        Fault("endless headers", (flood_headers,), broke_off),
        Fault("connection reset", (reset,), broke_off),
        Fault("reset midway", (reset_midway(image),), broke_off),
        Fault("no HTTP", (babble,), broke_off),
        Fault("DNS failure", (), "no address is known", "http://pictures.invalid"),
        Fault("private address", (), "private network", "http://192.168.1.1"),
    )


def harmless_faults(image: bytes) -> tuple[Fault, ...]:
    """Return the faults that ``image`` survives."""
    return (
        Fault("wrong Content-Type", (body(image, media_type="text/html"),)),
        Fault("no Content-Length", (chunked(image),)),
        Fault("gzip unasked", (gzipped(image),)),
        Fault("steady trickle", (trickle(image),)),
        Fault("503 once", (status(503), body(image))),
        Fault("reset once", (reset, body(image))),
        Fault("cut once", (body(image, length=99_999), body(image))),
        Fault("polyglot, a picture", (body(image + b"PK\x03\x04" + _SCRIPT),)),
    )


def sound(image: bytes) -> Fault:
    """Return the fault "none": the picture is served as it is."""
    return Fault("none", (body(image),))


def _gzip_bomb(size: int) -> Answer:
    answer: Callable[[], Answer] = cache(
        lambda: gzipped(b"\xff\xd8\xff" + bytes(4 * size))
    )
    return lambda exchange: answer()(exchange)


@cache
def _large_jpeg(size: int) -> bytes:
    """Return a valid picture of at least ``size`` bytes."""
    image = jpeg()
    comment = b"\xff\xfe\xff\xff" + bytes(65_533)  # T.81, B.2.4.5
    return image[:2] + comment * (size // len(comment) + 1) + image[2:]


@cache
def _huge_png() -> bytes:
    """Return a picture of 60 megapixels in a few KB."""
    return encode(Image.new("1", (10_000, 6_000)), "PNG")
