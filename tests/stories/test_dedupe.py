"""Each story once: what is left out, and what the journal says of it."""

import pytest

from exporter.alternatives import Dedupe
from exporter.journal import Journal
from exporter.model import Article
from exporter.stories import tell_once
from tests.support.prose import Prose
from tests.support.told_twice import convert, make_article

BODY = Prose(1).paragraphs(400)
DW = "https://www.dw.com/zh/x/a-{}"


def articles() -> list[Article]:
    """Return a story, its Traditional twin, a reprint, and another story."""
    title = "灯塔重新点亮"
    return [
        make_article(
            convert(title, "s2t"), [convert(p, "s2t") for p in BODY], url=DW.format(1)
        ),
        make_article(title, BODY, url=DW.format(2)),
        make_article(f"德国之声：{title}", BODY[:-1], url="https://www.rfi.fr/cn/3"),
        make_article("茶山下雪了", Prose(2).paragraphs(400), url=DW.format(4)),
    ]


def short_id(name: str) -> str:
    return "rfi" if name.startswith("rfi") else name


@pytest.mark.parametrize(
    ("dedupe", "kept", "deduped", "twins"),
    [
        ("none", [1, 2, 3, 4], [], ["a-1", "rfi"]),
        ("twins", [2, 3, 4], ["a-1"], ["rfi"]),
        ("wire", [2, 4], ["a-1", "rfi"], []),
    ],
)
def test_what_is_left_out_and_what_is_only_named(
    dedupe: Dedupe, kept: list[int], deduped: list[str], twins: list[str]
) -> None:
    all_articles = articles()
    journal = Journal(headers=[a.header for a in all_articles])
    left = tell_once(all_articles, dedupe, journal)
    assert left == [all_articles[n - 1] for n in kept]
    assert journal.headers == [a.header for a in left]
    assert sorted(short_id(t.header.id) for t in journal.deduped) == deduped
    assert sorted(short_id(t.header.id) for t in journal.twins) == twins
    assert {t.preferred.id for t in (*journal.deduped, *journal.twins)} == {"a-2"}


def test_an_article_that_is_wanted_itself_is_kept() -> None:
    some = articles()
    leads = [some[0].header.location, some[2].header.location]
    left = tell_once(some, "wire", Journal(), wanted=leads)
    assert [short_id(a.header.id) for a in left] == ["a-1", "rfi", "a-4"]


def test_the_script_asked_for_is_kept() -> None:
    left = tell_once(articles(), "twins", Journal(), script="hant")
    assert [short_id(a.header.id) for a in left] == ["a-1", "rfi", "a-4"]
