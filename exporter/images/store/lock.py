"""The store's lock: many runs may use the store at once, or one may clean it.

A run that makes a book holds the store until the book is written, because the book
is made from the store's files.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Literal, TypeAlias

from exporter.locks import Grip, lock_alone, lock_shared

LOCK_NAME = "lock"
# "unknown": the system, or a network drive, has no locks.
Company: TypeAlias = Literal["alone", "shared", "unknown"]
_COMPANY: Mapping[Grip, Company] = {
    "held": "alone",
    "taken": "shared",
    "unknown": "unknown",
}


@contextlib.contextmanager
def hold_store(folder: Path) -> Iterator[None]:
    """Keep the store in ``folder`` from being cleaned while the block runs.

    Waits for the end of a cleaning that is under way.  A folder that cannot be used
    is not locked; opening the store in it will report why.
    """
    with _lock_file(folder) as file:
        if file:
            lock_shared(file)
        yield


@contextlib.contextmanager
def clean_store(folder: Path) -> Iterator[Company]:
    """Keep all others out of the store in ``folder`` while the block runs.

    Yields "shared" at once if the store is in use; then nothing may be removed.
    """
    with _lock_file(folder) as file:
        yield _COMPANY[lock_alone(file)] if file else "unknown"


def is_store_in_use(folder: Path) -> bool:
    """Return whether another run holds the store in ``folder``; nothing is made."""
    if not (folder / LOCK_NAME).exists():
        return False
    with clean_store(folder) as company:
        return company == "shared"


@contextlib.contextmanager
def _lock_file(folder: Path) -> Iterator[IO[bytes] | None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK_NAME).open("ab")
    except OSError:
        yield None
        return
    with file:
        yield file
