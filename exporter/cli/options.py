"""The options of the commands, one dataclass for each subject.

No ``from __future__ import annotations`` here: typer reads the hints.
"""
# ruff: noqa: RUF009 - ``option`` returns a dataclass field, nothing that is shared

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from exporter import __version__
from exporter.alternatives import Editions, Embedding, Layout, ListOrder, Order, Variant
from exporter.cli.arguments import option
from exporter.cli.console import put_text
from exporter.cli.language import Language

# An option that several commands have.
CacheDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="DIR",
        help="Where pictures and the archive's index are kept between runs. "
        "Default: the user's cache folder.",
        show_default=False,
    ),
]


def _use_profile(context: typer.Context, name: str) -> str:
    """Let the program give ``context`` the options of the profile ``name``."""
    if name and context.obj is not None:
        context.obj(context, name)
    return name


ProfileOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "-p",
        "--profile",
        metavar="NAME",
        callback=_use_profile,
        is_eager=True,
        help="Use the options under [profile.NAME] in dwexport.toml.",
        show_default=False,
    ),
]


@dataclass(frozen=True)
class ProfileArguments:
    """Which profile is used; after the name of any command with configured options."""

    profile: ProfileOption = option("", config=False)


def _show_version(wanted: bool) -> None:
    if wanted:
        put_text(f"dwexport {__version__}\n")
        raise typer.Exit


@dataclass(frozen=True)
class ProgramArguments:
    """What is asked of the program; before the name of any command."""

    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = option(False, config=False)
    ui_lang: Annotated[
        Language | None,
        typer.Option(
            "--ui-lang",
            help="The language of messages and help. Default: that of the locale where "
            "it is Chinese, else English.",
            show_default=False,
        ),
    ] = option(None, in_profiles=False)
    profile: ProfileOption = option("", config=False)


@dataclass(frozen=True)
class ChoosingOptions:
    """Which articles are wanted."""

    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            help="Articles, or folders and .zip files of them, instead of the archive.",
            show_default=False,
        ),
    ] = option(None, config=False)
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            help="The archive: a folder of articles or a .zip of one. Default: the "
            "current folder if it holds articles/.",
            show_default=False,
        ),
    ] = option(None)
    from_file: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Take the articles that FILE names (- for standard input): paths, "
            "urls or ids, one a line, or lines of `dwexport list`.",
            show_default=False,
        ),
    ] = option("", config=False)
    pick: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Take the articles that `dwexport pick` remembers under NAME, in "
            "their order.",
            show_default=False,
        ),
    ] = option("", config=False)
    since: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help="From this time on: 2024, 2024-06, 2024-06-18, 2024-06-18T14:30.",
            show_default=False,
        ),
    ] = option("", rivals=("last",))
    until: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help="Up to this time, the year, month or day named included.",
            show_default=False,
        ),
    ] = option("", rivals=("last",))
    last: Annotated[
        str,
        typer.Option(
            metavar="SPAN",
            help="The time up to now: 36h, 7d, 2w, 3m, 1y.",
            show_default=False,
        ),
    ] = option("", rivals=("since", "until"))
    tz: Annotated[
        str,
        typer.Option(
            metavar="ZONE",
            help="The time zone of dates: Asia/Shanghai, +08:00, UTC. Default: the "
            "machine's.",
            show_default=False,
        ),
    ] = option("")
    source: Annotated[
        list[str],
        typer.Option(
            metavar="OUTLET",
            help="Only this outlet: a folder's name or the outlet's (dw, 德国之声, "
            "bbc …). May be given several times.",
            show_default=False,
        ),
    ] = option([])
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="At most N articles, the first in order.",
            show_default=False,
        ),
    ] = option(None)
    order: Annotated[
        Order | None,
        typer.Option(
            help="Newest or oldest first; given: as named. Default: newest, and "
            "given with --from and with single files.",
            show_default=False,
        ),
    ] = option(None)
    editions: Annotated[
        Editions | None,
        typer.Option(
            help="Of several editions of one article: the newest, or all. "
            "Default: newest, and all of files named one by one.",
            show_default=False,
        ),
    ] = option(None)
    cache_dir: CacheDir = option(None)


@dataclass(frozen=True)
class BookArguments:
    """What book is made."""

    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The book's file; - for standard output. Default: a name from "
            "the selection, in the current folder. Only a book of the same kind is "
            "overwritten.",
            show_default=False,
        ),
    ] = option("", config=False)
    title: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="The book's title. Default: outlets and period.",
            show_default=False,
        ),
    ] = option("", config=False)


