"""The places of articles: what the index knows them by.

A header enters, a ``Place`` leaves.  It names the article's file whichever way the user
named the archive.
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from exporter.model import ArticleHeader, Location


class Place(NamedTuple):
    """A file or a member of a .zip.

    ``folder`` is the real path of the file's folder, or of the .zip.  ``called`` is
    the folder's name as the user gave it, because that may tell the outlet; for a .zip
    it is empty.  ``name`` is the file's name in the folder, or that of the member.
    """

    folder: bytes
    called: bytes
    name: bytes


def places_of(headers: Iterable[ArticleHeader]) -> dict[Place, ArticleHeader]:
    """Return the headers by their places, without those whose stamp is unknown."""
    return {place_of(h.location): h for h in headers if h.stamp is not None}


def place_of(location: Location) -> Place:
    """Return the place of an article."""
    if location.member:
        member = location.member.encode("utf-8", "surrogatepass")
        return Place(_real_path(location.path), b"", member)
    folder, separator, name = location.path.rpartition(os.sep)
    return Place(*_name_folder(folder + separator), os.fsencode(name))


@lru_cache(maxsize=4096)
def _real_path(path: str) -> bytes:
    return os.fsencode(os.path.realpath(path))


@lru_cache(maxsize=4096)
def _name_folder(folder: str) -> tuple[bytes, bytes]:
    return _real_path(folder), os.fsencode(Location(f"{folder}x").folder)
