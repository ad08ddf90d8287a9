"""The command line: the only part that talks to people.

Options become dataclasses, errors become words and exit codes, problems become a
summary.  Standard output carries only what another program reads; everything for people
goes to standard error.  The stages are imported inside the commands, so that ``--help``
does not wait for them.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType

from exporter.cli.console import ReaderGoneError, say
from exporter.cli.language import choose_language, speak
from exporter.cli.utf8 import start_again_in_utf8
from exporter.errors import EXIT_COMPLETE, EXIT_FAILED, ExportError, UsageError
from exporter.words import Message

__all__ = ["main"]

_INTERRUPTED = 130  # typer's exit code for Ctrl-C


def main(argv: list[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's); return its exit code.

    An ExportError becomes a line that says what happened and a line that says what to
    do.  After Ctrl-C, SIGTERM or a closed terminal the exit code is 1, and nothing is
    left half-written.
    """
    if argv is None:
        start_again_in_utf8()
        _look_for_garbage_seldom()
    arguments = sys.argv[1:] if argv is None else argv
    _show_any_character()
    speak(choose_language(arguments, os.environ))
    try:
        _refuse_empty(arguments)
        with _stopped_politely():
            return _run(arguments)  # Ctrl-C may come during imports, too
    except SystemExit as done:
        return _exit_code(done)
    except ExportError as error:
        say(Message("dwexport: {message}", message=error.message))
        if error.hint:
            say(Message("  try: {hint}", hint=error.hint))
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped()
    except ReaderGoneError:
        pass
    return EXIT_COMPLETE


def _run(arguments: Sequence[str]) -> int:
    from exporter.cli.app import run

    code = run(arguments)
    return _stopped() if code == _INTERRUPTED else code


def _look_for_garbage_seldom() -> None:
    """Let Python collect cycles less often: nearly all objects of a run stay in use.

    Measured: an EPUB of 123 articles takes a fifteenth less time and no more memory.
    """
    gc.set_threshold(10_000, 20, 50)


def _refuse_empty(arguments: Sequence[str]) -> None:
    """Raise UsageError for an argument that is empty or blank.

    Usually it is a variable of a script that was not set.  If it counted as "not
    given", ``--since "$DAY"`` would choose everything.
    """
    before = ""
    for argument in arguments:
        name, equals, value = argument.partition("=")
        option = argument if not equals else name
        if not argument.strip():
            what = Message("an argument is empty")
            if before:
                what = Message("{option} has an empty value", option=before)
        elif option.startswith("--") and equals and not value.strip():
            what = Message("{option} has an empty value", option=name)
        else:
            before = argument if argument.startswith("-") and not equals else ""
            continue
        raise UsageError(what, hint=Message("write a value, or leave the option out"))


def _show_any_character() -> None:
    """Escape characters that the terminal or the locale cannot show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def _stopped_politely() -> Iterator[None]:
    """Treat SIGTERM and SIGHUP like Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return
    process = os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        if os.getpid() != process:  # a worker forked from us, told to end
            os._exit(EXIT_FAILED)
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _exit_code(done: SystemExit) -> int:
    if done.code == _INTERRUPTED:
        return _stopped()
    if isinstance(done.code, int):
        return done.code
    return EXIT_COMPLETE if done.code is None else EXIT_FAILED


def _stopped() -> int:
    say(Message("dwexport: stopped; nothing was left half-written"))
    return EXIT_FAILED
