"""Twins: which articles tell the story of another one, and which is preferred."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from exporter.journal import Journal
from exporter.readers import read_articles
from exporter.selection import Choice, Selection, choose_articles
from exporter.stories import Fingerprint, find_twins, take_fingerprint
from tests.support.prose import Prose
from tests.support.told_twice import START, convert, make_article

DW = "https://www.dw.com/zh/x/a-{}"
RFI = "https://www.rfi.fr/cn/{}"

# Articles of the shared corpus about the same events, in different words.
_SAME_EVENTS = (
    ("ft-88d6c485abfb", "a-54085688"),
    ("a-54094069", "bbc-83f464df148a"),
    ("a-54064952", "a-54047648"),
    ("a-54235011", "bbc-42dde13dc7a9"),
    ("rfi-47bdb048a1b1", "a-54047648"),
    ("ft-7c2a1c12b643", "a-54131810"),
    ("rfa-ce338c684054", "a-54040833"),
    ("a-54058636", "a-54020896"),
)
# Articles of it in two editions, of which the newer has another title.
_MENDED = ("a-54220005", "a-54234308", "a-54237399")


def fingerprint(
    number: int,
    *,
    url: str = DW,
    config: str = "",
    pictures: int = 0,
    more: str = "",
    days: int = 0,
) -> Fingerprint:
    """Return the fingerprint of the same story as any other number's.

    ``config`` is an OpenCC configuration, ``more`` is added to the text.
    """
    body = [*Prose(1).paragraphs(400), more]
    title = "灯塔重新点亮"
    if config:
        body, title = [convert(p, config) for p in body], convert(title, config)
    body += ['<img src="https://static.dw.com/image/1_403.jpg">'] * pictures
    when = START + timedelta(days=days)
    return take_fingerprint(
        make_article(title, body, url=url.format(number), when=when)
    )


def pairs(
    *fingerprints: Fingerprint, same_outlet: bool = False
) -> list[tuple[str, str]]:
    found = find_twins(fingerprints, same_outlet=same_outlet)
    return [(twin.header.id, twin.preferred.id) for twin in found]


def test_an_article_in_the_other_script_is_a_twin() -> None:
    [twin] = find_twins([fingerprint(1), fingerprint(2, config="s2twp")], "hans")
    assert (twin.header.id, twin.preferred.id) == ("a-2", "a-1")
    assert 0.9 < twin.alike <= 1.0
    assert twin.percent == int(100 * twin.alike)


def test_the_script_asked_for_is_preferred_even_if_its_text_is_shorter() -> None:
    both = [
        fingerprint(1, more="渔民都来了，孩子们也来了。"),
        fingerprint(2, config="s2t"),
    ]
    assert [t.preferred.id for t in find_twins(both, "hant")] == ["a-2"]
    assert [t.preferred.id for t in find_twins(both, "hans")] == ["a-1"]


def test_without_a_script_that_of_most_articles_is_preferred() -> None:
    other = take_fingerprint(
        make_article("茶", ["說話過後來讀書的學生們"], url=DW.format(9))
    )
    found = find_twins([fingerprint(1), fingerprint(2, config="s2t"), other])
    assert [t.preferred.id for t in found] == ["a-2"]


def test_the_fuller_text_is_preferred_then_pictures_then_the_newest_then_the_id() -> (
    None
):
    plain = fingerprint(1)
    assert pairs(plain, fingerprint(2, more="渔民都来了。")) == [("a-1", "a-2")]
    assert pairs(plain, fingerprint(2, pictures=1)) == [("a-1", "a-2")]
    assert pairs(plain, fingerprint(2, days=1)) == [("a-1", "a-2")]
    assert pairs(fingerprint(2), plain) == [("a-2", "a-1")]


def test_result_does_not_depend_on_the_order_of_articles() -> None:
    some = [fingerprint(n, pictures=n % 3, days=n % 2) for n in range(1, 7)]
    assert find_twins(some) == find_twins(some[::-1])
    assert len(find_twins(some)) == 5


def test_another_outlet_has_twins_only_if_they_are_wanted() -> None:
    both = fingerprint(1), fingerprint(2, url=RFI)
    assert len(pairs(*both)) == 1
    assert pairs(*both, same_outlet=True) == []


def test_three_thousand_copies_are_twins_of_one_article() -> None:
    """Each compared with each, these would take an hour."""
    first = fingerprint(1)
    copies = [
        replace(first, header=replace(first.header, id=f"a-{n}")) for n in range(3_000)
    ]
    found = find_twins(copies)
    assert len(found) == 2_999
    assert {twin.preferred.id for twin in found} == {"a-0"}


def test_empty_articles_have_no_twins() -> None:
    empty = [take_fingerprint(make_article("", [], url=DW.format(n))) for n in (1, 2)]
    assert find_twins(empty) == []
    assert find_twins([]) == []


def test_huge_articles_are_compared() -> None:
    text = "".join(Prose(3).paragraphs(200_000))
    huge = [
        take_fingerprint(make_article("海鸥", [text], url=DW.format(n))) for n in (1, 2)
    ]
    assert len(find_twins(huge)) == 1


@pytest.mark.slow
def test_real_articles_about_the_same_event_are_no_twins(shared_corpus: Path) -> None:
    found, ids = twins_in(shared_corpus, Selection())
    assert {one for pair in _SAME_EVENTS for one in pair} <= ids
    assert found == set()


@pytest.mark.slow
def test_real_editions_with_a_mended_title_are_twins(shared_corpus: Path) -> None:
    found, _ = twins_in(shared_corpus, Selection(editions="all"))
    assert found == {(one, one) for one in _MENDED}


def twins_in(
    archive: Path, selection: Selection
) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the ids of the twins in ``archive``, and the ids of all its articles."""
    journal = Journal()
    headers = choose_articles(Choice(archive, selection=selection), journal).headers
    articles = read_articles(headers, journal)
    twins = find_twins([take_fingerprint(article) for article in articles])
    return {(t.header.id, t.preferred.id) for t in twins}, {h.id for h in headers}
