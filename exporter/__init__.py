"""dwexport turns an archive of Chinese-language news articles into books.

``__all__`` lists what a program may use; docs/api.md describes it.  The names are
loaded when they are first used, so that ``import exporter`` takes almost no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exporter.book import BookShape, Split, read_split
    from exporter.collection import collect_images
    from exporter.errors import ExportError
    from exporter.export import export_book
    from exporter.formats import FORMATS, EpubFormat, Format, PdfFormat
    from exporter.history import SinceLast
    from exporter.images import ImageOptions
    from exporter.journal import Journal, MadeBook, Progress, Twin
    from exporter.model import Article, ArticleHeader, LeftOut, Problem
    from exporter.readers import read_articles
    from exporter.request import Request
    from exporter.search import Demands, compile_pattern, parse_words
    from exporter.selection import (
        Choice,
        Period,
        Selected,
        Selection,
        choose_articles,
        read_period,
    )

__version__ = "0.1.0"

__all__ = [
    "FORMATS",
    "Article",
    "ArticleHeader",
    "BookShape",
    "Choice",
    "Demands",
    "EpubFormat",
    "ExportError",
    "Format",
    "ImageOptions",
    "Journal",
    "LeftOut",
    "MadeBook",
    "PdfFormat",
    "Period",
    "Problem",
    "Progress",
    "Request",
    "Selected",
    "Selection",
    "SinceLast",
    "Split",
    "Twin",
    "choose_articles",
    "collect_images",
    "compile_pattern",
    "export_book",
    "parse_words",
    "read_articles",
    "read_period",
    "read_split",
]

_HOMES = {
    "book": ("BookShape", "Split", "read_split"),
    "collection": ("collect_images",),
    "errors": ("ExportError",),
    "export": ("export_book",),
    "formats": ("FORMATS", "EpubFormat", "Format", "PdfFormat"),
    "history": ("SinceLast",),
    "images": ("ImageOptions",),
    "journal": ("Journal", "MadeBook", "Progress", "Twin"),
    "model": ("Article", "ArticleHeader", "LeftOut", "Problem"),
    "readers": ("read_articles",),
    "request": ("Request",),
    "search": ("Demands", "compile_pattern", "parse_words"),
    "selection": (
        *("Choice", "Period", "Selected", "Selection"),
        *("choose_articles", "read_period"),
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load ``name`` from the module that defines it (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *__all__})
