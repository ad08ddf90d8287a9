"""The book: articles become chapters, in one volume or several.

Tagged articles enter, in order.  A ``Book`` leaves that lacks only images and fonts.
"""

from exporter.book.contents import assemble_book, chapter_finder, volume_finder
from exporter.book.grouping import Arrangement
from exporter.book.relations import relate_chapters
from exporter.book.shape import BookShape, Split, read_split
from exporter.book.splitting import VolumePart, name_volume, split_articles
from exporter.book.titles import (
    BookOptions,
    default_file_stem,
    default_title,
    describe_book,
    file_stem_of_outlets,
    outlet_name,
)
from exporter.book.volumes import plan_volumes

__all__ = [
    "Arrangement",
    "BookOptions",
    "BookShape",
    "Split",
    "VolumePart",
    "assemble_book",
    "chapter_finder",
    "default_file_stem",
    "default_title",
    "describe_book",
    "file_stem_of_outlets",
    "name_volume",
    "outlet_name",
    "plan_volumes",
    "read_split",
    "relate_chapters",
    "split_articles",
    "volume_finder",
]
