"""Pieces of XHTML, and how they fill the files of a book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exporter.model import Anchor, Block, Footnote, iter_blocks, iter_inlines, texts_of
from exporter.xhtml.writer import escape_text

# A file has at most 260 KB (docs/typesetting.md, Size of files); the rest is for the
# head of the document, and for the line that opens a continued part.
MAX_BODY_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Piece:
    """XHTML that stays in one file, and what it is.

    A heading shares a file with the piece after it.  What is wide is as wide as the
    page, also where text is set in columns.  ``block`` is the block of an article that
    the piece shows, None if it shows something else.
    """

    xhtml: str
    is_heading: bool = False
    is_wide: bool = False
    block: Block | None = None

    def find_places(self) -> set[str]:
        """Return the identifiers, as XHTML, of the places to which links may lead."""
        if self.block is None:
            return set()
        names: set[str] = set()
        for block in iter_blocks((self.block,)):
            if isinstance(block, Footnote):
                names.add(block.name)
            for inline in (i for text in texts_of(block) for i in iter_inlines(text)):
                if isinstance(inline, Anchor):
                    names.add(inline.name)
        return set(map(escape_text, names))


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Return the XHTML of ``pieces``, one after another."""
    return "\n".join(piece.xhtml for piece in pieces)


def join_headings(pieces: Iterable[Piece]) -> list[Piece]:
    """Return ``pieces`` with each heading joined to the piece after it."""
    joined: list[Piece] = []
    waiting: list[Piece] = []
    for piece in pieces:
        waiting.append(piece)
        if not piece.is_heading:
            joined.append(Piece(join_pieces(waiting)))
            waiting = []
    return joined + waiting


def fill_files(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return ``pieces`` in files of at most 250 KB; return at least one file.

    A larger piece gets a file of its own.
    """
    files: list[list[Piece]] = [[]]
    used = 0
    for piece in pieces:
        size = len(piece.xhtml.encode()) + 1
        if files[-1] and used + size > MAX_BODY_BYTES:
            files.append([])
            used = 0
        files[-1].append(piece)
        used += size
    return files
