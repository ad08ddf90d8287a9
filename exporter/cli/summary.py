"""The summary for people at the end of a run, and the report file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from exporter import __version__
from exporter.cli.console import say
from exporter.dates import local_time
from exporter.journal import Journal, NameUse, Twin
from exporter.model import ArticleHeader, Problem
from exporter.output import write_text
from exporter.words import Message, count, count_articles, join, word_rule

STDOUT = "-"
_SHOWN_KINDS = 12
_SHOWN_EXAMPLES = 3
_SHOWN_EDITIONS = 5
_SHOWN_TWINS = 5
_SHOWN_RULES = 5
_MB = 1_000_000


def print_summary(
    journal: Journal, timezone: tzinfo = UTC, *, size_splits: bool = True
) -> None:
    """Print what was made and what was left out; times are in ``timezone``.

    ``size_splits`` says that only its size can have split the book.
    """
    for book in journal.books:
        say(
            Message(
                "{title}: {articles}, {images}, {size:.1f} MB",
                title=book.title,
                articles=count_articles(book.articles),
                images=count_images(book.images),
                size=book.size_bytes / _MB,
            )
        )
    if len(journal.books) > 1 and size_splits:
        say(Message("  in several volumes: --max-size none makes one file of them"))
    if journal.converted:
        say(_count_converted(journal.converted))
    print_name_use(journal, timezone)
    _print_superseded(journal.superseded)
    print_twins(journal)
    _print_left_out(journal)


def print_name_use(journal: Journal, timezone: tzinfo) -> None:
    """Print what the name of --since-last left out, and whether it is new."""
    use = journal.since_last
    if use is None:
        return
    if use.last_run is None:
        known: str = Message("no other name is known")
        if use.others:
            known = Message("known are {names}", names=join(Message(", "), use.others))
        say(
            Message(
                "first run under {name}, so nothing was left out ({known})",
                name=use.name,
                known=known,
            )
        )
    else:
        say(
            Message(
                "since the last run under {name} ({time}): {articles} told before and "
                "left out",
                name=use.name,
                time=show_minute(use.last_run, timezone),
                articles=count_articles(use.told_before),
            )
        )
    if use.changed:
        say(
            Message(
                "  {articles} told before, but changed since: told again",
                articles=count_articles(use.changed),
            )
        )
    if use.remembered:
        say(
            Message(
                "{articles} remembered under {name}",
                articles=count_articles(use.remembered),
                name=use.name,
            )
        )


def show_minute(time: datetime, timezone: tzinfo) -> str:
    """Return ``2024-06-18 14:30``, without strftime, which fails for the year 0001."""
    local = local_time(time, timezone).replace(tzinfo=None)
    return local.isoformat(" ", "minutes")


def print_problems(problems: Sequence[Problem], *, more: str = "") -> None:
    """Print the problems: similar ones together, with the first of each kind.

    ``more`` says where the others are if not all are shown.
    """
    if not problems:
        return
    say(count("1 problem:", "{number:,} problems:", len(problems)))
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.what), []).append(problem)
    shown = 0
    for group in list(alike.values())[:_SHOWN_KINDS]:
        first = group[0]
        if len(group) > 1:
            say(
                Message(
                    "  {number} times: {what}; {done}",
                    number=len(group),
                    what=first.what,
                    done=first.done,
                )
            )
        for problem in group[:_SHOWN_EXAMPLES]:
            where = _name_place(problem)
            if len(group) > 1:
                say(Message("    {where}", where=where))
            else:
                values = {"where": where, "what": first.what, "done": first.done}
                say(Message("  {where}: {what}; {done}", **values))
            shown += 1
    if shown < len(problems):
        left = len(problems) - shown
        if more:
            say(Message("  and {number} more: {where}", number=left, where=more))
        else:
            say(Message("  and {number} more", number=left))


def _name_place(problem: Problem) -> str:
    """Return where a problem is, and the article's id if it has one."""
    if not problem.article:
        return problem.where
    values = {"where": problem.where, "article": problem.article}
    return Message("{where} [{article}]", **values)


def where_all_are(report: Path | None) -> str:
    """Return where all problems are listed, for a summary that shows only some."""
    if report:
        return Message("all are in {report}", report=report)
    return Message("--report FILE lists them all")


