"""Images inside sentences: they stay in the line or become figures after it."""

from pathlib import Path

import pytest

from exporter.model import (
    Block,
    Figure,
    Footnote,
    Heading,
    Image,
    ImageMap,
    ImageRef,
    InlineImage,
    Link,
    ListBlock,
    MissingImage,
    Paragraph,
    SpacerImage,
    Strong,
    Text,
    Verse,
    VerseLine,
    image_refs,
    plain_text,
)
from exporter.xhtml.placement import place_images
from tests.support.articles import parse
from tests.support.reasons import CUT_OFF

SMALL, LARGE, LOST, BLANK = "small", "large", "lost", "blank"


def stored_image(width_px: int, height_px: int) -> Image:
    """Return an image of some size."""
    return Image(Path("x.png"), "0" * 64, "image/png", width_px, height_px, 9)


IMAGES: ImageMap = {
    SMALL: stored_image(40, 20),
    LARGE: stored_image(640, 480),
    LOST: MissingImage(LOST, CUT_OFF),
    BLANK: SpacerImage(BLANK),
}


def image(name: str, alt: str = "") -> InlineImage:
    """Return an inline image."""
    return InlineImage(ImageRef(name, alt))


def shown(blocks: tuple[Block, ...], lang: str = "zh-Hans") -> list[str]:
    """Return what ``blocks`` become after placement, a line for each."""
    lines = []
    for block in place_images(blocks, IMAGES, lang):
        if isinstance(block, Figure):
            lines.append(f"[{block.image.url}]")
        elif isinstance(block, Paragraph | Heading):
            parts = [
                f"<{inline.ref.url}>"
                if isinstance(inline, InlineImage) and inline.image
                else plain_text((inline,))
                for inline in block.inlines
            ]
            lines.append("".join(parts))
    return lines


def paragraph(*parts: str | InlineImage) -> Paragraph:
    """Return a paragraph of words and images."""
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts))


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("面积是", image(SMALL), "，其中"), ["面积是<small>，其中"]),
        (("甲", image(SMALL)), ["甲<small>"]),
        (("他说", image(LARGE), "的灯塔"), ["他说的灯塔", "[large]"]),
        ((image(LARGE), "文字"), ["[large]", "文字"]),
        (("完。", image(LARGE), " 又说"), ["完。", "[large]", "又说"]),
        (("是", image(LOST, "π r²"), "，"), ["是〔π r²〕，"]),
        (("晚安", image(LOST, "[允悲]"), "，"), ["晚安[允悲]，"]),
        (("是", image(LOST), "，"), ["是〔图〕，"]),
        (("完。", image(LOST), "又说"), ["完。", "[lost]", "又说"]),
        (("完。", image(LOST, "守灯人上楼")), ["完。", "[lost]"]),
        ((image(LOST), " 图为灯塔"), ["[lost]", "图为灯塔"]),
        (("完。", image(LOST), "，又"), ["完。〔图〕，又"]),
        (("公式：", image(LOST), "其中"), ["公式：〔图〕其中"]),
        ((image(LOST, "E = mc^2"), "是"), ["〔E = mc^2〕是"]),
        (("晚安！", image(LOST, "[握手]")), ["晚安！[握手]"]),
        (("晚安！", image(LOST, "微笑")), ["晚安！〔微笑〕"]),
        (("是", image(BLANK), "，"), ["是，"]),
        (("是", image(BLANK, "r"), "，"), ["是〔r〕，"]),
    ],
)
def test_sentence_with_images_inside_stays_whole(
    parts: tuple[str | InlineImage, ...], wanted: list[str]
) -> None:
    assert shown((paragraph(*parts),)) == wanted


def test_book_without_pictures_names_inline_images_in_their_line() -> None:
    block = paragraph("是", image(SMALL, "π"), "和", image(SMALL))
    (placed,) = place_images((block,), None, "zh-Hant")
    assert isinstance(placed, Paragraph)
    assert plain_text(placed.inlines) == "是〔π〕和〔圖〕"


def test_images_in_headings_and_list_items_are_placed() -> None:
    heading = Heading((Text("标题"), image(LARGE), Text("带图")))
    assert shown((heading,)) == ["标题带图", "[large]"]
    items = ((paragraph("点", image(LARGE), "后文"),),)
    (placed,) = place_images((ListBlock(items),), IMAGES, "zh-Hans")
    assert isinstance(placed, ListBlock)
    assert [type(block) for block in placed.items[0]] == [Paragraph, Figure]


def test_large_images_in_verse_and_notes_are_placed() -> None:
    lines = (
        VerseLine((Text("灯"), image(SMALL))),
        VerseLine((Text("海"), image(LARGE))),
    )
    placed = place_images((Verse(lines),), IMAGES, "zh-Hans")
    assert [type(block) for block in placed] == [Verse, Figure]
    (note,) = place_images(
        (Footnote("n1", "1", (paragraph("注", image(LARGE), "释"),)),),
        IMAGES,
        "zh-Hans",
    )
    assert isinstance(note, Footnote)
    assert [type(block) for block in note.blocks] == [Paragraph, Figure]


def test_images_among_the_lines_of_verse_are_kept() -> None:
    poem = "<br>".join(f"第{n}行的灯塔" for n in "一二三四")
    article = parse(f'<p>{poem}<img src="/s.png"><br><img src="/a.png"><br>{poem}</p>')
    assert any(isinstance(block, Verse) for block in article.blocks)
    names = [ref.url.rpartition("/")[2] for ref in image_refs(article)]
    assert names == ["s.png", "a.png"]
    assert Figure in [type(block) for block in article.blocks]


def test_lost_image_inside_a_link_becomes_a_figure_of_its_own() -> None:
    link = Link("https://x.example/", (image(LOST),))
    placed = place_images((Paragraph((link, Text("文字"))),), IMAGES, "zh-Hans")
    assert placed == (Figure(ImageRef(LOST)), paragraph("文字"))


def test_large_image_inside_bold_and_link_becomes_a_figure() -> None:
    inner = Link("https://x.example/", (Text("看"), image(LARGE), Text("这里")))
    (line, figure) = place_images((Paragraph((Strong((inner,)),)),), IMAGES, "zh-Hans")
    assert isinstance(line, Paragraph)
    assert plain_text(line.inlines) == "看这里"
    assert isinstance(figure, Figure)


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ('<p>面积<img src="/a.png">是</p>', [Paragraph]),
        ('<p>面积是<br><img src="/a.png"><br>半径</p>', [Paragraph, Figure, Paragraph]),
        ('<p><img src="/a.png"></p><p>文</p>', [Figure, Paragraph]),
        ('<p>文</p><img src="/a.png"><p>字</p>', [Paragraph, Figure, Paragraph]),
        ('<p><a href="/b"><img src="/a.png"></a></p>', [Figure]),
        ('<p><img src="/a.png"><img src="/a.png"></p>', [Figure, Figure]),
    ],
)
def test_image_alone_on_its_line_becomes_a_figure(
    html: str, kinds: list[type[Block]]
) -> None:
    assert [type(block) for block in parse(html).blocks] == kinds
