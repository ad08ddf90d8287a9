"""This machine's addresses in many spellings: none of them is asked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.images import ImageOptions, fetch_images
from exporter.journal import Journal
from exporter.model import MissingImage, Problem
from exporter.words import word_reason
from tests.support.image_server import ImageServer, body, redirect
from tests.support.images import jpeg

pytestmark = pytest.mark.slow

# A server that gives a picture listens at {port}.
DISGUISES = [
    "http://127.0.0.1:{port}/a.jpg",
    "http://127.8.8.8:{port}/a.jpg",
    "http://0.0.0.0:{port}/a.jpg",
    "http://127.0.0.1.:{port}/a.jpg",
    "http://2130706433:{port}/a.jpg",
    "http://0x7f000001:{port}/a.jpg",
    "http://017700000001:{port}/a.jpg",
    "http://0x7f.0.0.1:{port}/a.jpg",
    "http://0177.0.0.1:{port}/a.jpg",
    "http://127.1:{port}/a.jpg",
    "http://127.000.000.001:{port}/a.jpg",
    "http://１２７.0.0.1:{port}/a.jpg",
    "http://①②⑦.⓪.⓪.①:{port}/a.jpg",
    "http://127。0．0｡1:{port}/a.jpg",
    "http://127%2e0%2e0%2e1:{port}/a.jpg",
    "http://[::1]:{port}/a.jpg",
    "http://[::]:{port}/a.jpg",
    "http://[::1%25lo]:{port}/a.jpg",
    "http://[::127.0.0.1]:{port}/a.jpg",
    "http://[::ffff:127.0.0.1]:{port}/a.jpg",
    "http://[::ffff:7f00:1]:{port}/a.jpg",
    "http://[0:0:0:0:0:ffff:7f00:0001]:{port}/a.jpg",
    "http://[64:ff9b::127.0.0.1]:{port}/a.jpg",
    "http://[2002:7f00:1::]:{port}/a.jpg",
    "http://[::1]evil.example:{port}/a.jpg",
    "http:127.0.0.1:{port}/a.jpg",
    "http:\\\\127.0.0.1:{port}\\a.jpg",
    "http:////127.0.0.1:{port}/a.jpg",
    "ht\ntp://127.0.\t0.1:{port}/a.jpg",
    "//127.0.0.1:{port}/a.jpg",
    "http://127.0.0.1:{port}#@a.example/a.jpg",
    "http://a.example@127.0.0.1:{port}/a.jpg",
    "http://a.example\\@127.0.0.1:{port}/a.jpg",
    "http://a.example／@127.0.0.1:{port}/a.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fe80::a9fe:a9fe%25eth0]/latest/meta-data/",
    "http://224.0.0.1/a.jpg",
    "http://[ff02::1]/a.jpg",
    "https://images.weserv.nl.127.0.0.1:{port}/a.jpg",
]
NAMES = [
    "http://localhost:{port}/a.jpg",
    "http://LOCALHOST.:{port}/a.jpg",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/a.jpg",
    "http://local\u00adhost:{port}/a.jpg",
    "http://ｌocalhost:{port}/a.jpg",
]


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a server that answers with a picture."""
    with ImageServer() as running:
        running.on("/a.jpg", body(jpeg()))
        running.on("/", body(jpeg()))
        yield running


def refusal(url: str, folder: Path, *allowed: str) -> str:
    """Return why there is no picture at ``url``."""
    problems: list[Problem] = []
    options = ImageOptions(
        mode="fetch",
        mirror=None,
        store_dir=folder,
        retries=0,
        allow_hosts=frozenset(allowed),
    )
    outcomes = fetch_images(
        [(url, "a-1")], options=options, journal=Journal(problems=problems)
    )
    assert [problem.code for problem in problems] == ["image-missing"]
    missing = outcomes[url]
    assert isinstance(missing, MissingImage)
    return word_reason(missing.reason)


@pytest.mark.parametrize("form", [*DISGUISES, *NAMES])
def test_a_private_host_in_any_spelling_is_not_asked(
    server: ImageServer, tmp_path: Path, form: str
) -> None:
    said = refusal(form.format(port=server.port), tmp_path)
    # Some resolvers do not know "localhost." at all.
    assert re.search("private network|its address|no address is known", said), said
    assert server.asked == []


@pytest.mark.parametrize("form", [form for form in DISGUISES if "\n" not in form])
def test_a_private_host_in_any_spelling_is_not_asked_after_a_redirect(
    server: ImageServer, tmp_path: Path, form: str
) -> None:
    server.on("/go", redirect(form.format(port=server.port)))
    url = server.address("/go", host="localhost")
    said = refusal(url, tmp_path, "localhost")
    assert "private network" in said or "its address" in said, said
    assert [asked.path for asked in server.asked] == ["/go"]
