"""The chapters of a book that are about the same."""

from exporter.book import relate_chapters
from exporter.formats import EpubFormat, PdfFormat
from exporter.model import Article, Book
from exporter.request import Request
from tests.support.books import About, article, book, paragraph


def keeper(number: int) -> Article:
    """Return an article about a lighthouse keeper."""
    return article(
        paragraph("守灯人。" * 4), number=number, about=About(f"守灯人第{number}回")
    )


def among_others(*articles: Article) -> Book:
    """Return a book of ``articles`` and of others about nothing."""
    return book([*articles, *(article(number=100 + n) for n in range(20))])


def test_chapters_are_related_by_their_file_names() -> None:
    made = relate_chapters(among_others(keeper(1), keeper(2)), 3)
    first, second = made.chapters[:2]
    assert made.related == {
        first.file_name: (second,),
        second.file_name: (first,),
    }


def test_with_a_limit_of_none_the_book_stays_as_it_is() -> None:
    made = among_others(keeper(1), keeper(2))
    assert relate_chapters(made, 0) is made


def test_a_format_names_none_in_a_small_book_and_in_a_briefing() -> None:
    for_epub = Request(format=EpubFormat())
    assert [for_epub.related_limit(n) for n in (9, 10)] == [0, 3]
    assert Request(format=PdfFormat(layout="book")).related_limit(10) == 3
    assert Request(format=PdfFormat()).related_limit(1_000) == 0
    assert Request(format=PdfFormat(), related=5).related_limit(2) == 5
    assert Request(format=EpubFormat(), related=0).related_limit(1_000) == 0
