"""Downloads from a server that misbehaves, over real sockets.

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

NOWHERE = ImageOptions(
    mode="fetch",
    mirror=None,
    store_dir=Path("/nowhere"),
    allow_hosts=frozenset({"127.0.0.1"}),
    retries=0,
)
PICTURE = jpeg()

Outcome: TypeAlias = Download | Refusal


@dataclass(slots=True)
class FakeTime:
    """A clock that only sleeping moves."""

    time: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once, and others run."""
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        """What the code under test is given."""
        return Clock(now=lambda: self.time, sleep=self.sleep)


@pytest.fixture
def time() -> FakeTime:
    """Give a clock that only sleeping moves."""
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


def test_downloads_a_picture(fetch: Fetch, server: ImageServer) -> None:
    url = server.on("/a.jpg", body(PICTURE))
    outcome = fetch(url)
    assert isinstance(outcome, Download)
    assert (outcome.data, outcome.final_url) == (PICTURE, url)
    assert outcome.prepared.source.kind == "jpeg"
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("dwexport/")
    assert headers["accept-encoding"] == "identity"
    assert not {"cookie", "referer", "authorization"} & set(headers)


# ----------------------------------------------------------- what is believed


@pytest.mark.parametrize("media_type", ["text/html", "image/png", "", "\x01"])
def test_believes_bytes_not_headers(
    fetch: Fetch, server: ImageServer, media_type: str
) -> None:
    url = server.on("/a.jpg", body(PICTURE, media_type=media_type))
    assert data(fetch(url)) == PICTURE


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (body(b"<html>no"), "no picture: the server sent HTML"),
        (body(b'{"status":"error"}'), "no picture: the server sent JSON"),
        (body(b"<rss/>"), "no picture: the server sent XML"),
        (body(b"<svg "), "the drawing cannot be drawn"),
        (body(b""), "no picture: the server sent nothing"),
        (body(PICTURE[:300]), "the picture is cut off"),
        (body(PICTURE, length=400), "the picture is cut off"),
        (body(b"GIF89a<script>"), "the picture is damaged"),
        (body(png_header(10_000, 6_000)), "10000 × 6000, more than 50 million"),
        (status(404), "the server answered 404 Not Found"),
        (status(403), "the server answered 403 Forbidden"),
        (status(204), "the server answered 204 No Content"),
        (status(206), "the server answered 206 Partial Content"),
        (status(599), "the server answered 599"),
        (body(PICTURE, headers=("Content-Encoding: br",)), "packed the picture as br"),
        (
            body(PICTURE, headers=("Content-Encoding: gzip, gzip",)),
            "packed the picture as gzip, gzip",
        ),
        (
            body(b"\x1f\x8b" + PICTURE, headers=("Content-Encoding: gzip",)),
            "packed the picture badly",
        ),
    ],
)
def test_says_why_there_is_no_picture(
    fetch: Fetch, server: ImageServer, answer: Answer, words: str
) -> None:
    url = server.on("/a.jpg", answer)
    options = replace(NOWHERE, retries=2)
    assert words in reason(fetch(url, options=options))
    refused = "403" in words or "HTML" in words  # asked as a browser, too
    assert server.count("/a.jpg") == 1 + refused  # it would be the same again


def test_unpacks_what_was_packed_unasked(fetch: Fetch, server: ImageServer) -> None:
    assert data(fetch(server.on("/a.jpg", gzipped(PICTURE)))) == PICTURE


def test_the_bytes_tell_whether_a_body_is_packed(
    fetch: Fetch, server: ImageServer
) -> None:
    unsaid = server.on("/a.jpg", body(gzip.compress(PICTURE)))
    assert data(fetch(unsaid)) == PICTURE
    lied = server.on("/b.jpg", body(PICTURE, headers=("Content-Encoding: gzip",)))
    assert data(fetch(lied)) == PICTURE


def test_a_packed_body_that_is_cut_is_cut(fetch: Fetch, server: ImageServer) -> None:
    packed = gzip.compress(PICTURE)[:300]
    url = server.on("/a.jpg", body(packed, headers=("Content-Encoding: gzip",)))
    assert reason(fetch(url)) == "the picture is cut off"


