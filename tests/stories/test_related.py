"""Related articles: about the same, near in time, and not too many."""

from exporter.journal import Twin
from exporter.model import Article, Link, Paragraph, Text
from exporter.stories import find_related
from tests.support.books import About, article, paragraph

OTHERS = 24  # articles about nothing in common, among which a shared word is rare


def about(
    word: str,
    number: int,
    *,
    day: int = 18,
    more: str = "",
    topics: tuple[str, ...] = (),
) -> Article:
    """Return an article whose title and text speak of ``word``."""
    return article(
        paragraph(f"{word}。" * 4),
        number=number,
        about=About(f"{word}{more}", f"2024-06-{day:02d}T12:00:00", topics=topics),
    )


def with_others(*articles: Article) -> list[Article]:
    """Return ``articles`` among others whose subjects nobody shares."""
    others = [
        about("".join(chr(0x4E10 + 40 * n + k) for k in range(4)), 1000 + n)
        for n in range(OTHERS)
    ]
    return [*articles, *others]


def related(articles: list[Article], limit: int = 3) -> list[tuple[int, ...]]:
    """Return the numbers of the articles related to each of ``articles``."""
    numbers = {one.header.url: number for number, one in enumerate(articles)}
    return find_related(articles, limit, numbers.get)


def test_articles_that_share_a_rare_word_are_related_to_each_other() -> None:
    made = with_others(
        about("守灯人", 1, more="回家了"), about("守灯人", 2, more="又走了")
    )
    found = related(made)
    assert found[:2] == [(1,), (0,)]
    assert set(found[2:]) == {()}


def test_the_nearest_in_time_come_first_and_no_more_than_the_limit() -> None:
    days = {1: 10, 2: 28, 3: 12, 4: 17}
    made = with_others(
        *(about("守灯人", n, day=day, more=f"第{n}回") for n, day in days.items())
    )
    made += with_others()[:20]
    assert related(made)[0] == (2, 3, 1)
    assert related(made, 2)[0] == (2, 3)
    assert related(made, 0)[0] == ()


def test_more_in_common_counts_more_than_a_day() -> None:
    made = with_others(
        about("守灯人，监理处", 1, day=10),
        about("守灯人", 2, day=11, more="在家"),
        about("监理处；守灯人", 3, day=13),
    )
    assert related(made)[0][0] == 2


def test_what_is_more_than_a_month_away_is_another_story() -> None:
    far = article(
        paragraph("守灯人。" * 4),
        number=2,
        about=About("守灯人又走了", "2024-08-01T12:00:00"),
    )
    assert related(with_others(about("守灯人", 1), far))[0] == ()


def test_a_word_of_every_fifth_article_says_nothing() -> None:
    made = with_others(*(about("守灯人", n, more=f"第{n}回") for n in range(6)))
    assert set(related(made)) == {()}


def test_one_short_word_in_common_says_too_little() -> None:
    made = with_others(about("灯塔", 1, more="甲"), about("灯塔", 2, more="乙"))
    assert related(made)[0] == ()


def test_a_short_topic_of_both_outlets_says_enough() -> None:
    made = with_others(
        about("甲乙丙", 1, topics=("灯塔",)), about("丁戊己", 2, topics=("燈塔",))
    )
    assert related(made)[0] == (1,)


def test_what_the_text_links_to_is_not_named_again() -> None:
    second = about("守灯人", 2, more="又走了")
    link = Paragraph((Link(second.header.url, (Text("前文"),)),))
    first = article(
        paragraph("守灯人。" * 4), link, number=1, about=About("守灯人回家了")
    )
    found = related(with_others(first, second))
    assert found[:2] == [(), (0,)]


def test_the_same_story_is_not_named() -> None:
    edition = about("守灯人的最后一个冬天", 1)
    made = with_others(
        edition,
        about("守灯人的最后一个冬天", 1),
        about("守燈人的最後一個冬天", 2),
        about("守灯人的最后一个冬天", 3, more="－法国国际广播电台"),
    )
    assert related(made)[0] == ()


def test_a_twin_is_not_named_and_of_two_twins_only_one() -> None:
    made = with_others(
        about("守灯人", 1, day=17, more="在家"),
        about("守灯人", 2, day=18, more="门口"),
        about("守灯人", 3, day=19, more="屋顶"),
    )
    twins = [Twin(made[2].header, made[1].header, 0.9)]
    assert find_related(made, 3, lambda _: None, twins)[:3] == [(1,), (0,), (0,)]


def test_the_result_does_not_depend_on_the_order_of_the_others() -> None:
    made = with_others(
        *(about("守灯人", n, day=10 + n, more=f"第{n}回") for n in (0, 1, 3))
    )

    def by_url(articles: list[Article]) -> dict[str, tuple[str, ...]]:
        urls = [one.header.url for one in articles]
        pairs = zip(urls, related(articles), strict=True)
        return {url: tuple(urls[n] for n in others) for url, others in pairs}

    assert by_url(made) == by_url(made[::-1])


def test_ten_times_as_many_articles_are_compared_ten_times_as_often() -> None:
    from exporter.stories import related as module

    compared = {}
    for count in (400, 4_000):
        shelf = module._TermShelf()
        start = about("守灯人", 1).header.published
        shelf.times = [start] * count
        shelf.numbers = list(range(count))
        compared[count] = len(shelf.near(start))
    assert compared[400] == compared[4_000] <= 60
