"""Rooms, arrows and circles of a program are counted."""

from pathlib import Path

from checks.rooms import read_house


def test_rooms_arrows_and_circles_of_a_small_program_are_counted(
    tmp_path: Path,
) -> None:
    for name, text in {
        "__init__.py": "from exporter.hall import door\n",
        "hall.py": "from exporter.kitchen import heat\ndoor = heat\n",
        "kitchen/__init__.py": "from exporter.kitchen.stove import heat\n",
        "kitchen/stove.py": "import exporter.cellar\nheat = 1\n",
        "cellar.py": "from exporter.kitchen.stove import heat\n",
    }.items():
        path = tmp_path / "exporter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    house = read_house(tmp_path)
    assert house.rooms == {"hall", "kitchen", "cellar"}
    assert house.arrows == {
        ("hall", "kitchen"),
        ("kitchen", "cellar"),
        ("cellar", "kitchen"),
    }
    assert house.describe() == (
        "3 rooms, 3 arrows, 1 circles of modules, 1 imports past a door, "
        "5 files, 7 lines"
    )
