"""XHTML: the book's model as the documents EPUB and print both show.

In: a ``Book`` and its images.  Out: ``Document``s and, noted on the way, the
characters each font style sets.
"""

from exporter.xhtml.blocks import ImageMap, image_name
from exporter.xhtml.chapter import ChapterOptions, write_chapter
from exporter.xhtml.front import (
    COVER_IMAGE_NAME,
    FaceNote,
    cover_outlets,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_title_page,
)
from exporter.xhtml.halving import count_characters
from exporter.xhtml.nav import NAV_NAME, NavEntry, nav_tree, write_nav
from exporter.xhtml.writer import XHTML_MEDIA_TYPE, Document, Usage

__all__ = [
    "COVER_IMAGE_NAME",
    "NAV_NAME",
    "XHTML_MEDIA_TYPE",
    "ChapterOptions",
    "Document",
    "FaceNote",
    "ImageMap",
    "NavEntry",
    "Usage",
    "count_characters",
    "cover_outlets",
    "image_name",
    "nav_tree",
    "write_chapter",
    "write_contents",
    "write_copyright_page",
    "write_cover_page",
    "write_nav",
    "write_title_page",
]
