"""Where the program keeps files between runs, and where its configuration is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_LOG = logging.getLogger(__name__)
_LOCK_SECONDS = 0.2  # another run is writing: this one does without

_NAME = "dwexport"
_INDEX_NAME = "archive.sqlite"
_DIGESTS_NAME = "digests.sqlite"
_STORE_NAME = "images"
_SEARCH_NAME = "search"


def cache_folder(given: Path | None = None) -> Path:
    """Return the folder kept between runs: ``given``, else the user's own."""
    if given is not None:
        return given
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def store_folder(cache_dir: Path | None = None) -> Path:
    """Return the folder of the image store."""
    return cache_folder(cache_dir) / _STORE_NAME


def index_file(cache_dir: Path | None = None) -> Path:
    """Return the file of the archives' index."""
    return cache_folder(cache_dir) / _INDEX_NAME


def digests_file(cache_dir: Path | None = None) -> Path:
    """Return the file of the articles' digests."""
    return cache_folder(cache_dir) / _DIGESTS_NAME


def state_folder(given: Path | None = None) -> Path:
    """Return the folder of what must not be lost: ``given``, else the user's own.

    Unlike the cache it cannot be made again: what earlier runs told, and picks.
    """
    if given is not None:
        return given
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False)


def search_folder(cache_dir: Path | None = None) -> Path:
    """Return the folder of the search index."""
    return cache_folder(cache_dir) / _SEARCH_NAME


def config_folder() -> Path:
    """Return the folder of the user's configuration."""
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False)


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database that only saves time.  Raises sqlite3.Error and OSError."""
    import sqlite3  # only here, because it takes long to load

    return sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)


def write_database(path: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    """Let ``write`` change a database that only saves time, in one transaction.

    A damaged one is made anew.  If it cannot be written (locked, read-only, the disk
    full), it stays as it is, and the log says so.
    """
    import sqlite3

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(path, write)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            _LOG.debug("%s damaged, made anew: %s", path, error)
            path.unlink()
            _write(path, write)
    except (sqlite3.Error, OSError) as error:
        _LOG.debug("%s not written: %s", path, error)


def _write(path: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    with closing(open_database(path)) as connection:
        # Losing the cache in a power cut does no harm: do not wait for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        write(connection)
        connection.execute("COMMIT")
