"""The plain scan reads articles and finds those whose text holds an expression."""

from pathlib import Path

from exporter.journal import Journal
from exporter.search import AllOf, AnyOf, Not, Word, find_facts
from tests.support.archives import article, fill, numbered, scan


def test_expressions_hold_in_texts_as_logic_says() -> None:
    one, two, nowhere = Word("渡轮"), Word("钟楼"), Word("山")
    text = "渡轮\n钟楼"
    assert AllOf((one, two)).holds_in(text)
    assert not AllOf((one, nowhere)).holds_in(text)
    assert AnyOf((nowhere, two)).holds_in(text)
    assert not AnyOf((nowhere,)).holds_in(text)
    assert Not(nowhere).holds_in(text)
    assert not Not(one).holds_in(text)
    assert AllOf(()).holds_in(text)
    assert not AnyOf(()).holds_in(text)
    assert not Word("轮\n钟").holds_in("轮 钟")


def test_facts_of_matching_articles_are_in_the_order_of_the_headers(
    tmp_path: Path,
) -> None:
    files = numbered(60)
    files |= {
        f"articles/dw/20000{n}.md": article(
            n, body=f"<p>渡輪開了{n}次</p>", url=f"u{n}"
        )
        for n in range(10, 14)
    }
    found = scan(fill(tmp_path, files))
    journal = Journal()
    every = find_facts(found.headers, journal)
    assert list(every) == [header.location for header in found.headers]
    some = find_facts(found.headers, journal, text=Word("渡轮开了"))
    assert [place for place in every if "/20000" in place.path] == list(some)
    assert len(some) == 4
    assert journal.problems == []


def test_an_article_that_cannot_be_read_is_one_problem_and_has_no_facts(
    tmp_path: Path,
) -> None:
    found = scan(fill(tmp_path, numbered(3)))
    Path(found.headers[1].location.path).unlink()
    journal = Journal()
    for _ in range(2):
        facts = find_facts(found.headers, journal, text=Not(Word("山")))
        assert len(facts) == 2
    assert [problem.code for problem in journal.problems] == ["article-unreadable"]


def test_a_problem_of_an_article_that_can_be_read_is_left_to_the_book(
    tmp_path: Path,
) -> None:
    folder = fill(tmp_path, {"articles/dw/1.md": article(1, body="<p></p>")})
    journal = Journal()
    facts = find_facts(scan(folder).headers, journal)
    assert [one.characters for one in facts.values()] == [0]
    assert journal.problems == []
