"""Fonts are cut to the characters that the stylesheets set: none missing, none extra.

A pen notes the characters of each style while it writes; the stylesheets decide
what a reader really sets.  Both accounts are compared here, element by element.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings

from exporter.model import Block, Byline, FontStyle, Notice, Outlet, Paragraph, Text
from exporter.outlets import outlet_for
from exporter.xhtml import (
    Document,
    FaceNote,
    Usage,
    write_contents,
    write_copyright_page,
    write_title_page,
)
from tests.support.books import (
    DW,
    NOTICE,
    About,
    article,
    book,
    every_block,
    image_map,
    in_other_script,
    read_xhtml,
    render,
    tell_apart,
)
from tests.support.cascade import visible_text
from tests.support.models import blocks

# Characters that readers add to the text: bullets, the numbers of lists.
MARKERS = set("-0123456789.•◦▪")


def assert_accounts_agree(documents: Sequence[Document], usage: Usage) -> None:
    """Assert that pens noted exactly the characters that the stylesheets set."""
    seen: dict[FontStyle, set[str]] = defaultdict(set)
    for document in documents:
        for style, characters in visible_text(read_xhtml(document.content)).items():
            seen[style] |= characters
    noted = {s: set("".join("".join(used).split())) for s, used in usage.items()}
    for style in {*seen, *noted}:
        missing = seen[style] - noted.get(style, set())
        wasted = noted.get(style, set()) - seen[style] - MARKERS
        assert not missing, f"{style} sets what no pen noted: {sorted(missing)}"
        assert not wasted, f"{style} never sets {sorted(wasted)}"


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_characters_of_every_kind_of_block_are_noted_by_face(
    lang: str, tmp_path: Path
) -> None:
    made = tell_apart(every_block())
    source = article(*made, about=About(lang=lang, topics=("北海", "灯")))
    for images in (image_map(tmp_path), {}, None):
        usage: Usage = {}
        assert_accounts_agree(render(source, images, usage), usage)
        assert {style.script for style in usage} == {
            "hant" if lang == "zh-Hant" else "hans"
        }


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_characters_of_parts_in_the_other_script_are_noted_by_face(
    lang: str, depth: int, tmp_path: Path
) -> None:
    other = "zh-Hant" if lang == "zh-Hans" else "zh-Hans"
    parts = tell_apart((*every_block(), *in_other_script(other, depth=depth)))
    source = article(*parts, about=About(lang=lang))
    usage: Usage = {}
    assert_accounts_agree(render(source, image_map(tmp_path), usage), usage)
    assert {style.script for style in usage} == {"hans", "hant"}


@pytest.mark.slow
@settings(max_examples=60)
@given(blocks())
def test_characters_of_any_article_are_noted_by_face(made: tuple[Block, ...]) -> None:
    usage: Usage = {}
    assert_accounts_agree(render(article(*tell_apart(made)), None, usage), usage)


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_characters_of_a_chapter_in_several_files_are_noted_by_face(lang: str) -> None:
    long = Paragraph((Text("一句话。" * 40_000),), lang="zh-Hant")
    usage: Usage = {}
    documents = render(article(long, about=About(lang=lang)), None, usage)
    assert len(documents) > 1
    assert_accounts_agree(documents, usage)


@pytest.mark.parametrize(
    "langs", [("zh-Hans", "zh-Hant", "zh-Hans"), ("zh-Hant", "zh-Hant", "zh-Hans")]
)
def test_characters_of_the_pages_around_the_chapters_are_noted_by_face(
    langs: tuple[str, str, str],
) -> None:
    voa = outlet_for("https://www.voachinese.com/a/1", "")
    names = ("某丁", "某丙", "某乙")
    made = book(
        [
            article(
                number=n,
                about=About(
                    f"题{n}甲", f"2024-0{n}-18", byline=Byline((name,)), lang=lang
                ),
            )
            for n, (lang, name) in enumerate(zip(langs, names, strict=True), 5)
        ]
        + [article(number=9, about=About("声", url="https://a.test/1", outlet=voa))],
        title="某某新闻选“集”",
    )
    notices = (
        Notice(DW, 2024, NOTICE, "zh-Hans"),
        Notice(DW, 2023, "版權聲明：請勿轉載。", "zh-Hant"),
    )
    made = replace(made, notices=notices, feeds=("https://feed.test/甲",), volumes=2)
    faces = [FaceNote("某宋 1.0", "某许可"), FaceNote("甲", "", "https://l.test/乙")]
    usage: Usage = {}
    documents = [
        write_title_page(made, usage),
        *write_contents(made, usage, UTC),
        write_copyright_page(made, UTC, faces, usage),
        write_copyright_page(replace(made, feeds=()), UTC, [], usage),
    ]
    assert_accounts_agree(documents, usage)


def test_characters_of_an_unknown_outlet_are_noted_by_face() -> None:
    outlet = Outlet("x", "某\x01社\n①", "某\x01社\n①")
    made = book([article(about=About(outlet=outlet, url="https://x.test/1"))])
    usage: Usage = {}
    documents = [write_title_page(made, usage), *write_contents(made, usage, UTC)]
    assert_accounts_agree(documents, usage)
