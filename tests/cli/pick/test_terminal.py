"""``dwexport pick`` in a real terminal: what it leaves behind, however it ends."""

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.cli.picks import Pick, save_pick
from tests.support.commandline import ROOT, RunCli
from tests.support.news import PLAIN, make_news, read_book

fcntl = pytest.importorskip("fcntl")
pytestmark = pytest.mark.slow

_SECONDS = 60
_LEAVES_SCREEN = b"\x1b[?1049l"
_SHOWS_CURSOR = b"\x1b[?25h"


class Terminal:
    """A process in a pseudo-terminal of 96 columns; ``seen`` is what it drew."""

    def __init__(self, folder: Path, *options: str, term: str = "xterm") -> None:
        self.master, self.slave = pty.openpty()
        self.ends = [self.master, self.slave]
        size = struct.pack("HHHH", 30, 96, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "exporter", "pick", *PLAIN, *options],
            stdin=self.slave,
            stdout=subprocess.PIPE,
            stderr=self.slave,
            cwd=folder,
            env={
                **{name: v for name, v in os.environ.items() if name != "COLUMNS"},
                "PYTHONPATH": str(ROOT),
                "TERM": term,
                "LANGUAGE": "en",
            },
            start_new_session=True,
        )

    def wait_for(self, text: str) -> None:
        """Read until ``text`` has been drawn since the last call."""
        start = len(self.seen)
        until = time.monotonic() + _SECONDS
        while text.encode() not in self.seen[start:]:
            is_alive = self.process.poll() is None and time.monotonic() < until
            assert is_alive, self.seen[start:].decode()
            self._read()

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def finish(self) -> tuple[int, str]:
        """Return the exit code and what came on standard output."""
        until = time.monotonic() + _SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < until
            self._read()
        self._read()
        assert self.process.stdout is not None
        return self.process.returncode, self.process.stdout.read().decode()

    def is_restored(self) -> bool:
        """Return whether the terminal is as it was before."""
        drawn = _LEAVES_SCREEN in self.seen and _SHOWS_CURSOR in self.seen
        return drawn and termios.tcgetattr(self.slave) == self.before

    def hang_up(self) -> None:
        """Take the terminal away, and tell the process as the system does.

        Before that it draws the screen again and again, which nobody takes.
        """
        for end in self.ends:
            os.close(end)
        self.ends = []
        for _ in range(60):
            self.process.send_signal(signal.SIGWINCH)
            time.sleep(0.02)
        self.process.send_signal(signal.SIGHUP)

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        for end in self.ends:
            os.close(end)

    def _read(self) -> None:
        ready, _, _ = select.select([self.master], [], [], 0.1)
        if ready:
            self.seen += os.read(self.master, 65536)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_news(tmp_path / "news")


@pytest.fixture(params=["xterm"])
def terminal(request: pytest.FixtureRequest, news: Path) -> Iterator[Terminal]:
    opened = Terminal(news, term=request.param)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "terminal", ["xterm", "xterm-256color", "screen", "tmux", "linux"], indirect=True
)
def test_a_book_is_made_after_the_screen_is_left(
    terminal: Terminal, news: Path
) -> None:
    terminal.wait_for("茶山下雪了")
    terminal.type("\x1b[B \x1b[B\x1b[B ")
    terminal.wait_for("2 marked")
    terminal.type("\r")
    terminal.wait_for("EPUB")
    terminal.type("e")
    code, out = terminal.finish()
    assert code == 0
    assert b"Ctrl+O remember" in terminal.seen  # 80 columns have no room for it
    assert terminal.is_restored()
    assert b"2 articles" in terminal.seen.partition(_LEAVES_SCREEN)[2]
    titles = ("木桥会唱歌", "渡轮提前靠岸")
    chapters = read_book(news / out.strip()).chapters
    assert all(t in c for t, c in zip(titles, chapters, strict=True))


def test_a_remembered_pick_opens_with_marks_outside_the_selection_and_lost_ones(
    news: Path, tmp_path: Path
) -> None:
    entries = ("a-1001", "bbc-bdc9c47da792", "a-999  2020-01-01 08:00  德国之声  消失")
    save_pick(Pick("w", entries, "outlet"), tmp_path)
    opened = Terminal(news, "w", "--since", "2024-06-20", "--state-dir", str(tmp_path))
    try:
        opened.wait_for("no longer exists")
        opened.type("\t")
        opened.wait_for("[?]")
        opened.type("\r")
        opened.wait_for("EPUB")
        opened.type("e")
        code, out = opened.finish()
    finally:
        opened.close()
    assert code == 3  # the lost one is a problem
    assert "消失" in opened.seen.partition(_LEAVES_SCREEN)[2].decode()
    book = read_book(news / out.strip())
    titles = ("木桥会唱歌", "灯塔重新点亮")
    assert all(t in c for t, c in zip(titles, book.chapters, strict=True))
    assert book.nav.index("BBC中文") < book.nav.index("德国之声")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_restores_the_terminal_and_the_marks_are_remembered(
    terminal: Terminal, number: int, run_cli: RunCli, news: Path
) -> None:
    terminal.wait_for("茶山下雪了")
    terminal.type(" ")
    terminal.wait_for("1 marked")
    terminal.process.send_signal(number)
    code, out = terminal.finish()
    assert (code, out) == (1, "")
    assert terminal.is_restored()
    assert b"stopped" in terminal.seen
    assert "茶山下雪了" in run_cli("list", "--pick", "last", cwd=news).out


def test_marks_survive_a_connection_that_breaks(
    terminal: Terminal, run_cli: RunCli, news: Path
) -> None:
    terminal.wait_for("茶山下雪了")
    terminal.type(" ")
    terminal.wait_for("1 marked")
    terminal.process.send_signal(signal.SIGHUP)
    terminal.finish()
    assert "茶山下雪了" in run_cli("list", "--pick", "last", cwd=news).out


def test_process_ends_when_its_terminal_is_gone(
    terminal: Terminal, run_cli: RunCli, news: Path
) -> None:
    terminal.wait_for("茶山下雪了")
    terminal.type(" ")
    terminal.wait_for("1 marked")
    terminal.hang_up()
    terminal.process.wait(timeout=_SECONDS)
    assert "茶山下雪了" in run_cli("list", "--pick", "last", cwd=news).out


def test_ctrl_c_leaves_and_writes_nothing(terminal: Terminal, news: Path) -> None:
    before = sorted(news.rglob("*"))
    terminal.wait_for("茶山下雪了")
    terminal.type("\x03")
    assert terminal.finish() == (0, "")
    assert terminal.is_restored()
    assert sorted(news.rglob("*")) == before


def test_without_a_terminal_one_line_says_so(run_cli: RunCli, news: Path) -> None:
    done = run_cli("pick", cwd=news, own_process=True)
    assert (done.exit_code, done.out) == (2, "")
    assert done.err.splitlines()[0] == (
        "dwexport: pick needs a terminal for its list and its keys"
    )
