"""Progress shown during a run, and how a run is stopped."""

import contextlib
import fcntl
import io
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from exporter.cli.progress import BarProgress, LineProgress, make_progress
from exporter.journal import SilentProgress
from tests.support.archives import fill
from tests.support.commandline import ROOT, RunCli
from tests.support.image_server import ImageServer, body, silence
from tests.support.news import PLAIN, make_news, story

pytestmark = pytest.mark.slow

_TIMEOUT_SECONDS = 60
_BAR = "━"
_ERASE = "\x1b[2K"  # ECMA-48, EL
_OLD_BOOK = b"PK\3\4" + bytes(26) + b"mimetypeapplication/epub+zip"
_IMAGES = (
    *("epub", "--fonts", "none", "--allow-host", "127.0.0.1"),
    *("--cache-dir", "cache", "-o", "b.epub"),
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


# ------------------------------------------------------------- plain lines


class _Seconds:
    """A clock that moves on by ``step`` each time it is read."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self._step = step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def test_progress_lines_come_at_most_every_five_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = LineProgress(_Seconds(1.0))
    progress.start("images", 1200)
    for _ in range(12):
        progress.advance(100)
    progress.finish()
    assert capsys.readouterr() == (
        "",
        "Getting pictures: 500 of 1,200\nGetting pictures: 1,000 of 1,200\n",
    )


def test_the_reason_for_a_wait_is_written_as_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = LineProgress(_Seconds(0.1))
    progress.note("a.example asks to wait 20 s")
    assert capsys.readouterr() == ("", "a.example asks to wait 20 s\n")


def test_a_short_stage_writes_no_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = LineProgress(_Seconds(0.1))
    for stage in ("archive", "articles", "images", "chapters"):
        progress.start(stage, 10)
        for _ in range(10):
            progress.advance()
        progress.finish()
    assert capsys.readouterr() == ("", "")


def test_every_stage_has_words_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    source = "".join(p.read_text("utf-8") for p in (ROOT / "exporter").rglob("*.py"))
    stages = set(re.findall(r'progress\.start\(\s*"([a-z]+)"', source))
    stages |= set(re.findall(r'^_(?:LARGER_)?STAGE = "([a-z]+)"', source, re.MULTILINE))
    assert {"archive", "articles", "images", "larger", "chapters"} <= stages
    for stage in stages:
        progress = LineProgress(_Seconds(6.0))
        progress.start(stage, 1)
        progress.advance()
    words = capsys.readouterr().err.splitlines()
    assert len(words) == len(stages)
    for line in words:
        assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+)+: 1 of 1", line)


def test_quiet_shows_no_progress() -> None:
    assert isinstance(make_progress(quiet=True), SilentProgress)
    assert isinstance(make_progress(quiet=False), LineProgress)


def test_a_run_into_a_file_shows_no_bar(news: Path, run_cli: RunCli) -> None:
    done = run_cli("epub", *PLAIN, "-o", "b.epub", cwd=news, own_process=True)
    assert done.exit_code == 0
    assert "\x1b" not in done.err
    assert "\r" not in done.err
    assert _BAR not in done.err


# ------------------------------------------------------------- a terminal


class _Screen(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_reason_for_a_wait_is_written_above_the_bar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    progress = make_progress(quiet=False)
    progress.start("images", 3)
    progress.note("a.example [b] asks to wait 20 s")
    progress.finish()
    progress.note("the cache was cut back")
    text = re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\r", "", screen.getvalue())
    assert "a.example [b] asks to wait 20 s\n" in text
    assert text.endswith("the cache was cut back\n")


def test_every_stage_has_its_own_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    progress = make_progress(quiet=False)
    assert isinstance(progress, BarProgress)
    for stage in ("articles", "chapters"):  # a new stage ends the one before
        progress.start(stage, 3)
        progress.advance()
        progress.advance(2)
    progress.finish()
    progress.finish()
    shown = screen.getvalue()
    assert "Reading articles" in shown
    assert shown.index("Writing chapters") > shown.index("3/3")
    assert shown.rindex(_ERASE) > shown.rindex(_BAR)


class Terminal:
    """dwexport run at a terminal; ``shown`` is all that it wrote there."""

    def __init__(
        self, *args: str, cwd: Path, term: str = "xterm-256color", columns: int = 100
    ) -> None:
        """Start it, standard output going nowhere."""
        self._master, slave = pty.openpty()
        size = struct.pack("HHHH", 40, columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        environ = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "exporter", *args],
            cwd=cwd,
            env={**environ, "PYTHONPATH": str(ROOT), "TERM": term},
            stdin=slave,
            stdout=subprocess.DEVNULL,
            stderr=slave,
        )
        os.close(slave)
        self.shown = ""

    def watch(self) -> int:
        """Watch until it ends; return the exit code."""
        data = b""
        with contextlib.suppress(OSError):  # EIO: the other end is closed
            while select.select([self._master], [], [], _TIMEOUT_SECONDS)[0]:
                chunk = os.read(self._master, 65536)
                if not chunk:
                    break
                data += chunk
        os.close(self._master)
        self.shown = data.decode("utf-8")
        return self.process.wait(_TIMEOUT_SECONDS)


def test_a_bar_at_a_terminal_is_erased_before_the_summary(news: Path) -> None:
    terminal = Terminal("epub", *PLAIN, "-o", "b.epub", cwd=news)
    assert terminal.watch() == 0
    assert _BAR in terminal.shown
    assert "Writing chapters" in terminal.shown
    # Each bar is erased before the summary, which comes last.
    end = terminal.shown[terminal.shown.rindex(_ERASE) :]
    assert "5 articles" in end
    assert _BAR not in end


@pytest.mark.parametrize("columns", [20, 200])
def test_a_bar_fits_a_narrow_terminal(news: Path, columns: int) -> None:
    terminal = Terminal("epub", *PLAIN, "-o", "b.epub", cwd=news, columns=columns)
    assert terminal.watch() == 0
    assert "5 articles" in terminal.shown
    assert "Traceback" not in terminal.shown


def test_a_dumb_terminal_gets_lines_and_no_bar(news: Path) -> None:
    terminal = Terminal("epub", *PLAIN, "-o", "b.epub", cwd=news, term="dumb")
    assert terminal.watch() == 0
    assert "\x1b" not in terminal.shown
    assert "5 articles" in terminal.shown


def test_quiet_writes_nothing_to_a_terminal(news: Path) -> None:
    terminal = Terminal("epub", "-q", *PLAIN, "-o", "b.epub", cwd=news)
    assert terminal.watch() == 0
    assert terminal.shown == ""


def test_a_book_is_not_sent_to_a_terminal(news: Path) -> None:
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "epub", "-o", "-"],
        check=False,
        cwd=news,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=slave,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=_TIMEOUT_SECONDS,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr == (
        "dwexport: a book is no text for a terminal\n"
        "  try: dwexport epub … -o - > book.epub\n"
    )


# ------------------------------------------------------------- being stopped

_STOPPED = "dwexport: stopped; nothing was left half-written\n"
# The process stops itself after a function of a module has returned.
_STOP_AFTER = """\
import importlib, os, signal, sys
name, function, number = sys.argv[1:4]
module = importlib.import_module(name)
real = getattr(module, function)
def stopping(*args, **options):
    result = real(*args, **options)
    os.kill(os.getpid(), int(number))
    return result
setattr(module, function, stopping)
from exporter.cli import main
sys.exit(main(sys.argv[4:]))
"""
_MOMENTS = {
    "the options are read": ("exporter.cli.choice", "read_period"),
    "the archive is scanned": ("exporter.selection.choice", "scan_archive"),
    "an article is parsed": ("exporter.readers", "parse_article"),
    "the book is planned": ("exporter.assembly", "make_volumes"),
    "the cover is drawn": ("exporter.formats.material", "draw_cover"),
    "the book is written": ("exporter.formats.epub.writer", "write_epub"),
}


@pytest.mark.parametrize("moment", _MOMENTS.values(), ids=_MOMENTS)
def test_a_run_can_be_stopped_at_any_stage(news: Path, moment: tuple[str, str]) -> None:
    _check_stopping(news, moment, signal.SIGINT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_ends_at_sigterm_and_sighup(news: Path, number: signal.Signals) -> None:
    _check_stopping(news, _MOMENTS["the book is written"], number)


def _check_stopping(
    news: Path, moment: tuple[str, str], number: signal.Signals
) -> None:
    (news / "b.epub").write_bytes(_OLD_BOOK)
    files = sorted(news.rglob("*"))
    done = subprocess.run(
        [
            *(sys.executable, "-c", _STOP_AFTER, *moment, str(int(number))),
            *("epub", *PLAIN, "-o", "b.epub"),
        ],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=news,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=_TIMEOUT_SECONDS,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", _STOPPED)
    assert sorted(news.rglob("*")) == files
    assert (news / "b.epub").read_bytes() == _OLD_BOOK


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_can_be_stopped_while_it_waits_for_an_image(
    tmp_path: Path, number: signal.Signals
) -> None:
    with ImageServer() as server:
        _with_image(tmp_path, server.on("/a.jpg", silence))
        process = _start(*_IMAGES, cwd=tmp_path)
        _wait_until(lambda: bool(server.asked))
        process.send_signal(number)
        out, err = process.communicate(timeout=_TIMEOUT_SECONDS)
    assert (process.returncode, out, err) == (1, "", _STOPPED)
    assert {p.name for p in tmp_path.iterdir()} == {"articles", "cache"}


def test_the_bar_is_erased_when_a_run_is_stopped(tmp_path: Path) -> None:
    with ImageServer() as server:
        _with_image(tmp_path, server.on("/a.jpg", silence))
        terminal = Terminal(*_IMAGES, cwd=tmp_path)
        _wait_until(lambda: bool(server.asked))
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.watch() == 1
    assert "Getting pictures" in terminal.shown
    end = terminal.shown[terminal.shown.rindex(_ERASE) :]
    assert _BAR not in end
    assert _STOPPED.strip() in end


def test_a_stopped_run_keeps_the_images_downloaded_so_far(tmp_path: Path) -> None:
    image = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(image, "JPEG")
    with ImageServer() as server:
        got = server.on("/a.jpg", body(image.getvalue()))
        never = server.on("/b.jpg", silence)
        _with_image(tmp_path, got, never)
        process = _start(*_IMAGES, cwd=tmp_path)
        store = tmp_path / "cache/images/blobs"
        _wait_until(lambda: len(server.asked) == 2 and bool(list(store.rglob("*.jpg"))))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=_TIMEOUT_SECONDS)
    assert process.returncode == 1
    process = _start(*_IMAGES, "--offline", cwd=tmp_path)
    _, err = process.communicate(timeout=_TIMEOUT_SECONDS)
    assert process.returncode == 3
    assert "1 article, 1 picture," in err


def test_a_run_can_be_stopped_while_it_waits_for_a_list(news: Path) -> None:
    process = _start("epub", "--from", "-", *PLAIN, cwd=news, stdin=subprocess.PIPE)
    assert process.stdin is not None
    # When the process has read these lines, its start is over.
    process.stdin.write("a-1002\n" * 20_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=_TIMEOUT_SECONDS)
    assert (process.returncode, out, err) == (1, "", _STOPPED)


def test_workers_write_nothing_when_a_signal_stops_the_run(tmp_path: Path) -> None:
    files = {
        f"articles/dw/{n:07}.md": story(n, "2024-06-18T12:00:00Z", f"第{n}号")
        for n in range(1, 201)
    }
    fill(tmp_path, files)
    for number in (signal.SIGINT, signal.SIGTERM):
        done = subprocess.run(
            [
                *(sys.executable, "-c", _STOP_AFTER),
                *("exporter.export", "start_reading", str(int(number))),
                *("epub", *PLAIN, "-o", "b.epub"),
            ],
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=_TIMEOUT_SECONDS,
        )
        assert (done.returncode, done.stdout, done.stderr) == (1, "", _STOPPED)


def _with_image(folder: Path, *addresses: str) -> None:
    text = "".join(f'<p>灯塔。</p><img src="{address}">' for address in addresses)
    article = story(1, "2024-06-18T12:00:00Z", "灯塔", body=text)
    fill(folder, {"articles/dw/1000001.md": article})


def _start(
    *args: str, cwd: Path, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "exporter", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came so far"
        time.sleep(0.01)
