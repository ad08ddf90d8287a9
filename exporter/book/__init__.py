"""The book: articles become chapters, in one volume or several.

Tagged articles enter, in order.  A ``Book`` leaves that lacks only images and fonts.
"""

from exporter.book.contents import assemble_book, chapter_finder
from exporter.book.titles import (
    BookOptions,
    default_file_stem,
    default_title,
    describe_book,
    outlet_name,
)
from exporter.book.volumes import plan_volumes

__all__ = [
    "BookOptions",
    "assemble_book",
    "chapter_finder",
    "default_file_stem",
    "default_title",
    "describe_book",
    "outlet_name",
    "plan_volumes",
]