@dataclass(frozen=True)
class EpubArguments:
    """What kind of EPUB is made."""

    max_size: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help="Split a larger book into volumes; 50MB is what Send-to-Kindle "
            "takes by mail. none: one file, whatever its size.",
        ),
    ] = option("50MB")
    device: Annotated[
        str,
        typer.Option(
            metavar="SCREEN",
            help="Make pictures no larger than this screen shows: 6in, 7in, 8in, 10in "
            "(e-ink), its pixels, such as 1236x1648, or any.",
        ),
    ] = option("any")
    color: Annotated[
        bool,
        typer.Option(
            "--color/--gray", help="Pictures in colour, or in greys, for e-ink."
        ),
    ] = option(True)
    fonts: Annotated[
        Embedding,
        typer.Option(help="Embed subset Chinese fonts, or leave fonts to the reader."),
    ] = option("embed")


@dataclass(frozen=True)
class PdfArguments:
    """How the book is printed."""

    layout: Annotated[
        Layout,
        typer.Option(
            help="Briefing: a title block, the contents, articles one after another. "
            "Book: a cover, each article on a new page, running heads.",
        ),
    ] = option("briefing")
    paper: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help="The sheet: a4, letter, a5, b5, 6in (the screen of an e-reader), or "
            "width x height, such as 170x240mm or 6x9in.",
        ),
    ] = option("a4")
    font_size: Annotated[
        str,
        typer.Option(
            metavar="POINTS",
            help="The size of the text. Default: 10.5, and 9.5 on small paper.",
            show_default=False,
        ),
    ] = option("")
    columns: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=2, help="Columns of a briefing's articles."
        ),
    ] = option(1)
    color: Annotated[
        bool,
        typer.Option(
            "--color/--gray", help="Print in colour, or in greys, pictures too."
        ),
    ] = option(True)
    css: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A stylesheet that comes after dwexport's own.",
            show_default=False,
        ),
    ] = option(None)
    index: Annotated[
        bool,
        typer.Option(
            "--index/--no-index",
            help="Add indexes of authors, topics and outlets.",
            show_default=False,
        ),
    ] = option(False)
    pdf_variant: Annotated[
        Variant,
        typer.Option(
            help="PDF/UA-1 is for screen readers, PDF/A-3u for archives; either is "
            "tagged."
        ),
    ] = option("pdf/ua-1")


@dataclass(frozen=True)
class RunArguments:
    """How the run behaves."""

    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what was made, and every problem, to FILE as JSON.",
            show_default=False,
        ),
    ] = option(None, config=False)
    strict: Annotated[
        bool,
        typer.Option(
            "--strict/--no-strict",
            help="Let any problem fail the run, and write no book then.",
            show_default=False,
        ),
    ] = option(False)
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet/--no-quiet",
            "-q",
            help="Show no progress and no summary, only problems.",
            show_default=False,
        ),
    ] = option(False)


@dataclass(frozen=True)
class CountArguments:
    """How counts are printed."""

    json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of a table.")
    ] = option(False, config=False)


@dataclass(frozen=True)
class ListArguments:
    """How the list is printed."""

    json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of a table.")
    ] = option(False, config=False)
    long: Annotated[
        bool,
        typer.Option(
            "--long/--no-long",
            "-l",
            help="Show characters, pictures and minutes of reading, too. Reads all "
            "articles.",
            show_default=False,
        ),
    ] = option(False)
    sort: Annotated[
        ListOrder | None,
        typer.Option(
            help="Sort the articles chosen: newest, longest, most pictures first; "
            "titles and outlets by sound. Default: the book's order.",
            show_default=False,
        ),
    ] = option(None)
    paths_only: Annotated[
        bool, typer.Option("--paths", help="Print only the articles' paths.")
    ] = option(False, config=False)
    twins: Annotated[
        bool,
        typer.Option(
            "--twins",
            help="Name beside each article the one that tells the same story and is "
            "preferred to it. Reads all articles.",
        ),
    ] = option(False, config=False)
    null: Annotated[
        bool,
        typer.Option(
            "-0",
            "--null",
            help="With --paths: end each path with a NUL, for names with line breaks.",
        ),
    ] = option(False, config=False)


@dataclass(frozen=True)
class ConfigArguments:
    """What is done with the configuration."""

    action: Annotated[
        Literal["show", "path", "init"],
        typer.Argument(
            help="Show: what is set, and by what. Path: the files that are read. Init: "
            "write a file with every option explained, where there is none yet."
        ),
    ] = option("show", config=False)
    profile: ProfileOption = option("", config=False)