@pytest.mark.slow
def test_remembers_only_what_lasts(fetch: Fetch, server: ImageServer) -> None:
    lasting = {
        "404": (status(404), True),
        "broken": (body(b"GIF89a<script>"), True),
        "cut": (body(PICTURE[:300]), False),
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


def test_reads_no_body_that_says_it_is_too_large(
    fetch: Fetch, server: ImageServer
) -> None:
    # The body never comes: reading it would take till the time-out.
    url = server.on("/a.jpg", body(b"", length=2_000_000))
    options = replace(NOWHERE, max_bytes=1_000_000)
    assert reason(fetch(url, options=options)) == "the picture is larger than 1 MB"


@pytest.mark.slow
def test_stops_reading_at_the_limit(fetch: Fetch, server: ImageServer) -> None:
    options = replace(NOWHERE, max_bytes=1_000_000)
    url = server.on("/a.jpg", flood)
    assert reason(fetch(url, options=options)) == "the picture is larger than 1 MB"


@pytest.mark.slow
def test_the_limit_on_bytes_is_inclusive(fetch: Fetch, server: ImageServer) -> None:
    url = server.on("/a.jpg", body(PICTURE))
    options = replace(NOWHERE, max_bytes=len(PICTURE))
    assert data(fetch(url, options=options)) == PICTURE
    options = replace(NOWHERE, max_bytes=len(PICTURE) - 1)
    assert "larger than" in reason(fetch(url, options=options))


@pytest.mark.slow
def test_does_not_unpack_a_bomb(fetch: Fetch, server: ImageServer) -> None:
    url = server.on("/a.jpg", gzipped(b"\xff\xd8\xff" + bytes(50_000_000)))
    options = replace(NOWHERE, max_bytes=1_000_000)
    fetch(server.on("/b.jpg", gzipped(PICTURE)))  # what it costs by itself
    tracemalloc.start()
    said = reason(fetch(url, options=options))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "the picture is larger than 1 MB"
    assert peak_bytes < 10_000_000


@pytest.mark.parametrize("answer", [silence, drip])
def test_waits_no_longer_than_the_total(
    fetch: Fetch, server: ImageServer, answer: Answer
) -> None:
    options = replace(NOWHERE, total_seconds=0.3)
    url = server.on("/a.jpg", answer)
    assert (
        reason(fetch(url, options=options)) == "the picture was not there after 0.3 s"
    )


@pytest.mark.slow
def test_a_head_that_trickles_in_is_waited_for_twice(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, head_seconds=0.2, retries=5)
    url = server.on("/a.jpg", drip_headers)
    assert reason(fetch(url, options=options)) == "the server did not answer in time"
    assert server.count("/a.jpg") == 2


def test_a_body_that_trickles_in_is_given_up_at_once(
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
def test_a_redirect_leaves_no_more_time_than_before(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, head_seconds=0.5)
    last = server.on("/c.jpg", late(0.2, body(PICTURE)))
    middle = server.on("/b.jpg", late(0.2, redirect(last)))
    url = server.on("/a.jpg", late(0.2, redirect(middle)))
    assert reason(fetch(url, options=options)) == "the server did not answer in time"


def test_a_body_that_stops_with_the_whole_line_is_asked_for_again(
    fetch: Fetch, server: ImageServer
) -> None:
    options = replace(NOWHERE, trickle_seconds=0.3, retries=1, backoff_seconds=0.01)
    url = server.on("/a.jpg", stall, body(PICTURE))
    assert data(fetch(url, options=options)) == PICTURE


@pytest.mark.slow
def test_a_body_that_comes_slowly_and_steadily_is_waited_for(
    fetch: Fetch, server: ImageServer
) -> None:
    # Parts come every 20 ms or more; the picture takes several times as long as a
    # trickle may, and comes at about four times the least rate.
    parts = 100
    rate = len(PICTURE) / parts / 0.02 / 4
    options = replace(NOWHERE, trickle_seconds=0.5, least_rate=rate)
    url = server.on("/a.jpg", trickle(PICTURE, parts=parts))
    assert data(fetch(url, options=options)) == PICTURE


@pytest.mark.slow
def test_trickling_pictures_do_not_hold_the_others(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    good = [server.on(f"/{n}.jpg", body(PICTURE)) for n in range(55)]
    bad = [server.on(f"/slow{n}.jpg", drip) for n in range(5)]
    outcomes: dict[str, Outcome] = {}
    download_images(
        [WantedImage(url, (url,)) for url in (*bad, *good)],
        options=replace(NOWHERE, trickle_seconds=0.3, retries=2),
        workers=workers,
        clock=time.clock,
        deliver=lambda wanted, outcome: outcomes.update({wanted.key: outcome}),
    )
    assert all(data(outcomes[url]) == PICTURE for url in good)
    assert {reason(outcomes[url]) for url in bad} == {
        "the picture came in too slowly and was given up"
    }
    assert [server.count(f"/slow{n}.jpg") for n in range(5)] == [1] * 5


def test_waits_no_longer_than_the_step(fetch: Fetch, server: ImageServer) -> None:
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
def test_tries_again_what_can_pass(
    fetch: Fetch, server: ImageServer, time: FakeTime, bad: Answer
) -> None:
    url = server.on("/a.jpg", bad, bad, body(PICTURE))
    options = replace(NOWHERE, retries=2, backoff_seconds=1.0)
    assert data(fetch(url, options=options)) == PICTURE
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
        (body(PICTURE, length=9999), "the server broke off"),
        (silence, "the server did not answer in time"),
    ],
)
def test_gives_up_after_so_many_tries(
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
def test_waits_as_long_as_it_is_asked(
    fetch: Fetch, server: ImageServer, time: FakeTime, code: int, header: str
) -> None:
    # The date is seven seconds after the clock's 1,700,000,000.
    url = server.on("/a.jpg", status(code, header), body(PICTURE))
    assert data(fetch(url, options=replace(NOWHERE, retries=1))) == PICTURE
    assert sum(time.slept) == pytest.approx(7)


@pytest.mark.parametrize("header", ["Retry-After: soon", "Retry-After: -5"])
def test_ignores_a_wait_that_makes_no_sense(
    fetch: Fetch, server: ImageServer, time: FakeTime, header: str
) -> None:
    url = server.on("/a.jpg", status(429, header), body(PICTURE))
    assert data(fetch(url, options=replace(NOWHERE, retries=1))) == PICTURE
    assert sum(time.slept) <= 1.5


def test_goes_elsewhere_when_asked_to_wait_too_long(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 3600"))
    other = server.address("/b.jpg", host="localhost")
    server.on("/b.jpg", body(PICTURE))
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == PICTURE
    assert server.count("/a.jpg") == 1
    assert time.slept == []


def test_a_host_that_asks_to_wait_is_left_alone_by_all(
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


def test_asks_others_before_it_waits(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 50"), body(PICTURE))
    server.on("/b.jpg", body(PICTURE))
    other = server.address("/b.jpg", host="localhost")
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == PICTURE
    assert (server.count("/a.jpg"), server.count("/b.jpg")) == (1, 1)
    assert time.slept == []


def test_waits_when_nobody_else_has_it(
    fetch: Fetch, server: ImageServer, time: FakeTime
) -> None:
    busy = server.on("/a.jpg", status(429, "Retry-After: 50"), body(PICTURE))
    server.on("/b.jpg", status(404))
    other = server.address("/b.jpg", host="localhost")
    options = replace(
        NOWHERE, retries=2, allow_hosts=frozenset({"127.0.0.1", "localhost"})
    )
    assert data(fetch(busy, other, options=options)) == PICTURE
    assert sum(time.slept) == pytest.approx(50)


def test_a_wait_is_told_once() -> None:
    notes: list[str] = []
    host = Host("a.example", asyncio.Semaphore(1), notes.append)
    host.rest(2, now=1000)  # nobody would notice
    assert notes == []
    for second in range(10):
        host.rest(20, now=1000 + second)
    told = "a.example asks to wait 20 s; what others have comes from there"
    assert notes == [told]
    host.rest(20, now=1040)
    assert notes == [told] * 2


@pytest.mark.slow
def test_the_time_for_all_pictures_ends(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    urls = [server.on("/a", body(PICTURE)), server.on("/b", silence)]
    outcomes: dict[str, Outcome] = {}
    download_images(
        [WantedImage(url, (url,)) for url in urls],
        options=replace(NOWHERE, run_seconds=0.6),
        workers=workers,
        clock=time.clock,
        deliver=lambda wanted, outcome: outcomes.update({wanted.key: outcome}),
    )
    assert data(outcomes[urls[0]]) == PICTURE
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


def test_a_proxy_that_has_enough_is_left_alone_for_ten_minutes(
    fetch: Fetch, weserv: ImageServer, time: FakeTime
) -> None:
    weserv.on("/?url=a.example/1.jpg", status(429), body(PICTURE))
    outcome = fetch(f"{PROXIED}1.jpg", options=replace(NOWHERE, retries=1))
    assert data(outcome) == PICTURE
    assert sum(time.slept) == pytest.approx(600)


def test_while_a_proxy_rests_the_origin_is_asked(
    workers: Workers, weserv: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(8):
        name = f"{number}.jpg"
        weserv.on(f"/?url=a.example/{name}", status(429))
        weserv.on(f"/{name}", body(PICTURE))
        wanted.append(WantedImage(name, (PROXIED + name, f"http://a.example/{name}")))
    outcomes: list[Outcome] = []
    download_images(
        wanted,
        options=replace(NOWHERE, retries=2, concurrency_per_host=1),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: outcomes.append(outcome),
    )
    assert [data(outcome) for outcome in outcomes] == [PICTURE] * 8
    assert sum("url=" in one.path for one in weserv.asked) == 1
    assert time.slept == []


def test_a_proxy_that_shuts_us_out_is_asked_no_more(
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
    # It is about us: the pictures may be there another day.
    for outcome in outcomes:
        assert isinstance(outcome, Refusal)
        assert not any(failure.lasting for _, failure in outcome.failures)


@pytest.mark.slow
def test_a_proxy_is_asked_no_more_often_than_it_likes(
    workers: Workers,
    weserv: ImageServer,
    time: FakeTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exporter.images.download.hosts._PROXY_PICTURES", 5)
    wanted = []
    for number in range(8):
        weserv.on(f"/?url=a.example/{number}.jpg", body(PICTURE))
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
    assert [data(outcome) for outcome in outcomes] == [PICTURE] * 8
    # Five at once, and then one in each fifth of ten minutes.
    assert sum(time.slept) == pytest.approx(3 * 120)
    assert notes == [
        "images.weserv.nl gives no more for now; what others have comes from there"
    ]


def test_an_allowance_fills_up_again_with_time() -> None:
    bucket = Allowance(requests=2, seconds=60)
    for _ in range(2):
        assert bucket.wait_seconds(1000) == 0
        bucket.take(1000)
    assert bucket.wait_seconds(1000) == pytest.approx(30)
    assert bucket.wait_seconds(1020) == pytest.approx(10)
    assert bucket.wait_seconds(1030) == 0
    bucket.take(1030)
    assert bucket.wait_seconds(1030) == pytest.approx(30)


def test_a_busy_host_is_given_a_rest_by_all(
    workers: Workers, server: ImageServer
) -> None:
    busy = server.on("/a.jpg", status(429), body(PICTURE))
    other = server.on("/b.jpg", body(PICTURE))
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
    assert [data(outcome) for outcome in outcomes] == [PICTURE] * 2
    first, second, _ = server.asked
    assert second.seconds - first.seconds > 0.09  # half of the backoff, at least


# ------------------------------------------------------------ other addresses


def test_goes_on_to_the_next_address(fetch: Fetch, server: ImageServer) -> None:
    bad = server.on("/proxy", body(b"<html>"))
    gone = server.on("/origin", status(404))
    good = server.on("/other", body(PICTURE))
    outcome = fetch(bad, gone, good)
    assert isinstance(outcome, Download)
    assert outcome.final_url == good


def test_asks_no_further_once_it_has_the_picture(
    fetch: Fetch, server: ImageServer
) -> None:
    good, spare = server.on("/a", body(PICTURE)), server.on("/b", body(PICTURE))
    assert data(fetch(good, spare)) == PICTURE
    assert server.count("/b") == 0


def test_tells_each_address_and_its_answer(fetch: Fetch, server: ImageServer) -> None:
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


def test_what_is_certain_is_the_reason(fetch: Fetch, server: ImageServer) -> None:
    gone, flaky = server.on("/a", status(404)), server.on("/b", status(500))
    assert reason(fetch(gone, flaky)) == "the server answered 404 Not Found"


# ------------------------------------------------------------------ redirects


def test_follows_redirects(fetch: Fetch, server: ImageServer) -> None:
    server.on("/2", redirect("/3?x=华 y"))
    good = server.on("/3?x=%E5%8D%8E%20y", body(PICTURE))
    outcome = fetch(server.on("/1", redirect(server.address("/2"))))
    assert isinstance(outcome, Download)
    assert outcome.final_url == good


def test_takes_no_cookies_from_picture_to_picture(
    fetch: Fetch, server: ImageServer
) -> None:
    cookie = "Set-Cookie: me=1; Path=/"
    fetch(server.on("/a", body(PICTURE, headers=(cookie,))))
    assert data(fetch(server.on("/b", body(PICTURE)))) == PICTURE
    assert "cookie" not in server.asked[-1].headers


def test_follows_no_more_redirects_than_allowed(
    fetch: Fetch, server: ImageServer
) -> None:
    for number in range(6):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    server.on("/6", body(PICTURE))
    assert data(fetch(server.address("/1"))) == PICTURE  # five of them
    assert "round in circles" in reason(fetch(server.address("/0")))


def test_ends_a_redirect_loop(fetch: Fetch, server: ImageServer) -> None:
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
def test_follows_no_redirect_to_an_address_that_is_none(
    fetch: Fetch, server: ImageServer, target: str, words: str
) -> None:
    server.on("/b", body(PICTURE))
    url = server.on("/a", redirect(target.replace("{port}", str(server.port))))
    assert words in reason(fetch(url))
    assert server.count("/b") == 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::ffff:127.0.0.1]"])
def test_follows_no_redirect_into_the_private_network(
    fetch: Fetch, server: ImageServer, host: str
) -> None:
    server.on("/b", body(PICTURE))
    url = server.on("/a", redirect(server.address("/b", host=host)))
    assert "leads to a private network" in reason(fetch(url))
    assert server.count("/b") == 0


def test_asks_no_private_host(fetch: Fetch, server: ImageServer) -> None:
    url = server.on("/a", body(PICTURE))
    options = replace(NOWHERE, allow_hosts=frozenset(), retries=2)
    assert "leads to a private network" in reason(fetch(url, options=options))
    assert server.asked == []


@pytest.mark.parametrize("written", ["LocalHost.", " localhost"])
def test_a_host_may_be_allowed_as_people_write_it(
    fetch: Fetch, server: ImageServer, written: str
) -> None:
    server.on("/a", body(PICTURE))
    options = replace(NOWHERE, allow_hosts=frozenset({written}))
    assert data(fetch(server.address("/a", host="localhost"), options=options))


# -------------------------------------------------------------------- hosts


def test_a_port_where_nobody_listens(fetch: Fetch) -> None:
    with ImageServer() as gone:
        url = gone.address("/a")
    assert reason(fetch(url)) == "the server could not be reached"


def test_asks_no_more_at_once_than_allowed(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(24):
        host = ("127.0.0.1", "localhost")[number % 2]
        server.on(f"/{number}", late(0.02, body(PICTURE)))
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
    assert [data(outcome) for outcome in outcomes] == [PICTURE] * 24
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


def test_has_no_more_pictures_in_memory_than_allowed(server: ImageServer) -> None:
    wanted = [
        WantedImage(str(n), (server.on(f"/{n}", body(PICTURE)),)) for n in range(24)
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


def test_asks_one_host_no_more_at_once_than_allowed(
    workers: Workers, server: ImageServer, time: FakeTime
) -> None:
    wanted = []
    for number in range(12):
        url = server.on(f"/{number}", late(0.02, body(PICTURE)))
        wanted.append(WantedImage(str(number), (url,)))
    download_images(
        wanted,
        options=replace(NOWHERE, concurrency=8, concurrency_per_host=3),
        workers=workers,
        clock=time.clock,
        deliver=lambda _, outcome: None,
    )
    assert server.peak == 3


def test_gives_up_a_host_nobody_can_reach() -> None:
    host = Host("a.example", asyncio.Semaphore(1))
    options = replace(NOWHERE, patience_seconds=60)
    failure = Failure(UNREACHABLE, again=True, unreachable=True)
    for seconds in (0, 10, 20, 59):
        host.note_failure(failure, now=1000 + seconds, options=options)
        assert host.closed is None
    host.note_failure(failure, now=1060, options=options)
    assert host.closed == Failure(UNREACHABLE, unreachable=True)


def test_gives_up_a_host_that_answers_nobody(
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


def test_does_not_give_up_a_host_that_answers_now_and_then() -> None:
    host = Host("a.example", asyncio.Semaphore(1))
    options = replace(NOWHERE, patience_seconds=60)
    failure = Failure(UNREACHABLE, again=True, unreachable=True)
    for seconds in range(0, 600, 10):
        host.note_failure(failure, now=1000 + seconds, options=options)
        if seconds % 50 == 0:
            host.note_answer()
    assert host.closed is None


def test_stops_at_what_ends_the_book(workers: Workers, server: ImageServer) -> None:
    def fail(wanted: WantedImage, outcome: Outcome) -> None:
        raise ImageError("the disk is full")

    urls = [server.on(f"/{n}", late(0.02, body(PICTURE))) for n in range(30)]
    with pytest.raises(ImageError, match="the disk is full"):
        download_images(
            [WantedImage(url, (url,)) for url in urls],
            options=replace(NOWHERE, concurrency=2),
            workers=workers,
            clock=FakeTime().clock,
            deliver=fail,
        )
    assert len(server.asked) < 30


def test_a_downloaded_image_is_prepared_for_the_book(
    fetch: Fetch, server: ImageServer
) -> None:
    webp = encode(draw_photo(300, 200), "WEBP")
    options = replace(NOWHERE, max_width_px=150, max_height_px=150)
    outcome = fetch(server.on("/a", body(webp)), options=options)
    assert isinstance(outcome, Download)
    assert outcome.data == webp
    assert outcome.prepared.result.width_px == 150
    assert Recipe(150, 150, 1).name != Recipe(151, 151, 1).name
