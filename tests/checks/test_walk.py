"""A walk lists the files and rooms that a run enters."""

from pathlib import Path

from checks.walk import Walk, take_walk
from tests.support.commandline import ROOT


def test_figures_of_a_walk_count_files_rooms_and_ways() -> None:
    walk = Walk(
        ("cli/app.py", "cli/runs.py", "export.py", "xhtml/pen.py"),
        frozenset(
            {
                ("cli/app.py", "cli/runs.py"),
                ("cli/runs.py", "cli/app.py"),
                ("cli/runs.py", "export.py"),
                ("export.py", "xhtml/pen.py"),
            }
        ),
    )
    assert walk.describe() == (
        "4 files, 4 ways from one to another, 1 in both directions\n"
        "3 rooms, 2 ways from one to another, 0 in both directions"
    )


def test_walk_of_a_list_starts_at_the_command_line_and_enters_no_formats(
    tmp_path: Path,
) -> None:
    article = ROOT / "samples/articles/dw/1025986.md"
    walk = take_walk(["list", str(article)], tmp_path / "walk.json")
    assert walk.files[0] == "cli/__init__.py"
    assert "archive/header.py" in walk.files
    assert not any(file.startswith(("xhtml/", "formats/epub/")) for file in walk.files)
