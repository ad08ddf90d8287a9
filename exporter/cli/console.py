"""Output: words for people on stderr, bytes for programs on stdout."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from exporter.cli.language import in_user_language
from exporter.errors import ExportError
from exporter.words import Message, word_os_error

# Characters that could move a terminal's cursor, break a line or change direction.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class ReaderGoneError(Exception):
    """The program that reads our standard output, such as ``head``, has ended.

    This is no OSError, because typer would choose an exit code for that itself.
    """


def say(text: str) -> None:
    """Print a line for people.  If stderr is closed or full, the run continues."""
    if sys.stderr is None:  # dwexport … 2>&-
        return
    try:
        shown = _UNSAFE.sub(_escaped, in_user_language(text))
        print(shown, file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        _silence(sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether ``stream`` is open and is a terminal."""
    return stream is not None and stream.isatty()


def put(data: bytes) -> None:
    """Write ``data`` to standard output.

    Raises ReaderGoneError if its reader has gone, and ExportError if it is closed or
    its disk is full.
    """
    if sys.stdout is None:  # dwexport … >&-
        raise ExportError(
            Message("standard output is closed"), hint=Message("send it somewhere")
        )
    try:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # with PYTHONUNBUFFERED a write may write only a part
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except OSError as error:
        _silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise ReaderGoneError from error
        raise ExportError(
            Message("cannot write to standard output: {why}", why=word_os_error(error)),
            hint=Message("free some space, or send it elsewhere"),
        ) from error


def put_lines(lines: Iterable[str]) -> None:
    """Write lines for people to standard output, in their language."""
    put_text("".join(f"{in_user_language(line)}\n" for line in lines))


def put_text(text: str) -> None:
    """Write ``text`` to standard output as ``put`` does, in its own encoding."""
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    put(text.encode(encoding, "backslashreplace"))


def put_json(value: object) -> None:
    """Write ``value`` to standard output as JSON, in UTF-8 (RFC 8259, 8.1)."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=1)
    put((text + "\n").encode("utf-8", "backslashreplace"))


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()


def _silence(stream: TextIO) -> None:
    """Discard what ``stream`` still buffers when the interpreter ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
