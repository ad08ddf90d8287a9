"""Words and output on the terminal, also when a stream is closed or full."""

import errno
import io
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from exporter.cli import main
from exporter.cli.console import ReaderGoneError, is_terminal, put, put_text, say
from exporter.errors import ExportError
from tests.support.commandline import RunCli
from tests.support.news import PLAIN, make_news

_STOPPED = "dwexport: stopped; nothing was left half-written\n"


class _Broken(io.RawIOBase):
    """A stream that cannot be written, for the reason ``number``."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.tries = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.tries += 1
        raise OSError(self._number, os.strerror(self._number))


class _Slow(io.BytesIO):
    """A stream that takes three bytes at a time, as a raw pipe may."""

    def write(self, data: object) -> int:
        return super().write(bytes(data)[:3])  # type: ignore[call-overload]


def text_stream(raw: io.RawIOBase | io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding="utf-8", write_through=True)  # type: ignore[arg-type]


def test_control_characters_in_a_word_are_escaped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("a\nb\x1b[31m\u202e\x85 灯塔 “”")
    assert capsys.readouterr() == ("", "a\\nb\\x1b[31m\\u202e\\x85 灯塔 “”\n")


@pytest.mark.parametrize("number", [errno.EPIPE, errno.ENOSPC])
def test_words_for_a_stderr_that_cannot_be_written_are_dropped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    broken = _Broken(number)
    monkeypatch.setattr(sys, "stderr", text_stream(broken))
    say("hello")
    assert broken.tries > 0
    monkeypatch.setattr(sys, "stderr", None)
    say("hello")
    assert capsys.readouterr() == ("", "")


def test_output_to_a_slow_pipe_is_written_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = _Slow()
    monkeypatch.setattr(sys, "stdout", text_stream(taken))
    put(b"0123456789")
    assert taken.getvalue() == b"0123456789"


def test_output_that_cannot_be_written_is_an_error_with_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", text_stream(_Broken(errno.ENOSPC)))
    with pytest.raises(ExportError, match="No space left on device"):
        put(b"x")
    monkeypatch.setattr(sys, "stdout", text_stream(_Broken(errno.EPIPE)))
    with pytest.raises(ReaderGoneError):
        put(b"x")
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(ExportError, match="standard output is closed"):
        put_text("x")
    assert not is_terminal(sys.stdout)


def test_a_closed_pipe_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_news(tmp_path / "news"))
    monkeypatch.setattr(sys, "stdout", text_stream(_Broken(errno.EPIPE)))
    assert main(["list"]) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_run_with_one_sentence(
    tmp_path: Path,
    run_cli: RunCli,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    before = signal.getsignal(number)

    def stop(*args: object) -> None:
        os.kill(os.getpid(), number)

    monkeypatch.setattr("exporter.cli.choice.read_zone", stop)
    done = run_cli("epub", cwd=make_news(tmp_path / "news"))
    assert (done.exit_code, done.out, done.err) == (1, "", _STOPPED)
    assert signal.getsignal(number) is before


def test_main_runs_in_a_thread_that_gets_no_signals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_news(tmp_path / "news"))
    codes: list[int] = []
    args = ["epub", "-q", *PLAIN, "-o", "b.epub"]
    thread = threading.Thread(target=lambda: codes.append(main(args)))
    thread.start()
    thread.join()
    assert codes == [0]
