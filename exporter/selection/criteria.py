"""Which articles go into the book, and in which order.

A ``Scan`` and a ``Selection`` enter, a ``Selected`` leaves.  The entries of a list of
wanted articles are interpreted by ``exporter.selection.names``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, TypeAlias

from exporter.alternatives import Editions, Order
from exporter.archive import Scan
from exporter.dates import local_time
from exporter.errors import NothingSelectedError, UsageError
from exporter.journal import Journal
from exporter.model import ArticleHeader
from exporter.outlets import outlet_named
from exporter.search import NO_DEMANDS, Demands, Expression
from exporter.selection.names import find_by_id, find_wanted
from exporter.text import fold_text
from exporter.words import Message, join

if TYPE_CHECKING:
    from exporter.history import Recall

Narrow: TypeAlias = Callable[[list[ArticleHeader]], list[ArticleHeader]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asked for.

    ``since`` is included in the period, ``until`` is not.  Both are aware; None leaves
    that end open.  ``sources`` are folder or outlet names as typed, ``ids`` ids,
    numbers or addresses of articles.  ``title`` must hold in the folded title.
    ``demands`` are about the articles' bodies, which are read only if there are any.
    ``order`` None means the given order if articles are ``wanted`` one by one, else
    newest first.  ``wanted`` holds the entries of --from, None if there is no such
    list.  ``flags`` are the options that were given for the demands and the title, for
    messages.
    """

    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    limit: int | None = None
    order: Order | None = None
    editions: Editions = "newest"
    wanted: tuple[str, ...] | None = None
    exclude_sources: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    exclude_ids: tuple[str, ...] = ()
    title: Expression | None = None
    demands: Demands = NO_DEMANDS
    flags: tuple[str, ...] = ()

    @property
    def names_articles(self) -> bool:
        """Return whether articles are named one by one, whatever their dates."""
        return bool(self.wanted is not None or self.ids or self.exclude_ids)


@dataclass(frozen=True, slots=True)
class Selected:
    """The articles of the book, in order.

    ``superseded`` pairs each older edition with the one that replaced it.
    ``looked_at``, ``first`` and ``last`` are those of the whole archive.
    """

    headers: tuple[ArticleHeader, ...]
    superseded: tuple[tuple[ArticleHeader, ArticleHeader], ...]
    looked_at: int
    first: datetime | None
    last: datetime | None


def select(
    scan: Scan,
    selection: Selection,
    *,
    journal: Journal,
    zone: tzinfo = UTC,
    narrow: Narrow | None = None,
    checks_exclusions: bool = True,
    recall: Recall | None = None,
) -> Selected:
    """Choose among the articles of ``scan``, and sort them.

    ``scan`` must cover the period asked for.  If articles are wanted one by one, it
    must cover all dates, so that articles outside the period differ from those that do
    not exist.  Entries that name nothing become Problems ``not-found``.

    Of articles with the same id the newest edition is kept.  Of editions with the same
    time the first by location is kept, because file numbers fall while time rises.
    Articles with equal times are sorted by id, then by location.  ``zone`` is for the
    dates in messages.  ``narrow`` returns those of the articles chosen by their headers
    that are wanted.  With ``checks_exclusions`` also a name to be excluded must exist.
    ``recall`` leaves out what earlier runs told.

    Raises UsageError for a source or id that is not in the archive and a limit below 1,
    and NothingSelectedError if no article is left.
    """
    if selection.limit is not None and selection.limit < 1:
        hint = Message(
            "write how many articles the book may have, or leave out --limit"
        )
        raise UsageError(
            Message("--limit {limit} leaves no article", limit=selection.limit),
            hint=hint,
        )
    headers: Sequence[ArticleHeader] = scan.headers
    if selection.wanted is not None:
        headers = find_wanted(headers, selection.wanted, journal=journal)
    chosen = _choose(scan, headers, selection, checks_exclusions=checks_exclusions)
    superseded: tuple[tuple[ArticleHeader, ArticleHeader], ...] = ()
    if selection.editions == "newest":
        # Before the contents are looked at, so that an outdated edition does not take
        # the place of a newest one that is not wanted.
        chosen, superseded = _newest_editions(chosen)
    title = selection.title
    if title is not None:
        chosen = [h for h in chosen if title.holds_in(fold_text(h.title))]
    if chosen and narrow is not None:
        chosen = narrow(chosen)
    if not chosen:
        raise _nothing(scan, selection, zone)
    if recall is not None:
        chosen = recall.keep_news(chosen, editions=selection.editions)
    chosen = _in_order(chosen, selection)[: selection.limit]
    kept = set(chosen)
    return Selected(
        headers=tuple(chosen),
        superseded=tuple(pair for pair in superseded if pair[1] in kept),
        looked_at=scan.looked_at,
        first=scan.first,
        last=scan.last,
    )


def _choose(
    scan: Scan,
    headers: Sequence[ArticleHeader],
    selection: Selection,
    *,
    checks_exclusions: bool,
) -> list[ArticleHeader]:
    """Return those of ``headers`` that the selection wants by their headers alone."""
    chosen = [h for h in headers if _within(h, selection)]
    if selection.sources or selection.exclude_sources:
        chosen = _from_sources(
            chosen, scan, headers, selection, checks_exclusions=checks_exclusions
        )
    if selection.ids:
        named = find_by_id(headers, selection.ids, "--id")
        chosen = [h for h in chosen if h in named]
    if selection.exclude_ids:
        unwanted = find_by_id(
            headers,
            selection.exclude_ids,
            "--exclude-id",
            must_exist=checks_exclusions,
        )
        chosen = [h for h in chosen if h not in unwanted]
    return chosen


