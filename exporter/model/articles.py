"""Articles: their headers, where they lie, and what their files hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from exporter.model.blocks import Blocks


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    ``code`` is a short ASCII name (``dw``), ``name`` the Chinese one for
    people, ``home_url`` where its readers start ("" for an unknown outlet).
    """

    code: str
    name: str
    name_hant: str
    home_url: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where an article lies: a file, or a member of a .zip.

    ``path`` is a file system path as ``os.fsdecode`` gives it: it may hold
    line breaks and lone surrogates, so show it through ``display`` only.
    ``folder`` is the name of the folder the article lies in.
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
        """Return the location on one line, fit for a terminal or a report."""
        text = f"{self.path}!{self.member}" if self.member else self.path
        return "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode()
            for c in text.encode("utf-8", "backslashreplace").decode()
        )


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """What can be known of an article without parsing its body.

    ``id`` names the article across editions and files.  It is made of the article's
    number where the outlet has numbers (``a-69399723``); elsewhere it is ``<outlet
    code>-<12 hex digits of its url>``.
    ``published`` is aware, in UTC, from the header.
    """

    id: str
    location: Location
    title: str
    url: str
    outlet: Outlet
    published: datetime


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article and when, as the outlet says.

    ``note`` is the kind of work (综合报道, 摘编 …); ``written`` is aware and in
    UTC, and known where the outlet gave a zone or its clock is known; ``day`` is
    the day that it named; ``dateline`` is a date without a zone, in the outlet's
    own words.
    """

    authors: tuple[str, ...] = ()
    note: str = ""
    written: datetime | None = None
    dateline: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of an article's file that is no part of the article.

    ``rule`` is the stable kebab-case name of the rule that left it out
    (``nyt-subscription-line``); ``what`` is the words, or the address of a
    picture.  Nothing went wrong: the report tells it, the exit code does not.
    """

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article.

    ``notices`` are the copyright sentences taken out of its blocks;
    ``topics`` its keywords, in order, once each; ``feeds`` the addresses of
    the feed that archived it, where it says so; ``digest`` is the SHA-256 of
    the archived body, in hex; ``lang`` is set by ``exporter.language``;
    ``left_out`` is what its clean-up left out on purpose, in order.
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
