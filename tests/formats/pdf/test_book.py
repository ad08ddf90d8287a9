"""A whole book as a PDF: the places of its parts, its links, its fonts and images."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdf.generic import DictionaryObject, StreamObject

from exporter.book import BookOptions, assemble_book
from exporter.book.grouping import arrange_articles
from exporter.formats.pdf.options import UserCss
from exporter.model import (
    Article,
    Block,
    Book,
    Byline,
    Embed,
    Emphasis,
    Figure,
    Gallery,
    Image,
    ImageRef,
    Link,
    Media,
    Notice,
    Paragraph,
    Problem,
    Table,
    Text,
    iter_blocks,
)
from tests.support.books import (
    DW,
    NOTICE,
    PICTURE_URL,
    About,
    article,
    book,
    every_block,
    image_map,
    in_other_script,
    paragraph,
    stored_image,
)
from tests.support.prints import MM, Pdf, dictionary, family_of, options, print_pdf

pytestmark = [pytest.mark.slow, pytest.mark.pango]

LONG = "望津的渡轮在雾里慢慢靠岸，船上的人都没有说话。" * 12
FAR = "https://example.org/%E7%81%AF%E5%A1%94?a=1"


def chapter(number: int, *blocks: Block, lang: str = "zh-Hans") -> Article:
    """Return article ``number`` of May and June 2024, with a long paragraph."""
    month, day = 5 + number // 4, 1 + number
    words = About(
        f"第{number}篇：雾中的渡轮",
        f"2024-{month:02d}-{day:02d}T08:00:00",
        byline=Byline(("当远",) if number % 2 else ("苏檐",)),
        topics=("望津",),
        lang=lang,
    )
    return article(*blocks, paragraph(LONG), number=number, about=words)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return a book of two months with each kind of block."""
    inner = Link("https://www.dw.com/zh/a-90000005", (Text("另一篇文章"),))
    outer = Link(FAR, (Text("远处的灯"),))
    articles = [
        chapter(1, *every_block()),
        chapter(2, Paragraph((Text("请看"), inner, Text("，还有"), outer, Text("。")))),
        chapter(3, lang="zh-Hant"),
        chapter(4, Media("video", "https://example.org/v.mp4")),
        chapter(5, *in_other_script("zh-Hant")),
        chapter(6),
    ]
    made = book(articles, title="望津 渡轮记")
    return replace(made, notices=(Notice(DW, 2024, NOTICE, "zh-Hans"),))


