"""Pieces of XHTML: what they are, and how they fill files."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.model import (
    Anchor,
    Block,
    Figure,
    Footnote,
    Gallery,
    Image,
    ImageRef,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    TableCell,
    Text,
)
from exporter.xhtml.blocks import is_wide, write_block, write_blocks
from exporter.xhtml.columns import TableRoom
from exporter.xhtml.context import BlockContext
from exporter.xhtml.pieces import (
    MAX_BODY_BYTES,
    Piece,
    fill_files,
    join_headings,
    join_pieces,
)
from exporter.xhtml.writer import Pen

WHOLE = Image(Path("x.png"), "1" * 64, "image/png", 600, 400, 9)
CUT = Image(Path("y.png"), "2" * 64, "image/png", 600, 400, 9, more=(WHOLE,))
IMAGES = {"whole": WHOLE, "cut": CUT}
CONTEXT = BlockContext(
    IMAGES,
    lambda _link, inner, _pen: inner,
    lambda _url, lines, _pen: "\n".join(lines),
)
WORDS = Paragraph((Text("一"),))


def table(words: str) -> Table:
    """Return a table of one cell."""
    return Table(((TableCell((Paragraph((Text(words),)),)),),))


def test_a_heading_is_joined_to_what_follows() -> None:
    pieces = [
        Piece("<h1>", is_heading=True),
        Piece("<h2>", is_heading=True),
        Piece("<ul>"),
        Piece("<h2>", is_heading=True),
        Piece("<h>words that only look like a heading"),
        Piece("<ol>"),
    ]
    assert [piece.xhtml for piece in join_headings(pieces)] == [
        "<h1>\n<h2>\n<ul>",
        "<h2>\n<h>words that only look like a heading",
        "<ol>",
    ]


def test_a_heading_at_the_end_is_kept() -> None:
    pieces = [Piece("<ul>"), Piece("<h2>", is_heading=True)]
    assert join_pieces(join_headings(pieces)) == "<ul>\n<h2>"


def test_files_are_filled_in_order_and_a_large_piece_is_alone() -> None:
    part, large = "一" * (MAX_BODY_BYTES // 9 + 1), "x" * (MAX_BODY_BYTES * 2)
    pieces = [Piece(text) for text in (part, part, part, large, "<p>")]
    files = fill_files(pieces)
    assert [len(file) for file in files] == [2, 1, 1, 1]
    assert [piece for file in files for piece in file] == pieces
    assert fill_files([]) == [[]]


def test_the_places_of_a_piece_are_those_of_all_that_it_holds() -> None:
    inside = Paragraph((Text("一"), Anchor("a<b")))
    blocks = (Quote((ListBlock(((inside,),)),)), Footnote("n1", "1", (WORDS,)))
    found = [Piece("", block=block).find_places() for block in (*blocks, WORDS)]
    assert found == [{"a&lt;b"}, {"n1"}, set()]
    assert Piece("").find_places() == set()


@pytest.mark.parametrize(
    ("block", "wide"),
    [
        (table("一"), True),
        (Gallery((), (Figure(ImageRef("whole")),)), True),
        (Figure(ImageRef("cut")), True),
        (Figure(ImageRef("whole")), False),
        (Figure(ImageRef("unknown")), False),
        (Quote((table("一"),)), False),
        (Paragraph((Text("<table>"),)), False),
        (Rule(), False),
    ],
)
def test_tables_galleries_and_cut_images_are_wide(block: Block, wide: bool) -> None:
    assert is_wide(block, CONTEXT) is wide


def test_a_table_folded_into_records_is_wide_too() -> None:
    room = TableRoom(2.0, 1.0, 1.0)
    context = replace(CONTEXT, table_room=room, nested_room=room)
    block = table("一个不能再分的长表格")
    assert "records" in write_block(block, Pen({}), context)
    assert is_wide(block, context)


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (WORDS, "<p><i>一</p>"),
        (Paragraph((Text("一"),), "lead"), '<p class="lead"><i>一</p>'),
        (Quote((WORDS,)), "<i><blockquote>"),
        (Figure(ImageRef("unknown")), "<p><i>二</p>"),
    ],
)
def test_a_marker_begins_the_first_paragraph_or_stands_before_another_block(
    first: Block, start: str
) -> None:
    """A figure of which nothing is shown is left out; the paragraph after it begins."""
    blocks = (first, Paragraph((Text("二"),)))
    written = write_blocks(blocks, Pen({}), CONTEXT, marker="<i>")
    assert written.startswith(start)
    assert written.count("<i>") == 1
