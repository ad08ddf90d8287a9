"""The documents agree with the program: options, commands, names, links."""

import contextlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from exporter import __version__, errors
from exporter.cli.app import make_app
from exporter.cli.arguments import known_options
from exporter.cli.commands import OPTION_GROUPS
from exporter.config import read_settings, variable_name
from tests.support.commandline import ROOT

GROUP: Any = typer.main.get_command(make_app({}))
USER_DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
ALL_DOCS = [
    *USER_DOCS,
    ROOT / "README.zh.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
]
_OPTION = re.compile(r"(?<![\w-])--?[a-z0-9][a-z0-9-]*(?![\w-])")
_LONG_OPTION = re.compile(r"(?<![\w/!-])--[a-z][a-z-]*[a-z]\b")
_LINK = re.compile(r"\]\(([^)#\s]+)\)")
_PLACEHOLDER = re.compile(r"[\[\]…]|\b(?:FILE|DIR|ARCHIVE|MIRROR)\b")
_CODE = re.compile(r"^```.*?^```|^(?: {4}|\t).+$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def text_of(paths: list[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def options_of(command: Any) -> dict[str, list[str]]:
    """Return how each option of a command is written, by its name."""
    return {
        param.name: [*param.opts, *param.secondary_opts]
        for param in command.params
        if param.param_type_name == "option"
    }


def every_option() -> set[str]:
    commands = [GROUP, *GROUP.commands.values()]
    found = {o for c in commands for opts in options_of(c).values() for o in opts}
    return found | {"-h", "--help"}


def code_lines(text: str) -> Iterator[str]:
    """Yield the lines of code blocks and the code spans of Markdown ``text``."""
    joined = re.sub(r"\\\n\s*", " ", text)
    blocks = re.findall(r"^```\w*\n(.*?)^```", joined, re.DOTALL | re.MULTILINE)
    yield from "\n".join(blocks).splitlines()
    yield from re.findall(r"^(?: {4}|\t)(.+)$", joined, re.MULTILINE)
    yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", joined)


def dwexport_commands(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each dwexport command in ``text``."""
    for code in code_lines(text):
        line = re.split(r" {3,}", code.strip())[0]  # behind them come words
        if "dwexport" not in line or _PLACEHOLDER.search(line):
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, ";"]:
            if not set(word) <= set("|&;<>"):
                words.append(word)
                continue
            while words and re.match(r"[A-Z_]+=", words[0]):
                del words[0]
            if words and words[0] == "dwexport" and len(words) > 1:
                yield words[1:]
            # The word after < or > is a file, not part of the command.
            words = ["<file>"] if set(word) & set("<>") else []


def parse(arguments: list[str]) -> None:
    """Parse ``arguments`` with the real parser; it raises for unknown ones."""
    name, *rest = arguments
    with GROUP.make_context("dwexport", [name]) as context:
        _, command, _ = GROUP.resolve_command(context, [name])
        with contextlib.suppress(typer.Exit):  # --help
            command.make_context(name, rest, parent=context).close()


# ------------------------------------------------------------------ options


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_every_command_is_documented(name: str) -> None:
    usage = (ROOT / "docs/usage.md").read_text("utf-8")
    assert re.search(rf"^ {{4}}dwexport {name}\b", usage, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_every_option_is_documented(name: str) -> None:
    documented = set(_OPTION.findall(text_of(USER_DOCS)))
    missing = [
        written
        for opts in options_of(GROUP.commands[name]).values()
        for written in opts
        if written not in documented and not written.startswith("--no-")
    ]
    assert missing == []


def test_general_options_are_documented() -> None:
    documented = set(_OPTION.findall(text_of(USER_DOCS)))
    written = {o for opts in options_of(GROUP).values() for o in opts}
    assert written - documented == set()


def test_switching_an_option_off_is_documented() -> None:
    assert "`--no-" in text_of(USER_DOCS)


@pytest.mark.parametrize("path", ALL_DOCS, ids=lambda path: path.name)
def test_every_option_named_in_the_documents_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    for line in code_lines(text):  # other programs have options of their own
        if re.match(r"[\w./-]+ ", line) and "dwexport" not in line:
            text = text.replace(line, "")
    known = every_option()
    known.add("--no")  # of "the switches have a form with `--no-`"
    assert set(_LONG_OPTION.findall(text)) - known == set()


@pytest.mark.parametrize("path", ALL_DOCS, ids=lambda path: path.name)
def test_every_command_shown_in_the_documents_is_accepted_by_the_parser(
    path: Path,
) -> None:
    commands = list(dwexport_commands(path.read_text("utf-8")))
    if path in READMES or path.name == "usage.md":
        assert commands
    for arguments in commands:
        if not arguments[0].startswith("-"):
            parse(arguments)


def test_every_example_in_the_help_is_accepted_by_the_parser() -> None:
    examples: list[list[str]] = []
    for command in (GROUP, *GROUP.commands.values()):
        for line in (command.epilog or "").splitlines():
            if "dwexport " in line:
                examples += dwexport_commands(f"    {line.strip()}\n")
    assert len(examples) >= 8
    for arguments in examples:
        parse(arguments)


def test_the_parser_refuses_a_command_with_an_unknown_option() -> None:
    commands = list(dwexport_commands("    X=1 dwexport epub --wat | dwexport list\n"))
    assert commands == [["epub", "--wat"], ["list"]]
    with pytest.raises(Exception, match="No such option"):
        parse(commands[0])
    with pytest.raises(Exception, match="No such command"):
        parse(["frobnicate"])


# ------------------------------------------------------------- two languages


def shape_of(section: str) -> dict[str, object]:
    """Return what two translations of a section of a README have in common.

    The code blocks without their comments, what stands as code in the text, the links
    and pictures, and how many points a list has.
    """
    blocks = re.findall(r"^ {4}(.+)$", section, re.MULTILINE)
    prose = re.sub(r"^ {4}.+$", "", section, flags=re.MULTILINE)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
    links = [link for link in _LINK.findall(prose) if "README" not in link]
    return {
        "blocks": [re.sub(r"\s+# .*", "", line) for line in blocks],
        "spans": sorted(set(spans)),
        "links": links,
        "points": len(re.findall(r"^- ", prose, re.MULTILINE)),
    }


def test_both_readmes_have_the_same_sections_commands_and_links() -> None:
    english, chinese = (
        re.split(r"^## .+$", path.read_text("utf-8"), flags=re.MULTILINE)
        for path in READMES
    )
    assert len(english) == len(chinese)
    for ours, theirs in zip(english, chinese, strict=True):
        assert shape_of(theirs) == shape_of(ours)


def test_both_readmes_link_to_each_other() -> None:
    for path, other in zip(READMES, reversed(READMES), strict=True):
        top = path.read_text("utf-8").partition("\n## ")[0]
        assert f"]({other.name})" in top


@pytest.mark.parametrize(
    ("old", "new", "is_the_same"),
    [
        ("# a week", "# 一周", True),
        ("more", "还有", True),
        ("--last 7d", "--last 8d", False),
        ("`--gray`", "`--grey`", False),
        ("- more\n", "", False),
        ("a.md", "b.md", False),
    ],
)
def test_changed_command_in_a_translation_is_found_but_changed_words_are_not(
    old: str, new: str, is_the_same: bool
) -> None:
    text = (
        "[Run](a.md):\n\n    dwexport epub --last 7d   # a week\n\n- `--gray`\n- more\n"
    )
    translated = text.replace(old, new)
    assert translated != text
    assert (shape_of(translated) == shape_of(text)) is is_the_same


# ------------------------------------------------------------ configuration


def test_every_environment_variable_in_the_documents_exists() -> None:
    known = {variable_name(name) for name in known_options(*OPTION_GROUPS)}
    known.add(variable_name("profile"))
    named = set(re.findall(r"DWEXPORT_[A-Z]+(?:_[A-Z]+)*", text_of(ALL_DOCS)))
    assert named
    assert named - known == set()


def test_configuration_file_shown_in_the_documents_is_valid(tmp_path: Path) -> None:
    blocks = re.findall(r"^(?: {4}[a-z-]+ = .+\n)+", text_of(USER_DOCS), re.MULTILINE)
    assert blocks
    for block in blocks:
        assert tomllib.loads(block)
        file = tmp_path / "dwexport.toml"
        file.write_text(block, "utf-8")
        assert read_settings(known_options(*OPTION_GROUPS), files=[file], environ={})


# ------------------------------------------------------------ names and links


def test_changelog_names_the_current_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heading = rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$"
    released = re.findall(r"^## \[(\d[^]]*)\]", text, re.MULTILINE)
    assert re.search(heading, text, re.MULTILINE)
    assert released[0] == __version__


def test_every_exit_code_is_documented() -> None:
    codes = [v for k, v in vars(errors).items() if k.startswith("EXIT_")]
    rows = re.findall(r"^\| (\d) \| ", text_of(USER_DOCS), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted(codes)


@pytest.mark.parametrize("path", ALL_DOCS, ids=lambda path: path.name)
def test_links_of_the_documents_lead_to_existing_files(path: Path) -> None:
    links = [
        link
        for link in _LINK.findall(_CODE.sub("", path.read_text("utf-8")))
        if "://" not in link
    ]
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


def test_files_and_names_in_the_table_of_additions_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!…)(?:an? |what ).+$", text, re.MULTILINE)
    assert len(rows) >= 12
    for row in rows:
        named = re.findall(r"`((?:exporter|styles|tests|tools|docs)/[^`]*)`", row)
        assert named
        for path in named:
            assert (ROOT / path.partition("NAME")[0]).exists(), path
    for path, names in re.findall(r"`([\w/]+\.py)` \(((?:[^()])+)\)", "\n".join(rows)):
        source = (ROOT / path).read_text("utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"\b{name}\b", source), f"{path} has no {name}"


def test_make_targets_named_in_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    code = "\n".join(code_lines(text_of(ALL_DOCS)))
    named = set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named - targets == set()


def test_document_headings_cited_in_the_code_exist() -> None:
    """A citation looks like this: docs/typesetting.md, Size of files."""
    sources = [
        path
        for folder in ("exporter", "styles", "checks", "tests", "tools")
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.suffix in (".py", ".css")
    ]
    # Comments and docstrings are wrapped, and a comment begins each line with a sign.
    text = re.sub(r"\s*\n[ #]*", " ", text_of(sources))
    cited = set(re.findall(r"(docs/\w+\.md), ([A-Z][a-z]+(?: [a-z]+)*)", text))
    assert len(cited) >= 5
    missing = [
        (file, heading)
        for file, heading in cited
        if not any(
            heading.startswith(title)
            for title in re.findall(
                r"^#+ (.+)$", (ROOT / file).read_text("utf-8"), re.MULTILINE
            )
        )
    ]
    assert missing == []


def test_code_cites_no_document_from_outside_the_repository() -> None:
    sources = [
        path
        for folder in ("exporter", "styles")
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.suffix in (".py", ".css")
    ]
    cited = set(re.findall(r"\b(?:docs/\w+|[A-Z]{4,})\.md\b", text_of(sources)))
    assert [name for name in cited if not (ROOT / name).exists()] == []
