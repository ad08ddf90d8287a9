"""Who uses the store: many runs at once, or one that cleans it.

A run that makes a book holds the store until the book is written, for the
book is made from the store's files.  The lock belongs to the open file: it
goes with the process, however that ends.  portalocker locks on Linux, macOS and
Windows alike.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal, TypeAlias

LOCK_NAME = "lock"
# "unknown" is a system, or a network drive, that keeps no locks.
Company: TypeAlias = Literal["alone", "shared", "unknown"]


@contextlib.contextmanager
def hold_store(folder: Path) -> Iterator[None]:
    """Keep the store in ``folder`` from being cleaned while the block runs.

    Waits for the end of a cleaning that is under way.  A folder that cannot
    be used is not locked; who opens the store in it will be told.
    """
    with _lock_file(folder) as file:
        if file:
            _lock(file, wait=True)
        yield


@contextlib.contextmanager
def clean_store(folder: Path) -> Iterator[Company]:
    """Keep everybody else from the store in ``folder`` while the block runs.

    Yields "shared" at once where it is in use: nothing may be removed then.
    """
    with _lock_file(folder) as file:
        yield _lock(file, wait=False) if file else "unknown"


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


def _lock(file: IO[bytes], *, wait: bool) -> Company:
    """Lock ``file``: with others, having waited for one alone, or alone at once."""
    import portalocker  # takes 20 ms, which a list of articles need not wait for

    flags = portalocker.LockFlags
    how = flags.SHARED if wait else flags.EXCLUSIVE | flags.NON_BLOCKING
    try:
        portalocker.lock(file, how)
    except portalocker.AlreadyLocked:
        return "shared"
    except portalocker.LockException:  # a network drive
        return "unknown"
    return "shared" if wait else "alone"
