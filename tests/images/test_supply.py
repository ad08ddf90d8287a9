"""The pictures of a whole book come from mirror, store and network, or are missing."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import PIL.Image
import pytest

from exporter.errors import ImageError
from exporter.images import Clock, ImageOptions, fetch_images
from exporter.images.store.mirror import MirrorFile
from exporter.journal import Journal
from exporter.model import Image, MissingImage, Problem, SpacerImage
from exporter.words import word_reason
from exporter.words.codes import Reason
from tests.support.commandline import ROOT
from tests.support.image_server import (
    ImageServer,
    body,
    drip,
    gzipped,
    late,
    redirect,
    reset,
    status,
)
from tests.support.images import draw_chart, draw_photo, encode, jpeg, png_header
from tests.support.reasons import GONE

pytestmark = pytest.mark.slow

IMAGE = jpeg()
ARCHIVED = "https://images.weserv.nl/?url=static.dw.com/image/1_303.jpg"
ORIGIN = "https://static.dw.com/image/1_303.jpg"
OTHER = "https://api.dw.com/image/1_303.jpg"
DAY = 86_400.0

Outcome: TypeAlias = Image | MissingImage | SpacerImage


@dataclass(slots=True)
class Counter:
    """Progress that notes every call for a test."""

    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    steps: int = 0

    def start(self, stage: str, total: int) -> None:
        """Note the start."""
        self.told.append(f"{stage} {total}")

    def advance(self, steps: int = 1) -> None:
        """Count the steps."""
        self.steps += steps

    def note(self, message: str) -> None:
        """Keep the message."""
        self.notes.append(message)

    def finish(self) -> None:
        """Note the end."""
        self.told.append("finished")


@dataclass(slots=True)
class Run:
    """Fetches pictures with an empty store; keeps problems, progress and the time."""

    folder: Path
    time: float = 1_700_000_000.0
    problems: list[Problem] = field(default_factory=list)
    progress: Counter = field(default_factory=Counter)

    @property
    def mirror(self) -> Path:
        """The folder of the mirror, made by ``put``."""
        return self.folder / "mirror"

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    def put(self, path: str, data: bytes = IMAGE) -> Path:
        """Put a file into the mirror."""
        target = self.mirror / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return target

    def __call__(self, *addresses: str, **options: Any) -> list[Outcome]:
        """Fetch the pictures at ``addresses``, one for each article."""
        settings: dict[str, Any] = {
            "mode": "fetch",
            "mirror": self.mirror if self.mirror.exists() else None,
            "store_dir": self.store,
            "retries": 0,
            "allow_hosts": frozenset({"127.0.0.1"}),
        }
        self.problems.clear()
        self.progress = Counter()
        outcomes = fetch_images(
            [(address, f"a-{n}") for n, address in enumerate(addresses)],
            options=ImageOptions(**settings | options),
            journal=Journal(self.progress, self.problems),
            clock=Clock(now=lambda: self.time, sleep=self._sleep),
        )
        wanted = list(dict.fromkeys(addresses))
        assert list(outcomes) == wanted
        assert self.progress.told == [f"images {len(wanted)}", "finished"]
        assert self.progress.steps == len(wanted)
        return list(outcomes.values())

    async def _sleep(self, seconds: float) -> None:
        self.time += seconds

    def offline(self, *addresses: str, **options: Any) -> list[Outcome]:
        """Fetch without the network."""
        return self(*addresses, mode="offline", **options)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Give a run with an empty store and no mirror."""
    return Run(tmp_path)


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a running server."""
    with ImageServer() as running:
        yield running


def data(outcome: Outcome) -> bytes:
    """Return the bytes to embed."""
    assert isinstance(outcome, Image), outcome
    return outcome.path.read_bytes()


# ----------------------------------------------------------------- the sources


def test_an_image_in_the_mirror_is_taken_and_stored(run: Run) -> None:
    run.put("static.dw.com/image/1_303.jpg")
    (image,) = run.offline(ARCHIVED)
    assert isinstance(image, Image)
    assert (image.width_px, image.height_px, image.media_type) == (64, 48, "image/jpeg")
    assert image.path.read_bytes() == IMAGE
    assert run.store in image.path.parents
    assert run.problems == []


def test_a_downloaded_image_is_taken_from_the_store_in_later_runs(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    assert [data(o) for o in run(url)] == [IMAGE]
    assert [data(o) for o in run(url)] == [IMAGE]
    assert [data(o) for o in run.offline(url)] == [IMAGE]
    assert server.count("/a.jpg") == 1
    assert run.problems == []


def test_the_mirror_comes_before_the_store(run: Run, server: ImageServer) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    run(url)
    run.put(f"127.0.0.1:{server.port}/a.jpg", jpeg(seed=2))
    assert [data(o) for o in run.offline(url)] == [jpeg(seed=2)]
    # The mirror holds for its own run: the store keeps the picture from the server.
    assert [data(o) for o in run.offline(url, mirror=None)] == [IMAGE]


def test_an_address_wanted_twice_is_asked_once(run: Run, server: ImageServer) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    first, _ = run(url, server.on("/b.jpg", body(IMAGE)), url)
    assert isinstance(first, Image)
    assert server.count("/a.jpg") == 1


def test_addresses_that_differ_in_their_fragment_are_asked_once(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    fragment = f"{url}#top"
    assert run(url, fragment)[0] == run(url, fragment)[1]
    assert server.count("/a.jpg") == 1


def test_proxy_and_origin_addresses_of_an_image_share_the_store(run: Run) -> None:
    run.put("api.dw.com/image/1_303.jpg")
    first, second, third = run.offline(ARCHIVED, ORIGIN, OTHER)
    assert first == second == third
    assert isinstance(first, Image)


def test_an_unchanged_mirror_file_is_read_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run.put("static.dw.com/image/1_303.jpg")
    before = run.offline(ARCHIVED)

    def fail(*args: object, **options: object) -> bytes:
        raise AssertionError("read again")

    with monkeypatch.context() as patch:
        patch.setattr(MirrorFile, "read", fail)
        assert run.offline(ARCHIVED) == before
    path.write_bytes(jpeg(70, 50))
    assert [data(o) for o in run.offline(ARCHIVED)] == [jpeg(70, 50)]


def test_another_size_is_made_from_the_stored_original(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(jpeg(300, 200)))
    for side, expected in ((1600, 300), (100, 100), (1600, 300)):
        (image,) = run(url, max_width_px=side, max_height_px=side)
        assert isinstance(image, Image)
        assert image.width_px == expected
    assert server.count("/a.jpg") == 1


def test_a_lost_file_is_made_from_the_original_or_asked_for_again(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(encode(draw_photo(), "WEBP")))
    (image,) = run(url)
    assert isinstance(image, Image)
    image.path.unlink()
    assert run.offline(url) == [image]
    for path in (run.store / "blobs").rglob("*.*"):
        path.unlink()
    assert isinstance(run.offline(url)[0], MissingImage)
    assert run(url) == [image]


def test_a_damaged_original_is_downloaded_again(run: Run, server: ImageServer) -> None:
    webp = encode(draw_photo(), "WEBP")
    url = server.on("/a.jpg", body(webp))
    (image,) = run(url)
    assert isinstance(image, Image)
    image.path.unlink()
    (original,) = (run.store / "blobs").rglob("*.webp")
    original.write_bytes(bytes(len(webp)))
    assert run(url) == [image]
    assert original.read_bytes() == webp


def test_a_tracker_is_a_spacer_and_never_asked(
    run: Run,
) -> None:
    url = "https://stats.wp.com/b.gif?host=a.example"
    assert run(url) == [SpacerImage(url, tracker=True)]
    assert run.problems == []


def test_images_named_like_trackers_are_downloaded(
    run: Run, server: ImageServer
) -> None:
    names = ("/beacon.png", "/blank.png", "/spacer.gif", "/1x1.png", "/pixel.gif")
    outcomes = run(*(server.on(name, body(IMAGE)) for name in names))
    assert all(isinstance(outcome, Image) for outcome in outcomes)


def test_images_that_differ_only_in_metadata_are_one_file(
    run: Run, server: ImageServer
) -> None:
    exif = PIL.Image.Exif()
    exif[0x010E] = "a lighthouse"
    described = encode(draw_photo(), "JPEG", exif=exif)
    assert described != IMAGE
    first, second = run(
        server.on("/a.jpg", body(IMAGE)), server.on("/b.jpg", body(described))
    )
    assert isinstance(first, Image)
    assert isinstance(second, Image)
    assert first.sha256 == second.sha256
    assert data(second) == IMAGE


def test_a_spacer_is_no_problem(run: Run, server: ImageServer) -> None:
    url = server.on("/a.gif", body(encode(draw_chart(1, 1), "GIF")))
    run.put("a.example/b.png", encode(draw_chart(600, 2), "PNG"))
    wanted = (url, "https://a.example/b.png")
    assert run(*wanted) == [SpacerImage(address) for address in wanted]
    assert run.offline(*wanted) == [SpacerImage(address) for address in wanted]
    assert run.problems == []


# --------------------------------------------------------------- what is missing


def test_a_missing_image_is_a_problem(run: Run, server: ImageServer) -> None:
    good, bad = server.on("/a.jpg", body(IMAGE)), server.on("/b.jpg", status(404))
    _, missing = run(good, bad)
    assert missing == MissingImage(bad, GONE)
    assert run.problems == [
        Problem(
            code="image-missing",
            where=bad,
            what="the server answered 404 Not Found",
            done="a placeholder with its caption and address stands in its place",
            article="a-1",
            url=bad,
        )
    ]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "the archive has no address for it"),
        ("/icon.png", "its address is incomplete"),
        ("file:///etc/passwd", "its address is file:"),
        ("javascript:alert(1)", "its address is javascript:"),
        ("https://me:secret@a.example/", "holds a user name or a password"),
        ("http://10.0.0.1/x.jpg", "leads to a private network (10.0.0.1)"),
        ("http://127.0.0.2/x.jpg", "leads to a private network (127.0.0.2)"),
    ],
)
def test_an_address_that_cannot_be_asked_is_a_problem(
    run: Run, address: str, reason: str
) -> None:
    (missing,) = run(address)
    assert isinstance(missing, MissingImage)
    assert missing.url == address
    assert reason in word_reason(missing.reason)
    assert [problem.code for problem in run.problems] == ["image-missing"]


def test_an_image_missing_offline_says_not_stored_or_not_mirrored(run: Run) -> None:
    assert run.offline(ORIGIN) == [MissingImage(ORIGIN, Reason.of("not-stored"))]
    run.mirror.mkdir()
    assert run.offline(ORIGIN) == [MissingImage(ORIGIN, Reason.of("not-mirrored"))]


def test_problems_come_in_reading_order(run: Run, server: ImageServer) -> None:
    slow = server.on("/slow", late(0.1, status(404)))
    quick = server.on("/quick", status(404))
    run("", slow, quick)
    assert [problem.where for problem in run.problems] == ["", slow, quick]
    assert [problem.article for problem in run.problems] == ["a-0", "a-1", "a-2"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "no picture: the file holds HTML"),
        (IMAGE[:300], "the picture is cut off"),
        (bytes(2000), "it is larger than 0.001 MB"),
    ],
)
def test_a_bad_mirror_file_is_a_problem_and_the_server_is_asked(
    run: Run, server: ImageServer, content: bytes, words: str
) -> None:
    small = jpeg(8, 8)
    url = server.on("/a.jpg", body(small))
    path = run.put(f"127.0.0.1:{server.port}/a.jpg", content)
    assert [data(o) for o in run(url, max_bytes=1000)] == [small]
    (problem,) = run.problems
    assert (problem.code, problem.where) == ("image-mirror", str(path))
    assert (problem.article, problem.url) == ("a-0", url)
    assert words in problem.what


def test_a_404_is_not_asked_again_for_a_day(run: Run, server: ImageServer) -> None:
    url = server.on("/a.jpg", status(404), body(IMAGE))
    missing = MissingImage(url, GONE)
    assert run(url) == [missing]
    assert run(url) == [missing]
    assert [problem.code for problem in run.problems] == ["image-missing"]
    assert server.count("/a.jpg") == 1
    run.time += DAY + 1
    assert [data(o) for o in run(url)] == [IMAGE]


def test_a_404_at_the_origin_is_asked_again_with_another_host_choice(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", status(404), body(IMAGE))
    assert isinstance(run(url, host="origin")[0], MissingImage)
    assert isinstance(run(url, host="origin")[0], MissingImage)
    assert server.count("/a.jpg") == 1
    assert [data(o) for o in run(url)] == [IMAGE]


def test_a_wait_for_a_host_is_a_note_of_the_progress(
    run: Run, server: ImageServer
) -> None:
    url = server.on("/a.jpg", status(429, "Retry-After: 9"), body(IMAGE))
    assert [data(o) for o in run(url, retries=1)] == [IMAGE]
    (note,) = run.progress.notes
    assert note.endswith(" asks to wait 9 s; what others have comes from there")


def test_retry_failed_asks_again_after_a_404(run: Run, server: ImageServer) -> None:
    url = server.on("/a.jpg", status(404), body(IMAGE))
    run(url)
    assert [data(o) for o in run(url, retry_failed=True)] == [IMAGE]
    assert [data(o) for o in run(url)] == [IMAGE]


def test_a_503_is_asked_again_in_the_next_run(run: Run, server: ImageServer) -> None:
    url = server.on("/a.jpg", status(503), body(IMAGE))
    assert isinstance(run(url)[0], MissingImage)
    assert [data(o) for o in run(url)] == [IMAGE]


# -------------------------------------------------------------------- trouble


def test_a_store_that_cannot_be_used_costs_no_image(
    run: Run, server: ImageServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    run.store.write_text("a file where the folder should be")
    url = server.on("/a.jpg", body(IMAGE))
    (image,) = run(url)
    assert data(image) == IMAGE
    assert isinstance(image, Image)
    assert temporary in image.path.parents
    (problem,) = run.problems
    assert (problem.code, problem.where) == ("image-store", str(run.store))
    assert "temporary store" in problem.done


def test_a_mirror_that_is_no_folder_is_an_error(run: Run) -> None:
    with pytest.raises(ImageError, match="is not a folder"):
        run.offline(ORIGIN, mirror=run.folder / "nowhere")
    assert run.progress.told[-1] == "finished"


def test_good_images_come_and_bad_ones_have_a_reason(
    run: Run, server: ImageServer
) -> None:
    """Each good picture is there, and each bad one has a reason."""
    bad = {
        "404": status(404),
        "403": status(403),
        "429": status(429),
        "500": status(500),
        "503": status(503),
        "html": body(b"<html>"),
        "json": body(b"{}"),
        "cut": body(IMAGE[:300]),
        "short": body(IMAGE, length=9999),
        "reset": reset,
        "drip": drip,
        "bomb": gzipped(b"\xff\xd8\xff" + bytes(30_000_000)),
        "large": body(b"\xff\xd8\xff" + bytes(3_000_000)),
        "pixels": body(png_header(10_000, 6_000)),
        "polyglot": body(b"GIF89a/*<script>*/"),
        "loop": redirect("/loop"),
        "inside": redirect("http://10.0.0.1/x.jpg"),
        "svg": body(b"<svg "),
    }
    addresses = [server.on(f"/{name}", answer) for name, answer in bad.items()]
    good = {server.on(f"/good{n}", body(jpeg(seed=n))): jpeg(seed=n) for n in range(36)}
    outcomes = run(*good, *addresses, max_bytes=2_000_000, total_seconds=1.0)
    for address, outcome in zip([*good, *addresses], outcomes, strict=True):
        if address in good:
            assert data(outcome) == good[address]
        else:
            assert isinstance(outcome, MissingImage)
            assert len(word_reason(outcome.reason)) > 10
    assert [problem.where for problem in run.problems] == addresses


# ---------------------------------------------------- runs of their own process

_RUN = """
import json, sys
from pathlib import Path
from exporter.images import ImageOptions, fetch_images
from exporter.journal import Journal, Journal
store, mode, *addresses = sys.argv[1:]
problems = []
outcomes = fetch_images(
    [(address, "a") for address in addresses],
    options=ImageOptions(mode, None, Path(store), retries=0,
                         allow_hosts=frozenset({"127.0.0.1"})),
    journal=Journal(problems=problems),
)
kinds = [type(outcome).__name__ for outcome in outcomes.values()]
print(json.dumps([kinds, len(problems), sorted(sys.modules)]))
"""

Start: TypeAlias = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(run: Run) -> Start:
    """Give a function that starts a run in a process of its own."""

    def begin(*addresses: str, mode: str = "fetch") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _RUN, str(run.store), mode, *addresses],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    return begin


def result(process: subprocess.Popen[str]) -> tuple[list[str], int, set[str]]:
    """Return the kinds of outcome, how many problems, what was imported."""
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    kinds, problems, modules = json.loads(output)
    return kinds, problems, set(modules)


def test_a_run_with_all_images_stored_imports_no_network_library(
    run: Run, server: ImageServer, start: Start
) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    run(url)
    for mode in ("fetch", "offline"):
        kinds, _, modules = result(start(url, mode=mode))
        assert kinds == ["Image"]
        assert not {"httpx", "httpcore", "asyncio", "PIL"} & modules


def test_two_runs_at_once_share_a_store(server: ImageServer, start: Start) -> None:
    addresses = [server.on(f"/{n}", late(0.01, body(jpeg(seed=n)))) for n in range(20)]
    runs = [start(*addresses), start(*reversed(addresses))]
    for process in runs:
        kinds, problems, _ = result(process)
        assert (kinds, problems) == (["Image"] * 20, 0)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_after_a_stopped_one_keeps_its_stored_images(
    run: Run, server: ImageServer, start: Start, how: signal.Signals
) -> None:
    images = {
        server.on(f"/{n}", late(0.02, body(jpeg(seed=n)))): jpeg(seed=n)
        for n in range(60)
    }
    process = start(*images)
    while len(server.asked) < 20:
        assert process.poll() is None
    process.send_signal(how)
    process.communicate()
    assert process.returncode not in (0, None)
    asked = len(server.asked)
    outcomes = run(*images)
    assert [data(outcome) for outcome in outcomes] == list(images.values())
    # A picture that was under way is asked for again, a stored one is not.
    assert len(server.asked) - asked < 60
    assert run.problems == []
