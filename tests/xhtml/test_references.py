"""References from one article to another: where a gallery is shown."""

from datetime import UTC

from exporter.book import chapter_finder
from exporter.model import Article, Inlines, SharedGallery, Text
from exporter.xhtml import ChapterOptions, write_chapter
from tests.support.books import About, article, body_of, book, elements

TITLE: Inlines = (Text("相关图集：港口"),)
HOME = article(number=1, about=About("港口的燈", lang="zh-Hant"))


def reference(home: Article = HOME, title: Inlines = TITLE) -> SharedGallery:
    """Return a reference to the gallery of 7 pictures in ``home``."""
    header = home.header
    return SharedGallery(title, 7, header.url, header.title)


def write(source: Article, *others: Article) -> str:
    made = book([source, *others])
    options = ChapterOptions({}, chapter_finder(made), UTC)
    (document,) = write_chapter(made.chapters[0], options, {})
    return document.content


def test_a_shared_gallery_has_its_title_and_a_link_to_the_file_of_its_home() -> None:
    content = write(article(reference(), number=2), HOME)
    (block,) = (
        one
        for one in elements(body_of(content), "div")
        if one.get("class") == "reference"
    )
    assert "".join(map(str, block.itertext())).split() == [
        "相关图集：港口",
        "这组图片（7张）见：港口的燈",
    ]
    assert [a.get("href") for a in elements(block, "a")] == ["a-90000001.xhtml"]


def test_a_title_in_the_other_script_has_the_face_and_the_language_of_its_own() -> None:
    content = write(article(reference(), number=2), HOME)
    named = '<span class="named hant" lang="zh-Hant" xml:lang="zh-Hant">港口的燈</span>'
    assert named in content


def test_the_words_are_in_the_script_of_the_article_that_refers() -> None:
    hant = About("又一篇", lang="zh-Hant")
    content = write(article(reference(), number=2, about=hant), HOME)
    assert "這組圖片（7張）見：" in content
    assert "named" not in content


def test_a_gallery_of_the_same_article_has_no_link() -> None:
    source = article(number=3)
    content = write(article(reference(source), number=3))
    assert "这组图片（7张）见本文另一处。" in content
    assert 'class="reference"' in content
    block = content[content.index('class="reference"') : content.index("<footer")]
    assert "<a " not in block


def test_a_home_that_is_not_in_the_book_is_named_without_a_link() -> None:
    content = write(article(reference(), number=2))
    assert "这组图片（7张）见：港口的燈</p>" in content


def test_a_gallery_without_a_title_has_only_the_reference() -> None:
    content = write(article(reference(title=()), number=2), HOME)
    assert 'class="label"' not in content


def test_titles_with_marks_of_xml_are_escaped() -> None:
    home = article(number=1, about=About('灯<b>塔</b> & "港"\x00'))
    hostile = SharedGallery((Text("</p><script>"),), 2, home.header.url, "")
    content = write(article(hostile, number=2), home)
    assert "<script>" not in content
    assert "灯<b>" not in content
    assert "灯" in "".join(map(str, body_of(content).itertext()))