def _from_sources(
    chosen: Iterable[ArticleHeader],
    scan: Scan,
    headers: Iterable[ArticleHeader],
    selection: Selection,
    *,
    checks_exclusions: bool,
) -> list[ArticleHeader]:
    """Return those of ``chosen`` that come from the sources that are wanted."""
    present = {_source_of(h): 1 for h in headers} | dict(scan.sources)
    asked = _asked_sources(selection.sources, present, "--source")
    excluded = _asked_sources(
        selection.exclude_sources,
        present,
        "--exclude-source",
        must_exist=checks_exclusions,
    )
    return [
        h
        for h in chosen
        if (not selection.sources or _source_of(h) in asked)
        and _source_of(h) not in excluded
    ]


def _asked_sources(
    names: Iterable[str],
    present: Mapping[tuple[str, str], int],
    flag: str,
    *,
    must_exist: bool = True,
) -> set[tuple[str, str]]:
    """Return the sources that ``names``, given with the option ``flag``, name.

    Sources are pairs of folder and outlet code; ``present`` are the existing ones.
    Raises UsageError for a name that no source has, if it must exist.
    """
    asked: set[tuple[str, str]] = set()
    for name in names:
        folded = fold_text(name)
        outlet = outlet_named(name) or outlet_named(folded)
        codes = {folded, outlet.code if outlet else folded}
        found = {s for s in present if fold_text(s[0]) == folded or s[1] in codes}
        if not found and present and must_exist:
            hint = Message("there are: {sources}", sources=_list_sources(present))
            raise UsageError(
                Message(
                    "{flag} {name!r}: no article comes from there", flag=flag, name=name
                ),
                hint=hint,
            )
        asked |= found
    return asked


def _list_sources(present: Mapping[tuple[str, str], int]) -> str:
    """Return the sources with their numbers of articles, the largest first."""
    totals: Counter[tuple[str, str]] = Counter()
    for (folder, code), count in present.items():
        outlet = outlet_named(code)
        totals[code, outlet.name if outlet else folder] += count
    shown = [
        f"{code} ({number:,})" if name in ("", code) else f"{code} {name} ({number:,})"
        for (code, name), number in sorted(
            totals.items(), key=lambda item: (-item[1], item[0])
        )
    ]
    return join(Message(", "), shown)


def _source_of(header: ArticleHeader) -> tuple[str, str]:
    return header.location.folder, header.outlet.code


def _within(header: ArticleHeader, selection: Selection) -> bool:
    since, until = selection.since, selection.until
    return (since is None or header.published >= since) and (
        until is None or header.published < until
    )


def _place(header: ArticleHeader) -> tuple[str, str]:
    return header.location.path, header.location.member


def _newest_editions(
    headers: Sequence[ArticleHeader],
) -> tuple[list[ArticleHeader], tuple[tuple[ArticleHeader, ArticleHeader], ...]]:
    """Keep the newest edition of each article, at its own place.

    Also return the others, each with the edition that is kept.
    """
    newest: dict[str, ArticleHeader] = {}
    for header in sorted(headers, key=_place):
        best = newest.setdefault(header.id, header)
        if header.published > best.published:
            newest[header.id] = header
    kept = [h for h in headers if newest[h.id] is h]
    dropped = [h for h in headers if newest[h.id] is not h]
    return kept, tuple((h, newest[h.id]) for h in dropped)


def _in_order(
    headers: Sequence[ArticleHeader], selection: Selection
) -> list[ArticleHeader]:
    order = selection.order or ("newest" if selection.wanted is None else "given")
    if order == "given":
        return list(headers)
    # Sorting is stable, also in reverse, so equal times keep the order of ``stable``.
    stable = sorted(headers, key=lambda h: (h.id, _place(h)))
    return sorted(stable, key=lambda h: h.published, reverse=order == "newest")


def _nothing(scan: Scan, selection: Selection, zone: tzinfo) -> NothingSelectedError:
    """Return the error that says why no article was selected."""
    if scan.first is None or scan.last is None:
        return NothingSelectedError(
            Message("the archive holds no article"),
            hint=Message(
                "articles begin with a header: <!--time-->, "
                "[title](address), a rule; name the folder that holds "
                "them with --archive"
            ),
        )
    first, last = (local_time(t, zone).date() for t in (scan.first, scan.last))
    given = (
        ("--from", selection.wanted is not None),
        ("--source", selection.sources),
        ("--exclude-source", selection.exclude_sources),
        ("--id", selection.ids),
        ("--exclude-id", selection.exclude_ids),
    )
    asked: list[str] = [flag for flag, value in given if value]
    asked += selection.flags
    if selection.since is not None or selection.until is not None:
        asked.append(Message("--since, --until or --last"))
    return NothingSelectedError(
        Message(
            "no article was selected: {looked_at:,} articles were "
            "looked at, dated from {first} to {last}, and none fits "
            "{asked}",
            looked_at=scan.looked_at,
            first=first,
            last=last,
            asked=join(Message(" and "), asked),
        ),
        hint=Message("change {asked}", asked=join(Message(" or "), asked)),
    )