@pytest.fixture(scope="module")
def little() -> Book:
    """Return a book of two articles and a picture."""
    figure = Figure(ImageRef(PICTURE_URL), (Text("一座灯塔的图"),))
    return book([chapter(1, figure), chapter(2)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    return []


@pytest.fixture(scope="module")
def briefing(source: Book, folder: Path, problems: list[Problem]) -> Pdf:
    images = image_map(folder)
    return Pdf(print_pdf(source, options(index=True), images, problems=problems))


@pytest.fixture(scope="module")
def bound(source: Book, folder: Path) -> Pdf:
    return Pdf(print_pdf(source, options("book", index=True), image_map(folder)))


@pytest.fixture(scope="module", params=["briefing", "book"])
def pdf(request: pytest.FixtureRequest) -> Pdf:
    made = request.getfixturevalue(
        "briefing" if request.param == "briefing" else "bound"
    )
    assert isinstance(made, Pdf)
    return made


def width_of(image: DictionaryObject) -> int:
    """Return the width of a picture in pixels."""
    return int(str(image["/Width"]))


# ----------------------------------------------------------- nothing is lost


def test_printing_a_briefing_reports_no_problems(
    briefing: Pdf, problems: list[Problem]
) -> None:
    assert briefing.reader.pages
    assert [p for p in problems if p.code != "composition-unsupported"] == []


def test_every_word_of_every_article_is_printed(source: Book, pdf: Pdf) -> None:
    text = re.sub(r"\s", "", pdf.text)
    for made in source.chapters:
        assert made.article.header.title in text
    # A sentence may continue on the next page.
    assert text.count("望津的渡轮在雾里慢慢靠岸") > 11 * len(source.chapters)
    for words in ("里的着重", "没有取得的图", "引文里的列表", "格中", "责编", "删去"):
        assert words in text
    assert NOTICE.split("：")[1][:12] in text


def test_words_that_an_outlet_hides_are_not_printed(pdf: Pdf) -> None:
    assert "图像说明" not in pdf.text


# ---------------------------------------------------- contents and outline


def test_pdf_outline_has_the_entries_of_the_contents_in_levels(
    source: Book, pdf: Pdf
) -> None:
    entries = pdf.outline()
    titles = [(level, title) for level, title, _ in entries]
    assert titles[0] == (1, "目录")
    assert titles[-2:] == [(1, "版权声明"), (1, "索引")]
    expected: list[tuple[int, str]] = []
    for section in source.sections:
        expected.append((1, section.title))
        for made in section.chapters:
            header = made.article.header
            day = header.published
            expected.append((2, f"{day.month}月{day.day}日 {header.title}"))
    assert titles[1:-2] == expected
    places = pdf.places()
    for made, (_, _, page) in zip(
        source.chapters, [e for e in entries if e[0] == 2], strict=True
    ):
        assert places[made.file_name.removesuffix(".xhtml")] == page


def test_contents_name_the_page_on_which_each_article_begins(
    source: Book, pdf: Pdf
) -> None:
    labels = pdf.reader.page_labels
    places = pdf.places()
    contents = [
        n
        for n, text in enumerate(pdf.texts)
        if n <= places["contents"] + 1 and "2024年5月" in text
    ]
    text = "\n".join(pdf.texts[n] for n in contents)
    for made in source.chapters:
        title = made.article.header.title
        place = places[made.file_name.removesuffix(".xhtml")]
        found = re.search(re.escape(title) + r"[^\n]*?\.{3,}\s*(\d+)", text)
        assert found, title
        assert found.group(1) == labels[place]
    for title, name in (("版权声明", "copyright"), ("索引", "index")):
        number = re.search(title + r"\s*\.{3,}\s*(\d+)", text)
        assert number, title
        assert number.group(1) == labels[places[name]]


def test_page_numbers_in_the_contents_link_to_their_pages(pdf: Pdf) -> None:
    places = pdf.places()
    targets = Counter(target for target, _ in pdf.links(places["contents"]))
    for target in ("#a-90000003", "#copyright", "#index"):
        assert targets[target] == 2, target  # title and number


def test_every_inner_link_has_an_existing_target(pdf: Pdf) -> None:
    inner = {target[1:] for target in pdf.all_links() if target.startswith("#")}
    assert inner
    assert inner <= set(pdf.places())


def test_printed_page_number_equals_the_page_label(source: Book, bound: Pdf) -> None:
    labels = bound.reader.page_labels
    assert labels[0] == "i"
    for page, text in enumerate(bound.texts):
        if "雾里慢慢靠岸" in text:
            spans = bound.spans(page)
            heights = [span[2] for span in spans]
            edges = [
                "".join(span[0] for span in spans if abs(span[2] - edge) < 1)
                for edge in (max(heights), min(heights))
            ]
            number = rf"^{labels[page]}(?!\d)|(?<!\d){labels[page]}$"
            assert any(re.search(number, edge) for edge in edges), edges


# --------------------------------------------------------- notes, codes, index


def test_links_out_of_the_book_become_numbered_notes(pdf: Pdf) -> None:
    text = pdf.text
    assert "请看另一篇文章→" in re.sub(r"\s|\u2060", "", text)
    assert re.search(r"1\s+https://example\.org/灯塔\?a=1", text)
    assert pdf.all_links().count(FAR) == 2  # the words, and the note


def test_link_to_another_article_shows_its_page_number(pdf: Pdf) -> None:
    page = pdf.reader.page_labels[pdf.places()["a-90000005"]]
    assert f"另一篇文章→{page}，" in re.sub(r"\s|\u2060", "", pdf.text)


def test_each_article_and_each_video_has_a_qr_code(source: Book, pdf: Pdf) -> None:
    alts = [
        str(element.get("/Alt", ""))
        for _, kind, element in pdf.structure()
        if kind == "Figure"
    ]
    codes = [alt for alt in alts if alt.startswith(("二维码：", "QR碼："))]
    assert sum("a-9000000" in alt for alt in codes) == len(source.chapters)
    assert sum(alt.endswith("/v.mp4") for alt in codes) == 2
    assert sum("youtube" in alt for alt in codes) == 1


def test_index_names_the_pages_of_each_entry(source: Book, pdf: Pdf) -> None:
    places = pdf.places()
    labels = pdf.reader.page_labels
    text = pdf.texts[places["index"]]
    for author, numbers in (("当远", (1, 3, 5)), ("苏檐", (2, 4, 6))):
        pages = [labels[places[f"a-9000000{n}"]] for n in numbers]
        line = ", ".join(dict.fromkeys(pages))
        assert re.search(rf"{author}\s*{line}\b", text), text
    assert places["index"] == len(labels) - 1


def test_book_without_the_index_option_has_no_index(little: Book) -> None:
    made = Pdf(print_pdf(little, options()))
    assert "index" not in made.places()
    assert "作者索引" not in made.text


# ----------------------------------------------------------------- the file


def test_pdf_metadata_has_title_author_subject_and_dates(
    source: Book, pdf: Pdf
) -> None:
    meta = pdf.reader.metadata
    assert meta is not None
    assert meta.title == "望津 渡轮记"
    assert meta.author == "德国之声"
    assert meta.subject == "德国之声，2024年5月2日—6月7日，6篇文章"
    assert str(meta["/Keywords"]) == "新闻选集, 望津"
    assert str(meta.creator).startswith("dwexport ")
    assert meta.creation_date == meta.modification_date == source.modified
    assert pdf.entry("/Lang") == "zh-Hans"


def test_cids_equal_the_glyph_numbers_of_the_embedded_font(pdf: Pdf) -> None:
    """ISO 32000-1, 9.7.4.2: readers find glyphs by the font's own charset."""
    for font in pdf.fonts().values():
        descendants: Any = font["/DescendantFonts"]
        descriptor = dictionary(dictionary(descendants[0])["/FontDescriptor"])
        if "/FontFile3" not in descriptor:
            continue
        stream = descriptor["/FontFile3"].get_object()
        assert isinstance(stream, StreamObject)
        read: Any = TTFont(io.BytesIO(stream.get_data()))
        charset = read["CFF "].cff[0].charset
        assert charset[1:] == [f"cid{n:05d}" for n in range(1, len(charset))]


def test_pdf_is_tagged_and_marked_as_tagged(pdf: Pdf) -> None:
    assert str(dictionary(pdf.catalog["/MarkInfo"])["/Marked"]) == "True"
    assert "true" in str(dictionary(pdf.catalog["/ViewerPreferences"])).lower()
    root = ElementTree.fromstring(pdf.metadata_xml())
    parts = [e.get("{http://www.aiim.org/pdfua/ns/id/}part") for e in root.iter()]
    assert "1" in parts


def test_structure_tree_has_the_elements_of_the_articles(
    source: Book, pdf: Pdf
) -> None:
    elements = pdf.structure()
    kinds = Counter(kind for _, kind, _ in elements)
    assert kinds["Document"] == 1
    blocks = [b for c in source.chapters for b in iter_blocks(c.article.blocks)]
    assert kinds["Table"] == sum(isinstance(b, Table) for b in blocks)
    assert kinds["BlockQuote"] >= 2
    for kind in ("H1", "H2", "P", "L", "LI", "LBody", "Link", "Caption", "TH", "TD"):
        assert kinds[kind], kind
    assert next(kind for _, kind, _ in elements if kind[0] == "H") == "H1"
    assert kinds["H1"] >= len(source.chapters)


def test_every_picture_has_alternative_text(pdf: Pdf) -> None:
    figures = [element for _, kind, element in pdf.structure() if kind == "Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_fonts_are_embedded_as_subsets(pdf: Pdf) -> None:
    fonts = pdf.fonts()
    families = {family_of(name) for name in fonts}
    assert len(families) == 2 * 3 * 2  # scripts, families, weights
    for name, font in fonts.items():
        assert re.fullmatch(r"/[A-Z]{6}\+dwx-.+", name)
        assert str(font["/Subtype"]) == "/Type0"
        descendants = font["/DescendantFonts"].get_object()
        assert isinstance(descendants, list)
        descriptor = dictionary(dictionary(descendants[0])["/FontDescriptor"])
        # CFF outlines, or TrueType ones where only the bundled fonts are there.
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert int(str(descriptor["/ItalicAngle"])) == 0


def test_chinese_is_never_slanted_and_bold_uses_a_bold_face(source: Book) -> None:
    words = Paragraph((Text("正文"), Emphasis((Text("着重的字"),)), Text("结束")))
    made = Pdf(print_pdf(book([chapter(1, words)]), options()))
    (span,) = [s for s in made.spans(0) if s[0].startswith("着重的字")]
    assert "dwx-sans-hans" in span[4]
    assert not any("Italic" in name or "Oblique" in name for name in made.fonts())
    (title,) = [s for s in made.spans(0) if "雾中的渡轮" in s[0] and s[3] > 12]
    assert "Bold" in title[4]


def test_character_without_a_glyph_is_printed_as_a_geta_mark() -> None:
    problems: list[Problem] = []
    source = book([chapter(1, paragraph("一条\U0001f41f鱼\ue000。"))])
    made = Pdf(print_pdf(source, options(), problems=problems))
    assert "一条〓鱼〓。" in made.text
    (problem,) = [p for p in problems if p.code == "glyph-missing"]
    assert "U+1F41F" in problem.what
    assert problem.done == "set 〓 for it"


def test_the_same_book_gives_the_same_bytes(little: Book, folder: Path) -> None:
    images = image_map(folder)
    pdf = options("book", index=True)
    assert print_pdf(little, pdf, images) == print_pdf(little, pdf, images)


# WeasyPrint does not close the file of its colour profile: it is closed when collected.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014")
def test_pdf_made_for_archives_conforms_to_pdf_a(little: Book, folder: Path) -> None:
    pdf = options(variant="pdf/a-3u")
    made = Pdf(print_pdf(little, pdf, image_map(folder)))
    assert made.catalog["/OutputIntents"]
    assert "/ID" in made.reader.trailer
    assert made.structure()
    assert b'part="3"' in made.metadata_xml()
    assert b'conformance="U"' in made.metadata_xml()
    images = [p for page in range(len(made.texts)) for p in made.pictures(page)]
    assert len(images) > 2
    assert {str(p.get("/Interpolate", "False")) for p in images} == {"False"}


# ---------------------------------------------------------------- the pages


def test_briefing_begins_with_title_facts_and_contents(briefing: Pdf) -> None:
    first = briefing.texts[0]
    for words in ("望津 渡轮记", "2024年5月2日—6月7日", "6篇文章", "德国之声", "目录"):
        assert words in first
    assert first.index("渡轮记") < first.index("目录")


def test_a_short_briefing_begins_on_its_first_page(briefing: Pdf) -> None:
    assert briefing.places()["a-90000001"] == 0


def test_articles_of_a_long_briefing_begin_on_the_page_after_the_contents() -> None:
    source = book([chapter(n) for n in range(1, 10)])
    made = Pdf(print_pdf(source, options()))
    assert made.places()["a-90000001"] == 1
    assert "靠岸" not in made.texts[0]


def test_briefing_of_one_article_has_no_title_block_or_contents() -> None:
    made = Pdf(print_pdf(book([chapter(1)]), options()))
    assert made.texts[0].count("雾中的渡轮") == 1
    assert "目录" not in made.text
    assert [title for _, title, _ in made.outline()][-1] == "版权声明"


def test_book_layout_begins_with_cover_title_page_and_contents(bound: Pdf) -> None:
    assert bound.texts[0].strip() == ""
    (cover,) = bound.pictures(0)
    assert (width_of(cover), int(str(cover["/Height"]))) == (1200, 1600)
    assert bound.texts[1].strip() == ""  # behind the cover
    assert "渡轮记" in bound.texts[2]
    assert bound.places()["contents"] == 3


def test_articles_of_a_book_begin_on_new_pages_and_the_first_on_a_right_page(
    source: Book, bound: Pdf
) -> None:
    places = bound.places()
    pages = [places[c.file_name.removesuffix(".xhtml")] for c in source.chapters]
    assert len(set(pages)) == len(pages)
    assert pages[0] % 2 == 0
    assert bound.reader.page_labels[pages[0]] == "1"


def test_running_heads_name_the_article_and_its_day(bound: Pdf) -> None:
    start = bound.places()["a-90000001"]
    inside = bound.texts[start + 1]
    assert bound.reader.page_labels[start + 1] == "2"
    assert "望津 渡轮记" in inside  # the book on the left
    assert "2024年5月2日" in inside
    right = bound.texts[start + 2]
    assert "第1篇：雾中的渡轮" in right
    assert "2024年5月2日" in right
    assert "2024年5月2日\n" not in bound.texts[start].split("第1篇")[0]


def test_running_heads_keep_words_from_right_to_left_in_chinese_order() -> None:
    about = About("سلام、مرحبا：灯塔的守望者", "2024-06-18T08:00:00")
    body = [paragraph("灯塔的守望者在雾中守了三十年。" * 40) for _ in range(3)]
    made = book([article(*body, number=1, about=about)])
    data = print_pdf(made, options(layout="book", paper="a5"))
    page = pypdfium2.PdfDocument(data)[Pdf(data).places()["a-90000001"] + 2]
    text = page.get_textpage()
    lefts = {
        text.get_text_range(n, 1): text.get_charbox(n)[0]
        for n in range(text.count_chars())
        if text.get_charbox(n)[1] > page.get_height() - 60
    }
    assert lefts["س"] < lefts["、"] < lefts["ب"]  # a letter of each word


def test_margins_of_left_and_right_pages_mirror_each_other(bound: Pdf) -> None:
    start = bound.places()["a-90000001"]
    heads = [
        min(s[1] for s in bound.spans(page) if s[3] < 9 and "2024年5月2日" in s[0])
        for page in (start + 2, start + 4)
    ]
    numbers = [
        min(s[1] for s in bound.spans(page) if s[3] < 9)
        for page in (start + 1, start + 3)
    ]
    page = options("book").page
    assert heads == pytest.approx([page.inner_pt] * 2, abs=0.1)
    assert numbers == pytest.approx([page.outer_pt] * 2, abs=0.1)


@pytest.mark.parametrize("name", ["a4", "letter", "b5", "a5", "6in", "170x240mm"])
def test_pages_are_as_large_as_the_paper(name: str) -> None:
    pdf = options("book", paper=name)
    made = Pdf(print_pdf(book([chapter(1)]), pdf))
    for page in made.reader.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        paper = pdf.page.paper
        assert size == pytest.approx(
            (paper.width_mm * MM, paper.height_mm * MM), abs=0.1
        )


@pytest.mark.parametrize(
    ("columns", "font_pt"), [(1, 10.5), (2, 10.5), (1, 12.0)], ids=str
)
def test_text_lines_begin_at_the_margin_and_fill_the_measure(
    columns: int, font_pt: float
) -> None:
    pdf = options(columns=columns, font_pt=font_pt)
    made = Pdf(print_pdf(book([chapter(n) for n in range(1, 4)]), pdf))
    plan = pdf.page
    spans = [
        span
        for page in range(len(made.reader.pages))
        for span in made.spans(page)
        if abs(span[3] - font_pt) < 0.1 and "serif" in span[4]
    ]
    lefts = {round(span[1]) for span in spans}
    assert min(lefts) == round(plan.inner_pt)
    step = (plan.column_em + 2) * font_pt
    assert (round(plan.inner_pt + step) in lefts) == (columns == 2)
    widest = max(len(span[0].strip()) for span in spans)
    assert plan.column_em - 3 <= widest <= plan.column_em + 4


def test_lines_stand_on_a_grid() -> None:
    made = Pdf(print_pdf(book([chapter(1)]), options()))
    lines = sorted({round(s[2], 1) for s in made.spans(0) if "靠岸" in s[0]})
    steps = [b - a for a, b in pairwise(lines)]
    assert steps
    for step in steps:
        assert step / (1.7 * 10.5) == pytest.approx(
            round(step / (1.7 * 10.5)), abs=0.02
        )


def test_gallery_pictures_are_printed_in_a_grid(tmp_path: Path) -> None:
    urls = [f"https://static.dw.com/image/{n}.jpg" for n in range(6)]
    images = {u: stored_image(tmp_path, seed=n) for n, u in enumerate(urls, 1)}
    figures = tuple(Figure(ImageRef(u), (Text(f"图{n}"),)) for n, u in enumerate(urls))
    source = book([chapter(1, Gallery((Text("图集"),), figures))])
    made = Pdf(print_pdf(source, options(), images))
    captions = [s for s in made.spans(0) if re.fullmatch(r"图\d", s[0].strip())]
    assert len(captions) == 6
    assert len({round(s[1] / 10) for s in captions}) == 3
    assert len({round(s[2]) for s in captions}) == 2


def test_caption_stands_beside_a_picture_in_a_briefing_and_below_it_in_a_book(
    tmp_path: Path,
) -> None:
    images = {PICTURE_URL: stored_image(tmp_path)}
    blocks = Figure(ImageRef(PICTURE_URL), (Text("一座灯塔的图"),))
    source = book([chapter(1, blocks)])
    made = Pdf(print_pdf(source, options(), images))
    (caption,) = [s for s in made.spans(0) if "一座灯塔的图" in s[0]]
    middle = options().page.inner_pt + 21 * 10.5
    assert caption[1] > middle  # beside the picture, not below it
    bound = Pdf(print_pdf(source, options("book"), images))
    start = bound.places()["a-90000001"]
    (caption,) = [s for s in bound.spans(start) if "一座灯塔的图" in s[0]]
    assert caption[1] < middle


def test_no_picture_has_more_than_300_dots_an_inch(tmp_path: Path) -> None:
    image = stored_image(tmp_path, width_px=1600, height_px=1000)
    source = book([chapter(1, Figure(ImageRef(PICTURE_URL)))])
    made = Pdf(print_pdf(source, options(), {PICTURE_URL: image}))
    half_width_inches = 21 * 10.5 / 72
    assert width_of(made.pictures(0)[0]) == pytest.approx(
        300 * half_width_inches, abs=2
    )
    large = Pdf(print_pdf(source, options("book"), {PICTURE_URL: image}))
    page = large.places()["a-90000001"]
    assert width_of(large.pictures(page)[0]) == 1600  # 289 dots an inch


def test_book_in_colour_contains_colours(little: Book, folder: Path) -> None:
    made = Pdf(print_pdf(little, options("book"), image_map(folder)))
    assert str(made.pictures(0)[0]["/ColorSpace"]) == "/DeviceRGB"
    assert re.search(r"^0\.48\d* 0\.12\d* 0\.14\d* rg$", made.content(2), re.MULTILINE)


def test_the_users_stylesheet_overrides_ours(source: Book) -> None:
    css = UserCss(
        "@page { @bottom-center { content: '第' counter(page) '页' } }", Path("x")
    )
    made = Pdf(print_pdf(source, options(css=css)))
    assert "第2页" in re.sub(r"\s", "", made.texts[1])


def test_traditional_book_has_traditional_headings_running_heads_and_fonts() -> None:
    source = book([chapter(n, lang="zh-Hant") for n in range(1, 4)])
    made = Pdf(print_pdf(source, options("book", index=True)))
    assert made.entry("/Lang") == "zh-Hant"
    assert [made.outline()[0][1], made.outline()[-1][1]] == ["目錄", "索引"]
    start = made.places()["a-90000001"]
    heads = [s for s in made.spans(start + 1) if s[3] < 9]
    assert heads
    assert all("hant" in s[4] for s in heads)


def test_lost_picture_leaves_a_frame_with_the_reason(briefing: Pdf) -> None:
    assert "图片未能取得" in briefing.text
    assert "服务器答复404" in briefing.text


def test_book_without_pictures_keeps_their_captions() -> None:
    made = Pdf(print_pdf(book([chapter(1, *every_block())]), options()))
    assert "没有取得的图" in made.text
    assert all(
        str(element.get("/Alt", "")).startswith(("二维码", "QR碼"))
        for _, kind, element in made.structure()
        if kind == "Figure"
    )


def test_picture_that_vanished_from_the_store_is_a_problem(tmp_path: Path) -> None:
    image = stored_image(tmp_path)
    assert isinstance(image, Image)
    image.path.unlink()
    problems: list[Problem] = []
    source = book([chapter(1, Figure(ImageRef(PICTURE_URL), (Text("说明"),)))])
    made = print_pdf(source, options(), {PICTURE_URL: image}, problems=problems)
    assert Pdf(made).reader.pages
    (problem,) = [p for p in problems if p.code == "image-unreadable"]
    assert problem.where == PICTURE_URL


def test_embed_is_printed_with_its_address_and_a_qr_code(tmp_path: Path) -> None:
    url = "https://www.youtube.com/watch?v=x"
    made = Pdf(print_pdf(book([chapter(1, Embed(url, "YouTube"))]), options()))
    assert url in made.text
    assert len(made.pictures(0)) == 2  # its code, and the article's


def test_contents_and_outline_of_a_book_by_topic_follow_its_sections() -> None:
    articles = [
        replace(chapter(number, paragraph(LONG)), topics=topics)
        for number, topics in ((1, ("海",)), (2, ()), (3, ("海", "雾")), (4, ()))
    ]
    lead = articles[1].header.location
    ordered, arranged = arrange_articles(articles, "topic", [lead], UTC)
    made = assemble_book(ordered, BookOptions(UTC), arranged)
    found = Pdf(print_pdf(made, options()))
    titles = [one.header.title for one in articles]
    outline = [(level, title.split()[-1]) for level, title, _ in found.outline()]
    assert outline[1:-1] == [
        (1, titles[1].split()[-1]),
        (1, "海"),
        (2, titles[0].split()[-1]),
        (2, titles[2].split()[-1]),
        (1, "其他"),
        (2, titles[3].split()[-1]),
    ]
    first = found.texts[0]
    places = [first.index(words) for words in (titles[1], "海", titles[0], "其他")]
    assert places == sorted(places)
