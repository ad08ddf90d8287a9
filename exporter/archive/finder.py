"""Finds the archive: the folder or .zip that the user means."""

import os
from pathlib import Path

from exporter.archive.folder import why
from exporter.errors import InputError
from exporter.model import Location
from exporter.words import Message

HOW_TO_GET_ONE = Message(
    "an archive is a folder of news articles, or a .zip of one: get one with "
    "`git clone` or as a .zip, then name it with --archive DIR, in the variable "
    "DWEXPORT_ARCHIVE, or as `archive` in dwexport.toml. "
    "To try the program: dwexport epub --archive samples"
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_EMPTY_ZIP_START = b"PK\x05\x06"


def find_archive(given: Path | None, *, cwd: Path) -> Path:
    """Return the archive to read: ``given``, else ``cwd`` if it is one.

    ``cwd`` is an archive if it has a folder ``articles``.  Raises InputError if there
    is no archive, or if it does not exist, is empty, or is a file other than a sound
    .zip.
    """
    if given is not None:
        check_archive(given)
        return given
    if os.path.isdir(cwd / "articles"):  # noqa: PTH112 - false if it may not be read
        return cwd
    raise InputError(Message("there is no archive to read"), hint=HOW_TO_GET_ONE)


def check_archive(path: Path) -> None:
    """Raise InputError unless ``path`` is a folder with files, or a .zip."""
    where = Location(os.fspath(path)).display
    try:
        if not path.exists():
            raise InputError(
                Message("{where} does not exist", where=where), hint=HOW_TO_GET_ONE
            )
        if path.is_dir():
            with os.scandir(path) as listing:
                empty = next(listing, None) is None
        else:
            empty = _check_zip(path, where)
    except OSError as error:
        message = Message("{where} cannot be read: {why}", where=where, why=why(error))
        raise InputError(message, hint=HOW_TO_GET_ONE) from error
    if empty:
        raise InputError(Message("{where} is empty", where=where), hint=HOW_TO_GET_ONE)


def looks_like_zip(path: Path) -> bool:
    """Return whether there is a file at ``path`` that is or should be a .zip."""
    try:
        if not path.is_file():  # reading a pipe might never end
            return False
        if path.suffix.lower() == ".zip":
            return True
        with path.open("rb") as file:
            return file.read(4) in _ZIP_STARTS
    except OSError:
        return False


def _check_zip(path: Path, where: str) -> bool:
    """Return whether a .zip is empty; raise InputError if it is no .zip."""
    from zipfile import is_zipfile  # takes 20 ms, and most archives are folders

    if not looks_like_zip(path):
        message = Message("{where} is neither a folder nor a .zip", where=where)
        raise InputError(message, hint=HOW_TO_GET_ONE)
    if not is_zipfile(path):
        raise InputError(
            Message("{where} is damaged: it is a .zip without its end", where=where),
            hint=Message(
                "get the .zip again, or unpack it and name the folder instead"
            ),
        )
    with path.open("rb") as file:
        return file.read(4) == _EMPTY_ZIP_START
