"""Collects the command line's messages into catalogues, updates and compiles them.

    python -m tools.catalogues           write the .po files anew and compile them
    python -m tools.catalogues --check   end with 1 if anything is missing or stale

Messages are found in the source (``Message(…)`` and ``count(…)`` with constants), in
the help of commands and options, and in typer.  A translator edits the .po files in
``exporter/locale``; the program reads the .mo files beside them.
"""

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import typer.core
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from exporter.cli.app import EPILOG, HELP
from exporter.cli.arguments import helps_of
from exporter.cli.commands import COMMANDS, OPTION_GROUPS
from exporter.cli.language import DOMAIN, LANGUAGES, LOCALE_FOLDER
from exporter.cli.options import ProfileArguments
from exporter.words import REASON_WORDS, WordLanguage

ROOT = Path(__file__).resolve().parent.parent
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
Identity = str | tuple[str, str]


def messages_of_source() -> Iterator[Identity]:
    """Yield every constant template in ``exporter``; a plural as a pair."""
    for path in sorted((ROOT / "exporter").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant)
                and isinstance(argument.value, str)
            ]
            if node.func.id == "Message" and texts:
                yield texts[0]
            elif node.func.id == "count" and len(texts) > 1:
                yield texts[0], texts[1]


def messages_of_help() -> Iterator[str]:
    """Yield the texts of ``--help``: of the program, its commands and their options."""
    yield from (HELP, EPILOG)
    for command in COMMANDS:
        yield from (command.description, command.epilog)
    for group in (*OPTION_GROUPS, ProfileArguments):
        yield from helps_of(group)


def messages_of_typer() -> Iterator[str]:
    """Yield the words that typer itself looks up in a catalogue."""
    tree = ast.parse(Path(typer.core.__file__ or "").read_text("utf-8"))
    for node in ast.walk(tree):
        is_lookup = isinstance(node, ast.Call) and ast.unparse(node.func) == "_"
        if is_lookup and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
            yield node.args[0].value  # type: ignore[attr-defined]


def reasons_in(language: str) -> dict[str, str]:
    """Return the words of every reason in ``language``; the keys are English."""
    script: WordLanguage = "hans" if language == "zh-Hans" else "hant"
    return {w.english: w.in_language(script) for w in REASON_WORDS.values()}


def all_messages() -> list[Identity]:
    """Return every message once, sorted, so that moved code changes no catalogue."""
    found = (
        *messages_of_help(),
        *messages_of_source(),
        *reasons_in("zh-Hans"),
        *messages_of_typer(),
    )
    return sorted({message for message in found if message}, key=str)


def catalogue_path(language: str, ending: str) -> Path:
    """Return the path of a catalogue; ``ending`` is ``po`` or ``mo``."""
    name = language.replace("-", "_")
    return LOCALE_FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of ``language`` as it is in its .po file."""
    path = catalogue_path(language, "po")
    if not path.exists():
        return Catalog()
    return read_po(io.BytesIO(path.read_bytes()), locale=language.replace("-", "_"))


def renew(language: str) -> Catalog:
    """Return the catalogue with exactly the current messages; keep translations."""
    old = read_catalogue(language)
    new = Catalog(
        locale=language.replace("-", "_"),
        domain=DOMAIN,
        project="dwexport",
        header_comment=f"# The words of dwexport's command line in {language}.",
        fuzzy=False,
    )
    new.mime_headers = []  # type: ignore[misc]
    reasons = reasons_in(language)
    for message in all_messages():
        known = old.get(message if isinstance(message, str) else message[0])
        reason = reasons.get(message) if isinstance(message, str) else None
        new.add(message, reason or (known.string if known else None))
    return new


def as_po(catalogue: Catalog) -> bytes:
    """Return the bytes of a .po file, always the same for the same catalogue."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=88, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return header.encode() + stream.getvalue()


def as_mo(po: bytes, language: str) -> bytes:
    """Return the compiled form of ``po``."""
    catalogue = read_po(io.BytesIO(po), locale=language.replace("-", "_"))
    catalogue.creation_date = catalogue.revision_date = _NO_DATE  # reproducible bytes
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def missing(catalogue: Catalog) -> list[Identity]:
    """Return the messages without a translation."""
    return [m.id for m in catalogue if m.id and not _is_translated(m.string)]


def _is_translated(text: object) -> bool:
    return bool(text) if isinstance(text, str) else bool(text) and all(text)  # type: ignore[call-overload]


def main(arguments: list[str]) -> int:
    """Write or check the catalogues; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogues")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    faults: list[str] = []
    for language in (name for name in LANGUAGES if name != "en"):
        catalogue = renew(language)
        po = as_po(catalogue)
        files = {"po": po, "mo": as_mo(po, language)}
        faults += [f"{language}: no translation of {m!r}" for m in missing(catalogue)]
        for ending, data in files.items():
            path = catalogue_path(language, ending)
            if check and (not path.exists() or path.read_bytes() != data):
                faults.append(f"{path.relative_to(ROOT)} is not up to date")
            elif not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
