"""The command line: the only part that talks to people.

Options become dataclasses, errors become words and exit codes, problems
become a summary.  Standard output carries only what another program would
read; everything for people goes to standard error.  The stages are imported
inside the commands, so that ``--help`` need not wait for them.
"""

from __future__ import annotations

import os
import sys

import typer

from exporter import __version__
from exporter.cli.arguments import takes
from exporter.cli.options import (
    BookArguments,
    ChoosingOptions,
    ListArguments,
    PictureArguments,
    RunArguments,
)
from exporter.cli.settings import default_map
from exporter.errors import EXIT_FAILED, ExportError

_EPILOG = """\
Examples:

  dwexport epub --archive ~/news --since 2024-06

  dwexport epub --last 7d --source dw -o week.epub

  dwexport list --since 2024-06 | fzf -m | dwexport epub --from -

  dwexport epub --archive samples --image-mirror samples/images --offline

Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 made, with problems.
"""
_EPUB_EPILOG = """\
Examples:

  dwexport epub --since 2024-06 --until 2024-06      last June, and nothing else

  dwexport epub --last 2w --source dw --source bbc   two weeks of two outlets

  dwexport epub a-69399723.md more/ -o reader.epub   these files and folders

  dwexport list --json | jq … | dwexport epub --from -   what a filter chose

  dwexport epub --since 2024-06 --offline --images none   small, and no network
"""
_LIST_EPILOG = """\
Examples:

  dwexport list --last 7d

  dwexport list --since 2024-06 --source dw --json

  dwexport list --since 2024-06 --paths -0 | xargs -0 grep -l 北约
"""

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn an archive of Chinese-language news articles into books.",
    epilog=_EPILOG,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dwexport {__version__}")
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
@takes(ChoosingOptions, BookArguments, PictureArguments, RunArguments)
def _epub(
    choosing: ChoosingOptions,
    book: BookArguments,
    pictures: PictureArguments,
    run: RunArguments,
) -> int:
    """Make an EPUB of the articles chosen, for any e-reader."""
    from exporter.cli.export import export_epub

    return export_epub(choosing, book, pictures, run)


@app.command("list", epilog=_LIST_EPILOG)
@takes(ChoosingOptions, ListArguments)
def _list(choosing: ChoosingOptions, listing: ListArguments) -> int:
    """List the articles that the same options would put into a book.

    Each row begins with the article's id, so that rows can be filtered and
    handed to `dwexport epub --from -`.
    """
    from exporter.cli.listing import list_articles

    return list_articles(choosing, listing)


@app.command("config")
def _config() -> None:
    """Show every option that dwexport.toml and DWEXPORT_* variables can set.

    With its value and where the value comes from. Later wins: the user's
    dwexport.toml, the one in the current folder, variables, flags.
    """
    from exporter.cli.settings import show_settings

    show_settings()


def main(argv: list[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's); return its exit code.

    An ExportError becomes a line that says what happened and one that says
    what to do.  Ctrl-C ends with 1 and leaves nothing half-written.
    """
    arguments = sys.argv[1:] if argv is None else argv
    try:
        app(args=arguments, prog_name="dwexport", default_map=default_map())
    except SystemExit as done:
        return _code_of(done)
    except ExportError as error:
        print(f"dwexport: {error.message}", file=sys.stderr)  # noqa: T201
        if error.hint:
            print(f"  try: {error.hint}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        print("dwexport: stopped; nothing was left half-written", file=sys.stderr)  # noqa: T201
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output, such as `head`, has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _code_of(done: SystemExit) -> int:
    if done.code is None:
        return 0
    return done.code if isinstance(done.code, int) else EXIT_FAILED
