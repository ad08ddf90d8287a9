"""Each story once: leaves out articles whose story another one tells, or names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exporter.alternatives import Dedupe
from exporter.journal import Journal
from exporter.model import Article, ArticleHeader, Location, Script
from exporter.stories.fingerprints import Fingerprint, take_fingerprint
from exporter.stories.twins import find_twins


def tell_once(
    articles: Sequence[Article],
    dedupe: Dedupe,
    journal: Journal,
    *,
    script: Script | None = None,
    wanted: Collection[Location] = (),
) -> list[Article]:
    """Return ``articles`` in order, without those that ``dedupe`` leaves out.

    Their language must be tagged.  ``none`` leaves out nothing.  ``twins`` leaves out
    what the same outlet tells again: in the other script, or under another id.
    ``wire`` also leaves out what another outlet tells in the same words.  ``script``
    is that of the articles to keep, None for that of most.  Articles that are
    ``wanted`` themselves are always kept.  The journal gets what was
    left out, and the twins that stay.
    """
    fingerprints = [take_fingerprint(article) for article in articles]
    _note_twins(fingerprints, dedupe, journal, script, wanted)
    left_out = {twin.header for twin in journal.deduped}
    return [article for article in articles if article.header not in left_out]


def choose_tellers(
    headers: Sequence[ArticleHeader],
    dedupe: Dedupe,
    journal: Journal,
    *,
    script: Script | None = None,
) -> list[ArticleHeader]:
    """Return ``headers`` without those that ``dedupe`` leaves out (``tell_once``).

    The articles are read, but not kept.  One that cannot be read is a Problem, and its
    header stays.
    """
    # The readers load the parser, and most commands that use this room need none.
    from exporter.readers import read_each

    fingerprints = read_each(headers, take_fingerprint, journal)
    _note_twins(fingerprints, dedupe, journal, script)
    left_out = {twin.header for twin in journal.deduped}
    return [header for header in headers if header not in left_out]


def _note_twins(
    fingerprints: Sequence[Fingerprint],
    dedupe: Dedupe,
    journal: Journal,
    script: Script | None,
    wanted: Collection[Location] = (),
) -> None:
    """Record in the journal which articles are left out, and which twins stay."""
    if dedupe != "none":
        journal.deduped = find_twins(
            fingerprints, script, same_outlet=dedupe == "twins", wanted=wanted
        )
        left_out = {twin.header for twin in journal.deduped}
        fingerprints = [f for f in fingerprints if f.header not in left_out]
        journal.headers = [h for h in journal.headers if h not in left_out]
    if dedupe != "wire":
        journal.twins = find_twins(fingerprints, script)
