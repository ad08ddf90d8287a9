"""The commands, as typer has them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import typer

from exporter import __version__
from exporter.cli.arguments import takes
from exporter.cli.console import put_text
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    EpubArguments,
    ListArguments,
    PdfArguments,
    RunArguments,
)
from exporter.cli.picture_options import (
    CacheArguments,
    FetchArguments,
    PictureArguments,
)
from exporter.cli.settings import default_map, read_configuration

_HELP_OPTIONS = ("-h", "--help")

# \b keeps a paragraph as it is; a line has 78 columns, two of them indent.
_EPILOG = """\
Examples:

\b
  dwexport epub --archive ~/news --since 2024-06
  dwexport epub --last 7d --source dw -o week.epub
  dwexport list --since 2024-06 | fzf -m | dwexport epub --from -
  dwexport images --since 2024-06
  dwexport pdf --last 7d --layout book --paper a5
  dwexport epub --archive samples --image-mirror samples/images --offline

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""
_EPUB_EPILOG = """\
Examples:

\b
  One month, and nothing else:
    dwexport epub --since 2024-06 --until 2024-06
  The last two weeks of two outlets:
    dwexport epub --last 2w --source dw --source bbc
  These files and folders:
    dwexport epub 1026101.md more/ -o reader.epub
  What a filter chose:
    dwexport list --json | jq -r '.[].id' | dwexport epub --from -
  For an e-ink screen of 7 inches:
    dwexport epub --last 1m --device 7in --gray
  Small, and without the network:
    dwexport epub --since 2024-06 --offline --images none

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""
_PDF_EPILOG = """\
Examples:

\b
  The last week as a briefing, on A4:
    dwexport pdf --last 7d -o week.pdf
  Two columns, for a printer without colours:
    dwexport pdf --last 7d --columns 2 --gray
  A book with indexes:
    dwexport pdf --since 2024-06 --until 2024-06 --layout book --index
  With larger pictures than the archive's, where there are any:
    dwexport pdf --last 7d --layout book --image-quality print
  For the screen of an e-reader:
    dwexport pdf --last 7d --layout book --paper 6in --font-size 11

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""
_LIST_EPILOG = """\
Examples:

\b
  dwexport list --last 7d
  dwexport list --since 2024-06 --source dw --json
  dwexport list --since 2024-06 --paths -0 | xargs -0 grep -l 北约
"""

_IMAGES_EPILOG = """\
Examples:

\b
  Get the pictures of a month, to make its book later without the network:
    dwexport images --since 2024-06 --until 2024-06
  Stop it any time, or after half an hour; it goes on where it was:
    dwexport images --image-minutes 30
  Where the origin is blocked; what is missing goes to a file:
    dwexport images --last 7d --image-host proxy --report missing.json

Exit codes: 0 all are there; 1 failed; 2 wrong usage; 3 some are missing.
"""
_CACHE_EPILOG = """\
Examples:

\b
  dwexport cache info
  dwexport cache info https://static.dw.com/image/69399723_303.jpg
  dwexport cache prune --max-cache 2GB
  dwexport cache clear
"""

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": list(_HELP_OPTIONS)},
    help="Turn an archive of Chinese-language news articles into books.",
    epilog=_EPILOG,
)


def configured(arguments: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the defaults of each command that the configuration sets.

    Help and completion do without: they must work while it is broken.
    Raises ConfigError.
    """
    if "_DWEXPORT_COMPLETE" in os.environ or not set(_HELP_OPTIONS).isdisjoint(
        arguments
    ):
        return {}
    return default_map()


def _show_version(wanted: bool) -> None:
    if wanted:
        put_text(f"dwexport {__version__}\n")
        raise typer.Exit


@app.callback()
def _common(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Show the version and exit.",
    ),
) -> None:
    """Take the options that belong to no command."""
    del version


@app.command("epub", epilog=_EPUB_EPILOG)
@takes(
    ChoosingOptions,
    BookArguments,
    EpubArguments,
    PictureArguments,
    FetchArguments,
    RunArguments,
    configured=read_configuration,
)
def _epub(
    choosing: ChoosingOptions,
    book: BookArguments,
    epub: EpubArguments,
    pictures: PictureArguments,
    fetch: FetchArguments,
    run: RunArguments,
) -> int:
    """Make an EPUB of the articles chosen, for any e-reader."""
    from exporter.cli.export import export_epub

    return export_epub(choosing, book, epub, pictures, fetch, run)


@app.command("pdf", epilog=_PDF_EPILOG)
@takes(
    ChoosingOptions,
    BookArguments,
    PdfArguments,
    PictureArguments,
    FetchArguments,
    RunArguments,
    configured=read_configuration,
)
def _pdf(
    choosing: ChoosingOptions,
    book: BookArguments,
    pdf: PdfArguments,
    pictures: PictureArguments,
    fetch: FetchArguments,
    run: RunArguments,
) -> int:
    """Make a PDF of the articles chosen, to print or to read page by page."""
    from exporter.cli.export import export_pdf

    return export_pdf(choosing, book, pdf, pictures, fetch, run)


@app.command("images", epilog=_IMAGES_EPILOG)
@takes(ChoosingOptions, FetchArguments, RunArguments, configured=read_configuration)
def _images(choosing: ChoosingOptions, fetch: FetchArguments, run: RunArguments) -> int:
    """Get the pictures of the articles chosen, for books made later.

    They are kept in the cache that all commands share.
    """
    from exporter.cli.collecting import collect_images

    return collect_images(choosing, fetch, run)


@app.command("cache", epilog=_CACHE_EPILOG)
@takes(CacheArguments, configured=read_configuration)
def _cache(cache: CacheArguments) -> int:
    """Show, shrink or empty the cache of pictures."""
    from exporter.cli.caching import look_after_cache

    return look_after_cache(cache)


@app.command("list", epilog=_LIST_EPILOG)
@takes(ChoosingOptions, ListArguments, configured=read_configuration)
def _list(choosing: ChoosingOptions, listing: ListArguments) -> int:
    """List the articles that the same options would put into a book.

    Each row begins with the article's id, so that rows can be filtered and
    handed to `dwexport epub --from -`.
    """
    from exporter.cli.listing import list_articles

    return list_articles(choosing, listing)


@app.command("config")
def _config() -> None:
    """Show what dwexport.toml and the environment set.

    As TOML: every option that can be set, its value, and where that comes
    from. Later wins: the user's dwexport.toml, the one in the current folder,
    DWEXPORT_* variables, flags.
    """
    from exporter.cli.settings import show_settings

    show_settings()
