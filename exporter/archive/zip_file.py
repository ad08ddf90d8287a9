"""An archive that is a .zip: lists it and reads its members in place.

Nothing is unpacked to disk; the names of members are only shown and compared.  The
declared size of a member is checked before it is read, and no more than that is read.
"""

import os
import struct
import zlib
from collections.abc import Collection, Mapping
from types import TracebackType
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from exporter.archive.folder import Entry, why
from exporter.archive.index import KnownRow
from exporter.archive.record import (
    HEAD_BYTES,
    MAX_BYTES,
    TOO_LARGE,
    Record,
    is_markdown,
    read_record,
    unreadable,
)
from exporter.errors import InputError
from exporter.journal import Journal
from exporter.model import Location
from exporter.words import Message, word_foreign

_MAX_RATIO = 200  # news in HTML is packed 3 to 10 times
_MAX_RATIO_FROM_BYTES = 2**20
_MAX_WHOLE_RATIO_FROM_BYTES = 2**30
# With these methods zipfile unpacks only as much as it is asked for.  With bzip2 and
# LZMA it unpacks everything that a few KB hold, which may be gigabytes.
_BOUNDED_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_UTF8_NAME = 0x800  # bit 11 of the flags: APPNOTE.TXT 4.4.4
_DAMAGE_HINT = Message("get the .zip again, or unpack it and name the folder instead")
_BOMB_HINT = Message(
    "get the archive from where it is published, or clone its repository"
)

# What zipfile and zlib raise for members that are damaged, encrypted or packed in an
# unusual way.
READ_ERRORS: tuple[type[Exception], ...] = (
    BadZipFile,
    EOFError,
    OSError,
    RuntimeError,  # encrypted, or an unknown method of compression
    ValueError,
    struct.error,
    zlib.error,
)


