"""Writes references from one article of the book to others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from exporter.book import outlet_name
from exporter.dates import local_time
from exporter.model import Chapter, Link, SharedGallery, Text
from exporter.words import wording_for
from exporter.xhtml.medium import Medium, write_anchor
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
    if home is not None and home.file_name == chapter.file_name:
        return pen.write(words.gallery_shown_here.format(count=gallery.pictures))
    label = pen.write(words.gallery_shown.format(count=gallery.pictures))
    if home is None:
        return label + pen.write(shorten(gallery.home_title, TITLE_CHARACTERS))
    return label + _write_title_link(home, pen, medium)


def write_related(
    chapter: Chapter,
    others: Sequence[Chapter],
    pen: Pen,
    *,
    medium: Medium,
    timezone: tzinfo,
) -> str:
    """Return a list of ``others``, which are about the same as ``chapter``."""
    if not others:
        return ""
    words = wording_for(pen.lang)
    entries = "\n".join(
        f"<li>{_write_entry(chapter, other, pen, medium, timezone)}</li>"
        for other in others
    )
    return (
        f'<div class="related">\n<p class="label">{pen.bold().write(words.related)}</p>'
        f'\n<ul class="entries">\n{entries}\n</ul>\n</div>'
    )


def _write_entry(
    chapter: Chapter, other: Chapter, pen: Pen, medium: Medium, timezone: tzinfo
) -> str:
    """Return title, outlet if it is another one, day and page of ``other``."""
    article = other.article
    own = pen.in_lang(article.lang)
    title = own.write(shorten(article.header.title, TITLE_CHARACTERS))
    link = write_anchor(medium.chapter_href(other), title)
    who = []
    if article.header.outlet != chapter.article.header.outlet:
        who.append(outlet_name(article.header.outlet, article.lang))
    day = local_time(article.header.published, timezone)
    who.append(f"{day.month}月{day.day}日")
    about = f'<span class="who">{own.write(" · ".join(who))}</span>'
    differs = article.lang if own.script != pen.script else ""
    attributes = class_attribute(lang=differs) + lang_attributes(differs)
    return f"<p{attributes}>{link} {about}{medium.write_page_number(other, own)}</p>"


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
