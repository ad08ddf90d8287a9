"""Groups of articles: the order of a book, and its sections.

Articles enter in the order of the selection.  First they are put in the order of the
book, group after group; then its chapters get sections.  Between these two steps the
book may be split into volumes, and a group may go on in the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import groupby
from types import MappingProxyType

from exporter.alternatives import Group
from exporter.book.titles import BookOptions, clean_line, local_day, outlet_name
from exporter.dates import date_text, day_text, month_text, week_days_text, week_text
from exporter.model import Article, Chapter, Location, Section
from exporter.text import fold_name
from exporter.words import wording_for

_NO_TOPICS: Mapping[Location, str] = MappingProxyType({})

Days = tuple[tuple[str, tuple[Chapter, ...]], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How articles are put into sections.

    ``leads`` are the articles before all sections.  ``topics`` are the topics under
    which articles stand, if they are grouped by topic.
    """

    group: Group = "auto"
    leads: frozenset[Location] = frozenset()
    topics: Mapping[Location, str] = field(default_factory=lambda: _NO_TOPICS)


def arrange_articles(
    articles: Sequence[Article], group: Group, leads: Sequence[Location], zone: tzinfo
) -> tuple[list[Article], Arrangement]:
    """Return ``articles`` in the order of the book, and their arrangement.

    ``leads`` come first, in their own order.  Then come the groups: outlets by their
    number of articles, then by name; topics by the number of articles that have them,
    and last what has none; dates in the order of ``articles``.  In a group the articles
    keep their order.
    """
    places = {location: number for number, location in enumerate(leads)}
    first = [a for a in articles if a.header.location in places]
    first.sort(key=lambda article: places[article.header.location])
    rest = [a for a in articles if a.header.location not in places]
    topics = _NO_TOPICS
    if group == "topic":
        rest, topics = _order_by_topic(rest)
    elif group == "outlet":
        counts = Counter(article.header.outlet for article in rest)
        rest.sort(
            key=lambda a: (
                -counts[a.header.outlet],
                a.header.outlet.name,
                a.header.outlet.code,
            )
        )
    elif group not in ("auto", "none"):
        rest = _gather(rest, lambda article: _date_key(article, group, zone))
    return first + rest, Arrangement(group, frozenset(places), topics)


def make_sections(
    chapters: Sequence[Chapter], options: BookOptions, arranged: Arrangement, lang: str
) -> tuple[Section, ...]:
    """Return the sections of ``chapters``, which are in the order of the book.

    Titles are in the script of ``lang``.
    """
    leads = [c for c in chapters if c.article.header.location in arranged.leads]
    before = (Section("", tuple(leads), kind="none"),) if leads else ()
    rest = chapters[len(leads) :]
    if not rest:
        return before
    zone = options.timezone
    if arranged.group == "auto":
        return before + _sections_by_date(rest, zone)
    if arranged.group == "none":
        return (*before, Section("", tuple(rest), kind="none"))
    if arranged.group == "outlet":
        return before + tuple(
            Section(_outlet_title(members, lang), members, kind="outlet")
            for members in _runs(rest, lambda c: c.article.header.outlet)
        )
    if arranged.group == "topic":
        return before + _sections_by_topic(rest, arranged.topics, lang)
    group = arranged.group
    return before + tuple(
        _dated_section(members, group, zone)
        for members in _runs(rest, lambda c: _date_key(c.article, group, zone))
    )


# ------------------------------------------------------------------- dates


def _date_key(article: Article, group: Group, zone: tzinfo) -> tuple[int, ...]:
    """Return what articles of the same day, week or month have in common."""
    day = local_day(article, zone).date()
    if group == "day":
        return (day.toordinal(),)
    return (day.year, day.month) if group == "month" else day.isocalendar()[:2]


def _dated_section(
    chapters: tuple[Chapter, ...], group: Group, zone: tzinfo
) -> Section:
    first = local_day(chapters[0].article, zone).date()
    if group == "day":
        return Section(date_text(first), chapters)
    title = month_text(first)
    if group == "week":
        title = f"{week_text(first)}（{week_days_text(first)}）"
    pairs = [(local_day(chapter.article, zone), chapter) for chapter in chapters]
    # In the order given a day may come again: then days are no help.
    if not _is_ordered([day.date() for day, _ in pairs]):
        return Section(title, chapters)
    return Section(title, chapters, _by_day(pairs, day_text))


