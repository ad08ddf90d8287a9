"""Count the lines that recur in many articles of one outlet.

    python -m tools.recurring_lines ARCHIVE [--least 3] [--share 0.05]

What an outlet adds to every article (a closing line, a subscription line, a player's
message) shows as a line in many of its articles.  The articles are read as for a book,
so only lines that no rule leaves out yet are listed.  Such a line may need a rule in
the outlet's module in ``exporter/outlets/known``, or it may be an expression that the
outlet's authors like.

Lines that differ only in numbers and dates count as one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exporter.archive import scan_archive
from exporter.journal import Journal
from exporter.model import Article, iter_blocks, plain_text
from exporter.readers import read_articles

_ENDS = 3  # lines of an article that count as its beginning and its end
_SHOWN_CHARACTERS = 70
_PARTS = ("title", "inlines", "caption", "credit")


@dataclass(slots=True)
class Recurring:
    """A line of many articles: the number of articles, and the places in them."""

    line: str
    articles: int = 0
    places: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> str:
        """Return the place where most of them are: first, last or midst."""
        return self.places.most_common(1)[0][0]


def find_recurring(
    articles: Iterable[Article], *, least: int, share: float
) -> dict[str, list[Recurring]]:
    """Return, by outlet, the lines that enough articles share; most frequent first.

    Enough is at least ``least`` articles and at least ``share`` of the outlet's.
    """
    found: dict[str, dict[str, Recurring]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for article in articles:
        outlet = article.header.outlet.code
        counts[outlet] += 1
        for shape, (line, place) in _lines_of(article).items():
            recurring = found[outlet].setdefault(shape, Recurring(line))
            recurring.articles += 1
            recurring.places[place] += 1
    out: dict[str, list[Recurring]] = {}
    for outlet, lines in found.items():
        enough = max(least, counts[outlet] * share)
        often = [line for line in lines.values() if line.articles >= enough]
        out[outlet] = sorted(often, key=lambda line: (-line.articles, line.line))
    return out


def shape_of(line: str) -> str:
    """Return ``line`` with each number as 0, and single spaces."""
    return " ".join(re.sub(r"\d+", "0", line).split())


def _lines_of(article: Article) -> dict[str, tuple[str, str]]:
    """Return the lines of ``article`` by their shape, each with its place."""
    lines = list(_words(article))
    last = len(lines) - _ENDS
    out: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines):
        place = "last" if number >= last else "first" if number < _ENDS else "midst"
        out.setdefault(shape_of(line), (line, place))
    return out


def _words(article: Article) -> Iterator[str]:
    yield article.header.title
    for block in iter_blocks(article.blocks):
        for name in _PARTS:
            for line in plain_text(getattr(block, name, ())).split("\n"):
                if line.strip():
                    yield line.strip()


def read_archive(archive: Path) -> list[Article]:
    """Return the articles of ``archive``, read as for a book."""
    journal = Journal()
    scan = scan_archive(archive, index_path=None, journal=journal)
    return read_articles(scan.headers, journal)


def main(arguments: Sequence[str]) -> None:
    """Print the lines of the archive that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tools.recurring_lines")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--least", type=int, default=3, help="articles that share it")
    parser.add_argument("--share", type=float, default=0.05, help="of an outlet's")
    options = parser.parse_args(arguments)
    articles = read_archive(options.archive)
    totals = Counter(article.header.outlet.code for article in articles)
    found = find_recurring(articles, least=options.least, share=options.share)
    for outlet, lines in found.items():
        print(f"{outlet}, {totals[outlet]} articles")
        for line in lines:
            print(f"  {line.articles:5} {line.place:5} {line.line[:_SHOWN_CHARACTERS]}")


if __name__ == "__main__":
    main(sys.argv[1:])
