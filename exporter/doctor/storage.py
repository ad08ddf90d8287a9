"""Checks of the archive, and of the files that are kept between runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

from exporter.archive import find_archive, scan_archive
from exporter.caches import cache_folder, index_file, store_folder
from exporter.doctor.findings import Finding, Surroundings, finding_of
from exporter.errors import ExportError
from exporter.journal import Journal
from exporter.sizes import show_size
from exporter.words import Message, word_foreign, word_os_error

# A book of a month with its pictures, and as much again while it is written.
_LITTLE_BYTES = 200_000_000
_TOO_LITTLE_BYTES = 20_000_000


def check_archive_folder(surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the archive, and count its articles."""
    try:
        archive = find_archive(surroundings.archive, cwd=Path())
        journal = Journal()
        scan = scan_archive(
            archive, index_path=index_file(surroundings.cache_dir), journal=journal
        )
    except ExportError as error:
        yield finding_of(error)
        return
    if scan.last is None:
        yield Finding(
            "error",
            Message("{archive} holds no article", archive=archive),
            Message("name the folder that holds them with --archive"),
        )
        return
    yield Finding(
        "ok",
        Message(
            "{archive}: {number:,} articles, the newest of {day}",
            archive=archive,
            number=scan.looked_at,
            day=scan.last.astimezone(UTC).date(),
        ),
    )
    if journal.problems:
        first = journal.problems[0]
        yield Finding(
            "warning",
            Message(
                "{number:,} files are no sound articles; the first: {where}: {what}",
                number=len(journal.problems),
                where=first.where,
                what=first.what,
            ),
            Message("dwexport list names them; get the archive again if they matter"),
        )


def check_indexes(surroundings: Surroundings) -> Iterator[Finding]:
    """Check that the databases in the cache are readable and sound."""
    folder = cache_folder(surroundings.cache_dir)
    files = sorted(folder.glob("*.sqlite"))
    if not files:
        yield Finding("ok", Message("none yet in {folder}", folder=folder))
    for file in files:
        fault = _fault_of_database(file)
        what = Message("{file}: {size}", file=file, size=_size_of(file))
        if not fault:
            yield Finding("ok", what)
            continue
        yield Finding(
            "warning",
            Message("{file} is damaged: {fault}", file=file, fault=fault),
            Message("it is made anew by the next run; you can delete it"),
        )


def check_store(surroundings: Surroundings) -> Iterator[Finding]:
    """Check the store of pictures: its size, its limit, and whether it can be used."""
    from exporter.images import is_store_in_use, read_state

    folder = store_folder(surroundings.cache_dir)
    state = read_state(folder)
    limit = surroundings.max_store_bytes
    what = Message(
        "{folder}: {number:,} pictures, {size}",
        folder=folder,
        number=state.files,
        size=show_size(state.size_bytes),
    )
    parent = _existing_parent(folder)
    if not os.access(parent, os.W_OK | os.X_OK):
        yield Finding(
            "error",
            Message("{folder} cannot be written", folder=parent),
            Message("correct its permissions, or name another folder with --cache-dir"),
        )
    elif limit is not None and state.size_bytes > limit:
        hint = Message("dwexport cache prune removes what was unused longest")
        yield Finding("warning", what, hint)
    else:
        yield Finding("ok", what)
    if is_store_in_use(folder):
        yield Finding("ok", Message("another run uses the pictures now"))
    for database in sorted(folder.glob("index-*.sqlite3")):
        fault = _fault_of_database(database)
        if not fault:
            continue
        yield Finding(
            "warning",
            Message("{file} is damaged: {fault}", file=database, fault=fault),
            Message(
                "dwexport cache clear empties the store; then get the pictures again"
            ),
        )


def check_disk(surroundings: Surroundings) -> Iterator[Finding]:
    """Check the free space for the cache, temporary files and books."""
    seen: set[int] = set()
    folders = (
        cache_folder(surroundings.cache_dir),
        Path(tempfile.gettempdir()),
        surroundings.output,
    )
    for wanted in folders:
        folder = _existing_parent(wanted)
        try:
            device = folder.stat().st_dev
            free = shutil.disk_usage(folder).free
        except OSError as error:
            what = Message(
                "{folder} cannot be used: {why}",
                folder=folder,
                why=word_os_error(error),
            )
            hint = Message("name another folder, or correct its permissions")
            yield Finding("error", what, hint)
            continue
        if device in seen:
            continue
        seen.add(device)
        what = Message("{folder}: {size} free", folder=folder, size=show_size(free))
        hint = Message("free some space, or use another disk")
        if free < _TOO_LITTLE_BYTES:
            yield Finding("error", what, hint)
        elif free < _LITTLE_BYTES:
            yield Finding("warning", what, hint)
        else:
            yield Finding("ok", what)


def _fault_of_database(file: Path) -> str:
    """Return what is wrong with an SQLite file, "" if it is sound."""
    try:
        uri = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=1)) as connection:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, OSError) as error:
        return word_foreign(str(error))
    return "" if answer == "ok" else word_foreign(str(answer))


def _size_of(file: Path) -> str:
    return show_size(file.stat().st_size)


def _existing_parent(folder: Path) -> Path:
    """Return ``folder``, or the nearest folder above it that exists."""
    for one in (folder, *folder.absolute().parents):
        if one.is_dir():
            return one
    return folder
