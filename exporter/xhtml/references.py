"""Writes references from one article of the book to another."""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import Chapter, Link, SharedGallery, Text
from exporter.words import wording_for
from exporter.xhtml.medium import Medium
from exporter.xhtml.writer import Pen, class_attribute, lang_attributes, shorten

TITLE_CHARACTERS = 120

FindChapter = Callable[[str], Chapter | None]


def write_gallery_home(
    gallery: SharedGallery,
    pen: Pen,
    chapter: Chapter,
    *,
    find_chapter: FindChapter,
    medium: Medium,
) -> str:
    """Return where ``gallery``, which ``chapter`` leaves out, is shown."""
    words = wording_for(pen.lang)
    home = find_chapter(gallery.home_url)
    if home == chapter:
        return pen.write(words.gallery_shown_here.format(count=gallery.pictures))
    label = pen.write(words.gallery_shown.format(count=gallery.pictures))
    if home is None:
        return label + pen.write(shorten(gallery.home_title, TITLE_CHARACTERS))
    return label + _write_title_link(home, pen, medium)


def _write_title_link(chapter: Chapter, pen: Pen, medium: Medium) -> str:
    """Return the title of ``chapter`` as a link to it, in its own script."""
    header = chapter.article.header
    own = pen.in_lang(chapter.article.lang)
    title = shorten(header.title, TITLE_CHARACTERS)
    inner = own.write(title)
    if own.script != pen.script:
        lang = chapter.article.lang
        names = class_attribute("named", lang=lang)
        inner = f"<span{names}{lang_attributes(lang)}>{inner}</span>"
    link = Link(header.url, (Text(title),))
    return medium.write_link(link, inner, chapter, own)
