"""Content that does not fit its page becomes a problem; other content does not."""

from pathlib import Path

import pytest

from exporter.formats.pdf.options import UserCss
from exporter.formats.pdf.weasyprint import load_engine
from exporter.journal import Journal
from exporter.model import (
    Block,
    Book,
    Byline,
    Code,
    Emphasis,
    Figure,
    Heading,
    ImageRef,
    Link,
    ListBlock,
    Paragraph,
    Problem,
    Quote,
    Table,
    TableCell,
    Text,
)
from tests.support.articles import parse
from tests.support.books import (
    PICTURE_URL,
    About,
    article,
    book,
    every_block,
    stored_image,
)
from tests.support.commandline import ROOT, RunCli
from tests.support.prints import Pdf, options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]

LONG_WORD = "0f3a9c" * 40
PROSE = "望津的渡轮在雾里慢慢靠岸，船上的人都没有说话。" * 8


def overruns(body: str, css: str = "") -> list[tuple[str, bool]]:
    """Return the words and kinds of what lies outside on small pages of ``body``."""
    engine = load_engine()
    page = (
        "@page { size: 200pt 200pt; margin: 30pt } body { margin: 0 } p { margin: 0 }"
    )
    html = f"<!DOCTYPE html><html lang=zh-Hans><title>页</title><body>{body}"
    styles = engine.Styles(page + css)
    with engine.Press({}, styles, Journal()) as press:
        found = press.lay_out(html, pages=1).find_overruns()
    return [(overrun.words, overrun.is_image) for overrun in found]


DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4"
    "nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (f"<p>{'x' * 90}", ""),
        (f"<pre>{'return 1; ' * 20}</pre>", ""),
        ("<table><tr>" + "<td>1234567.00" * 12 + "</table>", ""),
        ("<ul><li>" * 30 + "深处的词", ""),
        ("<p>词", "p { margin-left: -50pt }"),
        ("<p>词", "p { margin-left: 150pt }"),
        (f"<p dir=rtl>{'x' * 90}", ""),
        ("<p style='position: absolute; top: 300pt'>词", ""),
        ("<p style='position: absolute; left: -80pt'>词", ""),
        (f"<h1>{'x' * 60}</h1>", ""),
    ],
)
def test_words_outside_the_margins_are_a_problem(body: str, css: str) -> None:
    found = overruns(body, css)
    assert found
    assert all(words and not is_image for words, is_image in found)


def test_running_head_that_leaves_the_sheet_is_a_problem() -> None:
    head = f"@page {{ @top-left {{ content: '{'标题' * 60}'; white-space: nowrap }} }}"
    assert overruns("<p>词", head)
    assert overruns("<p>词", "@page { @top-left { content: '标题' } }") == []


@pytest.mark.parametrize(
    "side", ["width: 300pt", "height: 300pt", "margin-left: -60pt"]
)
def test_pictures_outside_the_margins_are_a_problem(side: str) -> None:
    body = f"<p>词</p><img alt='灯塔' src='{DOT}'>"
    assert overruns(body, f"img {{ width: 40pt; {side} }}") == [("灯塔", True)]


def test_words_that_run_into_the_next_column_are_a_problem() -> None:
    word = "x" * 16
    body = f"<div><p>短</p><p style='white-space: nowrap'>{word}</div>"
    css = "div { column-count: 2; column-gap: 10pt; font-size: 10pt }"
    assert (word, False) in overruns(body, css)
    assert overruns(body.replace(word, "短"), css) == []


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (f"<p>{PROSE}", ""),
        (f"<p>{PROSE}", "body { column-count: 2 }"),
        (f"<p><sup>1</sup>{PROSE}<sub>2</sub>", "p { line-height: 1.7 }"),
        (f"<img alt='封面' src='{DOT}'>", "@page { margin: 0 } img { width: 200pt }"),
        ("<p style='visibility: hidden; margin-left: -90pt'>词", ""),
    ],
)
def test_content_that_fits_is_no_problem(body: str, css: str) -> None:
    assert overruns(body, css) == []


# ----------------------------------------------------------------- whole books


