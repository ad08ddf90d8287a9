"""Larger forms of pictures are asked for, and kept if they have more pixels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from exporter.images import Gathered, ImageOptions, gather_images
from exporter.images.plan.choices import ImageOutcome
from exporter.images.plan.enlargement import enlarge_images
from exporter.journal import Journal
from exporter.model import Image, MissingImage, Problem, SpacerImage
from tests.support.image_server import ImageServer, body, status
from tests.support.images import jpeg
from tests.support.reasons import GONE

DW = "https://static.dw.com/image/{}_{}.jpg"
PROXY = "https://images.weserv.nl/?url="
WESERV = PROXY + "api.dw.com/image/{}_{}.jpg"
NYT = "https://static01.nyt.com/images/2020/07/09/world/{}/{}-{}.jpg"
ARCHIVED = (700, 394)


def image(width_px: int, height_px: int) -> Image:
    """Return a picture of that size."""
    return Image(Path("x.jpg"), "0" * 64, "image/jpeg", width_px, height_px, 1)


@dataclass(slots=True)
class Outlet:
    """An outlet that has each picture in some forms, and notes the addresses asked."""

    sizes: dict[str, tuple[int, int]]
    asked: list[str] = field(default_factory=list)

    def gather(self, wanted: Mapping[str, str]) -> dict[str, ImageOutcome]:
        """Return the picture in each form asked for, or that it is missing."""
        self.asked += wanted
        assert set(wanted.values()) == {"a-1"}
        return {address: self._find(address) for address in wanted}

    def _find(self, address: str) -> ImageOutcome:
        for form, size in self.sizes.items():
            if address.endswith((f"_{form}.jpg", f"-{form}.jpg")):
                return image(*size)
        return MissingImage(address, GONE)

    def enlarge(self, *addresses: str) -> dict[str, tuple[int, int]]:
        """Return the sizes of the pictures that came larger."""
        outcomes = dict.fromkeys(addresses, image(*ARCHIVED))
        found = enlarge_images(outcomes, dict.fromkeys(addresses, "a-1"), self.gather)
        return {a: (image.width_px, image.height_px) for a, image in found.items()}


def dw(count: int) -> list[str]:
    """Return ``count`` addresses in the archived form."""
    return [WESERV.format(number, 303) for number in range(count)]


def test_the_largest_form_an_outlet_has_is_taken() -> None:
    outlet = Outlet({"605": (1199, 674), "804": (767, 432), "401": (500, 281)})
    assert outlet.enlarge(*dw(2)) == dict.fromkeys(dw(2), (1199, 674))


def test_after_five_images_only_the_best_form_is_asked_for() -> None:
    outlet = Outlet({"605": (1199, 674), "804": (767, 432)})
    assert outlet.enlarge(*dw(100)) == dict.fromkeys(dw(100), (1199, 674))
    assert len(outlet.asked) == 5 * 5 + 95
    assert all("_605." in address for address in outlet.asked[25:])


def test_the_next_form_is_taken_when_the_best_one_fails() -> None:
    outlet = Outlet({"605": (1199, 674), "804": (767, 432)})
    lost = [WESERV.format(90, 303)]

    def gather(wanted: Mapping[str, str]) -> dict[str, ImageOutcome]:
        found = outlet.gather(wanted)
        return {a: o for a, o in found.items() if "/90_605" not in a}

    addresses = [*dw(10), *lost]
    found = enlarge_images(
        dict.fromkeys(addresses, image(*ARCHIVED)),
        dict.fromkeys(addresses, "a-1"),
        gather,
    )
    assert found[lost[0]].width_px == 767
    assert found[dw(1)[0]].width_px == 1199


@pytest.mark.parametrize(
    "size",
    [
        ARCHIVED,
        (640, 360),
        (1200, 1200),  # another shape
        (701, 394),  # no higher
        (700, 400),  # no wider
    ],
)
def test_the_archived_image_is_kept_when_no_form_is_larger(
    size: tuple[int, int],
) -> None:
    outlet = Outlet(dict.fromkeys(("906", "605", "1004", "804", "401"), size))
    assert outlet.enlarge(*dw(8)) == {}
    assert (
        len(outlet.asked) == 25
    )  # after five pictures without a larger form, no other is asked for


def test_larger_forms_are_asked_at_the_proxy_or_origin_of_the_address() -> None:
    outlet = Outlet({})
    outlet.enlarge(WESERV.format(1, 303), DW.format(2, 605))
    assert WESERV.format(1, 906) in outlet.asked
    assert DW.format(2, 906) in outlet.asked
    assert DW.format(2, 605) not in outlet.asked
    assert len(outlet.asked) == 5 + 4


@pytest.mark.parametrize(
    ("archived", "larger"),
    [
        (NYT.format("09a", "09a", "articleLarge"), NYT.format("09a", "09a", "jumbo")),
        (
            NYT.format("16b", "16b", "articleLarge-v2"),
            NYT.format("16b", "16b", "superJumbo-v2"),
        ),
        (
            f"{PROXY}ichef.bbci.co.uk/news/640/cpsprodpb/03E0/production/_1.jpg",
            f"{PROXY}ichef.bbci.co.uk/news/1024/cpsprodpb/03E0/production/_1.jpg",
        ),
        (
            "https://s.rfi.fr/media/display/f2-11/w:310/p:16x9/a.jpg",
            "https://s.rfi.fr/media/display/f2-11/w:1280/p:16x9/a.jpg",
        ),
        (
            f"{PROXY}gdb.voanews.com/B3F1_cx0_cy7_cw0_w900_r1_s.jpg",
            f"{PROXY}gdb.voanews.com/B3F1_cx0_cy7_cw0_w1200_r1_s.jpg",
        ),
        (f"{PROXY}gdb.voanews.com/7B_w900.jpg", f"{PROXY}gdb.voanews.com/7B_w1200.jpg"),
    ],
)
def test_the_larger_form_of_each_other_outlet_is_asked_for(
    archived: str, larger: str
) -> None:
    outlet = Outlet({})
    outlet.enlarge(archived)
    assert larger in outlet.asked
    assert len(outlet.asked) == 2


def test_images_of_outlets_without_larger_forms_keep_their_addresses() -> None:
    outlet = Outlet({"605": (1199, 674)})
    others = (
        "https://a.example/image/1_303.jpg",
        f"{WESERV.format(1, 303)}&w=100",
        "https://static.dw.com/css/1_303.jpg",
        f"{PROXY}gdb.voanews.com/17_w268_h151.png",
        f"{PROXY}ichef.bbci.co.uk/images/ic/720x405/p07.jpg",
    )
    assert outlet.enlarge(*others) == {}
    lost = DW.format(1, 303)
    outcomes: dict[str, ImageOutcome] = {
        lost: MissingImage(lost, GONE),
        DW.format(2, 303): SpacerImage(""),
    }
    assert enlarge_images(outcomes, dict.fromkeys(outcomes, "a-1"), outlet.gather) == {}
    assert outlet.asked == []


# ------------------------------------------------------- with store and network


@pytest.fixture
def weserv(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImageServer]:
    """Give a server that answers for every host."""
    with ImageServer(socks=True) as running:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{running.port}")
        yield running


PLAIN = "http://static.dw.com/image/{}_{}.jpg"


def run(
    folder: Path, *addresses: str, **options: Any
) -> tuple[Gathered, list[Problem]]:
    """Get pictures for print."""
    problems: list[Problem] = []
    settings: dict[str, Any] = {"mode": "fetch", "quality": "print", "retries": 0}
    gathered = gather_images(
        [(address, "a-1") for address in addresses],
        options=ImageOptions(mirror=None, store_dir=folder, **settings | options),
        journal=Journal(problems=problems),
    )
    return gathered, problems


def widths(gathered: Gathered) -> list[int]:
    """Return how wide the pictures are."""
    return [o.width_px for o in gathered.outcomes.values() if isinstance(o, Image)]


@pytest.mark.slow
def test_a_run_for_print_has_larger_images(tmp_path: Path, weserv: ImageServer) -> None:
    weserv.on("/image/1_303.jpg", body(jpeg(320, 180)))
    weserv.on("/image/1_605.jpg", body(jpeg(640, 360)))
    weserv.on("/image/2_303.jpg", body(jpeg(320, 180, seed=2)))
    weserv.on("/image/3_303.jpg", status(404))
    addresses = [PLAIN.format(number, 303) for number in (1, 2, 3)]
    gathered, problems = run(tmp_path, *addresses)
    assert widths(gathered) == [640, 320]
    assert gathered.enlarged == 1
    # A lost picture is a problem; a missing larger form is none.
    assert [problem.url for problem in problems] == [addresses[2]]
    asked = len(weserv.asked)
    again, _ = run(tmp_path, *addresses)
    assert widths(again) == [640, 320]
    assert (
        len(weserv.asked) == asked
    )  # the store has every answer, also that a form is missing
    offline, _ = run(tmp_path, *addresses, mode="offline")
    assert widths(offline) == [640, 320]
    archived, _ = run(tmp_path, *addresses, mode="offline", quality="archive")
    assert widths(archived) == [320, 320]


@pytest.mark.slow
def test_larger_images_come_with_one_connection_per_host(
    tmp_path: Path, weserv: ImageServer
) -> None:
    for number in range(4):
        weserv.on(f"/image/{number}_303.jpg", body(jpeg(320, 180, seed=number)))
        weserv.on(f"/image/{number}_605.jpg", body(jpeg(640, 360, seed=number)))
    addresses = [PLAIN.format(number, 303) for number in range(4)]
    gathered, _ = run(tmp_path, *addresses, concurrency_per_host=1)
    assert widths(gathered) == [640] * 4


@pytest.mark.slow
def test_an_image_as_wide_as_the_paper_is_not_enlarged(
    tmp_path: Path, weserv: ImageServer
) -> None:
    weserv.on("/image/1_303.jpg", body(jpeg(320, 180)))
    weserv.on("/image/1_605.jpg", body(jpeg(640, 360)))
    gathered, _ = run(tmp_path, PLAIN.format(1, 303), max_width_px=320)
    assert widths(gathered) == [320]
    assert gathered.enlarged == 0


@pytest.mark.slow
def test_a_host_that_answers_403_is_asked_three_times_over_all_rounds(
    tmp_path: Path, weserv: ImageServer
) -> None:
    target = "/?url=http://static.dw.com/image/1_{}.jpg"
    for form in ("303", "906", "605", "1004", "804", "401"):
        weserv.on(target.format(form), status(403))
    weserv.on("/image/1_303.jpg", body(jpeg(320, 180)))
    gathered, _ = run(tmp_path, "http://images.weserv.nl" + target.format("303"))
    assert widths(gathered) == [320]
    # Refused three times, over all rounds: the host is asked no more.
    assert sum("url=" in one.path for one in weserv.asked) == 3
