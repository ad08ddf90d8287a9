"""What a scan learns from one file, of any kind.

The first bytes of a file enter, a ``Record`` leaves: an article, a problem,
or both; an empty one for lists, pictures, README files and the like.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from exporter.archive.encodings import (
    Decoded,
    decode_article,
    find_wide,
    looks_spoiled,
)
from exporter.archive.header import (
    Head,
    clean_title,
    header_url,
    parse_head,
)
from exporter.archive.moments import instant, likely_epoch, usable_epoch
from exporter.model import ArticleHeader, Location, Outlet, Problem
from exporter.outlets import article_id, outlet_for
from exporter.words import Message

HEAD_BYTES = 4096  # holds the header of nearly every article
MAX_BYTES = 64 * 2**20
NO_BODY = Message("it has no body")
_EMPTY = Message("it is empty")
_ZEROS = Message("it holds nothing but zero bytes")
_NO_DATE = Message("neither its header nor byline has a date")
_KEPT = Message("kept, as nothing else dates it")
# A problem with this code is reported only if other files of its folder are articles.
NOT_AN_ARTICLE = "not-an-article"
TOO_LARGE = Message("it is larger than {megabytes} MB", megabytes=MAX_BYTES >> 20)
_MAX_MAYBE_BYTES = 2**20  # other files that begin with a bracket: JSON, Markdown

# The usual form of a header, before a body that begins with a tag.  Other forms are
# parsed in full.
_USUAL = re.compile(
    rb"<!--(-?[0-9]{1,15})-->\n\[([^\]\n&]+)\]\((https?://[^\s()<>&]+)\)\n-{3,}\n\s*<"
)
_SPACE = rb"(?:\s|\xef\xbb\xbf|\xc2\xa0|\xe3\x80\x80)*"
_EPOCH_FIRST = re.compile(_SPACE + rb"<!--\s*-?[0-9]+\s*(?:-->|-{0,2}\Z)")
_LINK_FIRST = re.compile(_SPACE + rb"(?:<!--[^<>]{0,200}-->\s*)?\[")
_CUT_COMMENT = re.compile(_SPACE + rb"<(?:!-{0,2})?\Z")
# What may precede a header: YAML front matter, headings.
_PROLOGUE = re.compile(
    _SPACE + rb"(?:---[ \t]*[\r\n].{0,3000}?[\r\n]---[ \t]*[\r\n]\s*)?"
    rb"(?:#{1,6}[ \t]+(?!\[)[^\r\n]*[\r\n]\s*)*",
    re.DOTALL,
)
_HEADING_LINK = re.compile(rb"(?:<!--[^<>]{0,200}-->\s*)?#{1,6}[ \t]")
_BLANK = b"\0 \t\r\n\xef\xbb\xbf"
_BLANK_FILE = re.compile(_SPACE)
_NOTHING = " \t\r\n\xa0\ufeff\ufffd"
# A number, or a number and a title.
_NUMBER_NAME = re.compile(
    rb"(?:.*/)?[0-9]{5,}(?:_[^/]*)?\.md", re.DOTALL | re.IGNORECASE
)
# Markdown files of an archive that are not articles.
_HELPER_NAME = re.compile(
    rb"(?:.*/)?(?:readme|index|license|licence|changelog|contributing|summary|_?sidebar"
    rb"|toc|about|todo|notes?|news|list|lists)\b[^/]*\.md",
    re.DOTALL | re.IGNORECASE,
)
_PACKED_NAME = re.compile(
    rb"(.*\.md)\.(gz|bz2|xz|zst|br|lz4|lzma|7z|zip|rar|age|gpg|pgp|asc|enc|crypt)",
    re.DOTALL | re.IGNORECASE,
)
_ARTICLE_NAME = re.compile(rb"(?:.*/)?[0-9]{4}[^/]*\.md", re.DOTALL | re.IGNORECASE)


class Record(NamedTuple):
    """A file of the archive: an article, a problem, both, or neither.

    ``published_ms`` may also be known for a problem.  A file with the code
    ``NOT_AN_ARTICLE`` is a problem only among articles.  ``code``, ``what`` and
    ``done`` are those of a Problem, "" if there is none.  ``lasting`` is false if the
    result may change although the file does not, for example for a missing permission;
    such a record is not kept in the index.
    """

    is_article: bool = False
    published_ms: int | None = None
    outlet_code: str = ""
    title: str = ""
    url: str = ""
    code: str = ""
    what: str = ""
    done: str = ""
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """An article split into parts; ``body`` is its HTML, "" if it has none."""

    decoded: Decoded
    head: Head
    body: str


def read_record(
    head: bytes,
    read_whole: Callable[[], bytes],
    *,
    size_bytes: int,
    name: bytes,
    folder: str,
) -> Record:
    """Judge a file by its first bytes.

    ``head`` holds the first ``HEAD_BYTES``.  ``read_whole`` returns all bytes and is
    called only for unusual files.  ``name`` is the file's name or path, ``folder`` the
    name of its folder.
    """
    usual = _read_usual(head, folder) if size_bytes <= MAX_BYTES else None
    if usual:
        return usual
    named = has_article_name(name)
    likelihood = _likelihood(head, named=named)
    if likelihood == "none":
        return _judge_stranger(head, name)
    if likelihood == "some" and size_bytes > _MAX_MAYBE_BYTES:
        return Record()
    if size_bytes > MAX_BYTES:
        return unreadable(TOO_LARGE)
    parts = split_article(read_whole())
    if isinstance(parts, Parts):
        return _judge(parts, folder)
    return unreadable(parts) if likelihood == "full" else Record()


def has_article_name(name: bytes) -> bool:
    """Return whether a file has an article's name: 1026101.md, 1047803_….md."""
    return _ARTICLE_NAME.fullmatch(name) is not None


