"""Downloads over real sockets from servers that answer wrongly, slowly or not at all.

One picture at a time here; a book's worth in ``tests/images/test_supply.py``.
"""

import asyncio
import gzip
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import pytest

from exporter.errors import ImageError
from exporter.images.decode.recipe import ImageShape, Prepared, Recipe
from exporter.images.decode.workers import Workers
from exporter.images.download.downloads import (
    Download,
    Refusal,
    WantedImage,
    download_images,
)
from exporter.images.download.hosts import Allowance, Failure, Host, Hosts
from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions
from exporter.words import reason_text, word_reason
from tests.support.image_server import (
    Answer,
    ImageServer,
    babble,
    body,
    drip,
    drip_headers,
    flood,
    gzipped,
    late,
    redirect,
    reset,
    silence,
    stall,
    status,
    trickle,
)
from tests.support.images import draw_photo, encode, jpeg, png_header
from tests.support.reasons import UNREACHABLE

pytestmark = pytest.mark.slow

NOWHERE = ImageOptions(
    mode="fetch",
    mirror=None,
    store_dir=Path("/nowhere"),
    allow_hosts=frozenset({"127.0.0.1"}),
    retries=0,
)
IMAGE = jpeg()

Outcome: TypeAlias = Download | Refusal


@dataclass(slots=True)
class FakeTime:
    """A clock that moves only when the code under test sleeps."""

    time: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Move the clock without waiting, and let other tasks run."""
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        """Return the clock for the code under test."""
        return Clock(now=lambda: self.time, sleep=self.sleep)


@pytest.fixture
def time() -> FakeTime:
    """Give a clock that moves only when the code under test sleeps."""
    return FakeTime()


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a running server."""
    with ImageServer() as running:
        yield running


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Give processes that decode, to all tests of this module."""
    with Workers(count=2, seconds=20) as pool:
        yield pool


Fetch: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def fetch(workers: Workers, time: FakeTime) -> Fetch:
    """Give a function that downloads one picture from its candidates."""

    def run(*candidates: str, options: ImageOptions = NOWHERE) -> Outcome:
        outcomes: list[Outcome] = []
        download_images(
            [WantedImage("key", candidates)],
            options=options,
            workers=workers,
            clock=time.clock,
            deliver=lambda _, outcome: outcomes.append(outcome),
        )
        assert len(outcomes) == 1
        return outcomes[0]

    return run


def reason(outcome: Outcome) -> str:
    """Return why a picture did not come."""
    assert isinstance(outcome, Refusal), outcome
    return word_reason(outcome.reason)


def data(outcome: Outcome) -> bytes:
    """Return the picture that came."""
    assert isinstance(outcome, Download), outcome
    return outcome.data


def test_an_image_is_downloaded_without_cookie_or_referer(
    fetch: Fetch, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    outcome = fetch(url)
    assert isinstance(outcome, Download)
    assert (outcome.data, outcome.final_url) == (IMAGE, url)
    assert outcome.prepared.source.kind == "jpeg"
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("dwexport/")
    assert headers["accept-encoding"] == "identity"
    assert not {"cookie", "referer", "authorization"} & set(headers)


# ---------------------------------------------------- what the bytes of a body say


@pytest.mark.parametrize("media_type", ["text/html", "image/png", "", "\x01"])
def test_a_jpeg_with_a_wrong_content_type_is_taken(
    fetch: Fetch, server: ImageServer, media_type: str
) -> None:
    url = server.on("/a.jpg", body(IMAGE, media_type=media_type))
    assert data(fetch(url)) == IMAGE


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (body(b"<html>no"), "no picture: the server sent HTML"),
        (body(b'{"status":"error"}'), "no picture: the server sent JSON"),
        (body(b"<rss/>"), "no picture: the server sent XML"),
        (body(b"<svg "), "the drawing cannot be drawn"),
        (body(b""), "no picture: the server sent nothing"),
        (body(IMAGE[:300]), "the picture is cut off"),
        (body(IMAGE, length=400), "the picture is cut off"),
        (body(b"GIF89a<script>"), "the picture is damaged"),
        (body(png_header(10_000, 6_000)), "10000 × 6000, more than 50 million"),
        (status(404), "the server answered 404 Not Found"),
        (status(403), "the server answered 403 Forbidden"),
        (status(204), "the server answered 204 No Content"),
        (status(206), "the server answered 206 Partial Content"),
        (status(599), "the server answered 599"),
        (body(IMAGE, headers=("Content-Encoding: br",)), "packed the picture as br"),
        (
            body(IMAGE, headers=("Content-Encoding: gzip, gzip",)),
            "packed the picture as gzip, gzip",
        ),
        (
            body(b"\x1f\x8b" + IMAGE, headers=("Content-Encoding: gzip",)),
            "packed the picture badly",
        ),
    ],
)
def test_a_bad_answer_is_not_retried_and_its_reason_is_told(
    fetch: Fetch, server: ImageServer, answer: Answer, words: str
) -> None:
    url = server.on("/a.jpg", answer)
    options = replace(NOWHERE, retries=2)
    assert words in reason(fetch(url, options=options))
    refused = "403" in words or "HTML" in words  # asked once more, as a browser
    assert server.count("/a.jpg") == 1 + refused  # no retry: it would not help


def test_a_body_packed_without_being_asked_for_is_unpacked(
    fetch: Fetch, server: ImageServer
) -> None:
    assert data(fetch(server.on("/a.jpg", gzipped(IMAGE)))) == IMAGE


def test_a_wrong_or_missing_content_encoding_does_no_harm(
    fetch: Fetch, server: ImageServer
) -> None:
    unsaid = server.on("/a.jpg", body(gzip.compress(IMAGE)))
    assert data(fetch(unsaid)) == IMAGE
    lied = server.on("/b.jpg", body(IMAGE, headers=("Content-Encoding: gzip",)))
    assert data(fetch(lied)) == IMAGE


def test_a_cut_gzip_body_is_refused_as_cut_off(
    fetch: Fetch, server: ImageServer
) -> None:
    packed = gzip.compress(IMAGE)[:300]
    url = server.on("/a.jpg", body(packed, headers=("Content-Encoding: gzip",)))
    assert reason(fetch(url)) == "the picture is cut off"


@pytest.mark.slow
def test_a_404_and_a_broken_image_are_lasting_and_other_failures_are_not(
    fetch: Fetch, server: ImageServer
) -> None:
    lasting = {
        "404": (status(404), True),
        "broken": (body(b"GIF89a<script>"), True),
        "cut": (body(IMAGE[:300]), False),
        "page": (body(b"<html>log in"), False),
        "busy": (status(503), False),
        "late": (status(408), False),
        "proxy": (status(407), False),
    }
    for name, (answer, expected) in lasting.items():
        outcome = fetch(server.on(f"/{name}", answer))
        assert isinstance(outcome, Refusal)
        assert [f.lasting for _, f in outcome.failures] == [expected], name


# --------------------------------------------------------------------- limits


def test_a_body_whose_length_header_is_over_the_limit_is_not_read(
    fetch: Fetch, server: ImageServer
) -> None:
    # The body never comes, so reading it would last until the time-out.
    url = server.on("/a.jpg", body(b"", length=2_000_000))
    options = replace(NOWHERE, max_bytes=1_000_000)
    assert reason(fetch(url, options=options)) == "the picture is larger than 1 MB"


@pytest.mark.slow
def test_an_endless_body_is_read_up_to_the_limit_only(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, max_bytes=1_000_000)
    url = server.on("/a.jpg", flood)
    assert reason(fetch(url, options=options)) == "the picture is larger than 1 MB"


@pytest.mark.slow
def test_an_image_of_exactly_the_most_bytes_allowed_is_taken(
    fetch: Fetch, server: ImageServer
) -> None:
    url = server.on("/a.jpg", body(IMAGE))
    options = replace(NOWHERE, max_bytes=len(IMAGE))
    assert data(fetch(url, options=options)) == IMAGE
    options = replace(NOWHERE, max_bytes=len(IMAGE) - 1)
    assert "larger than" in reason(fetch(url, options=options))


@pytest.mark.slow
def test_a_gzip_bomb_is_unpacked_up_to_the_limit_only(
    fetch: Fetch, server: ImageServer
) -> None:
    url = server.on("/a.jpg", gzipped(b"\xff\xd8\xff" + bytes(50_000_000)))
    options = replace(NOWHERE, max_bytes=1_000_000)
    fetch(
        server.on("/b.jpg", gzipped(IMAGE))
    )  # the first download takes memory of its own
    tracemalloc.start()
    said = reason(fetch(url, options=options))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "the picture is larger than 1 MB"
    assert peak_bytes < 10_000_000


@pytest.mark.parametrize("answer", [silence, drip])
def test_an_image_that_takes_longer_than_total_seconds_is_given_up(
    fetch: Fetch, server: ImageServer, answer: Answer
) -> None:
    options = replace(NOWHERE, total_seconds=0.3)
    url = server.on("/a.jpg", answer)
    assert (
        reason(fetch(url, options=options)) == "the picture was not there after 0.3 s"
    )


@pytest.mark.slow
def test_a_server_whose_head_trickles_in_is_asked_twice(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, head_seconds=0.2, retries=5)
    url = server.on("/a.jpg", drip_headers)
    assert reason(fetch(url, options=options)) == "the server did not answer in time"
    assert server.count("/a.jpg") == 2


def test_a_body_that_trickles_in_is_given_up_without_a_retry(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, trickle_seconds=0.3, retries=5)
    url = server.on("/a.jpg", drip)
    outcome = fetch(url, options=options)
    assert reason(outcome) == "the picture came in too slowly and was given up"
    assert server.count("/a.jpg") == 1
    assert isinstance(outcome, Refusal)
    assert not outcome.failures[0][1].lasting  # the next run asks again


@pytest.mark.slow
def test_all_redirects_of_an_image_share_one_time_limit(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, head_seconds=0.5)
    last = server.on("/c.jpg", late(0.2, body(IMAGE)))
    middle = server.on("/b.jpg", late(0.2, redirect(last)))
    url = server.on("/a.jpg", late(0.2, redirect(middle)))
    assert reason(fetch(url, options=options)) == "the server did not answer in time"


def test_a_body_that_stalls_while_the_line_is_idle_is_asked_for_again(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, trickle_seconds=0.3, retries=1, backoff_seconds=0.01)
    url = server.on("/a.jpg", stall, body(IMAGE))
    assert data(fetch(url, options=options)) == IMAGE


@pytest.mark.slow
def test_a_body_that_comes_slowly_and_steadily_is_waited_for(
    fetch: Fetch, server: ImageServer
) -> None:
    # Parts come every 20 ms or more; the picture takes several times as long as a
    # trickle may, and comes at about four times the least rate.
    parts = 100
    rate = len(IMAGE) / parts / 0.02 / 4
    options = replace(NOWHERE, trickle_seconds=0.5, least_rate=rate)
    url = server.on("/a.jpg", trickle(IMAGE, parts=parts))
    assert data(fetch(url, options=options)) == IMAGE


@pytest.mark.slow
def test_trickling_images_do_not_hold_the_others(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    good = [server.on(f"/{n}.jpg", body(IMAGE)) for n in range(55)]
    bad = [server.on(f"/slow{n}.jpg", drip) for n in range(5)]
    outcomes: dict[str, Outcome] = {}
    download_images(
        [WantedImage(url, (url,)) for url in (*bad, *good)],
        options=replace(NOWHERE, trickle_seconds=0.3, retries=2),
        workers=workers,
        clock=time.clock,
        deliver=lambda wanted, outcome: outcomes.update({wanted.key: outcome}),
    )
    assert all(data(outcomes[url]) == IMAGE for url in good)
    assert {reason(outcomes[url]) for url in bad} == {
        "the picture came in too slowly and was given up"
    }
    assert [server.count(f"/slow{n}.jpg") for n in range(5)] == [1] * 5


def test_a_server_silent_for_read_seconds_is_given_up(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, read_seconds=0.2)
    url = server.on("/a.jpg", silence)
    assert reason(fetch(url, options=options)) == "the server did not answer in time"


# ------------------------------------------------------------ trying again


@pytest.mark.parametrize(
    "bad",
    [
        status(500),
        status(502),
        status(503),
        status(504),
        status(429),
        status(408),
        reset,
    ],
)
def test_a_server_error_or_reset_is_retried_after_growing_waits(
    fetch: Fetch, server: ImageServer, time: FakeTime, bad: Answer
) -> None:
    url = server.on("/a.jpg", bad, bad, body(IMAGE))
    options = replace(NOWHERE, retries=2, backoff_seconds=1.0)
    assert data(fetch(url, options=options)) == IMAGE
    assert server.count("/a.jpg") == 3
    first, second = (s for s in time.slept if s > 0)
    assert 0.5 <= first <= 1.5
    assert 1.0 <= second <= 3.0


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (status(500), "the server answered 500 Internal Server Error"),
        (reset, "the server broke off"),
        (babble, "the server broke off"),
        (body(IMAGE, length=9999), "the server broke off"),
        (silence, "the server did not answer in time"),
    ],
)
def test_a_server_that_fails_is_given_up_after_two_retries(
    fetch: Fetch, server: ImageServer, bad: Answer, words: str
) -> None:
    url = server.on("/a.jpg", bad)
    options = replace(NOWHERE, retries=2, read_seconds=0.1)
    assert reason(fetch(url, options=options)) == words
    assert server.count("/a.jpg") == 3


@pytest.mark.parametrize(
    "header", ["Retry-After: 7", "Retry-After: Tue, 14 Nov 2023 22:13:27 GMT"]
)
@pytest.mark.parametrize("code", [429, 503])
def test_a_wait_asked_by_retry_after_is_kept(
    fetch: Fetch, server: ImageServer, time: FakeTime, code: int, header: str
) -> None:
    # The date is seven seconds after the clock's 1,700,000,000.
    url = server.on("/a.jpg", status(code, header), body(IMAGE))
    assert data(fetch(url, options=replace(NOWHERE, retries=1))) == IMAGE
    assert sum(time.slept) == pytest.approx(7)


@pytest.mark.parametrize("header", ["Retry-After: soon", "Retry-After: -5"])
def test_a_retry_after_that_makes_no_sense_is_ignored(
    fetch: Fetch, server: ImageServer, time: FakeTime, header: str
) -> None:
    url = server.on("/a.jpg", status(429, header), body(IMAGE))
    assert data(fetch(url, options=replace(NOWHERE, retries=1))) == IMAGE
    assert sum(time.slept) <= 1.5


def test_a_host_that_asks_to_wait_an_hour_is_left_for_the_next_address(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 3600"))
    other = server.address("/b.jpg", host="localhost")
    server.on("/b.jpg", body(IMAGE))
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == IMAGE
    assert server.count("/a.jpg") == 1
    assert time.slept == []


def test_a_host_that_asks_to_wait_is_not_asked_for_other_images(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(20):
        path = f"/{number}.jpg"
        wanted.append(
            WantedImage(path, (server.on(path, status(429, "Retry-After: 99")),))
        )
    outcomes: list[Outcome] = []
    download_images(
        wanted,
        options=replace(NOWHERE, retries=2, concurrency_per_host=1),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert len(server.asked) == 1
    expected = "the server answered 429 Too Many Requests and asks to wait 99 s"
    assert {reason(outcome) for outcome in outcomes[1:]} == {expected}


def test_the_next_address_is_asked_before_a_wait_of_50_seconds(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 50"), body(IMAGE))
    server.on("/b.jpg", body(IMAGE))
    other = server.address("/b.jpg", host="localhost")
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == IMAGE
    assert (server.count("/a.jpg"), server.count("/b.jpg")) == (1, 1)
    assert time.slept == []


def test_a_wait_of_50_seconds_is_kept_when_the_next_address_fails(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 50"), body(IMAGE))
    server.on("/b.jpg", status(404))
    other = server.address("/b.jpg", host="localhost")
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == IMAGE
    assert sum(time.slept) == pytest.approx(50)


def test_a_wait_for_a_host_is_told_once_until_it_ends() -> None:
    notes: list[str] = []
    host = Host("a.example", asyncio.Semaphore(1), notes.append)
    host.rest(2, now=1000)  # too short to tell anybody
    assert notes == []
    for second in range(10):
        host.rest(20, now=1000 + second)
    told = "a.example asks to wait 20 s; what others have comes from there"
    assert notes == [told]
    host.rest(20, now=1040)
    assert notes == [told] * 2


@pytest.mark.slow
def test_images_not_there_after_run_seconds_are_given_up(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    urls = [server.on("/a", body(IMAGE)), server.on("/b", silence)]
    outcomes: dict[str, Outcome] = {}
    download_images(
        [WantedImage(url, (url,)) for url in urls],
        options=replace(NOWHERE, run_seconds=0.6),
        workers=workers,
        clock=time.clock,
        deliver=lambda wanted, outcome: outcomes.update({wanted.key: outcome}),
    )
    assert data(outcomes[urls[0]]) == IMAGE
    assert reason(outcomes[urls[1]]) == "the 0.01 minutes for pictures were over"
    refusal = outcomes[urls[1]]
    assert isinstance(refusal, Refusal)
    told = reason_text(refusal.reason, "zh-Hant")
    assert told == "下載圖片限時0.01分鐘，時間已到"
    assert not refusal.failures[0][1].lasting


# ------------------------------------------------------------- resizing proxies

PROXIED = "http://images.weserv.nl/?url=a.example/"


@pytest.fixture
def weserv(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImageServer]:
    """Give a server that answers for images.weserv.nl and for every other host."""
    with ImageServer(socks=True) as running:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{running.port}")
        yield running


def test_a_proxy_that_answers_429_is_asked_again_after_ten_minutes(
    fetch: Fetch, weserv: ImageServer, time: FakeTime
) -> None:
    weserv.on("/?url=a.example/1.jpg", status(429), body(IMAGE))
    outcome = fetch(f"{PROXIED}1.jpg", options=replace(NOWHERE, retries=1))
    assert data(outcome) == IMAGE
    assert sum(time.slept) == pytest.approx(600)


def test_the_origin_is_asked_after_the_proxy_answered_429(
    workers: Workers, weserv: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(8):
        name = f"{number}.jpg"
        weserv.on(f"/?url=a.example/{name}", status(429))
        weserv.on(f"/{name}", body(IMAGE))
        wanted.append(WantedImage(name, (PROXIED + name, f"http://a.example/{name}")))
    outcomes: list[Outcome] = []
    download_images(
        wanted,
        options=replace(NOWHERE, retries=2, concurrency_per_host=1),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert [data(outcome) for outcome in outcomes] == [IMAGE] * 8
    assert sum("url=" in one.path for one in weserv.asked) == 1
    assert time.slept == []


def test_a_proxy_that_answers_403_three_times_is_asked_no_more(
    workers: Workers, weserv: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(8):
        weserv.on(f"/?url=a.example/{number}.jpg", status(403))
        wanted.append(WantedImage(str(number), (f"{PROXIED}{number}.jpg",)))
    outcomes: list[Outcome] = []
    notes: list[str] = []
    download_images(
        wanted,
        options=replace(NOWHERE, retries=2, concurrency_per_host=1),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
        hosts=Hosts(replace(NOWHERE, concurrency_per_host=1), notes.append),
    )
    assert len(weserv.asked) == 3
    assert {reason(outcome) for outcome in outcomes} == {
        "the server answered 403 Forbidden"
    }
    assert notes == ["images.weserv.nl shuts us out: it is not asked any more"]
    # The refusal is of us, not of the pictures: another day they may come.
    for outcome in outcomes:
        assert isinstance(outcome, Refusal)
        assert not any(failure.lasting for _, failure in outcome.failures)


@pytest.mark.slow
def test_a_proxy_is_asked_no_more_often_than_its_allowance(
    workers: Workers,
    weserv: ImageServer,
    time: FakeTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exporter.images.download.hosts._PROXY_IMAGES", 5)
    wanted = []
    for number in range(8):
        weserv.on(f"/?url=a.example/{number}.jpg", body(IMAGE))
        wanted.append(WantedImage(str(number), (f"{PROXIED}{number}.jpg",)))
    outcomes: list[Outcome] = []
    notes: list[str] = []
    download_images(
        wanted,
        options=NOWHERE,
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
        hosts=Hosts(NOWHERE, notes.append),
    )
    assert [data(outcome) for outcome in outcomes] == [IMAGE] * 8
    # Five at once, then one every 120 s: a fifth of ten minutes.
    assert sum(time.slept) == pytest.approx(3 * 120)
    assert notes == [
        "images.weserv.nl gives no more for now; what others have comes from there"
    ]


def test_an_allowance_of_two_a_minute_gives_one_back_after_30_seconds() -> None:
    bucket = Allowance(requests=2, seconds=60)
    for _ in range(2):
        assert bucket.wait_seconds(1000) == 0
        bucket.take(1000)
    assert bucket.wait_seconds(1000) == pytest.approx(30)
    assert bucket.wait_seconds(1020) == pytest.approx(10)
    assert bucket.wait_seconds(1030) == 0
    bucket.take(1030)
    assert bucket.wait_seconds(1030) == pytest.approx(30)


def test_a_host_that_answers_429_rests_before_the_next_image(
    workers: Workers, server: ImageServer
) -> None:
    busy = server.on("/a.jpg", status(429), body(IMAGE))
    other = server.on("/b.jpg", body(IMAGE))
    outcomes: list[Outcome] = []
    download_images(
        [WantedImage(url, (url,)) for url in (busy, other)],
        options=replace(
            NOWHERE, retries=1, concurrency_per_host=1, backoff_seconds=0.2
        ),
        workers=workers,
        clock=SYSTEM_CLOCK,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert [data(outcome) for outcome in outcomes] == [IMAGE] * 2
    first, second, _ = server.asked
    assert second.seconds - first.seconds > 0.09  # half of the backoff, at least


# ------------------------------------------------------------ other addresses


def test_the_next_address_is_asked_when_one_fails(
    fetch: Fetch, server: ImageServer
) -> None:
    bad = server.on("/proxy", body(b"<html>"))
    gone = server.on("/origin", status(404))
    good = server.on("/other", body(IMAGE))
    outcome = fetch(bad, gone, good)
    assert isinstance(outcome, Download)
    assert outcome.final_url == good


def test_the_second_address_is_not_asked_when_the_first_has_the_image(
    fetch: Fetch, server: ImageServer
) -> None:
    good, spare = server.on("/a", body(IMAGE)), server.on("/b", body(IMAGE))
    assert data(fetch(good, spare)) == IMAGE
    assert server.count("/b") == 0


def test_the_detail_of_a_refusal_names_each_address_and_its_answer(
    fetch: Fetch, server: ImageServer
) -> None:
    proxy = server.on("/a", status(500))
    origin = server.address("/b", host="localhost")
    server.on("/b", status(410))
    options = replace(NOWHERE, allow_hosts=frozenset({"127.0.0.1", "localhost"}))
    outcome = fetch(proxy, origin, options=options)
    assert isinstance(outcome, Refusal)
    assert word_reason(outcome.reason) == "the server answered 410 Gone"
    assert outcome.detail == (
        "127.0.0.1: the server answered 500 Internal Server Error;"
        " localhost: the server answered 410 Gone"
    )


def test_a_404_is_the_reason_rather_than_a_500(
    fetch: Fetch, server: ImageServer
) -> None:
    gone, flaky = server.on("/a", status(404)), server.on("/b", status(500))
    assert reason(fetch(gone, flaky)) == "the server answered 404 Not Found"


# ------------------------------------------------------------------ redirects


def test_two_redirects_in_a_row_are_followed(fetch: Fetch, server: ImageServer) -> None:
    server.on("/2", redirect("/3?x=华 y"))
    good = server.on("/3?x=%E5%8D%8E%20y", body(IMAGE))
    outcome = fetch(server.on("/1", redirect(server.address("/2"))))
    assert isinstance(outcome, Download)
    assert outcome.final_url == good


def test_a_cookie_of_one_image_is_not_sent_for_the_next(
    fetch: Fetch, server: ImageServer
) -> None:
    cookie = "Set-Cookie: me=1; Path=/"
    fetch(server.on("/a", body(IMAGE, headers=(cookie,))))
    assert data(fetch(server.on("/b", body(IMAGE)))) == IMAGE
    assert "cookie" not in server.asked[-1].headers


def test_five_redirects_are_followed_and_six_are_not(
    fetch: Fetch, server: ImageServer
) -> None:
    for number in range(6):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    server.on("/6", body(IMAGE))
    assert data(fetch(server.address("/1"))) == IMAGE  # five redirects
    assert "round in circles" in reason(fetch(server.address("/0")))


def test_a_redirect_loop_ends_after_six_requests(
    fetch: Fetch, server: ImageServer
) -> None:
    server.on("/b", redirect("/a"))
    assert "round in circles" in reason(fetch(server.on("/a", redirect("/b"))))
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "sent us on, but its address is file:"),
        ("ftp://127.0.0.1/a", "sent us on, but its address is ftp:"),
        ("http://me:secret@127.0.0.1:{port}/b", "holds a user name or a password"),
        ("http://[::1/b", "its address cannot be read"),
        ("http://xn--a/b", "its address cannot be read"),
        ("http://" + "a" * 70_000 + "/b", "its address cannot be read"),
        ("http://\u00ad/b", "its address cannot be read"),
    ],
)
def test_a_redirect_to_an_address_that_is_not_http_or_is_broken_is_refused(
    fetch: Fetch, server: ImageServer, target: str, words: str
) -> None:
    server.on("/b", body(IMAGE))
    url = server.on("/a", redirect(target.replace("{port}", str(server.port))))
    assert words in reason(fetch(url))
    assert server.count("/b") == 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::ffff:127.0.0.1]"])
def test_a_redirect_into_the_private_network_is_refused(
    fetch: Fetch, server: ImageServer, host: str
) -> None:
    server.on("/b", body(IMAGE))
    url = server.on("/a", redirect(server.address("/b", host=host)))
    assert "leads to a private network" in reason(fetch(url))
    assert server.count("/b") == 0


def test_a_private_host_is_never_asked(fetch: Fetch, server: ImageServer) -> None:
    url = server.on("/a", body(IMAGE))
    options = replace(NOWHERE, allow_hosts=frozenset(), retries=2)
    assert "leads to a private network" in reason(fetch(url, options=options))
    assert server.asked == []


@pytest.mark.parametrize("written", ["LocalHost.", " localhost"])
def test_an_allowed_host_may_be_written_with_capitals_dot_or_blank(
    fetch: Fetch, server: ImageServer, written: str
) -> None:
    server.on("/a", body(IMAGE))
    options = replace(NOWHERE, allow_hosts=frozenset({written}))
    assert data(fetch(server.address("/a", host="localhost"), options=options))


# -------------------------------------------------------------------- hosts


def test_a_port_where_nobody_listens_is_told_as_unreachable(fetch: Fetch) -> None:
    with ImageServer() as gone:
        url = gone.address("/a")
    assert reason(fetch(url)) == "the server could not be reached"


def test_no_more_than_concurrency_requests_run_at_once(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(24):
        host = ("127.0.0.1", "localhost")[number % 2]
        server.on(f"/{number}", late(0.02, body(IMAGE)))
        wanted.append(
            WantedImage(str(number), (server.address(f"/{number}", host=host),))
        )
    outcomes: list[Outcome] = []
    options = replace(
        NOWHERE,
        concurrency=5,
        concurrency_per_host=3,
        allow_hosts=frozenset({"127.0.0.1", "localhost"}),
    )
    download_images(
        wanted,
        options=options,
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert [data(outcome) for outcome in outcomes] == [IMAGE] * 24
    assert 1 < server.peak <= 5


class SlowWorkers(Workers):
    """Workers that count how many pictures they have at once."""

    peak = 0
    _busy = 0
    _lock = threading.Lock()

    def prepare(self, data: bytes, recipe: Recipe) -> Prepared:
        """Take a while."""
        with self._lock:
            self._busy += 1
            self.peak = max(self.peak, self._busy)
        threading.Event().wait(0.02)
        with self._lock:
            self._busy -= 1
        shape = ImageShape("jpeg", 64, 48)
        return Prepared(shape, shape)


def test_no_more_than_concurrency_images_are_in_memory_at_once(
    server: ImageServer,
) -> None:
    wanted = [
        WantedImage(str(n), (server.on(f"/{n}", body(IMAGE)),)) for n in range(24)
    ]
    with SlowWorkers(count=24, seconds=20) as slow:
        download_images(
            wanted,
            options=replace(NOWHERE, concurrency=4, concurrency_per_host=24),
            workers=slow,
            clock=FakeTime().clock,
            deliver=lambda _, outcome: None,
        )
    assert 1 < slow.peak <= 4


def test_one_host_gets_no_more_requests_at_once_than_allowed(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(12):
        url = server.on(f"/{number}", late(0.02, body(IMAGE)))
        wanted.append(WantedImage(str(number), (url,)))
    download_images(
        wanted,
        options=replace(NOWHERE, concurrency=8, concurrency_per_host=3),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: None,
    )
    assert server.peak == 3


def test_a_host_unreachable_for_60_seconds_is_given_up() -> None:
    host = Host("a.example", asyncio.Semaphore(1))
    options = replace(NOWHERE, patience_seconds=60)
    failure = Failure(UNREACHABLE, again=True, unreachable=True)
    for seconds in (0, 10, 20, 59):
        host.note_failure(failure, now=1000 + seconds, options=options)
        assert host.closed is None
    host.note_failure(failure, now=1060, options=options)
    assert host.closed == Failure(UNREACHABLE, unreachable=True)


def test_a_host_that_never_answers_is_given_up_before_all_images_are_asked(
    workers: Workers, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}", silence) for n in range(30)]
    outcomes: list[Outcome] = []
    download_images(
        [WantedImage(url, (url,)) for url in urls],
        options=replace(
            NOWHERE, read_seconds=0.1, patience_seconds=0.2, concurrency_per_host=3
        ),
        workers=workers,
        clock=SYSTEM_CLOCK,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert {reason(o) for o in outcomes} == {"the server did not answer in time"}
    assert len(outcomes) == 30
    assert len(server.asked) < 30


def test_a_host_that_answers_now_and_then_is_not_given_up() -> None:
    host = Host("a.example", asyncio.Semaphore(1))
    options = replace(NOWHERE, patience_seconds=60)
    failure = Failure(UNREACHABLE, again=True, unreachable=True)
    for seconds in range(0, 600, 10):
        host.note_failure(failure, now=1000 + seconds, options=options)
        if seconds % 50 == 0:
            host.note_answer()
    assert host.closed is None


def test_an_error_that_ends_the_book_stops_the_downloads(
    workers: Workers, server: ImageServer
) -> None:
    def fail(wanted: WantedImage, outcome: Outcome) -> None:
        raise ImageError("the disk is full")

    urls = [server.on(f"/{n}", late(0.02, body(IMAGE))) for n in range(30)]
    with pytest.raises(ImageError, match="the disk is full"):
        download_images(
            [WantedImage(url, (url,)) for url in urls],
            options=replace(NOWHERE, concurrency=2),
            workers=workers,
            clock=FakeTime().clock,
            deliver=fail,
        )
    assert len(server.asked) < 30


def test_a_downloaded_image_is_scaled_for_the_book(
    fetch: Fetch, server: ImageServer
) -> None:
    webp = encode(draw_photo(300, 200), "WEBP")
    options = replace(NOWHERE, max_width_px=150, max_height_px=150)
    outcome = fetch(server.on("/a", body(webp)), options=options)
    assert isinstance(outcome, Download)
    assert outcome.data == webp
    assert outcome.prepared.result.width_px == 150
    assert Recipe(150, 150, 1).name != Recipe(151, 151, 1).name
