"""docs/recipes.md: every command in it is run, and prints what the document says."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.commandline import ROOT
from tests.support.transcripts import Recipe, matches, read_recipes, run_command

pytestmark = [pytest.mark.slow, pytest.mark.pango]

DOCUMENT = (ROOT / "docs/recipes.md").read_text("utf-8")
RECIPES = read_recipes(DOCUMENT)
CONFIGURATION = DOCUMENT.partition("```toml\n")[2].partition("```")[0]


@pytest.fixture
def recipe_folder(tmp_path: Path) -> Path:
    """Return a folder like the one in which the document's user works."""
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "samples").symlink_to(ROOT / "samples")
    (folder / "dwexport.toml").write_text(CONFIGURATION, "utf-8")
    return folder


@pytest.fixture
def recipe_environ(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a user who has no settings yet."""
    home = tmp_path / "home"
    home.mkdir()
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        "PATH": programs,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "88",
    }


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_recipe_prints_what_the_document_says(
    recipe: Recipe,
    recipe_folder: Path,
    recipe_environ: dict[str, str],
    request: pytest.FixtureRequest,
) -> None:
    if any(" news" in one.command for one in recipe.commands):
        corpus: Path = request.getfixturevalue("shared_corpus")
        (recipe_folder / "news").symlink_to(corpus)
    for one in recipe.commands:
        printed = run_command(one.command, cwd=recipe_folder, env=recipe_environ)
        assert matches(printed, one.printed), "\n".join([one.command, *printed])


def test_document_has_recipes() -> None:
    assert len(RECIPES) >= 8


@pytest.mark.parametrize(
    ("printed", "expected", "same"),
    [
        (["12 articles"], ["12 articles"], True),
        (["12 articles"], ["13 articles"], False),
        (["12 articles, 3.4 MB"], ["12 articles, … MB"], True),
        (["12 articles, 3.4 kB"], ["12 articles, … MB"], False),
        (["a", "b", "c"], ["a", "…", "c"], True),
        (["a", "c"], ["a", "…", "c"], True),
        (["a", "b", "d"], ["a", "…", "c"], False),
        (["a"], [], False),
        ([], ["…"], True),
    ],
)
def test_printed_lines_are_compared_with_the_transcript(
    printed: list[str], expected: list[str], same: bool
) -> None:
    assert matches(printed, expected) is same


def test_transcript_is_read_with_continued_commands() -> None:
    document = "## One\n```console\n$ a \\\n> b\nx\n\ny\n$ c\n```\n## Two\nwords\n"
    (recipe,) = read_recipes(document)
    assert recipe.title == "One"
    assert [one.command for one in recipe.commands] == ["a \\\nb", "c"]
    assert recipe.commands[0].printed == ("x", "", "y")