def is_markdown(name: bytes) -> bool:
    """Return whether a file's name is that of Markdown, which may be an article."""
    return name.lower().endswith(b".md")


def unreadable(
    why: str, *, published_ms: int | None = None, lasting: bool = True
) -> Record:
    """Return the record of an article that cannot be read, for the reason ``why``."""
    return Record(
        published_ms=published_ms,
        code="article-unreadable",
        what=why,
        done=Message("left out"),
        lasting=lasting,
    )


def split_article(data: bytes) -> Parts | str:
    """Split an article's bytes into parts, or return the reason why that fails."""
    if not data.strip(_BLANK) or _BLANK_FILE.fullmatch(data):
        return _ZEROS if b"\0" in data else _EMPTY
    decoded = decode_article(data)
    if isinstance(decoded, str):
        return _name_damage(data) or decoded
    if not decoded.text.strip(_NOTHING):
        return _EMPTY
    head = parse_head(decoded.text)
    if head is None:
        return _name_damage(data) or Message("its header is cut off")
    body = decoded.text[head.body_start :].strip()
    return Parts(decoded, head, body if body.strip(_NOTHING) else "")


def make_header(
    record: Record, location: Location, stamp: tuple[int, int] | None = None
) -> ArticleHeader:
    """Return the article that ``record`` found at ``location``, in a file of ``stamp``.

    ``record`` must be an article, whose date is therefore known.
    """
    outlet = outlet_of(record.url, location.folder)
    # Articles without an address are never taken for editions of each other, even if
    # their titles are the same.
    key = record.url or f"{record.published_ms} {re.sub('[?#]', '', record.title)}"
    return ArticleHeader(
        id=article_id(key, outlet),
        location=location,
        title=record.title,
        url=record.url,
        outlet=outlet,
        published=instant(record.published_ms or 0),
        stamp=stamp,
    )


def make_problem(record: Record, location: Location) -> Problem:
    """Return the problem in ``record``, for the file at ``location``."""
    where = location.display
    what, done = Message.unpack(record.what), Message.unpack(record.done)
    return Problem(record.code, where, what, done, url=record.url)


