"""Footnotes and other links inside an article lead to the right places."""

import re

import pytest

from exporter.model import Footnote, Inline, Link, iter_blocks, iter_inlines, texts_of
from tests.support.articles import DW_URL, parse
from tests.support.books import read_xhtml, render

PARENTS = "<p>潮水每天两次<sup><a href='#fn1' id='r1'>[1]</a></sup>，灯每夜亮起。</p>"
NOTES = "<ol><li id='fn1'>据潮汐表。<a href='#r1'>↩</a></li></ol>"


def links_of(body: str) -> list[Link]:
    found: list[Inline] = []
    for block in iter_blocks(parse(body).blocks):
        for line in texts_of(block):
            found += iter_inlines(line)
    return [inline for inline in found if isinstance(inline, Link)]


def notes_of(body: str) -> list[Footnote]:
    blocks = parse(body).blocks
    return [block for block in blocks if isinstance(block, Footnote)]


def check_links(body: str) -> str:
    """Return ``body`` as a chapter, in which every link inside leads to one place."""
    (document,) = render(parse(body))
    read_xhtml(document.content)
    ids = re.findall(r' id="([^"]+)"', document.content)
    assert len(ids) == len(set(ids)), ids
    targets = re.findall(r'href="#([^"]+)"', document.content)
    assert targets
    assert set(targets) <= set(ids)
    return document.content


FORMS = {
    "list": PARENTS + NOTES,
    "absolute": PARENTS.replace("#fn1", f"{DW_URL}#fn1") + NOTES,
    "other form of the address": PARENTS.replace(
        "#fn1", "https://www.dw.com/zh/chao/a-90000001#fn1"
    )
    + NOTES,
    "word": (
        "<p>潮水<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>。</p><hr>"
        "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> 据潮汐表。</p>"
    ),
    "wordpress": (
        "<p>潮水<sup data-fn='ab' class='fn'><a href='#ab' id='ab-link'>1</a></sup>。"
        "</p><ol class='wp-block-footnotes'><li id='ab'>据潮汐表。"
        "<a href='#ab-link'>↩︎</a></li></ol>"
    ),
    "wikipedia": (
        "<p>潮水<sup id='cite_ref-1'><a href='#cite_note-1'>[1]</a></sup>。</p>"
        "<ol><li id='cite_note-1'><b><a href='#cite_ref-1'>^</a></b> "
        "<span>据潮汐表。</span></li></ol>"
    ),
    "encoded": (
        "<p>潮水<sup><a href='#%E6%B3%A8'>①</a></sup>。</p><p id='注'>① 据潮汐表。</p>"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_footnotes_and_their_calls_link_to_each_other(form: str) -> None:
    (note,) = notes_of(FORMS[form])
    assert [link.role for link in links_of(FORMS[form])] == ["call", "back"]
    content = check_links(FORMS[form])
    assert 'epub:type="noteref" role="doc-noteref"' in content
    assert (
        f'<aside epub:type="footnote" role="doc-footnote" id="{note.name}"' in content
    )
    assert 'role="doc-backlink"' in content


def test_note_in_a_list_keeps_its_number() -> None:
    body = PARENTS + NOTES.replace("<ol>", "<ol start='7'>")
    assert [note.label for note in notes_of(body)] == ["7. "]
    assert '<span class="marker">7. </span>' in check_links(body)


def test_back_link_to_a_missing_place_leads_to_the_call() -> None:
    body = PARENTS.replace(" id='r1'", "") + NOTES
    assert [link.role for link in links_of(body)] == ["call", "back"]
    check_links(body)


def test_note_called_twice_is_one_link_target() -> None:
    body = PARENTS + PARENTS.replace(" id='r1'", "") + NOTES
    assert [link.role for link in links_of(body)] == ["call", "call", "back"]
    check_links(body)


def test_link_to_a_missing_place_leaves_its_words() -> None:
    body = "<p>见<a href='#nowhere'>下文</a>。</p>"
    assert links_of(body) == []
    assert "见下文。" in render(parse(body))[0].content


def test_links_of_a_table_of_contents_are_no_notes() -> None:
    body = (
        "<ul><li><a href='#s1'>一、潮水</a></li><li><a href='#s2'>二、灯</a></li></ul>"
        "<h2 id='s1'>潮水</h2><p>第一段。</p>"
        "<h2><a name='s2'></a>灯</h2><p>第二段。</p>"
    )
    assert notes_of(body) == []
    assert [link.role for link in links_of(body)] == ["", ""]
    check_links(body)


def test_links_to_tables_lists_and_images_lead_to_them() -> None:
    body = (
        "<p><a href='#t'>表</a><a href='#l'>单</a><a href='#f'>图</a></p>"
        "<table id='t'><tr><td>甲</td><td>乙</td></tr></table><ul id='l'><li>丙</ul>"
        "<figure id='f'><img src='/a.jpg'><figcaption>丁</figcaption></figure>"
    )
    check_links(body)


def test_link_targets_of_two_articles_are_different() -> None:
    names = {notes_of(PARENTS + NOTES + extra)[0].name for extra in ("", "<p>又</p>")}
    assert len(names) == 2


def test_notes_of_a_chapter_in_several_files_link_across_files() -> None:
    body = PARENTS + "<p>" + "灯每夜亮起。" * 20_000 + "</p>" + NOTES
    first, *_, last = render(parse(body))
    note = re.search(r'<aside [^>]*id="([^"]+)"', last.content)
    assert note
    assert f'href="{last.name}#{note.group(1)}"' in first.content
    assert f'href="{first.name}#{note.group(1)}-call"' not in first.content
    back = re.findall(r'href="([^"#]*)#[^"]+" role="doc-backlink"', last.content)
    assert back == [first.name]
