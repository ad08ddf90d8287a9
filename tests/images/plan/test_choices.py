"""Pictures with several addresses, and pictures embedded in an article."""

import base64
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from exporter.images import ImageOptions, fetch_images
from exporter.images.plan.addresses import AddressError
from exporter.images.plan.choices import ImageOutcome, choose_images
from exporter.images.plan.data_urls import read_embedded
from exporter.journal import Journal
from exporter.model import Image, ImageRef, MissingImage, Problem, SpacerImage
from exporter.words import word_reason
from tests.support.images import decode, jpeg
from tests.support.reasons import GONE

LOST = MissingImage("a", GONE)
BLANK = SpacerImage("a")


def image(side_px: int) -> Image:
    """Return a picture of some size."""
    return Image(Path("x.jpg"), str(side_px), "image/jpeg", side_px, side_px, 9)


@pytest.mark.parametrize(
    ("found", "wanted", "asked"),
    [
        ([image(400), image(900)], image(400), "a"),
        ([BLANK, image(400)], image(400), "ab"),
        ([image(20), image(400)], image(400), "ab"),
        ([LOST, image(400)], image(400), "ab"),
        ([LOST, BLANK, image(40)], image(40), "abc"),
        ([image(40), LOST], image(40), "ab"),
        ([image(40), image(30)], image(40), "ab"),
        ([LOST, BLANK], LOST, "ab"),
        ([BLANK, LOST], LOST, "ab"),
        ([BLANK, BLANK], BLANK, "ab"),
        ([image(8)], image(8), "a"),
    ],
)
def test_the_first_address_that_is_no_spacer_is_chosen(
    found: list[ImageOutcome], wanted: ImageOutcome, asked: str
) -> None:
    addresses = "abc"[: len(found)]
    log: list[str] = []

    def gather(addresses: Mapping[str, str]) -> dict[str, ImageOutcome]:
        log.extend(addresses)
        return {address: found["abc".index(address)] for address in addresses}

    key = ImageRef(addresses[0], others=tuple(addresses[1:])).key
    assert choose_images({key: "a-1"}, gather) == {key: wanted}
    assert "".join(log) == asked


def test_a_placeholder_shared_by_two_images_is_asked_for_once() -> None:
    log: list[str] = []

    def gather(addresses: Mapping[str, str]) -> dict[str, ImageOutcome]:
        log.extend(addresses)
        return {a: BLANK if a == "lazy" else image(300) for a in addresses}

    keys = [ImageRef("lazy", others=(name,)).key for name in ("one", "two")]
    found = choose_images(dict.fromkeys(keys, "a-1"), gather)
    assert log == ["lazy", "one", "two"]
    assert all(isinstance(outcome, Image) for outcome in found.values())


# ------------------------------------------------------------------ embedded


def embedded(data: bytes, media_type: str = "image/jpeg") -> str:
    """Return ``data`` as a ``data:`` address."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


DATA = jpeg()
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>"
    "<rect width='40' height='30' fill='#c00'/></svg>"
)


@pytest.mark.parametrize(
    "address",
    [
        embedded(DATA),
        embedded(DATA, "text/plain"),
        embedded(DATA).rstrip("="),
        embedded(DATA).replace(",", ",\n "),
        embedded(DATA).replace("+", "%2B").replace("/", "%2F", 3).replace("=", "%3D"),
        "DATA:image/jpeg;charset=x;BASE64," + base64.urlsafe_b64encode(DATA).decode(),
        "data:image/jpeg," + quote(DATA),
    ],
)
def test_the_data_of_a_data_address_is_read(address: str) -> None:
    assert read_embedded(address, max_bytes=10_000) == DATA


@pytest.mark.parametrize("address", ["data:image/png;base64", "data:"])
def test_a_data_address_without_data_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        read_embedded(address, max_bytes=10_000)


def test_a_data_address_over_the_limit_is_refused() -> None:
    with pytest.raises(AddressError, match="larger than"):
        read_embedded(embedded(bytes(20_000)), max_bytes=10_000)


def fetch(tmp_path: Path, *refs: ImageRef) -> tuple[list[ImageOutcome], list[Problem]]:
    """Get pictures without a network."""
    problems: list[Problem] = []
    options = ImageOptions("offline", None, tmp_path, max_bytes=40_000)
    outcomes = fetch_images(
        [(ref.key, "a-1") for ref in refs],
        options=options,
        journal=Journal(problems=problems),
    )
    return list(outcomes.values()), problems


@pytest.mark.slow
def test_embedded_jpeg_and_svg_are_shown_without_a_network(tmp_path: Path) -> None:
    svg = "data:image/svg+xml;utf8," + quote(SVG)
    refs = [ImageRef(embedded(DATA)), ImageRef(svg)]
    for _ in range(2):  # decoded, then from the store
        (photo, drawing), problems = fetch(tmp_path, *refs)
        assert problems == []
        assert isinstance(photo, Image)
        assert photo.path.read_bytes() == DATA
        assert isinstance(drawing, Image)
        assert decode(drawing.path.read_bytes()).size == (90, 60)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>login" + b" " * 99, "no picture: the file holds HTML"),
        (DATA[:200], "cut off"),
        (b"\xff\xd8\xff" + bytes(50_000), "larger than"),
    ],
)
def test_a_bad_embedded_image_is_told_with_a_shortened_address(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (outcome,), problems = fetch(tmp_path, ImageRef(embedded(data)))
    assert isinstance(outcome, MissingImage)
    assert words in word_reason(outcome.reason)
    (problem,) = problems
    assert problem.url == outcome.url == problem.where
    assert len(problem.url) < 80
    assert problem.url.startswith("data:image/jpeg (")


@pytest.mark.parametrize("data", [b"", b"\x00", b"GIF89a\x01\x00\x01\x00\x00\x00\x00,"])
def test_a_cut_embedded_gif_is_a_spacer(tmp_path: Path, data: bytes) -> None:
    (outcome,), problems = fetch(tmp_path, ImageRef(embedded(data, "image/gif")))
    assert isinstance(outcome, SpacerImage)
    assert problems == []


def test_a_missing_image_with_two_addresses_is_one_problem_with_the_first(
    tmp_path: Path,
) -> None:
    ref = ImageRef("https://a.example/1.jpg", others=("https://a.example/2.jpg",))
    (outcome,), problems = fetch(tmp_path, ref)
    assert isinstance(outcome, MissingImage)
    assert [p.url for p in problems] == ["https://a.example/1.jpg"]


@pytest.mark.slow
def test_an_embedded_blank_gif_gives_way_to_the_next_address(tmp_path: Path) -> None:
    blank = (
        "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    )
    (outcome,), problems = fetch(tmp_path, ImageRef(blank, others=(embedded(DATA),)))
    assert isinstance(outcome, Image)
    assert problems == []