def outlet_of(url: str, folder: str) -> Outlet:
    """Return ``outlet_for(url, folder)``, cached by host and folder.

    A folder's name need not be text; an outlet's name must be.
    """
    end = url.find("/", len("https://"))
    name = folder.encode("utf-8", "replace").decode("utf-8")
    return _remembered_outlet(url[:end] if end > 0 else url, name)


@lru_cache(maxsize=4096)
def _remembered_outlet(origin: str, folder: str) -> Outlet:
    return outlet_for(origin, folder)


def _read_usual(head: bytes, folder: str) -> Record | None:
    usual = _USUAL.match(head)
    if not usual:
        return None
    published_ms = likely_epoch(usual[1].decode("ascii"))
    if published_ms is None:
        return None
    try:
        title, url = usual[2].decode("utf-8"), header_url(usual[3].decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if looks_spoiled(title):
        return None
    code = outlet_of(url, folder).code
    return Record(True, published_ms, code, clean_title(title, url), url)


def _likelihood(head: bytes, *, named: bool) -> str:
    """Return how certain it is that a file is an article: "full", "some" or "none".

    Other Markdown and JSON may begin with a bracket, too.  So a bracket counts only
    together with an article's name or with a whole header after it.
    """
    wide = find_wide(head)
    if wide:
        head = head.decode(wide, "replace").encode("utf-8", "replace")
    if _EPOCH_FIRST.match(head):
        return "full"
    prologue = _PROLOGUE.match(head)
    if prologue and (prologue[0].strip(_BLANK) or named):
        rest = head[prologue.end() :]
        if _EPOCH_FIRST.match(rest):
            return "full"
        if named and (_LINK_FIRST.match(rest) or _HEADING_LINK.match(rest)):
            return "full"
    if _LINK_FIRST.match(head):
        return "full" if named else "some"
    lost = (
        not head.strip(_BLANK)
        or _CUT_COMMENT.match(head)
        or _BLANK_FILE.fullmatch(head)
    )
    return "full" if named and lost else "none"


def _name_damage(data: bytes) -> str:
    from exporter.archive.damage import name_damage  # rarely needed

    return name_damage(data[:HEAD_BYTES])


def _judge_stranger(head: bytes, name: bytes) -> Record:
    """Return the record of a file that has no header.

    Its name and its first bytes tell whether it should have one.
    """
    packed = _PACKED_NAME.fullmatch(name)
    if packed and has_article_name(packed[1]):
        known = _name_damage(head)
        return unreadable(
            known or Message("it is packed or encrypted: unpack or decrypt it")
        )
    if not is_markdown(name) or _HELPER_NAME.fullmatch(name):
        return Record()
    damage = _name_damage(head)
    if damage and has_article_name(name):
        return unreadable(damage)
    if damage or _NUMBER_NAME.fullmatch(name):
        from exporter.archive.damage import describe_stranger

        what = damage or describe_stranger(head)
        return unreadable(what)._replace(code=NOT_AN_ARTICLE)
    return Record()


def _judge(parts: Parts, folder: str) -> Record:
    """Return the record of a file that has a header."""
    head = parts.head
    if not parts.body:
        return unreadable(NO_BODY, published_ms=head.published_ms)
    time = head.refused[:30]
    usable = usable_epoch(head.refused) if head.refused else None
    refused = Message("the time in its header, {time}, cannot be right", time=time)
    if usable is None:
        refused = Message(
            "the time in its header, {time}, is in no calendar", time=time
        )
    if head.published_ms is None:
        what = refused if head.refused else _NO_DATE
        return Record(
            url=head.url, code="article-no-date", what=what, done=Message("left out")
        )
    record = Record(
        is_article=True,
        published_ms=head.published_ms,
        outlet_code=outlet_of(head.url, folder).code,
        title=head.title,
        url=head.url,
    )
    if head.refused:
        kept = usable == head.published_ms
        done = _KEPT if kept else Message("dated by its byline")
        return record._replace(code="article-date", what=refused, done=done)
    if head.odd:
        return record._replace(
            code="article-header", what=head.odd, done=Message("read all the same")
        )
    return record