class ZipArchive:
    """A .zip of articles, read in place.

    ``members`` holds its files by name: those below ``articles/`` if such a folder is
    at the top or one level below, else all files.
    """

    def __init__(self, path: str) -> None:
        """Look at the .zip at ``path``.  Raises InputError if there is none."""
        self.path = path
        try:
            found = os.stat(path)  # noqa: PTH116 - the path need not be text
        except OSError as error:
            raise _cannot_open(path, why(error)) from error
        self.signature = (found.st_mtime_ns, found.st_size)
        self.key = os.fsencode(os.path.realpath(path))
        self.prefix = 0
        self._zip: ZipFile | None = None
        self._members: dict[str, ZipInfo] | None = None

    def __enter__(self) -> "ZipArchive":
        """Return itself; the file is opened when it is needed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        if self._zip:
            self._zip.close()

    @property
    def members(self) -> dict[str, ZipInfo]:
        """Return the files in the archive.  Raises InputError if it is damaged."""
        if self._members is None:
            self._members = _members_of(self._opened())
        return self._members

    def entries(self, known: Collection[KnownRow], journal: Journal) -> list[Entry]:
        """List all members, from what is ``known`` if the .zip is unchanged."""
        del journal  # a .zip is listed as a whole, or not at all
        if known and all(row[1:3] == self.signature for row in known):
            names = [row[0].decode("utf-8", "surrogateescape") for row in known]
        else:
            names = list(self.members)
        return [
            Entry(
                name.encode("utf-8", "surrogateescape"),
                *self.signature,
                self._place(name).folder,
            )
            for name in names
        ]

    def read(self, entry: Entry) -> Record:
        """Return what the member at ``entry`` is."""
        name = entry.path.decode("utf-8", "surrogateescape")
        member = self.members.get(name)
        if member is None:
            return Record(lasting=False)
        try:
            _check_method(member)
            with self._opened().open(member) as file:
                head = file.read(HEAD_BYTES)
            refusal = _refusal(member)
            record = read_record(
                head,
                lambda: self.read_bytes(name),
                size_bytes=MAX_BYTES + 1 if refusal else member.file_size,
                name=entry.path,
                folder=entry.folder,
            )
            return record._replace(what=refusal) if refusal and record.code else record
        except READ_ERRORS as error:
            if is_markdown(entry.path):
                return unreadable(
                    Message("it cannot be unpacked: {error}", error=word_foreign(error))
                )
            return Record()

    def read_bytes(self, name: str) -> bytes:
        """Return the bytes of the member ``name``, up to the limit.

        Raises one of ``READ_ERRORS``, or KeyError if there is no such member.
        """
        member = self.members[name]
        refusal = _refusal(member)
        if refusal:
            raise BadZipFile(refusal)
        _check_method(member)
        with self._opened().open(member) as file:
            # With a number zipfile stops after so many bytes; without it, it unpacks
            # all.
            return file.read(member.file_size)

    def location(self, entry: Entry) -> Location:
        """Return the location of ``entry``."""
        return self._place(entry.path.decode("utf-8", "surrogateescape"))

    def _place(self, name: str) -> Location:
        return Location(self.path, name)

    def _opened(self) -> ZipFile:
        if self._zip is None:
            try:
                self._zip = ZipFile(self.path)
            except READ_ERRORS as error:
                raise _cannot_open(self.path, word_foreign(error)) from error
            _check_whole(self._zip, self.path, size_bytes=self.signature[1])
        return self._zip


def _cannot_open(path: str, reason: str) -> InputError:
    where = Location(path).display
    return InputError(
        Message(
            "{where} is no .zip that can be read: {reason}", where=where, reason=reason
        ),
        hint=_DAMAGE_HINT,
    )


def _check_whole(opened: ZipFile, path: str, *, size_bytes: int) -> None:
    """Raise InputError for a .zip that is a bomb as a whole.

    Its members may share their bytes, so that each is small and all together are
    larger than the file (Fifield, A better zip bomb, 2019).
    """
    members = opened.infolist()
    whole = sum(member.file_size for member in members)
    reason = ""
    if sum(member.compress_size for member in members) > size_bytes:
        reason = Message("its members overlap")
    elif whole > _MAX_WHOLE_RATIO_FROM_BYTES and whole > _MAX_RATIO * size_bytes:
        reason = Message(
            "it is packed more than {number} times, as no news is", number=_MAX_RATIO
        )
    if reason:
        where = Location(path).display
        raise InputError(
            Message("{where} is not read: {reason}", where=where, reason=reason),
            hint=_BOMB_HINT,
        )


def _members_of(opened: ZipFile) -> dict[str, ZipInfo]:
    members: dict[str, ZipInfo] = {}
    for info in opened.infolist():
        if not info.filename:
            continue  # seen in damaged files; zipfile raises for them
        parts = info.filename.split("/")[:-1]
        hidden = any(p.startswith(".") or p == "__MACOSX" for p in parts if p != "..")
        if not info.is_dir() and not hidden:
            members[_member_name(info, members)] = info
    inside = {n: i for n, i in members.items() if "articles" in n.split("/")[:-1][:2]}
    return inside or members


def _member_name(info: ZipInfo, taken: Mapping[str, ZipInfo]) -> str:
    """Return the name of a member, correctly decoded and unique.

    zipfile reads names without the UTF-8 flag as cp437, but real archives hold UTF-8 or
    GB18030 there (macOS and Windows in Chinese).
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded_name(name)
    unique, copies = name, 1
    while unique in taken:
        copies += 1
        unique = f"{name} ({copies})"
    return unique


def _decoded_name(name: str) -> str:
    """Return ``name``, which zipfile decoded as cp437, in its real encoding."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # from its Unicode Path field, since Python 3.12
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _check_method(member: ZipInfo) -> None:
    """Raise BadZipFile for a member that cannot be unpacked within limits."""
    if member.compress_type not in _BOUNDED_METHODS:
        raise BadZipFile(
            Message(
                "only what is stored or deflated is read (not method {method})",
                method=member.compress_type,
            )
        )


def _refusal(member: ZipInfo) -> str:
    """Return why a member must not be unpacked, "" if it may be."""
    size = member.file_size
    if size > MAX_BYTES:
        return TOO_LARGE
    if size > _MAX_RATIO_FROM_BYTES and size > _MAX_RATIO * member.compress_size:
        return Message(
            "it is packed more than {number} times, as no text is", number=_MAX_RATIO
        )
    return ""
