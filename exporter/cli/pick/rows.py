"""Rows of the list: what is shown of an article, and by what it is found."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property

from exporter.alternatives import PickGroup
from exporter.dates import local_time
from exporter.model import ArticleHeader
from exporter.text import fold_text

# The letters of a time: 2024-06, 2024-06-18.
_MONTH, _DAY = 7, 10
# The fields of a row of ``dwexport list``: id, day, time of day, outlet, title.
_FIELDS = 5


@dataclass(frozen=True)
class ArticleRow:
    """An article in the list.

    ``entry`` is the line that ``--from`` understands.  ``header`` is None for an
    article of a remembered pick that no longer exists.  ``time`` is local, to the
    minute.
    """

    entry: str
    header: ArticleHeader | None
    time: str
    outlet: str
    title: str

    @cached_property
    def folded(self) -> str:
        """Return what a filter is compared with."""
        code = self.header.outlet.code if self.header else ""
        name = self.entry.split(maxsplit=1)[0]
        return fold_text(f"{self.title} {self.outlet} {code} {name} {self.time}")

    def group_title(self, group: PickGroup) -> str:
        """Return the name of the group to which the row belongs; "" for none."""
        if group == "none":
            return ""
        if group == "outlet":
            return self.outlet
        return self.time[: _MONTH if group == "month" else _DAY]


def make_rows(headers: Sequence[ArticleHeader], zone: tzinfo) -> list[ArticleRow]:
    """Return a row for each article, in order."""
    editions = Counter(header.id for header in headers)
    return [_make_row(h, zone, by_path=editions[h.id] > 1) for h in headers]


def make_lost_rows(entries: Iterable[str]) -> list[ArticleRow]:
    """Return a row for each entry of a pick that names no article any more."""
    return [_make_lost_row(entry) for entry in entries]


def show_text(text: str) -> str:
    """Return ``text`` on one line, without characters that a terminal would obey."""
    if text.isprintable():  # nearly all titles are
        return text
    shown = (
        " " if c.isspace() else "" if unicodedata.category(c)[0] == "C" else c
        for c in text
    )
    return "".join(shown)


def _make_row(header: ArticleHeader, zone: tzinfo, *, by_path: bool) -> ArticleRow:
    moment = local_time(header.published, zone).replace(tzinfo=None)
    time = moment.isoformat(" ", "minutes")
    title, outlet = show_text(header.title), show_text(header.outlet.name)
    entry = "  ".join((header.id, time, outlet, title))
    if by_path:  # an id would name all editions
        entry = header.location.display
    return ArticleRow(entry, header, time, outlet, title)


def _make_lost_row(entry: str) -> ArticleRow:
    shown = show_text(entry)
    fields = shown.split(maxsplit=_FIELDS - 1)
    if len(fields) < _FIELDS:
        return ArticleRow(entry, None, "", "", shown)
    _, day, clock, outlet, title = fields
    return ArticleRow(entry, None, f"{day} {clock}", outlet, title)
