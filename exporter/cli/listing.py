"""The rows of ``dwexport list``: sorted, as a table or JSON, and summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from exporter.alternatives import ListOrder
from exporter.cli.console import put_json, put_text
from exporter.cli.language import in_user_language
from exporter.cli.widths import columns_of
from exporter.dates import local_time
from exporter.model import ArticleHeader, Location
from exporter.text import fold_text
from exporter.words import Message, count, count_articles

if TYPE_CHECKING:
    from exporter.journal import Twin
    from exporter.search import Facts

_HEAD = (
    Message("# id"),
    Message("published"),
    Message("outlet"),
    Message("characters"),
    Message("pictures"),
    Message("minutes"),
)
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles to list, in order.

    ``facts`` and ``twins`` are None if they were not asked for.  Of articles that
    cannot be read there are no facts.
    """

    headers: Sequence[ArticleHeader]
    timezone: tzinfo
    facts: Mapping[Location, Facts] | None = None
    twins: Mapping[ArticleHeader, Twin] | None = None


def needs_facts(by: ListOrder | None) -> bool:
    """Return whether articles must be read to be sorted by ``by``."""
    return by in ("length", "pictures")


def sort_headers(
    headers: Sequence[ArticleHeader],
    by: ListOrder,
    facts: Mapping[Location, Facts] | None,
) -> list[ArticleHeader]:
    """Return ``headers`` sorted; equal ones keep their order.

    The newest, longest and those with most pictures come first.  Titles and outlets are
    sorted by sound, as far as GB 2312 does so.  Unreadable articles come last.
    """

    def measure(header: ArticleHeader) -> int:
        found = (facts or {}).get(header.location)
        if found is None:
            return -1
        return found.characters if by == "length" else found.pictures

    match by:
        case "date":
            return sorted(headers, key=lambda h: h.published, reverse=True)
        case "title":
            return sorted(headers, key=lambda h: _sound_key(h.title))
        case "outlet":
            return sorted(headers, key=lambda h: _sound_key(h.outlet.name))
        case "length" | "pictures":
            return sorted(headers, key=measure, reverse=True)


def print_table(listing: Listing) -> None:
    """Print id, time, outlet and title, one article a line.

    Facts, and the twin of each article, come before the title.  With facts there is a
    line of headings, which ``--from`` takes for a comment.
    """
    rows = [_cells(header, listing) for header in listing.headers]
    if listing.facts is not None and rows:
        head = [in_user_language(word) for word in _HEAD]
        twin = [] if listing.twins is None else [""]
        rows.insert(0, (*head, *twin, in_user_language(Message("title"))))
    if not rows:
        return
    columns = len(rows[0]) - 1
    numbers = range(0) if listing.facts is None else range(3, 6)
    widths = [max(columns_of(row[n]) for row in rows) for n in range(columns)]
    lines = []
    for row in rows:
        aligned = [
            _pad(row[n], widths[n], left=n not in numbers) for n in range(columns)
        ]
        lines.append("  ".join([*aligned, row[-1]]) + "\n")
    put_text("".join(lines))


def print_json(listing: Listing) -> None:
    """Print all that is known of the articles, for programs."""
    rows = [_fields(header, listing) for header in listing.headers]
    put_json(rows)


def sum_up(listing: Listing) -> Message:
    """Return how many articles there are, and how long all of them are if known."""
    articles = count_articles(len(listing.headers))
    if listing.facts is None:
        return articles
    known = [f for h in listing.headers if (f := listing.facts.get(h.location))]
    return Message(
        "{articles}, {characters}, {pictures}, {minutes}",
        articles=articles,
        characters=count(
            "1 character",
            "{number:,} characters",
            sum(facts.characters for facts in known),
        ),
        pictures=count(
            "1 picture", "{number:,} pictures", sum(facts.pictures for facts in known)
        ),
        minutes=count(
            "1 minute of reading",
            "{number:,} minutes of reading",
            sum(facts.minutes for facts in known),
        ),
    )


def _cells(header: ArticleHeader, listing: Listing) -> tuple[str, ...]:
    cells = [
        header.id,
        _minute(local_time(header.published, listing.timezone)),
        header.outlet.name,
    ]
    if listing.facts is not None:
        facts = listing.facts.get(header.location)
        numbers = (
            (facts.characters, facts.pictures, facts.minutes)
            if facts
            else (_UNKNOWN,) * 3
        )
        cells += map(str, numbers)
    if listing.twins is not None:
        cells.append(_name_twin(listing.twins.get(header)))
    return (*cells, header.title)


def _fields(header: ArticleHeader, listing: Listing) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": header.id,
        "published": header.published.isoformat().replace("+00:00", "Z"),
        "outlet": header.outlet.code,
        "title": header.title,
        "url": header.url,
        "path": header.location.display,
    }
    if listing.facts is not None:
        facts = listing.facts.get(header.location)
        fields |= {
            "characters": facts and facts.characters,
            "pictures": facts and facts.pictures,
            "minutes": facts and facts.minutes,
            "lang": facts and facts.script,
            "authors": facts and facts.authors,
            "topics": facts and facts.topics,
        }
    if listing.twins is not None:
        twin = listing.twins.get(header)
        fields["twin_of"] = twin and {
            "id": twin.preferred.id,
            "path": twin.preferred.location.display,
            "alike": round(twin.alike, 3),
        }
    return fields


def _sound_key(text: str) -> bytes:
    """Return a key that sorts common Chinese characters by sound."""
    return fold_text(text).encode("gb18030", "replace")


def _name_twin(twin: Twin | None) -> str:
    return f"= {twin.preferred.id} {twin.percent}%" if twin else ""


def _minute(time: datetime) -> str:
    """Return ``2024-06-18 14:30``, without strftime, which fails for the year 0001."""
    return time.replace(tzinfo=None).isoformat(" ", "minutes")


def _pad(text: str, width: int, *, left: bool) -> str:
    blanks = " " * (width - columns_of(text))
    return text + blanks if left else blanks + text
