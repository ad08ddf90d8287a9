"""References from one article to another: where a gallery is shown."""

from datetime import UTC

from exporter.book import chapter_finder
from exporter.model import Article, Inlines, SharedGallery, Text
from exporter.outlets import outlet_for
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


# ------------------------------------------------------------ related articles


def write_related(first: Article, *others: Article) -> str:
    made = book([first, *others])
    chapters = made.chapters
    related = {chapters[0].file_name: chapters[1:]}
    options = ChapterOptions({}, chapter_finder(made), UTC, related=related)
    (document,) = write_chapter(chapters[0], options, {})
    return document.content


def test_related_articles_stand_after_the_address_with_links_to_their_files() -> None:
    other = article(number=2, about=About("又一座灯塔", "2024-06-20T12:00:00"))
    content = write_related(article(number=1), other)
    footer = content[content.index("<footer>") :]
    assert footer.index('class="source"') < footer.index('class="related"')
    assert '<p class="label">本书相关文章</p>' in footer
    assert (
        '<li><p><a href="a-90000002.xhtml">又一座灯塔</a> '
        '<span class="who">6月20日</span></p></li>'
    ) in footer


def test_the_outlet_of_a_related_article_is_named_if_it_is_another_one() -> None:
    bbc = outlet_for("https://www.bbc.com/zhongwen/simp/1", "")
    about = About("木桥", url="https://www.bbc.com/zhongwen/simp/1", outlet=bbc)
    content = write_related(article(number=1), article(number=2, about=about))
    assert '<span class="who">BBC中文 · 6月18日</span>' in content


def test_a_related_article_in_the_other_script_keeps_its_script() -> None:
    content = write_related(article(number=2), HOME)
    assert '<p class="hant" lang="zh-Hant" xml:lang="zh-Hant"><a ' in content
    hant = article(number=3, about=About("又一篇", lang="zh-Hant"))
    assert "本書相關文章" in write_related(hant, HOME)


def test_an_article_without_related_ones_has_no_list() -> None:
    assert "related" not in write_related(article(number=1))
