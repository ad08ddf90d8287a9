"""The store's lock: many runs may use the store at once, or one may clean it.

A run that makes a book holds the store until the book is written, because the book
is made from the store's files.  The lock belongs to the open file, so it ends with
the process, however that ends.  portalocker locks on Linux, macOS and Windows alike.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal, TypeAlias

LOCK_NAME = "lock"
# "unknown": the system, or a network drive, has no locks.
Company: TypeAlias = Literal["alone", "shared", "unknown"]


@contextlib.contextmanager
def hold_store(folder: Path) -> Iterator[None]:
    """Keep the store in ``folder`` from being cleaned while the block runs.

    Waits for the end of a cleaning that is under way.  A folder that cannot be used
    is not locked; opening the store in it will report why.
    """
    with _lock_file(folder) as file:
        if file:
            _lock(file, wait=True)
        yield


@contextlib.contextmanager
def clean_store(folder: Path) -> Iterator[Company]:
    """Keep all others out of the store in ``folder`` while the block runs.

    Yields "shared" at once if the store is in use; then nothing may be removed.
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
    """Lock ``file``: shared, after waiting, if ``wait``; else exclusively, at once."""
    import portalocker  # here: it takes 20 ms, which a list of articles does not need

    flags = portalocker.LockFlags
    how = flags.SHARED if wait else flags.EXCLUSIVE | flags.NON_BLOCKING
    try:
        portalocker.lock(file, how)
    except portalocker.AlreadyLocked:
        return "shared"
    except portalocker.LockException:  # for example on a network drive
        return "unknown"
    return "shared" if wait else "alone"
