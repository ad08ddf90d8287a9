"""Blocks and inlines as XHTML: well-formed, complete, each with its elements."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from exporter.model import (
    Block,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Gallery,
    Heading,
    Hidden,
    Image,
    ImageMap,
    ImageRef,
    InlineImage,
    Inlines,
    Link,
    ListBlock,
    Media,
    MissingImage,
    Paragraph,
    Quote,
    Ruby,
    SpacerImage,
    Strong,
    Table,
    TableCell,
    Text,
    iter_blocks,
    iter_inlines,
    texts_of,
)
from exporter.xhtml import Pen, Usage, image_name
from tests.support.books import (
    NO_IMAGES,
    PICTURE_URL,
    SPACER_URL,
    XHTML,
    XML,
    About,
    all_text,
    article,
    body_of,
    elements,
    every_block,
    image_map,
    in_other_script,
    paragraph,
    read_xhtml,
    render,
    stored_image,
    tell_apart,
)
from tests.support.models import blocks
from tests.support.reasons import CUT_OFF, GONE

# XML 1.0 section 2.2, lone surrogates, and what KOReader draws as spaces.
NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u200b\u2060\ufeff]"
)


def body(*made: Block, images: ImageMap | None = NO_IMAGES) -> etree._Element:
    """Return the body of a chapter of ``made``, which must fit one file."""
    (document,) = render(article(*made), images)
    return body_of(document.content)


def content(*made: Block, images: ImageMap | None = NO_IMAGES) -> str:
    """Return ``made`` as XHTML, without what stands around them."""
    (document,) = render(article(*made), images)
    found = re.search(r"</header>\n(.*)\n<footer>", document.content, re.DOTALL)
    assert found
    return found.group(1)


def words_of(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def squash(text: str) -> str:
    """Return ``text`` as documents hold it, white space left out."""
    return "".join(NEVER.sub("", text).split())


def all_texts(made: tuple[Block, ...]) -> Iterator[str]:
    """Yield every text of ``made`` in the order of the model."""
    for block in iter_blocks(made):
        if isinstance(block, CodeBlock):
            yield block.text
        for line in texts_of(block):
            kept = tuple(i for i in line if not isinstance(i, Formula))
            for inline in iter_inlines(kept):
                if isinstance(inline, Text | Code | Hidden):
                    yield inline.text
                elif isinstance(inline, Ruby):
                    yield inline.reading


# -------------------------------------------------------- any model at all


@pytest.mark.slow
@settings(max_examples=80)
@given(blocks())
def test_any_article_becomes_well_formed_xhtml_with_all_its_words(
    made: tuple[Block, ...],
) -> None:
    documents = render(article(*made), None)
    root = read_xhtml(documents[0].content)
    assert not NEVER.search(documents[0].content)
    text = squash("".join(words_of(e) for e in elements(root, "body")))
    for words in all_texts(made):
        assert squash(words) in text
    for link in elements(root, "a"):
        assert next(link.iterancestors(f"{XHTML}a"), None) is None


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_every_kind_of_block_becomes_well_formed_xhtml_with_all_its_words(
    lang: str, tmp_path: Path
) -> None:
    made = tell_apart((*every_block(), *in_other_script(lang, depth=2)))
    (document,) = render(article(*made, about=About(lang=lang)), image_map(tmp_path))
    text = squash(all_text([document]))
    assert all(squash(words) in text for words in all_texts(made))


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_part_in_another_language_has_lang_xml_lang_and_the_class_of_its_face(
    lang: str,
) -> None:
    parts = in_other_script("zh-Hant" if lang == "zh-Hans" else "zh-Hans")
    (document,) = render(article(*parts, about=About(lang=lang)))
    root = read_xhtml(document.content)
    assert root.get("lang") == root.get(f"{XML}lang") == lang
    said = list(root.iter())
    assert {e.get("lang") for e in said} == {None, "zh-Hans", "zh-Hant", "en"}
    for element in said:
        assert element.get("lang") == element.get(f"{XML}lang")
    for element in body_of(document.content).iter():
        classes = (element.get("class") or "").split()
        script = {"zh-Hans": "hans", "zh-Hant": "hant"}.get(element.get("lang") or "")
        own_words_of_a_frame = classes[:1] in (["missing"], ["label"]) or not classes
        if script and not own_words_of_a_frame:
            assert script in classes, etree.tostring(element)


# --------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("text", "is_set_back"),
    [
        ("“引语", True),
        ("「引语", True),
        ("（括号", True),
        ("引语“", False),
        ("", False),
    ],
)
def test_paragraph_that_opens_with_a_mark_is_indented_less(
    text: str, is_set_back: bool
) -> None:
    assert ('class="opens"' in content(paragraph(text))) is is_set_back


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("以下为网友评论：", True),
        ("He said:", True),
        ("以下为网友评论。", False),
        ("守灯人" * 20 + "：", False),
    ],
)
def test_short_line_that_ends_with_a_colon_is_marked_as_an_announcement(
    text: str, announces: bool
) -> None:
    bullet = ListBlock(((paragraph(text),),))
    both = ListBlock(((paragraph("海"),), (paragraph(text),)))
    assert ('class="announces"' in content(paragraph(text))) is announces
    assert ('class="announces"' in content(bullet)) is announces
    assert "announces" not in content(both)


def test_role_of_a_paragraph_is_written_as_its_class() -> None:
    made = content(Paragraph((Text("导"),), "lead"), Paragraph((Text("社"),), "credit"))
    assert made == '<p class="lead">导</p>\n<p class="credit">社</p>'


def test_headings_are_written_with_their_level() -> None:
    made = content(*(Heading((Text("题"),), level) for level in (2, 3, 4)))
    assert made.split("\n") == ["<h2>题</h2>", "<h3>题</h3>", "<h4>题</h4>"]


def test_marks_are_nested_and_special_characters_escaped() -> None:
    line = Paragraph((Strong((Text("<b>"), Emphasis((Text("&amp;"),)))), Code('"')))
    assert content(line) == (
        "<p><strong>&lt;b&gt;<em>&amp;amp;</em></strong><code>&quot;</code></p>"
    )


def test_hidden_words_are_in_the_document_but_not_displayed() -> None:
    made = content(Paragraph((Hidden("图像说明"), Text("文"))))
    assert made == '<p><span class="off-screen">图像说明</span>文</p>'


def test_list_with_a_first_number_has_a_start_attribute() -> None:
    items = ((paragraph("七"),), (paragraph("八"), paragraph("又")))
    assert content(ListBlock(items, True, numbers=(7, 8))) == (
        '<ol start="7">\n<li>七</li>\n<li><p>八</p>\n<p>又</p></li>\n</ol>'
    )
    assert content(ListBlock(items[:1], True)) == "<ol>\n<li>七</li>\n</ol>"
    assert content(ListBlock(items[:1])) == "<ul>\n<li>七</li>\n</ul>"


def test_list_items_with_numbers_out_of_order_have_value_attributes() -> None:
    items = tuple((paragraph(word),) for word in "甲乙丙丁")
    made = content(ListBlock(items, True, numbers=(3, 2, None, 3)))
    assert made == (
        '<ol start="3">\n<li>甲</li>\n<li value="2">乙</li>\n'
        '<li class="unmarked">丙</li>\n<li>丁</li>\n</ol>'
    )


def test_list_styles_that_old_readers_know_are_written_as_attributes() -> None:
    items = ((paragraph("甲"),),)
    assert '<ol class="lower-roman" type="i">' in content(
        ListBlock(items, True, "lower-roman")
    )
    assert '<ul class="circle">' in content(ListBlock(items, False, "circle"))
    assert '<ol class="none">\n<li>' in content(ListBlock(items, True, "none"))


def test_list_numbers_of_four_digits_are_written_as_text() -> None:
    items = ((paragraph("甲"),), (paragraph("乙"),))
    made = content(ListBlock(items, True, numbers=(1995, 1996)))
    assert '<ol class="marked">' in made
    assert '<span class="marker">1995.' in made
    assert 'start="998"' in content(ListBlock(items, True, numbers=(998, 999)))


def test_list_styles_that_old_readers_do_not_know_are_written_as_text() -> None:
    items = ((paragraph("甲"),), (paragraph("乙"), paragraph("又")))
    usage: Usage = {}
    render(article(ListBlock(items, True, "cjk-decimal", (9, 10))), usage=usage)
    assert set("九一〇、") <= set().union(*usage.values())
    assert content(ListBlock(items, True, "cjk-decimal", (9, 10))) == (
        '<ol class="marked">\n<li><span class="marker">九、</span>甲</li>\n'
        '<li><p><span class="marker">一〇、</span>乙</p>\n<p>又</p></li>\n</ol>'
    )


def test_row_of_header_cells_has_scope_col_and_other_header_cells_scope_row() -> None:
    head = TableCell((paragraph("头"),), header=True)
    made = content(Table(((head, head), (head, TableCell((paragraph("格"),))))))
    assert made.count('<th scope="col">') == 2
    assert made.count('<th scope="row">') == 1


def test_table_is_written_with_its_spans_and_header_cells() -> None:
    cells = (
        TableCell((paragraph("头"),), header=True, colspan=2),
        TableCell((paragraph("格"),), rowspan=3),
    )
    assert content(Table((cells,), (Text("表"),))) == (
        '<table class="short">\n<caption>表</caption>\n<tbody>\n'
        '<tr><th scope="row" colspan="2">头</th><td rowspan="3">格</td></tr>\n'
        "</tbody>\n</table>"
    )


def test_blocks_of_a_quote_are_written_inside_its_element() -> None:
    made = content(Quote((paragraph("一"), paragraph("二"))))
    assert made == "<blockquote>\n<p>一</p>\n<p>二</p>\n</blockquote>"


# --------------------------------------------------------------- links


def test_link_with_an_empty_or_too_long_address_leaves_only_its_words() -> None:
    far = "https://example.org/" + "a" * 10_000
    for url in ("", far):
        assert content(Paragraph((Link(url, (Text("词"),)),))) == "<p>词</p>"


def test_long_address_is_shown_shortened() -> None:
    url = f"https://example.org/{'a' * 5_000}"
    link, _ = elements(body(Media("video", url)), "a")
    assert link.get("href") == url
    assert words_of(link) == f"{url[:1_999]}…"


def test_address_of_a_link_is_escaped() -> None:
    url = "https://example.org/?a=1&b='%22"
    shown = body(Paragraph((Link(url, (Text("词"),)),)))
    link, source = elements(shown, "a")
    assert link.get("href") == url
    assert words_of(source) == "https://www.dw.com/zh/dengta/a-90000001"


# ------------------------------------------------------------- pictures


def test_picture_is_sized_in_percent_and_has_alternative_text(tmp_path: Path) -> None:
    images = image_map(tmp_path)
    image = stored_image(tmp_path)
    figures = (
        Figure(ImageRef(PICTURE_URL, " 塔\n与\x00海 "), (Text("说明"),)),
        Figure(ImageRef(PICTURE_URL), (Text("说“明”"),)),
        Figure(ImageRef(PICTURE_URL)),
        Figure(ImageRef(PICTURE_URL, "\u200b"), (Text("说明"),)),
    )
    found = list(elements(body(*figures, images=images), "img"))
    alts = [img.get("alt") for img in found]
    assert alts == ["塔 与海", "说“明”", "图片（原文无说明）", "图片（原文无说明）"]
    for img in found:
        assert img.get("src") == f"../images/{image_name(image)}"
        assert img.get("class") == "w100"
        assert set(img.keys()) == {"src", "alt", "class"}


@pytest.mark.parametrize(
    ("width_px", "height_px", "name"),
    [
        (1200, 800, "w100"),
        (560, 400, "w100"),
        (559, 400, "w75"),
        (399, 300, "w50"),
        (259, 300, "w33"),
        (800, 1000, "w75"),
        (300, 1000, "w50 tall"),
    ],
)
def test_small_and_tall_pictures_are_not_enlarged(
    width_px: int, height_px: int, name: str, tmp_path: Path
) -> None:
    image = stored_image(tmp_path, width_px=width_px, height_px=height_px)
    shown = body(Figure(ImageRef(PICTURE_URL)), images={PICTURE_URL: image})
    assert [img.get("class") for img in elements(shown, "img")] == [name]


def test_alternative_text_of_a_long_caption_is_cut(tmp_path: Path) -> None:
    figure = Figure(ImageRef(PICTURE_URL), (Text("长" * 900),))
    (img,) = elements(body(figure, images=image_map(tmp_path)), "img")
    assert img.get("alt") == "长" * 300


def test_placeholder_has_caption_address_and_reason() -> None:
    url = "https://example.org/%E5%A1%94.jpg?a=1&b=2"
    images: ImageMap = {url: MissingImage(url, GONE)}
    figure = Figure(ImageRef(url), (Text("东塔"),))
    assert content(figure, images=images) == (
        '<figure class="image">\n<div class="missing">\n'
        '<p class="label">图片未能取得</p>\n'
        "<p>服务器答复 404</p>\n"
        '<p class="url"><a href="https://example.org/%E5%A1%94.jpg?a=1&amp;b=2">'
        "https://example.org/塔.jpg?a=1&amp;b=2</a></p>\n</div>\n"
        "<figcaption>东塔</figcaption>\n</figure>"
    )


def test_placeholder_of_a_picture_without_address_says_that_it_has_none() -> None:
    made = content(Figure(ImageRef(""), (Text("东塔"),)))
    assert "存档中没有这张图片的地址" in made
    assert "<a " not in made


def test_placeholder_in_another_language_is_marked_as_chinese() -> None:
    figure = Figure(ImageRef(""), (Text("The tower"),), lang="en")
    for lang, label in (("zh-Hans", "图片未能取得"), ("zh-Hant", "圖片未能取得")):
        (document,) = render(article(figure, about=About(lang=lang)))
        made = document.content
        assert '<figure class="image" lang="en" xml:lang="en">' in made
        assert f'<div class="missing" lang="{lang}" xml:lang="{lang}">' in made
        assert label in made


def test_spacer_and_unknown_pictures_leave_only_their_captions() -> None:
    made = content(
        Figure(ImageRef(SPACER_URL)),
        Figure(ImageRef(SPACER_URL), (Text("词"),)),
        Figure(ImageRef("https://example.org/never-fetched"), (Text("语"),)),
        images={SPACER_URL: SpacerImage(SPACER_URL)},
    )
    assert made == "\n".join(
        f'<figure class="image">\n<figcaption>〔图〕{word}</figcaption>\n</figure>'
        for word in "词语"
    )


@pytest.mark.parametrize(
    ("lang", "credit", "shown"),
    [
        ("zh-Hans", (Text("某社"),), "图片来源：某社"),
        ("zh-Hant", (Text("某社"),), "圖片來源：某社"),
        ("zh-Hans", (Hidden("图片版权"), Text("某社")), "图片来源：某社"),
        ("zh-Hans", (Text("摄影：某甲"),), "摄影：某甲"),
        ("zh-Hans", (Text("图片版权"),), "图片版权"),
    ],
)
def test_picture_credit_is_shown_with_exactly_one_label(
    lang: str, credit: Inlines, shown: str
) -> None:
    made = content(Figure(ImageRef("https://x.test/a.jpg"), (), credit, lang=lang))
    found = re.search('<span class="credit">(.*)</span></figcaption>', made)
    assert found
    visible = re.sub('<span class="off-screen">[^<]*</span>', "", found.group(1))
    assert re.sub("<[^>]*>", "", visible) == shown


def test_book_without_pictures_keeps_captions_credits_and_players() -> None:
    figures = (
        Figure(ImageRef(PICTURE_URL)),
        Figure(ImageRef(PICTURE_URL), (Text("塔"),), (Text("某社"),)),
    )
    made = content(*figures, images=None)
    assert made == (
        '<figure class="image">\n<figcaption>〔图〕</figcaption>\n</figure>\n'
        '<figure class="image">\n<figcaption>〔图〕塔 '
        '<span class="credit">图片来源：某社</span></figcaption>\n</figure>'
    )
    player = Media("video", "https://example.org/v", ImageRef(PICTURE_URL))
    assert content(player, images=None) == (
        '<div class="media">\n<p class="label">视频</p>\n'
        "<p>此处无法播放，请在联网设备上打开：</p>\n"
        '<p class="url"><a href="https://example.org/v">https://example.org/v</a></p>\n'
        "</div>"
    )


def test_gallery_is_written_as_a_heading_and_its_figures(tmp_path: Path) -> None:
    figures = tuple(Figure(ImageRef(PICTURE_URL), (Text(word),)) for word in "东西")
    shown = body(Gallery((Text("图集"),), figures), images=image_map(tmp_path))
    (section,) = shown.iterfind(f".//{XHTML}section[@class='gallery']")
    assert [words_of(h2) for h2 in elements(section, "h2")] == ["图集"]
    assert [words_of(f) for f in elements(section, "figcaption")] == ["东", "西"]
    assert len(list(elements(section, "img"))) == 2
    untitled = content(Gallery((), figures), images=image_map(tmp_path))
    assert "<h2" not in untitled


def test_players_and_embeds_are_written_with_their_kind_and_address(
    tmp_path: Path,
) -> None:
    lines: dict[str, Media | Embed] = {
        "视频": Media("video", "https://example.org/v", ImageRef(PICTURE_URL)),
        "音频": Media("audio", ""),
        "视频 · YouTube": Embed("https://www.youtube.com/watch?v=1", "YouTube"),
        "嵌入内容 · 某站": Embed("https://example.org/e", "某站", (Text("词"),)),
    }
    shown = body(*lines.values(), images=image_map(tmp_path))
    frames = list(shown.iterfind(f".//{XHTML}div[@class='media']"))
    labels = [words_of(next(elements(frame, "p"))) for frame in frames]
    assert labels == list(lines)
    addresses = [[a.get("href") for a in elements(frame, "a")] for frame in frames]
    assert addresses == [[b.url] if b.url else [] for b in lines.values()]
    assert [len(list(elements(frame, "img"))) for frame in frames] == [1, 0, 0, 0]


def test_label_in_another_language_is_marked_as_chinese() -> None:
    embed = Embed("https://example.org/e", "某站", (Text("a caption"),), "en")
    made = content(embed)
    assert '<div class="media" lang="en" xml:lang="en">' in made
    assert '<p class="label" lang="zh-Hans" xml:lang="zh-Hans">嵌入内容 · 某站' in made
    assert '<p class="media-caption">a caption</p>' in made


def test_our_own_words_are_in_the_script_of_the_part_around_them() -> None:
    parts = (Quote((Embed("https://example.org/e", "某站"),), "zh-Hant"),)
    assert "嵌入內容 · 某站" in content(*parts)
    foreign = Embed("https://example.org/e", "某站", (Text("hello"),), "en")
    assert "嵌入內容 · 某站" in content(Quote((foreign,), "zh-Hant"))


# ----------------------------------------------------- from right to left


def test_direction_and_language_of_a_part_are_written_as_attributes() -> None:
    paragraph = Paragraph((Text("مرحبا!"),), lang="ar", direction="rtl")
    assert content(paragraph) == ('<p lang="ar" xml:lang="ar" dir="rtl">مرحبا!</p>')


def test_foreign_words_are_written_as_a_span_with_language_and_direction() -> None:
    words = Foreign((Text("سلام "), Strong((Text("بکم"),))), "fa", "rtl")
    assert content(Paragraph((Text("灯"), words))) == (
        '<p>灯<span lang="fa" xml:lang="fa" dir="rtl">سلام <strong>بکم</strong>'
        "</span></p>"
    )


def test_right_to_left_words_in_chinese_are_written_as_a_span() -> None:
    span = '<span lang="he" xml:lang="he" dir="rtl">%s</span>'
    pen = Pen({})
    assert pen.write("灯 שלום！") == f"灯 {span % 'שלום'}！"
    assert pen.write("שלום!") == span % "שלום!"
    assert pen.in_direction("rtl").write("שלום!") == "שלום!"


def test_placeholder_of_a_lost_picture_has_its_alternative_text() -> None:
    lost = "https://example.org/lost.jpg"
    images = {lost: MissingImage(lost, CUT_OFF)}
    made = content(Figure(ImageRef(lost, "柱状图：失业率 <升>")), images=images)
    assert '<p class="alt">图片内容：柱状图：失业率 &lt;升&gt;</p>' in made


def test_book_without_pictures_has_the_alternative_text_of_each() -> None:
    made = content(Figure(ImageRef(PICTURE_URL, "桥上的人")), images=None)
    assert "<figcaption>〔图〕桥上的人</figcaption>" in made


@pytest.mark.parametrize(
    ("alt", "shown"), [("π <r>", "π &lt;r&gt;"), ("", "图片（原文无说明）")]
)
def test_small_inline_picture_stays_in_its_line(alt: str, shown: str) -> None:
    image = Image(Path("s.png"), "5" * 64, "image/png", 40, 24, 9)
    line = Paragraph((Text("是"), InlineImage(ImageRef("s", alt), image), Text("，")))
    images = {ImageRef("s", alt).key: image}
    assert content(line, images=images) == (
        '<p>是<img class="inline" src="../images/55555555555555555555.png" '
        f'style="height: 1.5em" alt="{shown}"/>，</p>'
    )
