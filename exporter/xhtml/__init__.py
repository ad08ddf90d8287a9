"""XHTML: writes the book as the documents that EPUB and print both use.

A ``Book`` and its images enter.  ``Document``s leave, and the characters that each
font style sets.
"""

from exporter.xhtml.chapter import (
    LABEL_CHARACTERS,
    ChapterOptions,
    write_chapter,
    write_parts,
)
from exporter.xhtml.columns import UNBOUNDED, TableRoom
from exporter.xhtml.front import (
    COVER_IMAGE_NAME,
    FaceNote,
    contents_pieces,
    copyright_section,
    cover_outlets,
    cover_section,
    title_section,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_title_page,
)
from exporter.xhtml.inlines import image_name
from exporter.xhtml.medium import Medium, name_elsewhere, write_anchor
from exporter.xhtml.nav import NAV_NAME, NavEntry, chapter_label, nav_tree, write_nav
from exporter.xhtml.pieces import Piece, join_pieces
from exporter.xhtml.writer import (
    XHTML_MEDIA_TYPE,
    Document,
    Pen,
    Usage,
    class_attribute,
    escape_text,
    lang_attributes,
    shorten,
    start_pen,
)

__all__ = [
    "COVER_IMAGE_NAME",
    "LABEL_CHARACTERS",
    "NAV_NAME",
    "UNBOUNDED",
    "XHTML_MEDIA_TYPE",
    "ChapterOptions",
    "Document",
    "FaceNote",
    "Medium",
    "NavEntry",
    "Pen",
    "Piece",
    "TableRoom",
    "Usage",
    "chapter_label",
    "class_attribute",
    "contents_pieces",
    "copyright_section",
    "cover_outlets",
    "cover_section",
    "escape_text",
    "image_name",
    "join_pieces",
    "lang_attributes",
    "name_elsewhere",
    "nav_tree",
    "shorten",
    "start_pen",
    "title_section",
    "write_anchor",
    "write_chapter",
    "write_contents",
    "write_copyright_page",
    "write_cover_page",
    "write_nav",
    "write_parts",
    "write_title_page",
]
