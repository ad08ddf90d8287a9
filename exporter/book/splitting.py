"""Splitting: the articles of one run become the volumes that were asked for.

Volumes by month, week or outlet are complete in themselves: each is put in order as a
book of its own.  They are numbered in the order in which their files sort: months and
weeks by time, outlets by their code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from exporter.book.grouping import Arrangement, arrange_articles
from exporter.book.shape import BookShape, SplitKind
from exporter.book.titles import (
    days_spanned,
    local_day,
    majority_lang,
    outlet_name,
    outlet_names,
    safe_stem,
)
from exporter.dates import month_text, period_text, range_text, week_text
from exporter.model import Article, Location

Fill = Callable[[Sequence[Article]], list[tuple[Article, ...]]]
"""Cuts articles, in the order of the book, into groups of which each fits a file."""


@dataclass(frozen=True, slots=True)
class VolumePart:
    """The articles of one volume, in order, and how they are arranged.

    ``label`` tells its file from those of other volumes (2024-06, 1); it is "" for the
    only one.  ``name`` is the same for people (2024年6月); it is "" if the book was not
    split on purpose.
    """

    articles: tuple[Article, ...]
    arranged: Arrangement
    label: str = ""
    name: str = ""


def split_articles(
    articles: Sequence[Article],
    shape: BookShape,
    *,
    leads: Sequence[Location],
    zone: tzinfo,
    fill: Fill,
) -> list[VolumePart]:
    """Return the volumes of ``articles``, at least one.

    ``leads`` come first in their volumes.  ``fill`` may cut every volume further.
    """
    kind = shape.split.kind if shape.split else None
    parts: list[VolumePart] = []
    for label, members in _by_label(articles, kind, zone):
        ordered, arranged = arrange_articles(members, shape.group, leads, zone)
        groups = [smaller for cut in _cut(ordered, shape) for smaller in fill(cut)]
        numbers = number_labels(len(groups))
        for number, group in zip(numbers, groups, strict=True):
            own = "-".join(filter(None, (label, number)))
            part = VolumePart(group, arranged, own)
            name = _name_part(part, kind, zone) if kind else ""
            parts.append(replace(part, name=name))
    return _distinguish(parts)


def name_volume(part: VolumePart, title: str, kind: SplitKind, zone: tzinfo) -> str:
    """Return the title of the volume ``part``; ``title`` is the user's, or "".

    Without one it is made of the outlets, and the volume's time.
    """
    if title:
        return f"{title} {part.name}"
    outlets = outlet_names(part.articles)
    if kind != "outlet":
        return f"{outlets} {part.name}"
    return f"{part.name} {period_text(*days_spanned(part.articles, zone))}"


def number_labels(count: int) -> list[str]:
    """Return numbers for ``count`` files, which sort as text; "" for a single file."""
    if count == 1:
        return [""]
    width = len(str(count))
    return [f"{number:0{width}d}" for number in range(1, count + 1)]


def _by_label(
    articles: Sequence[Article], kind: SplitKind | None, zone: tzinfo
) -> list[tuple[str, list[Article]]]:
    """Return the articles of each month, week or outlet, with its label, sorted."""
    groups: dict[Hashable, tuple[str, list[Article]]] = {}
    for article in articles:
        key, label = _label(article, kind, zone)
        groups.setdefault(key, (label, []))[1].append(article)
    return sorted(groups.values(), key=lambda group: group[0])


def _label(
    article: Article, kind: SplitKind | None, zone: tzinfo
) -> tuple[Hashable, str]:
    """Return what articles of the same volume have in common, and its label."""
    day = local_day(article, zone)
    if kind == "month":
        return (day.year, day.month), f"{day.year:04d}-{day.month:02d}"
    if kind == "week":
        year, week, _ = day.isocalendar()
        return (year, week), f"{year:04d}-W{week:02d}"
    if kind == "outlet":
        outlet = article.header.outlet
        return outlet, safe_stem(outlet.code) or "outlet"
    return "", ""


def _cut(articles: Sequence[Article], shape: BookShape) -> list[Sequence[Article]]:
    """Return ``articles`` in groups of the number asked for, if one was."""
    split = shape.split
    if split is None or split.kind != "articles":
        return [articles]
    return [articles[n : n + split.most] for n in range(0, len(articles), split.most)]


def _name_part(part: VolumePart, kind: SplitKind, zone: tzinfo) -> str:
    """Return what the volume ``part`` holds, in words."""
    first = local_day(part.articles[0], zone)
    if kind == "month":
        return month_text(first)
    if kind == "week":
        return week_text(first)
    if kind == "outlet":
        lang = majority_lang(part.articles)
        return outlet_name(part.articles[0].header.outlet, lang)
    return range_text(*days_spanned(part.articles, zone))


def _distinguish(parts: Sequence[VolumePart]) -> list[VolumePart]:
    """Return ``parts`` with numbers for names and labels that come several times."""
    names = Counter(part.name for part in parts)
    labels = Counter(part.label.casefold() for part in parts)
    seen: Counter[str] = Counter()
    out: list[VolumePart] = []
    for part in parts:
        seen.update((f"name {part.name}", f"label {part.label.casefold()}"))
        name, label = part.name, part.label
        if name and names[name] > 1:
            name = f"{name}（{seen[f'name {part.name}']}）"
        if label and labels[label.casefold()] > 1:
            label = f"{label}-{seen[f'label {label.casefold()}']}"
        out.append(replace(part, name=name, label=label))
    return out
