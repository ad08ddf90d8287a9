"""Twins: articles that tell a story which another article tells already.

Fingerprints enter; each twin leaves with the article that is preferred to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from exporter.journal import Twin
from exporter.model import Location, Script
from exporter.stories.candidates import Shelves, choose_shingles
from exporter.stories.fingerprints import Fingerprint


def find_twins(
    fingerprints: Sequence[Fingerprint],
    script: Script | None = None,
    *,
    same_outlet: bool = False,
    wanted: Collection[Location] = (),
) -> list[Twin]:
    """Return the articles whose story a preferred one tells, each with the latter.

    Preferred is first what is in ``script`` (None: the script of most articles), then
    the fuller text, the one with more pictures, the newest, the first by id.  With
    ``same_outlet`` the same story of another outlet is no twin.  Articles that are
    ``wanted`` come before all others, and are no twins of each other.

    An article is compared only with those that are no twins themselves.  So 3,000
    copies take 2,999 comparisons, and every twin is like the article it leaves with.
    """
    preferred = _in_order_of_preference(fingerprints, script)
    preferred.sort(key=lambda f: f.header.location not in wanted)
    shelves = Shelves()
    twins: list[Twin] = []
    for number, one in enumerate(preferred):
        shingles = choose_shingles(one.title.text + one.body.text)
        twin: Twin | None = None
        if one.header.location not in wanted:
            alike = shelves.find_alike(shingles)
            found = [(preferred[n], shared) for n, shared in alike.items()]
            if same_outlet:
                found = [f for f in found if f[0].header.outlet == one.header.outlet]
            twin = _best_twin(one, found)
        if twin is None:
            shelves.add(number, shingles)
        else:
            twins.append(twin)
    return twins


def _best_twin(
    one: Fingerprint, others: Sequence[tuple[Fingerprint, float]]
) -> Twin | None:
    """Return ``one`` as the twin of the most alike of ``others`` with its story.

    With each of them goes the part of shingles that it shares.
    """
    if not others:
        return None
    # Loading rapidfuzz takes 20 ms, and most books have nothing to compare.
    from exporter.stories.likeness import compare

    best: Twin | None = None
    for other, shared in others:
        found = compare(one, other, shared=shared)
        if found.is_one_story and (best is None or found.alike > best.alike):
            best = Twin(one.header, other.header, found.alike)
            if found.alike == 1.0:
                break
    return best


def _in_order_of_preference(
    fingerprints: Sequence[Fingerprint], script: Script | None
) -> list[Fingerprint]:
    langs = Counter(f.lang for f in fingerprints)
    lang = f"zh-{script.capitalize()}" if script else ""
    if not lang and langs:
        lang = min(langs, key=lambda name: (-langs[name], name))
    return sorted(
        fingerprints,
        key=lambda f: (
            f.lang != lang,
            -f.characters,
            -f.pictures,
            -f.header.published.timestamp(),
            f.header.id,
            f.header.location.path,
            f.header.location.member,
        ),
    )
