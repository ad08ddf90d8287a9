"""``dwexport images``: the store is filled, and missing pictures are told."""

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exporter.images import Gathered, ImageOptions
from tests.support.archives import fill
from tests.support.commandline import ROOT, RunCli
from tests.support.image_server import ImageServer, body, late, silence, status
from tests.support.images import jpeg
from tests.support.news import story

DAY = "2024-06-18T12:00:00Z"
ALLOWED = ("--allow-host", "127.0.0.1", "--cache-dir", "cache")


@pytest.fixture
def server() -> Iterator[ImageServer]:
    """Give a running server."""
    with ImageServer() as running:
        yield running


def make_archive(folder: Path, *addresses: str) -> None:
    """Write an archive with an article for each picture."""
    fill(
        folder,
        {
            f"articles/dw/{n}.md": story(
                n, DAY, f"灯塔{n}", body=f'<p>灯塔。</p><img src="{address}">'
            )
            for n, address in enumerate(addresses, 1)
        },
    )


@pytest.mark.slow
def test_images_fills_the_store_and_counts_the_images(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}.jpg", body(jpeg(seed=n))) for n in range(3)]
    make_archive(tmp_path, *urls)
    done = run_cli("images", *ALLOWED)
    assert (done.exit_code, done.out) == (0, "")
    assert done.err == "3 pictures: 3 downloaded (0.0 MB)\n"
    again = run_cli("images", *ALLOWED, "--offline")
    assert (again.exit_code, again.err) == (0, "3 pictures: 3 there already\n")
    assert len(server.asked) == 3
    book = run_cli("epub", *ALLOWED, "--offline", "--fonts", "none", "-o", "b.epub")
    assert (book.exit_code, len(server.asked)) == (0, 3)
    assert "3 articles, 3 pictures" in book.err


