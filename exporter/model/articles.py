"""Articles: their headers, their locations, and the contents of their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from exporter.model.blocks import Blocks


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    ``code`` is a short ASCII name (``dw``).  ``name`` is the Chinese one for people.
    ``home_url`` is the outlet's home page, "" for an unknown outlet.
    """

    code: str
    name: str
    name_hant: str
    home_url: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where an article is: a file, or a member of a .zip.

    ``path`` is a file system path from ``os.fsdecode``.  It may hold line breaks and
    lone surrogates, so show it only through ``display``.  ``folder`` is the name of the
    article's folder.
    """

    path: str
    member: str = ""

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the article."""
        parts = (self.member or self.path).replace("\\", "/").split("/")
        return parts[-2] if len(parts) > 1 else ""

    @property
    def display(self) -> str:
        """Return the location on one line, for a terminal or a report."""
        text = f"{self.path}!{self.member}" if self.member else self.path
        return "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode()
            for c in text.encode("utf-8", "backslashreplace").decode()
        )


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """What is known of an article before its body is parsed.

    ``id`` names the article across editions and files.  If the outlet numbers its
    articles, it is made of the number (``a-69399723``); else it is ``<outlet code>-<12
    hex digits of its url>``.  ``published`` is from the header, aware and in UTC.
    ``stamp`` is the time (ns) and the size (bytes) that its file had when it was
    scanned; for a member of a .zip they are those of the .zip.
    """

    id: str
    location: Location
    title: str
    url: str
    outlet: Outlet
    published: datetime
    stamp: tuple[int, int] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article and when, as the outlet says.

    ``note`` is the kind of work (综合报道, 摘编 …).  ``written`` is aware and in UTC;
    it is known if the outlet names a zone or its own zone is known.  ``day`` is the day
    that the outlet named.  ``dateline`` is a date without a zone, in the outlet's own
    words.
    """

    authors: tuple[str, ...] = ()
    note: str = ""
    written: datetime | None = None
    dateline: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of an article's file that does not belong to the article.

    ``rule`` is the stable kebab-case name of the rule that left it out
    (``nyt-subscription-line``).  ``what`` is the words, or the address of an image.
    This is no error: it is in the report but does not change the exit code.
    """

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article.

    ``notices`` are the copyright sentences taken out of its blocks.  ``topics`` are its
    keywords, in order, once each.  ``feeds`` are the addresses of the feed that
    archived it, if it names them.  ``digest`` is the SHA-256 of the archived body, in
    hex.  ``lang`` is set by ``exporter.language``.  ``left_out`` is what the clean-up
    left out on purpose, in order.  ``converted`` says that its words are no longer
    in the script of its outlet (``exporter.conversion``).
    """

    header: ArticleHeader
    byline: Byline
    blocks: Blocks
    topics: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    digest: str = ""
    lang: str = "zh-Hans"
    left_out: tuple[LeftOut, ...] = ()
    converted: bool = False
