"""Servers that give pictures only with a referer or to a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exporter.images import ImageOptions, fetch_images
from exporter.journal import Journal
from exporter.model import Image, MissingImage, Problem, SpacerImage
from tests.support.image_server import (
    Answer,
    Exchange,
    ImageServer,
    body,
    redirect,
    status,
)
from tests.support.images import jpeg

pytestmark = pytest.mark.slow

IMAGE = jpeg()
PAGE = "https://outlet.example/zh/a-1"


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a running server."""
    with ImageServer() as running:
        yield running


def unless(wanted: Callable[[dict[str, str]], bool], refusal: Answer) -> Answer:
    """Answer with a picture when the headers are as ``wanted``."""

    def answer(exchange: Exchange) -> None:
        (body(IMAGE) if wanted(exchange.headers) else refusal)(exchange)

    return answer


def refers(headers: dict[str, str]) -> bool:
    return headers.get("referer") == PAGE


def browses(headers: dict[str, str]) -> bool:
    return "Mozilla" in headers["user-agent"]


def fetch(
    tmp_path: Path, *urls: str, page: str = PAGE, **options: object
) -> list[Image | MissingImage | SpacerImage]:
    """Fetch pictures of one article, one after another."""
    problems: list[Problem] = []
    settings = {"concurrency": 1, "retries": 0, "backoff_seconds": 0.0, **options}
    outcomes = fetch_images(
        [(url, "a-1") for url in urls],
        options=ImageOptions(
            "fetch",
            None,
            tmp_path,
            allow_hosts=frozenset({"127.0.0.1", "localhost"}),
            **settings,  # type: ignore[arg-type]
        ),
        journal=Journal(problems=problems),
        pages={"a-1": page},
    )
    return list(outcomes.values())


@pytest.mark.parametrize(
    "refusal", [status(403), status(401), status(406), body(b"<html>no hotlinks")]
)
@pytest.mark.parametrize(("wanted", "tries"), [(refers, 2), (browses, 3)])
def test_a_refused_image_is_asked_for_again_with_referer_then_as_browser(
    tmp_path: Path,
    server: ImageServer,
    wanted: Callable[[dict[str, str]], bool],
    tries: int,
    refusal: Answer,
) -> None:
    (outcome,) = fetch(tmp_path, server.on("/a.jpg", unless(wanted, refusal)))
    assert isinstance(outcome, Image)
    first, *others = [exchange.headers for exchange in server.asked]
    assert len(others) == tries - 1
    assert "referer" not in first
    assert first["user-agent"].startswith("dwexport/")


def test_headers_that_one_image_needed_are_sent_for_the_others(
    tmp_path: Path, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}.jpg", unless(browses, status(403))) for n in range(20)]
    outcomes = fetch(tmp_path, *urls)
    assert all(isinstance(outcome, Image) for outcome in outcomes)
    assert len(server.asked) == 20 + 2


def test_a_host_that_refuses_three_images_in_all_ways_is_then_asked_once_each(
    tmp_path: Path, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}.jpg", status(403)) for n in range(20)]
    outcomes = fetch(tmp_path, *urls)
    assert all(isinstance(outcome, MissingImage) for outcome in outcomes)
    assert len(server.asked) == 3 * 3 + 17


@pytest.mark.parametrize("code", [404, 410, 500])
def test_an_image_answered_with_404_410_or_500_is_not_asked_for_with_other_headers(
    tmp_path: Path, server: ImageServer, code: int
) -> None:
    fetch(tmp_path, server.on("/a.jpg", status(code)))
    assert len(server.asked) == 1


def test_no_referer_is_sent_for_an_article_without_an_address(
    tmp_path: Path, server: ImageServer
) -> None:
    fetch(tmp_path, server.on("/a.jpg", status(403)), page="")
    assert len(server.asked) == 2
    assert not any("referer" in exchange.headers for exchange in server.asked)


def has_cookie(headers: dict[str, str]) -> bool:
    return headers.get("cookie") == "k=1"


def test_a_cookie_is_sent_along_its_redirects_and_for_no_other_image(
    tmp_path: Path, server: ImageServer
) -> None:
    again = status(302, "Location: /a.jpg", "Set-Cookie: k=1; Path=/")
    url = server.on("/a.jpg", unless(has_cookie, again))
    other = server.on("/b.jpg", body(IMAGE))
    outcomes = fetch(tmp_path, url, other)
    assert all(isinstance(outcome, Image) for outcome in outcomes)
    cookies = {e.path: e.headers.get("cookie") for e in server.asked}
    assert cookies == {"/a.jpg": "k=1", "/b.jpg": None}


def test_a_cookie_is_not_sent_to_another_host(
    tmp_path: Path, server: ImageServer
) -> None:
    server.on("/b.jpg", body(IMAGE))
    elsewhere = server.address("/b.jpg", host="localhost")
    url = server.on("/a.jpg", status(302, f"Location: {elsewhere}", "Set-Cookie: k=1"))
    (outcome,) = fetch(tmp_path, url)
    assert isinstance(outcome, Image)
    assert "cookie" not in server.asked[-1].headers


@pytest.mark.slow
def test_redirects_to_chinese_and_relative_addresses_are_followed(
    tmp_path: Path, server: ImageServer
) -> None:
    server.on("/x/%E5%9B%BE.jpg", body(IMAGE))
    urls = [
        server.on("/x/1", redirect("/x/图.jpg")),
        server.on("/x/y/2", redirect("../图.jpg")),
    ]
    outcomes = fetch(tmp_path, *urls)
    assert all(isinstance(outcome, Image) for outcome in outcomes)