def test_the_report_of_images_lists_stored_and_missing_ones(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    good, bad = server.on("/a.jpg", body(jpeg())), server.on("/b.jpg", status(404))
    make_archive(tmp_path, good, bad)
    done = run_cli("images", *ALLOWED, "--report", "r.json")
    assert (done.exit_code, done.out) == (3, "")
    assert "2 pictures: 1 downloaded (0.0 MB), 1 missing" in done.err
    assert "the server answered 404 Not Found" in done.err
    report = json.loads((tmp_path / "r.json").read_text())
    images = report["pictures"]
    assert (images["wanted"], images["missing"], images["downloaded"]) == (
        2,
        1,
        1,
    )
    (image,) = images["images"]
    data = Path(tmp_path / image["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == image["sha256"]
    assert (image["url"], image["width_px"], image["height_px"]) == (good, 64, 48)
    (problem,) = report["problems"]
    assert (problem["code"], problem["url"]) == ("image-missing", bad)
    assert problem["done"] == "a book has a placeholder in its place"
    assert len(report["articles"]) == 2


def test_strict_with_a_missing_image_fails_and_keeps_the_others(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    urls = [server.on("/a.jpg", body(jpeg())), server.on("/b.jpg", status(404))]
    make_archive(tmp_path, *urls)
    done = run_cli("images", *ALLOWED, "--strict", "--report", "r.json")
    assert done.exit_code == 1
    assert "--strict was given: what could be got is kept" in done.err
    assert len(json.loads((tmp_path / "r.json").read_text())["problems"]) == 1
    assert "1 there already" in run_cli("images", *ALLOWED, "--offline").err


def test_a_selection_that_is_empty_is_an_error(tmp_path: Path, run_cli: RunCli) -> None:
    make_archive(tmp_path, "https://a.example/x.jpg")
    done = run_cli("images", "--since", "2025", "--report", "r.json")
    assert done.exit_code == 1
    assert json.loads((tmp_path / "r.json").read_text())["articles"] == []


def test_images_without_an_address_are_not_asked_for(
    tmp_path: Path, run_cli: RunCli
) -> None:
    make_archive(tmp_path, "")
    done = run_cli("images", *ALLOWED)
    assert (done.exit_code, done.err) == (0, "0 pictures\n")


def test_images_quiet_writes_only_problems(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    make_archive(tmp_path, server.on("/a.jpg", body(jpeg())))
    assert run_cli("images", *ALLOWED, "-q").err == ""


@pytest.mark.slow
def test_the_store_is_pruned_to_the_limit_after_a_run(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}.jpg", body(jpeg(400, 300, seed=n))) for n in range(9)]
    make_archive(tmp_path, *urls)
    done = run_cli("images", *ALLOWED, "--max-cache", "20KB")
    assert done.exit_code == 0
    assert "the cache keeps 0.0 MB (--max-cache): " in done.err
    kept = sum(p.stat().st_size for p in (tmp_path / "cache/images/blobs").rglob("*.*"))
    assert 0 < kept <= 20_000


@pytest.mark.slow
def test_a_book_has_its_images_with_a_cache_limit_of_1_byte(
    tmp_path: Path, run_cli: RunCli, server: ImageServer
) -> None:
    urls = [server.on(f"/{n}.jpg", body(jpeg(seed=n))) for n in range(4)]
    make_archive(tmp_path, *urls)
    args = ("epub", *ALLOWED, "--fonts", "none", "--max-cache", "1B", "-o", "b.epub")
    done = run_cli(*args)
    assert done.exit_code == 0
    assert "4 articles, 4 pictures" in done.err
    assert not list((tmp_path / "cache/images/blobs").rglob("*.*"))


def test_images_not_there_within_the_time_limit_are_missing(
    tmp_path: Path,
    run_cli: RunCli,
    server: ImageServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_archive(tmp_path, server.on("/a.jpg", silence))
    monkeypatch.setattr("exporter.cli.images._SECONDS", 0.2)
    done = run_cli("images", *ALLOWED, "--image-minutes", "1")
    assert done.exit_code == 3
    assert "minutes for pictures were over" in done.err


@pytest.mark.slow
@pytest.mark.parametrize("quiet", [False, True])
def test_a_proxy_that_answers_429_is_told_and_the_origin_asked(
    tmp_path: Path, run_cli: RunCli, *, quiet: bool
) -> None:
    with ImageServer(socks=True) as hosts:  # answers for every host
        urls = []
        for number in range(6):
            target = f"/?url=http://static.dw.com/image/{number}_303.jpg"
            hosts.on(target, status(429))
            hosts.on(f"/image/{number}_303.jpg", body(jpeg(seed=number)))
            urls.append(f"http://images.weserv.nl{target}")
        make_archive(tmp_path, *urls)
        env = {"ALL_PROXY": f"socks5://127.0.0.1:{hosts.port}"}
        flags = ("-q",) if quiet else ()
        done = run_cli("images", "--cache-dir", "cache", *flags, env=env)
    assert done.exit_code == 0
    told = (
        "images.weserv.nl asks to wait 600 s; what others have comes from there\n"
        "6 pictures: 6 downloaded (0.0 MB)\n"
    )
    assert done.err == ("" if quiet else told)


@pytest.mark.parametrize(
    ("flags", "name", "value"),
    [
        ((), "host", "auto"),
        (("--image-host", "proxy"), "host", "proxy"),
        (("--image-host", "origin"), "host", "origin"),
        ((), "quality", "archive"),
        (("--image-quality", "print"), "quality", "print"),
        ((), "run_seconds", None),
        (("--image-minutes", "30"), "run_seconds", 1800.0),
        ((), "max_store_bytes", 10**10),
        (("--max-cache", "none"), "max_store_bytes", None),
        (("--retry-failed",), "retry_failed", True),
    ],
)
@pytest.mark.parametrize("command", ["images", "epub"])
def test_every_option_for_images_reaches_the_download(
    tmp_path: Path,
    run_cli: RunCli,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    flags: tuple[str, ...],
    name: str,
    value: object,
) -> None:
    make_archive(tmp_path, "https://a.example/x.jpg")
    seen: list[ImageOptions] = []

    def gather(wanted: object, *, options: ImageOptions, **others: object) -> Gathered:
        seen.append(options)
        return Gathered()

    def fetch(wanted: object, **others: Any) -> dict[str, object]:
        gather(wanted, **others)
        return {}

    monkeypatch.setattr("exporter.collection.gather_images", gather)
    monkeypatch.setattr("exporter.assembly.fetch_images", fetch)
    book = ("--fonts", "none", "-o", "b.epub") if command == "epub" else ()
    run_cli(command, *flags, *book, "--cache-dir", "cache")
    assert [getattr(options, name) for options in seen] == [value]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_after_a_stopped_one_asks_only_for_what_is_missing(
    tmp_path: Path, run_cli: RunCli, server: ImageServer, how: signal.Signals
) -> None:
    urls = [server.on(f"/{n}", late(0.02, body(jpeg(seed=n)))) for n in range(40)]
    make_archive(tmp_path, *urls)
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", "images", *ALLOWED],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    while len(server.asked) < 20:
        assert process.poll() is None
    process.send_signal(how)
    assert process.wait() == (1 if how is signal.SIGINT else -how)
    asked = len(server.asked)
    done = run_cli("images", *ALLOWED)
    assert done.exit_code == 0
    assert len(server.asked) - asked < 40
    assert done.err.startswith("40 pictures: ")
    assert " there already" in done.err
