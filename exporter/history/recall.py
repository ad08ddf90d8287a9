"""What earlier runs under a name told, and what is new since then.

Articles are compared, not clocks: an article is new if no run under the name told it,
or told another edition of it.  So one that reaches the archive late comes all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exporter.alternatives import Editions
from exporter.errors import NothingSelectedError
from exporter.history.digests import digest_articles
from exporter.history.names import SinceLast, known_names, nearest_first
from exporter.history.runs import Edition, PastRun, read_history
from exporter.journal import Journal, NameUse
from exporter.model import ArticleHeader
from exporter.words import Message, count_articles

_EPOCH = datetime.fromtimestamp(0, UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(slots=True)
class _Told:
    """The editions of one article that were told, and the time of the newest."""

    newest_ms: int
    digests: dict[int, set[str]] = field(default_factory=dict)


class Recall:
    """What the runs under a name told; it keeps the articles that are news."""

    def __init__(
        self, since_last: SinceLast, cache_dir: Path | None, journal: Journal
    ) -> None:
        """Read the history.  Raises InputError if it is damaged."""
        self._cache_dir = cache_dir
        self._journal = journal
        self._told: dict[str, _Told] = {}
        history = read_history(since_last.path)
        runs = [run for run in history.runs if _is_told(run)] if history else []
        for edition in (edition for run in runs for edition in run.told):
            self._remember(edition)
        others = [] if runs else known_names(since_last.state_dir)
        self._use = NameUse(
            name=since_last.name,
            last_run=runs[-1].at if runs else None,
            others=tuple(
                name
                for name in nearest_first(since_last.name, others)
                if name != since_last.path.stem
            ),
        )

    def keep_news(
        self, headers: Sequence[ArticleHeader], *, editions: Editions
    ) -> list[ArticleHeader]:
        """Return those of ``headers`` that no run told; note it in the journal.

        An article that was told comes again if its time in the header or its text is
        another.  With the newest ``editions`` one that is older than what was told
        does not come.  Raises NothingSelectedError if there are no news.
        """
        maybe_told = [h for h in headers if self._knows_time(h)]
        digests = digest_articles(
            maybe_told, cache_dir=self._cache_dir, journal=self._journal
        )
        news = []
        for header in headers:
            told = self._told.get(header.id)
            if told is None:
                news.append(header)
                continue
            published_ms = milliseconds(header)
            if editions == "newest" and published_ms < told.newest_ms:
                continue
            known = told.digests.get(published_ms, set())
            digest = digests.get(header.location, "")
            if published_ms not in told.digests or _differs(digest, known):
                news.append(header)
        self._use.changed = len({h.id for h in news if h.id in self._told})
        self._use.told_before = len(headers) - len(news)
        self._journal.since_last = self._use
        if not news:
            raise self._nothing_new()
        return news

    def _remember(self, edition: Edition) -> None:
        told = self._told.setdefault(edition.id, _Told(edition.published_ms))
        told.newest_ms = max(told.newest_ms, edition.published_ms)
        told.digests.setdefault(edition.published_ms, set()).add(edition.digest)

    def _knows_time(self, header: ArticleHeader) -> bool:
        """Return whether only its text can show that ``header`` was not told."""
        told = self._told.get(header.id)
        return told is not None and milliseconds(header) in told.digests

    def _nothing_new(self) -> NothingSelectedError:
        return NothingSelectedError(
            Message(
                "nothing came since the last run under {name}: {articles} looked at, "
                "all told before",
                name=self._use.name,
                articles=count_articles(self._use.told_before),
            ),
            hint=Message(
                "wait for new articles; dwexport history undo {name} lets the last "
                "ones come again",
                name=self._use.name,
            ),
        )


def milliseconds(header: ArticleHeader) -> int:
    """Return the time in an article's header, in milliseconds since 1970."""
    return (header.published - _EPOCH) // _MILLISECOND


def _differs(digest: str, known: set[str]) -> bool:
    """Return whether a text is none of those told; unknown ones count as the same."""
    return bool(digest) and "" not in known and digest not in known


def _is_told(run: PastRun) -> bool:
    """Return whether the next run will count ``run``; see ``memory.settle``."""
    return not run.pending or any(file.has_its_name for file in run.files)
