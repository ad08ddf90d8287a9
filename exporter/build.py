"""The whole walk, from an archive to a finished book.

    archive → parse → language → book → images → xhtml → fonts → epub

Fonts are cut after the XHTML is written, for only then is it known which
characters each style sets.  Nothing here prints: problems are collected, and
progress goes to whoever watches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, Literal

from exporter.archive import ArticleReader, Scan
from exporter.book import BookOptions, assemble_book, chapter_finder
from exporter.cover import CoverSpec, choose_cover_image, draw_cover
from exporter.epub import EpubParts, write_epub
from exporter.fonts import (
    Face,
    FaceSet,
    describe_faces,
    find_faces,
    font_face_css,
    glyph_problem,
    subset_fonts,
)
from exporter.images import ImageOptions, fetch_images
from exporter.language import tag_language
from exporter.model import (
    Article,
    ArticleHeader,
    Book,
    FontFile,
    FontStyle,
    Image,
    Problem,
    image_refs,
)
from exporter.parse import parse_article
from exporter.progress import Progress
from exporter.stylesheets import EPUB_STYLES, load_styles
from exporter.volumes import plan_volumes
from exporter.xhtml import (
    ChapterOptions,
    Document,
    FaceNote,
    ImageMap,
    Usage,
    cover_outlets,
    image_name,
    nav_tree,
    write_chapter,
    write_contents,
    write_copyright_page,
    write_cover_page,
    write_nav,
    write_title_page,
)