def hostile(tmp_path: Path) -> tuple[Book, dict[str, object]]:
    """Return a book of everything that once did not fit its page, and its pictures."""

    def nested(depth: int) -> Block:
        words = Paragraph((Text("深处的词，还有一些别的词。"),))
        item: tuple[Block, ...] = (words,)
        for _ in range(depth):
            item = (ListBlock((item,)),)
        return item[0]

    def row(*texts: str, header: bool = False) -> tuple[TableCell, ...]:
        return tuple(TableCell((Paragraph((Text(t),)),), header=header) for t in texts)

    numbers = [f"{n}2345678.90" for n in range(1, 23)]
    heads = [f"第{n}季度营业收入" for n in range(1, 23)]
    address = "https://example.org/" + "very/long/path/" * 20
    blocks: list[Block] = [
        Heading((Text(LONG_WORD),)),
        Paragraph((Text(f"词{LONG_WORD}词"), Emphasis((Text(LONG_WORD),)))),
        Paragraph((Link(address, (Text(address),)), Code("return " * 60))),
        Paragraph((Text("كلمة عربية طويلة جدا " * 20),)),
        Table((row(*heads, header=True), row(*numbers), row(*numbers)), head_rows=1),
        Table((row("项", LONG_WORD), row(address, "数")), head_rows=0),
        Table((row(*numbers[:8]), row(*heads[:8]))),
        Quote((Table((row(*heads[:7], header=True), row(*numbers[:7])), head_rows=1),)),
        Table((row("甲", PROSE * 12), row("乙", "短"))),
        nested(6),
        Figure(ImageRef(PICTURE_URL), (Text(LONG_WORD),)),
        *every_block(),
    ]
    about = About(
        "长标题" * 30 + LONG_WORD[:60],
        "2024-05-01T08:00:00",
        byline=Byline(tuple(f"第{n}位作者的姓名" for n in range(30))),
        topics=tuple(f"很长的话题{n}" for n in range(40)),
    )
    image = stored_image(tmp_path, width_px=120, height_px=900)
    return book([article(*blocks, about=about)]), {PICTURE_URL: image}


@pytest.mark.parametrize(
    ("layout", "paper", "columns"),
    [
        ("briefing", "a4", 1),
        ("briefing", "a4", 2),
        ("book", "a5", 1),
        ("book", "6in", 1),
    ],
)
def test_everything_in_a_book_of_hostile_articles_fits_on_the_paper(
    layout: str, paper: str, columns: int, tmp_path: Path
) -> None:
    source, images = hostile(tmp_path)
    problems: list[Problem] = []
    page = options(layout, paper=paper, columns=columns)  # type: ignore[arg-type]
    made = Pdf(print_pdf(source, page, images, problems=problems))  # type: ignore[arg-type]
    assert [p for p in problems if p.code == "page-overrun"] == []
    # The finished file agrees: text begins and pictures lie inside the sheet.
    for number, sheet in enumerate(made.reader.pages):
        width, height = float(sheet.mediabox.width), float(sheet.mediabox.height)
        for _, x, y, _, _ in made.spans(number):
            assert 0 < x < width
            assert 0 < y < height
        if layout == "book" and number == 0:
            continue  # the cover
        for left, bottom, right, top in made.picture_boxes(number):
            assert left >= page.page.outer_pt - 2
            assert bottom >= page.page.bottom_pt - 2
            assert right <= width - page.page.outer_pt + 2
            assert top <= height - page.page.top_pt + 2


# Parts of articles, each with words that cannot be broken, or too many words.
WIDE_KINDS = {
    "formula": "<math>" + "<mi>x</mi><mo>+</mo>" * 150 + "</math>",
    "word in a formula": f"<p>即<math><mi>{LONG_WORD}</mi></math>。</p>",
    "fraction": f"<math><mfrac><mi>{LONG_WORD}</mi><mn>2</mn></mfrac></math>",
    "matrix": "<math><mtable><mtr>"
    + "<mtd><mn>1234567</mn></mtd>" * 30
    + "</mtr></mtable></math>",
    "note": '<p>见<a href="#n1" id="r1"><sup>1</sup></a>。</p>'
    f'<p id="n1"><a href="#r1">1</a> {LONG_WORD}</p>',
    "link": f'<p><a href="https://example.org/{LONG_WORD}">渡轮</a></p>',
    "ruby": f"<p><ruby>雾{LONG_WORD}<rt>{LONG_WORD}</rt></ruby></p>",
    "caption": '<img src="https://static.dw.com/image/77_302.jpg">'
    f"<div><small>{LONG_WORD}</small></div>",
    "code": f"<pre>{LONG_WORD}\n{' ' * 70}return {LONG_WORD}</pre>",
    "word of code": f"<p><code>{LONG_WORD}</code></p>",
    "verse": f"<p>{'　' * 30}雾<br>{LONG_WORD}<br>{'&nbsp;' * 90}船<br>灯<br>塔</p>",
    "marker": '<ol start="123456789012"><li>甲</li></ol>'
    '<ol type="I" start="3888"><li>乙</li></ol>'
    '<ol type="a" start="99999999"><li>丙</li></ol>',
    "lists in lists": "<ul><li>" * 14 + LONG_WORD + "</li></ul>" * 14,
    "quotes in quotes": "<blockquote>" * 14 + f"<p>{LONG_WORD}" + "</blockquote>" * 14,
    "term": f"<dl><dt>{LONG_WORD}</dt><dd>{LONG_WORD}</dd></dl>",
    "raised": f"<p>雾<sup>{LONG_WORD}</sup>船<sub>{LONG_WORD}</sub></p>",
    "player": f'<video src="https://example.org/{LONG_WORD}.mp4"></video>',
    "frame": f'<iframe src="https://example.org/{LONG_WORD}"></iframe>',
    "marks": f"<p>{'！' * 90}</p><p>{'（' * 90}</p><p>{'—' * 91}</p>",
    "unbroken spaces": f"<p>{'&nbsp;'.join(['望津'] * 60)}</p>",
    "Thai": f"<p>{'กรุงเทพมหานคร' * 12}</p>",
    "Arabic": f"<p>{'الجزيرة' * 40}</p>",
    "subheading": f"<p><strong>{LONG_WORD}</strong></p><h2>{LONG_WORD}</h2>",
    "gallery": "<h3>相关图集：渡轮</h3>"
    + "".join(
        f'<div><img src="https://static.dw.com/image/7{n}_303.jpg"><b>雾{LONG_WORD}</b>：'
        f"{PROSE * 4}</div>"
        for n in range(3)
    ),
}


