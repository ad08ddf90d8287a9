"""Where the program keeps files between runs, and where its configuration is."""

from __future__ import annotations

from pathlib import Path

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