def write_report(path: Path, journal: Journal) -> None:
    """Write the whole journal to ``path`` as JSON."""
    report: dict[str, object] = {
        "dwexport": __version__,
        "books": [asdict(book) for book in journal.books],
        "articles": [
            {
                "id": h.id,
                "path": h.location.display,
                "title": h.title,
                "url": h.url,
                "left_out": [asdict(x) for x in journal.left_out.get(h.location, ())],
            }
            for h in journal.headers
        ],
        "left_out": _count_left_out(journal),
        "superseded": [
            {"id": old.id, "path": old.location.display, "kept": new.location.display}
            for old, new in journal.superseded
        ],
        **({} if journal.converted is None else {"converted": journal.converted}),
        "deduped": [_describe_twin(twin) for twin in journal.deduped],
        "twins": [_describe_twin(twin) for twin in journal.twins],
        "problems": [asdict(problem) for problem in journal.problems],
    }
    if journal.since_last is not None:
        report["since_last"] = _describe_use(journal.since_last)
    if journal.images is not None:
        report["pictures"] = journal.images
    write_text(path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")


def _describe_use(use: NameUse) -> dict[str, object]:
    last = use.last_run.isoformat() if use.last_run is not None else None
    return {
        "name": use.name,
        "last_run": last,
        "told_before": use.told_before,
        "changed": use.changed,
        "remembered": use.remembered,
    }


def _print_superseded(
    superseded: Sequence[tuple[ArticleHeader, ArticleHeader]],
) -> None:
    if not superseded:
        return
    say(
        count(
            "1 older edition left out, the newest kept (--editions all keeps every"
            " one):",
            "{number:,} older editions left out, the newest kept (--editions all keeps"
            " every one):",
            len(superseded),
        )
    )
    for old, new in superseded[:_SHOWN_EDITIONS]:
        say(
            Message(
                "  {id}: {left} gave way to {kept}",
                id=old.id,
                left=old.location.display,
                kept=new.location.display,
            )
        )
    if len(superseded) > _SHOWN_EDITIONS:
        say(Message("  and {number} more", number=len(superseded) - _SHOWN_EDITIONS))


def print_twins(journal: Journal) -> None:
    """Print which articles were left out for a twin, and which twins stay."""
    if journal.deduped:
        say(
            count(
                "1 article left out, another one tells its story (--dedupe none keeps"
                " it):",
                "{number:,} articles left out, others tell their stories (--dedupe none"
                " keeps them):",
                len(journal.deduped),
            )
        )
        _print_pairs(journal.deduped)
    if journal.twins:
        say(
            count(
                "1 article tells a story that another one tells, too (--dedupe wire"
                " keeps one of them):",
                "{number:,} articles tell stories that others tell, too (--dedupe wire"
                " keeps one of each):",
                len(journal.twins),
            )
        )
        _print_pairs(journal.twins)


def _print_pairs(twins: Sequence[Twin]) -> None:
    for twin in twins[:_SHOWN_TWINS]:
        say(
            Message(
                "  {id} ({outlet}) is {percent}% the same as {preferred}"
                " ({other_outlet}): {title}",
                id=twin.header.id,
                outlet=twin.header.outlet.name,
                percent=twin.percent,
                preferred=twin.preferred.id,
                other_outlet=twin.preferred.outlet.name,
                title=twin.preferred.title,
            )
        )
    if len(twins) > _SHOWN_TWINS:
        say(Message("  and {number} more", number=len(twins) - _SHOWN_TWINS))


def _describe_twin(twin: Twin) -> dict[str, object]:
    return {
        "id": twin.header.id,
        "path": twin.header.location.display,
        "preferred": twin.preferred.id,
        "preferred_path": twin.preferred.location.display,
        "alike": round(twin.alike, 3),
    }


def _print_left_out(journal: Journal) -> None:
    """Print on one line, by rule, how much was left out of articles."""
    from exporter.stories import SHARED_RULE  # not needed for a list

    found = _count_left_out(journal)
    _print_shared(found.pop(SHARED_RULE, 0))
    counts = list(found.items())
    if not counts:
        return
    kinds: list[str] = [
        Message("{rule} {number:,}", rule=word_rule(rule), number=number)
        for rule, number in counts[:_SHOWN_RULES]
    ]
    if len(counts) > _SHOWN_RULES:
        kinds.append(
            Message(
                "of other kinds {number:,}",
                number=sum(n for _, n in counts[_SHOWN_RULES:]),
            )
        )
    say(
        Message(
            "left out, as no part of the articles: {kinds}",
            kinds=join(Message(", "), kinds),
        )
    )


def _print_shared(galleries: int) -> None:
    """Print how many galleries only name the article that shows them."""
    if galleries:
        say(
            count(
                "1 gallery not repeated, because the book shows it in another place"
                " (--galleries every repeats it)",
                "{number:,} galleries not repeated, because the book shows them in"
                " other places (--galleries every repeats them)",
                galleries,
            )
        )


def _count_left_out(journal: Journal) -> dict[str, int]:
    """Return how often each rule left something out, the most frequent first."""
    rules = Counter(x.rule for found in journal.left_out.values() for x in found)
    return dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))


def _count_converted(number: int) -> Message:
    return count(
        "1 article was converted to the script of the book; its text is not the"
        " outlet's letter for letter",
        "{number:,} articles were converted to the script of the book; their text is"
        " not the outlet's letter for letter",
        number,
    )


def count_images(number: int) -> Message:
    """Return ``1 picture``, ``2 pictures``."""
    return count("1 picture", "{number:,} pictures", number)
