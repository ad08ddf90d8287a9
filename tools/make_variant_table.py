#!/usr/bin/env python3
"""Write ``variants.txt`` of ``exporter.text``: the ways to write one character.

usage: python tools/make_variant_table.py   (needs the ``opencc`` package)

Two characters stand for the same word if a conversion of OpenCC makes one of the other,
character by character: 鲜 and 鮮, and also 台, 臺 and 檯.  All that are joined in this
way are one class.  A search folds each of them to the first of its class, which is a
Simplified character.  The file written here holds only the classes, and no part of a
dictionary.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

import opencc

# Japanese forms are left out, because some of them are other words in Chinese (芸).
CONVERSIONS = ("t2s", "s2t", "tw2t", "t2tw", "hk2t", "t2hk")
HAN_NAME = "CJK UNIFIED IDEOGRAPH-"
LINE_CLASSES = 20
TABLE_PATH = Path(__file__).parent.parent / "exporter/text/data/variants.txt"

INTRODUCTION = """\
# Characters that stand for the same word; the first of each class is Simplified.
# Made by tools/make_variant_table.py from the conversions of OpenCC {version}.
# Do not edit.
"""


def main() -> None:
    """Write the table."""
    classes = sorted(
        in_order(members) for members in join_variants() if len(members) > 1
    )
    rows = (
        " ".join(classes[start : start + LINE_CLASSES])
        for start in range(0, len(classes), LINE_CLASSES)
    )
    lines = "".join(f"{row}\n" for row in rows)
    TABLE_PATH.parent.mkdir(exist_ok=True)
    TABLE_PATH.write_text(
        INTRODUCTION.format(version=opencc.__version__) + lines, encoding="utf-8"
    )
    print(f"{TABLE_PATH}: {len(classes)} classes")


def join_variants() -> list[set[str]]:
    """Return the classes of characters that the conversions join."""
    characters = [chr(code) for code in range(0x3400, 0x33480) if is_han(chr(code))]
    classes = {character: {character} for character in characters}
    for name in CONVERSIONS:
        converted = opencc.OpenCC(name).convert("\n".join(characters)).split("\n")
        for before, after in zip(characters, converted, strict=True):
            if after in classes and after not in classes[before]:
                joined = classes[before] | classes[after]
                classes.update(dict.fromkeys(joined, joined))
    return list({id(members): members for members in classes.values()}.values())


def is_han(character: str) -> bool:
    """Return whether ``character`` is a Han character that NFKC leaves alone."""
    return unicodedata.name(character, "").startswith(HAN_NAME)


def in_order(members: set[str]) -> str:
    """Return the characters of a class, the most usual Simplified one first."""
    to_simplified = opencc.OpenCC("t2s")
    made = defaultdict(int)
    for character in members:
        made[to_simplified.convert(character)] += 1
    first = max(members, key=lambda c: (in_gb2312(c) and made[c], made[c], -ord(c)))
    return first + "".join(sorted(members - {first}))


def in_gb2312(character: str) -> bool:
    """Return whether GB 2312, the standard of the mainland, has ``character``."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()
