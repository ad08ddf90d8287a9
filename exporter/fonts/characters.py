"""Which characters need a glyph, and how to tell people that one has none."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

from exporter.model import FontStyle, Problem

# White space and list numbers come from the reader's own machinery as well.
ALWAYS = frozenset(" \u00a00123456789.")
_NAMED_AT_MOST = 12
# Default_Ignorable_Code_Point of Unicode 15, DerivedCoreProperties.txt: nothing
# is drawn for these, whether a font knows them or not.
_IGNORABLE_RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
# Skin tones only ever follow a person, who is named already when missing.
_EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)


def is_drawn(char: str) -> bool:
    """Tell whether ``char`` leaves ink, so that it needs a glyph."""
    if unicodedata.category(char) in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return False
    code = ord(char)
    if code in _EMOJI_MODIFIERS:
        return False
    return not any(low <= code <= high for low, high in _IGNORABLE_RANGES)


def is_private(char: str) -> bool:
    """Tell whether ``char`` means something in its author's own font only."""
    return unicodedata.category(char) == "Co"


def is_accent(char: str) -> bool:
    """Tell whether ``char`` is a mark for letters: combining, U+0300 to U+036F."""
    return "\u0300" <= char <= "\u036f"


def wanted_chars(used: Collection[str]) -> frozenset[str]:
    """Return what a subset for the characters ``used`` should hold.

    Control characters and lone surrogates are left out; letters that readers
    compose from a letter and a combining mark are added.
    """
    chars = frozenset("".join(used))
    marks = [char for char in chars if unicodedata.combining(char)]
    letters = [char for char in chars if char.isalpha() and char < "\u0250"]
    return frozenset(
        char
        for char in chars | composed(letters, marks) | ALWAYS
        if unicodedata.category(char) not in ("Cc", "Cs")
    )


def composed(letters: Iterable[str], marks: Collection[str]) -> set[str]:
    """Return the characters that a letter and a mark are composed into (NFC)."""
    return {
        whole
        for letter in letters
        for mark in marks
        if len(whole := unicodedata.normalize("NFC", letter + mark)) == 1
    }


def glyph_problem(missing: Mapping[str, Iterable[FontStyle]]) -> Problem | None:
    """Return the Problem that names the ``missing`` characters, if any are."""
    if not missing:
        return None
    chars = sorted(missing)
    named = "; ".join(describe_char(char) for char in chars[:_NAMED_AT_MOST])
    rest = len(chars) - _NAMED_AT_MOST
    more = f"; and {rest} more" if rest > 0 else ""
    count = "1 character" if len(chars) == 1 else f"{len(chars)} characters"
    return Problem(
        code="glyph-missing",
        where="fonts",
        what=f"no font has a glyph for {count}: {named}{more}",
        done="left in the text; it shows where the e-reader has a font of its own",
    )


def describe_char(char: str) -> str:
    """Return ``char`` itself where it can be shown, its code point and name."""
    code = f"U+{ord(char):04X}"
    if is_private(char):
        return f"{code} (private use)"
    name = unicodedata.name(char, "")
    if not name:
        return f"{code} (unassigned)"
    return f"{char} {code} {name}" if char.isprintable() else f"{code} {name}"
