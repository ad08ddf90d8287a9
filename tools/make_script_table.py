#!/usr/bin/env python3
"""Write ``scripts.txt`` of ``exporter.language``: characters that tell scripts apart.

usage: python tools/make_script_table.py   (needs the ``opencc`` package)

The facts come from the character dictionaries in the ``opencc`` package.  They list the
Traditional characters for every Simplified one, and the other way round.  The file
written here holds only which characters belong to one script, and no part of a
dictionary.

A character is evidence only if it cannot be written in the other script:

- it must not be among its own counterparts (后 stands for 後 and for 后);
- it must not be a counterpart of another character of its own script;
- a Simplified one must not be in the first level of Big5, the 5,401 characters
  in daily use in Taiwan and Hong Kong (峰, 床, 群);
- a Traditional one must not be in GB 2312, the standard of the mainland
  (著, 於, 乾, 徵, 瞭).

The two standards also hold a few characters for rare words that newspapers in their
script never print; these are listed below.  Quotation marks are no evidence, because
writers of both scripts use 「」 and “”.
"""

import subprocess
import tempfile
from pathlib import Path

import opencc

# Big5 has these as rare old words (听 yǐn, 儿 rén, 并 bīng, 么 yāo).  In print they are
# the Simplified forms of 聽, 兒, 並 and 麼.
HANS_THOUGH_IN_BIG5 = frozenset("听儿并么")
# GB 2312 has this for names of people and places.  In print it is the Traditional 后.
HANT_THOUGH_IN_GB2312 = frozenset("後")
LINE_CHARACTERS = 40
TABLE_PATH = Path(__file__).parent.parent / "exporter/language/data/scripts.txt"
PACKAGE = Path(opencc.__file__).parent / "clib"

INTRODUCTION = """\
# Characters that only Simplified (hans) or only Traditional (hant) Chinese uses.
# Made by tools/make_script_table.py from the dictionaries of OpenCC {version};
# what counts as evidence is told there.  Do not edit.
"""


def main() -> None:
    """Write the table."""
    simplified = read_dictionary("STCharacters")
    traditional = read_dictionary("TSCharacters")
    hans = only_in(simplified) - {c for c in simplified if in_daily_big5(c)}
    hant = only_in(traditional) - {c for c in traditional if in_gb2312(c)}
    hans |= HANS_THOUGH_IN_BIG5
    hant |= HANT_THOUGH_IN_GB2312
    both = hans & hant
    parts = [INTRODUCTION.format(version=opencc.__version__)]
    parts += [describe("hans", hans - both), describe("hant", hant - both)]
    TABLE_PATH.parent.mkdir(exist_ok=True)
    TABLE_PATH.write_text("".join(parts), encoding="utf-8")
    print(f"{TABLE_PATH}: {len(hans - both)} hans, {len(hant - both)} hant")


def read_dictionary(name: str) -> dict[str, list[str]]:
    """Return a character dictionary of OpenCC: character to counterparts."""
    with tempfile.TemporaryDirectory() as folder:
        text_path = Path(folder) / "dictionary.txt"
        source = PACKAGE / "share" / "opencc" / f"{name}.ocd2"
        options = ["-i", source, "-f", "ocd2", "-o", text_path, "-t", "text"]
        subprocess.run([PACKAGE / "bin" / "opencc_dict", *options], check=True)
        lines = text_path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {row[0]: row[1].split(" ") for row in rows}


def only_in(dictionary: dict[str, list[str]]) -> set[str]:
    """Return the characters that only the script on the left side uses."""
    counterparts = {c for found in dictionary.values() for c in found}
    return {
        c
        for c, found in dictionary.items()
        if len(c) == 1 and c not in found and c not in counterparts
    }


def in_daily_big5(character: str) -> bool:
    """Return whether Big5 has ``character`` on its first level (up to C67E)."""
    try:
        return character.encode("big5") < b"\xc9"
    except UnicodeEncodeError:
        return False


def in_gb2312(character: str) -> bool:
    """Return whether GB 2312 has ``character``."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def describe(script: str, characters: set[str]) -> str:
    """Return the lines of one script, each ``script characters``."""
    text = "".join(sorted(characters))
    rows = (text[i : i + LINE_CHARACTERS] for i in range(0, len(text), LINE_CHARACTERS))
    return "".join(f"{script} {row}\n" for row in rows)


if __name__ == "__main__":
    main()
