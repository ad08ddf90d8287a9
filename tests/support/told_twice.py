"""200 labelled pairs of invented articles: told twice, or only much alike.

Each kind of pair is a function.  It gets the number of the pair, which is the seed of
its prose, so lengths and rates of change vary from pair to pair.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import opencc

from exporter.language import tag_language
from exporter.model import Article, ArticleHeader, Location
from exporter.outlets import article_id, outlet_for
from exporter.parse import parse_article
from tests.support.prose import Prose, edit_sentences, edit_words

_LENGTHS = (220, 350, 600, 900, 1_400, 2_200, 3_500, 6_000)
_RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
_DW = "https://www.dw.com/zh/x/a-{}"
_RFI = "https://www.rfi.fr/cn/{}"
_REUTERS = "https://cn.reuters.com/article/{}"
START = datetime(2024, 3, 1, 8, tzinfo=UTC)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class TwinPair:
    """Two articles, and whether they are one story; ``kind`` says why."""

    kind: str
    number: int
    one: Article
    other: Article
    is_one_story: bool


def make_article(
    title: str,
    paragraphs: Sequence[str],
    *,
    url: str,
    when: datetime = START,
    gallery: str = "",
) -> Article:
    """Return an article with ``paragraphs``, and with ``gallery`` in its middle."""
    parts = [f"<p>{p}</p>" for p in paragraphs]
    parts.insert(len(parts) // 2, gallery)
    outlet = outlet_for(url, "folder")
    header = ArticleHeader(
        id=article_id(url, outlet),
        location=Location(f"articles/folder/{url.rpartition('/')[2]}.md"),
        title=title,
        url=url,
        outlet=outlet,
        published=when,
    )
    return tag_language(parse_article(header, "".join(parts)))


def _length(n: int) -> int:
    return _LENGTHS[n % len(_LENGTHS)]


def _rate(n: int) -> float:
    return _RATES[n % len(_RATES)]


def _pair(
    n: int,
    one: tuple[str, Sequence[str]],
    other: tuple[str, Sequence[str]],
    *,
    urls: tuple[str, str] = (_DW, _DW),
    later: timedelta = timedelta(hours=5),
    galleries: tuple[str, str] = ("", ""),
) -> tuple[Article, Article]:
    start = START + timedelta(days=n)
    return (
        make_article(
            *one, url=urls[0].format(70_000_000 + n), when=start, gallery=galleries[0]
        ),
        make_article(
            *other,
            url=urls[1].format(80_000_000 + n),
            when=start + later,
            gallery=galleries[1],
        ),
    )


def _gallery(prose: Prose, pictures: int) -> str:
    shown = "".join(
        f'<div><img src="https://static.dw.com/image/{prose.number()}{k}_403.jpg">'
        f"<b>{prose.title()}</b>：{''.join(prose.paragraphs(80))}</div>"
        for k in range(pictures)
    )
    return f"<h3>相关图集：{prose.title()}</h3>{shown}"


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def convert(text: str, config: str) -> str:
    """Return ``text`` converted by OpenCC with ``config``, such as ``s2t``."""
    converted: str = _converter(config).convert(text)
    return converted


# ---- One story


def _reprint(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    named = (f"法广：{title}", f"{title} - 法国国际广播电台", f"{title} | 法广")[n % 3]
    copy = edit_words(body, 0.02 * (n % 4), prose)
    copy[0] = f"（法新社{prose.places[0]}电）{copy[0]}"
    return _pair(n, (title, body), (named, copy), urls=(_REUTERS, _RFI))


def _shortened_reprint(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(max(900, _length(n)))
    kept = body[: max(2, round(len(body) * (0.5 + 0.1 * (n % 4))))]
    return _pair(n, (title, body), (prose.title(), kept), urls=(_REUTERS, _DW))


def _reworded(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    other = edit_words([title], 0.2, prose)[0]
    return _pair(
        n, (title, body), (other, edit_words(body, _rate(n), prose)), urls=(_DW, _RFI)
    )


def _rewritten(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    other = edit_sentences(body, min(_rate(n), 0.25), prose)
    if n % 3 == 0 and len(other) > 3:
        other = other[:1] + other[2:] + other[1:2]
    return _pair(n, (title, body), (title, other))


def _script_twin(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    config = ("s2t", "s2twp", "s2hk")[n % 3]
    if n % 4 == 0:
        body = edit_words(body, 0.05, prose)
    hant = [convert(p, config) for p in body]
    return _pair(n, (title, body), (convert(title, config), hant))


def _mended_title(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    body = prose.paragraphs(_length(n))
    other = edit_words(body, 0.01 * (n % 3), prose)
    later = timedelta(hours=(1, 7, 30, 75)[n % 4])
    return _pair(n, (prose.title(), body), (prose.title(), other), later=later)


def _corrected_number(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    dead = str(20 + n)
    title, body = prose.title(), prose.paragraphs(max(500, _length(n)))
    body[1] += f"{prose.places[0]}共有{dead}艘船停航。"
    other = [p.replace(f"共有{dead}艘", f"共有{20 + 3 * n + 1}艘") for p in body]
    later = timedelta(hours=(2, 26)[n % 2])
    return _pair(n, (title, body), (title, other), later=later)


def _new_toll(n: int) -> tuple[Article, Article]:
    """A figure in the headline and the text that rose within hours."""
    prose = Prose(n)
    body = prose.paragraphs(max(700, _length(n)))
    head = "{}海啸：已有{}人失去住处"
    lead = "{}遭海啸袭击，已有{}人失去住处，官员说数字还会上升。"
    first, second = 40 + n, 55 + 2 * n
    place = prose.places[0]
    return _pair(
        n,
        (head.format(place, first), [lead.format(place, first), *body]),
        (head.format(place, second), [lead.format(place, second), *body]),
        later=timedelta(hours=3),
    )


def _growing_blog(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    news = prose.paragraphs(round(_length(n) * (0.15 + 0.15 * (n % 5))))
    grown = [*news, *body] if n % 2 else [*body, *news]
    return _pair(n, (f"直播：{title}", body), (f"直播：{title}", grown))


def _one_with_gallery(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, body = prose.title(), prose.paragraphs(_length(n))
    gallery = _gallery(Prose(n + 500), 4 + n % 9)
    return _pair(n, (title, body), (prose.title(), body), galleries=("", gallery))


def _video_twin(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    title, line = prose.title(), prose.sentence() + prose.sentence()
    return _pair(n, (title, [line]), (convert(title, "s2t"), [convert(line, "s2t")]))


def _table_reprinted(n: int) -> tuple[Article, Article]:
    table = _daily_table(n, 0, 0.5)
    return _pair(n, table, (f"路透：{table[0]}", table[1]), urls=(_REUTERS, _RFI))


# ---- Much alike, but each its own story


def _daily_table(n: int, day: int, changing: float) -> tuple[str, list[str]]:
    """Return a table of prices for a day; ``changing`` is the part that moves."""
    goods = Prose(n)
    moves = random.Random(1_000 * n + day)
    date = START + timedelta(days=n + day)
    rows = [
        f"{date.month}月{date.day}日{goods.places[0]}货栈挂牌价（每担，银元）如下："
    ]
    for k in range(8 + n % 30):
        price = goods.rng.uniform(3, 400)
        if moves.random() < changing:
            price *= moves.uniform(0.97, 1.03)
        name = goods.rng.choice("米麦豆盐茶丝麻糖油炭") + goods.places[k % 5]
        low, high = price * 0.99, price * 1.01
        rows.append(f"{name} 最低{low:.2f} 最高{high:.2f} 收盘{price:.2f}")
    title = f"{goods.places[0]}货栈挂牌价一览"
    if n % 2:
        title += f"（{date.month}月{date.day}日）"
    return title, rows


def _two_days_of_a_table(n: int) -> tuple[Article, Article]:
    days = 1 + n % 6
    changing = (1.0, 0.9, 0.6, 0.3, 0.15)[n % 5]
    return _pair(
        n,
        _daily_table(n, 0, changing),
        _daily_table(n, days, changing),
        urls=(_REUTERS, _REUTERS),
        later=timedelta(days=days),
    )


def _count_of_cases(n: int, day: int) -> tuple[str, list[str]]:
    frame, figures = Prose(n), random.Random(7_000 * n + day)
    date = START + timedelta(days=n + day)
    when = f"{date.day}日" if n % 3 else f"周{_WEEKDAYS[date.weekday()]}"
    some = [figures.randint(0, 90) for _ in range(6)]
    place, second = frame.places[:2]
    lines = [
        f"{place}卫生署{when}通报，当天新增麻疹{some[0]}例，其中{some[1]}例在{second}。",
        f"累计{4_000 + 37 * day + some[0]}例，{some[2]}人痊愈出院。",
        f"卫生署说，目前有{some[3]}人住院，{some[4]}人在家休养，{some[5]}人等待结果。",
    ]
    lines += frame.paragraphs((0, 0, 150, 300, 500)[n % 5] or 1)[: n % 5]
    title = (f"{place}新增麻疹{some[0]}例", f"{place}今日疫情通报")[n % 2]
    return title, lines


def _two_counts_of_cases(n: int) -> tuple[Article, Article]:
    days = 1 + n % 4
    return _pair(
        n, _count_of_cases(n, 0), _count_of_cases(n, days), later=timedelta(days=days)
    )


def _flash(n: int) -> tuple[Article, Article]:
    prose = Prose(n)
    place = prose.places[0]
    made = [
        (
            f"快讯：{place}指数收{move}{change:.2f}%",
            [f"{place}股市收盘，综合指数{move}{change:.2f}%，报{level:.1f}点。"],
        )
        for move, change, level in (("跌", 0.41, 3012.2), ("跌", 1.12, 2979.4 + n))
    ]
    return _pair(n, made[0], made[1], later=timedelta(hours=(4, 24)[n % 2]))


def _shared_gallery(n: int) -> tuple[Article, Article]:
    first = Prose(n)
    second = Prose(n + 300, names_from=first)
    gallery = _gallery(Prose(n + 600), 5 + n % 12)
    length = min(_length(n), 1_400)
    return _pair(
        n,
        (first.title(), first.paragraphs(length)),
        (second.title(), second.paragraphs(length)),
        galleries=(gallery, gallery),
    )


def _same_introduction(n: int) -> tuple[Article, Article]:
    """A weekly column, or a series of interviews, that begins with the same words."""
    first = Prose(n)
    second = Prose(n + 300, names_from=first)
    length = max(350, _length(n))
    opening = first.paragraphs(length * (0.2 + 0.06 * (n % 4)))
    return _pair(
        n,
        (f"每周一谈（{n}）", [*opening, *first.paragraphs(length)]),
        (f"每周一谈（{n + 1}）", [*opening, *second.paragraphs(length)]),
        later=timedelta(days=7),
    )


def _same_questions(n: int) -> tuple[Article, Article]:
    """Letters or polls: the questions are the same, the answers are not."""
    first = Prose(n)
    second = Prose(n + 300, names_from=first)
    questions = [f"{k}. {first.sentence()}您怎么看？" for k in range(1, 5 + n % 5)]

    def answer(prose: Prose) -> list[str]:
        return [line for q in questions for line in (q, "".join(prose.paragraphs(55)))]

    return _pair(
        n, ("读者来信", answer(first)), ("读者来信", answer(second)), later=timedelta(7)
    )


def _same_background(n: int) -> tuple[Article, Article]:
    first = Prose(n)
    second = Prose(n + 300, names_from=first)
    length = max(350, _length(n))
    background = first.paragraphs(length * (0.2 + 0.06 * (n % 5)))
    return _pair(
        n,
        (first.title(), [*first.paragraphs(length * 0.8), *background]),
        (second.title(), [*second.paragraphs(length * 0.8), *background]),
        urls=((_DW, _DW), (_DW, _REUTERS))[n % 2],
        later=timedelta(days=n % 5),
    )


def _same_topic(n: int) -> tuple[Article, Article]:
    first = Prose(n)
    second = Prose(n + 300, names_from=first)
    return _pair(
        n,
        (first.title(), first.paragraphs(_length(n))),
        (first.title(), second.paragraphs(_length(n))),
        urls=(_REUTERS, _DW),
    )


def _video_of_one_sentence(n: int) -> tuple[Article, Article]:
    first, second = Prose(n), Prose(n + 300)
    frame = "更多内容请看本台记者从现场发回的视频报道。"
    lines = ([frame], [frame, first.sentence()], [frame])
    others = ([frame], [frame, second.sentence()], [frame, second.sentence()])
    return _pair(n, (first.title(), lines[n % 3]), (second.title(), others[n % 3]))


_Maker = Callable[[int], tuple[Article, Article]]
_ONE_STORY: Sequence[tuple[_Maker, int]] = (
    (_reprint, 14),
    (_shortened_reprint, 6),
    (_reworded, 14),
    (_rewritten, 14),
    (_script_twin, 14),
    (_mended_title, 10),
    (_corrected_number, 6),
    (_new_toll, 4),
    (_growing_blog, 8),
    (_one_with_gallery, 4),
    (_video_twin, 4),
    (_table_reprinted, 4),
)
_OWN_STORIES: Sequence[tuple[_Maker, int]] = (
    (_two_days_of_a_table, 25),
    (_two_counts_of_cases, 20),
    (_flash, 4),
    (_shared_gallery, 14),
    (_same_introduction, 8),
    (_same_questions, 5),
    (_same_background, 8),
    (_same_topic, 8),
    (_video_of_one_sentence, 6),
)


def make_pairs(first: int = 1) -> list[TwinPair]:
    """Return the pairs; another ``first`` gives others of the same kinds."""
    pairs: list[TwinPair] = []
    for is_one_story, makers in ((True, _ONE_STORY), (False, _OWN_STORIES)):
        for make, count in makers:
            for n in range(first, first + count):
                kind = make.__name__.strip("_").replace("_", "-")
                pairs.append(TwinPair(kind, n, *make(n), is_one_story))
    return pairs
