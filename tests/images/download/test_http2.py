"""Downloads over TLS and HTTP/2: many requests, one connection, real certificates."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.images.decode.workers import Workers
from exporter.images.download.downloads import (
    Download,
    Refusal,
    WantedImage,
    download_images,
)
from exporter.images.options import SYSTEM_CLOCK, ImageOptions
from exporter.words import word_reason
from tests.support.h2_server import CERTIFICATE, H2Server
from tests.support.images import draw_photo, encode, jpeg

pytestmark = pytest.mark.slow

OPTIONS = ImageOptions(
    mode="fetch",
    mirror=None,
    store_dir=Path("/nowhere"),
    allow_hosts=frozenset({"localhost"}),
    retries=0,
)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the server's certificate."""
    path = tmp_path / "certificates.pem"
    path.write_text(CERTIFICATE)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Give processes that decode, to all tests of this module."""
    with Workers(count=2, seconds=20) as pool:
        yield pool


def fetch(
    server: H2Server, *paths: str, workers: Workers, options: ImageOptions = OPTIONS
) -> dict[str, Download | Refusal]:
    """Download the pictures at ``paths``."""
    outcomes: dict[str, Download | Refusal] = {}
    download_images(
        [WantedImage(path, (server.address(path),)) for path in paths],
        options=options,
        workers=workers,
        clock=SYSTEM_CLOCK,
        deliver=lambda wanted, outcome: outcomes.update({wanted.key: outcome}),
    )
    return outcomes


@pytest.mark.usefixtures("trusted")
def test_many_images_come_over_one_connection(workers: Workers) -> None:
    images = {f"/{n}.jpg": jpeg(seed=n) for n in range(24)}
    options = replace(OPTIONS, concurrency=8, concurrency_per_host=6)
    with H2Server(images, seconds=0.05) as server:
        outcomes = fetch(server, *images, workers=workers, options=options)
        assert server.connections == 1
        assert server.peak == 6  # at once over one connection, as many as allowed
    for path, data in images.items():
        outcome = outcomes[path]
        assert isinstance(outcome, Download), outcome
        assert outcome.data == data


@pytest.mark.usefixtures("trusted")
def test_an_image_larger_than_the_http2_window_comes_whole(workers: Workers) -> None:
    large = encode(draw_photo(1500, 1000).effect_spread(9), "PNG")
    assert len(large) > 1_000_000  # more than a window of HTTP/2
    with H2Server({"/a.png": large}) as server:
        outcome = fetch(server, "/a.png", workers=workers)["/a.png"]
    assert isinstance(outcome, Download), outcome
    assert outcome.data == large


@pytest.mark.usefixtures("trusted")
def test_an_image_that_is_not_there_is_told_as_404(workers: Workers) -> None:
    with H2Server({}) as server:
        outcome = fetch(server, "/a.jpg", workers=workers)["/a.jpg"]
    assert isinstance(outcome, Refusal)
    assert word_reason(outcome.reason) == "the server answered 404 Not Found"


def test_a_certificate_of_no_known_authority_is_refused(workers: Workers) -> None:
    with H2Server({"/a.jpg": jpeg()}) as server:
        outcome = fetch(server, "/a.jpg", workers=workers)["/a.jpg"]
    assert isinstance(outcome, Refusal)
    assert word_reason(outcome.reason) == "the server's certificate cannot be trusted"