def _sections_by_date(chapters: Sequence[Chapter], zone: tzinfo) -> tuple[Section, ...]:
    """Return months, or the days of one month, if ``chapters`` are in their order."""
    days = [local_day(chapter.article, zone) for chapter in chapters]
    dates = [day.date() for day in days]
    if len(set(dates)) == 1 or not _is_ordered(dates):
        return (Section("", tuple(chapters)),)
    pairs = list(zip(days, chapters, strict=True))
    months = {(day.year, day.month) for day in days}
    if len(months) == 1:
        return tuple(
            Section(title, group) for title, group in _by_day(pairs, date_text)
        )
    out: list[Section] = []
    for _, members in groupby(pairs, key=lambda p: (p[0].year, p[0].month)):
        group = list(members)
        title = month_text(group[0][0])
        out.append(Section(title, tuple(c for _, c in group), _by_day(group, day_text)))
    return tuple(out)


def _by_day(
    pairs: Iterable[tuple[datetime, Chapter]], name_day: Callable[[datetime], str]
) -> Days:
    out: list[tuple[str, tuple[Chapter, ...]]] = []
    for _, members in groupby(pairs, key=lambda p: p[0].date()):
        group = list(members)
        out.append((name_day(group[0][0]), tuple(c for _, c in group)))
    return tuple(out)


def _is_ordered(dates: Sequence[date]) -> bool:
    return list(dates) in (sorted(dates), sorted(dates, reverse=True))


# ------------------------------------------------------- outlets and topics


def _outlet_title(chapters: Sequence[Chapter], lang: str) -> str:
    return outlet_name(chapters[0].article.header.outlet, lang)


def _order_by_topic(
    articles: Sequence[Article],
) -> tuple[list[Article], dict[Location, str]]:
    """Return ``articles`` in the order of their main topics, and these topics.

    The main topic of an article is that which most articles have; of equally frequent
    ones, that which comes first in the book.  It is "" for an article without a topic,
    which comes last.  Spellings that a search would find to be equal (北约, 北約) are
    one topic; its name is the most frequent spelling.
    """
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for article in articles:
        folded = {fold_name(topic): topic for topic in _topics_of(article)}
        counts.update(folded.keys())
        for key, topic in folded.items():
            spellings.setdefault(key, Counter())[topic] += 1
    ranks = {key: number for number, (key, _) in enumerate(counts.most_common())}
    names = {key: found.most_common(1)[0][0] for key, found in spellings.items()}
    keys = {
        a.header.location: min(
            map(fold_name, _topics_of(a)), key=lambda key: ranks[key], default=""
        )
        for a in articles
    }
    ordered = sorted(
        articles, key=lambda a: ranks.get(keys[a.header.location], len(ranks))
    )
    return ordered, {place: names.get(key, "") for place, key in keys.items()}


def _topics_of(article: Article) -> list[str]:
    """Return the topics of ``article`` as they may stand in a heading."""
    return [topic for topic in map(clean_line, article.topics) if topic]


def _sections_by_topic(
    chapters: Sequence[Chapter], topics: Mapping[Location, str], lang: str
) -> tuple[Section, ...]:
    """Return a section for each topic; if no article has one, all stand apart."""
    if not any(topics.values()):
        return (Section("", tuple(chapters), kind="none"),)
    other = wording_for(lang).other_topics
    return tuple(
        Section(
            topics[members[0].article.header.location] or other, members, kind="topic"
        )
        for members in _runs(chapters, lambda c: topics[c.article.header.location])
    )


# -------------------------------------------------------------------- groups


def _gather(
    articles: Iterable[Article], key_of: Callable[[Article], Hashable]
) -> list[Article]:
    """Return ``articles`` so that those of equal keys are together.

    The groups are in the order of their first articles.
    """
    groups: dict[Hashable, list[Article]] = {}
    for article in articles:
        groups.setdefault(key_of(article), []).append(article)
    return [article for group in groups.values() for article in group]


def _runs(
    chapters: Iterable[Chapter], key_of: Callable[[Chapter], Hashable]
) -> list[tuple[Chapter, ...]]:
    """Return ``chapters`` in runs of equal keys."""
    return [tuple(members) for _, members in groupby(chapters, key=key_of)]