@pytest.mark.parametrize(
    ("layout", "paper", "columns"),
    [
        ("briefing", "a4", 1),
        ("briefing", "a4", 2),
        ("book", "a5", 1),
        ("book", "6in", 1),
    ],
)
def test_long_words_of_every_kind_stay_on_the_paper(
    layout: str, paper: str, columns: int
) -> None:
    articles = [
        article(
            *parse(f"<p>{PROSE}</p>{html}").blocks,
            number=number,
            about=About(kind, "2024-05-01T08:00:00"),
        )
        for number, (kind, html) in enumerate(WIDE_KINDS.items(), 1)
    ]
    problems: list[Problem] = []
    page = options(layout, paper=paper, columns=columns, index=True)  # type: ignore[arg-type]
    print_pdf(book(articles), page, problems=problems)
    kinds = dict(enumerate(WIDE_KINDS, 1))
    told = {p.article: p.what for p in problems if p.code == "page-overrun"}
    assert {kinds[int(a.rpartition("-")[2]) % 100]: t for a, t in told.items()} == {}


@pytest.mark.parametrize(
    "selector",
    [
        *("span.formula", "ruby", "code", "pre.code", "div.verse", "p.term", "sup"),
        *("ul.marked > li", "figcaption", "ol.notes", "ul.entries", "header p"),
        *("blockquote", "td", "h1", "h2", "h3", "div.media"),
    ],
)
def test_long_words_of_every_kind_that_leave_their_room_are_a_problem(
    selector: str,
) -> None:
    css = f"{selector} {{ display: block; margin: 0 -70pt 0 700pt !important }}"
    blocks = parse(
        "<p>望津<math><mi>x</mi></math>，<ruby>雾<rt>wù</rt></ruby>，<code>a</code>，"
        '雾<sup>2</sup>，<a href="https://example.org/">渡轮</a></p><h2>码头</h2>'
        "<h3>栈桥</h3><pre>return 1</pre><p>雾　<br>船<br>灯<br>塔</p>"
        '<ul><li>甲</li></ul><dl><dt>乙</dt><dd>丙</dd></dl><video src="https://a.cn/v">'
        '</video><img src="https://static.dw.com/image/77_302.jpg"><div><small>丁</small>'
        "</div><blockquote><p>戊</p></blockquote><table><tr><td>1<td>2</table>"
    ).blocks
    about = About("望津", "2024-05-01T08:00:00", byline=Byline(("沈望",)))
    problems: list[Problem] = []
    pdf = options("book", css=UserCss(css, Path("x.css")))
    print_pdf(book([article(*blocks, about=about)]), pdf, problems=problems)
    assert [p for p in problems if p.code == "page-overrun"]


def test_problem_of_an_overrun_names_the_article_and_the_words() -> None:
    css = UserCss("article p { margin-left: 600pt }", Path("x.css"))
    problems: list[Problem] = []
    source = book([article(Paragraph((Text("远在纸外的词"),)))])
    print_pdf(source, options(css=css), problems=problems)
    (problem,) = [p for p in problems if p.code == "page-overrun"]
    assert problem.article == source.chapters[0].article.header.id
    assert "beyond the room for text" in problem.what


def test_samples_fit_on_their_pages(run_cli: RunCli, tmp_path: Path) -> None:
    samples = ROOT / "samples"
    for extra in (("--columns", "2"), ("--layout", "book", "--index")):
        done = run_cli(
            *("pdf", "--archive", samples, "--image-mirror", samples / "images"),
            *("--offline", "-q", "-o", tmp_path / "b.pdf", *extra),
            *("--cache-dir", tmp_path / "cache"),
        )
        assert "beyond the room" not in done.err


# ------------------------------------------------------------ how full pages are


def test_short_article_in_two_columns_begins_in_the_room_left_on_a_page() -> None:
    articles = [
        article(
            *[Paragraph((Text(PROSE[:110]),))] * number,
            number=number,
            about=About(f"第{number}篇", f"2024-05-{number:02d}T08:00:00"),
        )
        for number in range(1, 20)
    ]
    page = options(columns=2)
    made = Pdf(print_pdf(book(articles), page))
    height = 297 * 72 / 25.4
    room = height - page.page.top_pt - page.page.bottom_pt
    for number in range(len(made.texts) - 1):
        lowest = min(
            y for _, _, y, size, _ in made.spans(number) if y > page.page.bottom_pt
        )
        assert (lowest - page.page.bottom_pt) / room < 0.4
