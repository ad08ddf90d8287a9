"""Which characters need a glyph, and the Problem for characters without one."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from exporter.model import FontStyle, Problem
from exporter.words import Message, count, join

# White space and list numbers are also made by the reader itself.
ALWAYS = frozenset(" \u00a00123456789.")
_NAMED_AT_MOST = 12
_SCRIPTS_AT_MOST = 8
# First words of names of letters that belong to many scripts, or to Chinese.
_NO_SCRIPTS = {"", "CJK", "COMBINING", "MODIFIER", "VARIATION", "MATHEMATICAL"}
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
# Vowels that shapers split but Unicode does not (HarfBuzz: its shaper for Thai and Lao,
# and that for Khmer).
_PARTS = {
    "\u0e33": "\u0e4d\u0e32",
    "\u0eb3": "\u0ecd\u0eb2",
    **{vowel: f"\u17c1{vowel}" for vowel in "\u17be\u17bf\u17c0\u17c4\u17c5"},
}
_DOTTED_CIRCLE = "\u25cc"
# The ranges of characters that are composed of several (Unicode 15, NFC).
_COMPOSITE_RANGES = ((0xC0, 0x3100), (0x11080, 0x11940))


def is_drawn(char: str) -> bool:
    """Return whether ``char`` leaves ink, so that it needs a glyph."""
    if unicodedata.category(char) in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return False
    code = ord(char)
    return not any(low <= code <= high for low, high in _IGNORABLE_RANGES)


def is_private(char: str) -> bool:
    """Return whether ``char`` has a meaning only in its author's own font."""
    return unicodedata.category(char) == "Co"


def is_accent(char: str) -> bool:
    """Return whether ``char`` is a mark for letters: combining, U+0300 to U+036F."""
    return "\u0300" <= char <= "\u036f"


def wanted_chars(used: Collection[str]) -> frozenset[str]:
    """Return what a subset for the characters ``used`` should hold.

    Control characters and lone surrogates are left out; letters that readers
    compose from a letter and a combining mark are added.
    """
    chars = frozenset("".join(used))
    return frozenset(
        char
        for char in chars | composed(chars) | ALWAYS
        if unicodedata.category(char) not in ("Cc", "Cs")
    )


def shaped_from(chars: Iterable[str]) -> set[str]:
    """Return the characters that shapers may draw instead of ``chars``.

    HarfBuzz splits some vowels, composes letters with marks if a font has the composed
    glyph (hb-ot-shape-normalize.cc), and puts a mark without a letter on a dotted
    circle.
    """
    held = set(chars)
    marks = {char for char in held if unicodedata.category(char)[0] == "M"}
    for char in marks | _PARTS.keys() & held:
        held |= set(_PARTS.get(char) or unicodedata.normalize("NFD", char))
    return held | composed(held) | ({_DOTTED_CIRCLE} if marks else set())


def composed(chars: Collection[str]) -> set[str]:
    """Return the characters that some of ``chars`` are composed into (NFC)."""
    held = set(chars)
    # The first part of a Hangul syllable, its vowel, and what may close it.
    found = {
        unicodedata.normalize("NFC", first + vowel + last)
        for first in held.intersection(_jamo(0x1100, 19))
        for vowel in held.intersection(_jamo(0x1161, 21))
        for last in ("", *held.intersection(_jamo(0x11A8, 27)))
    }
    if any(map(unicodedata.combining, held)):
        parted = _composites().items()
        found |= {whole for whole, parts in parted if parts <= held}
    return found


def _jamo(first: int, count: int) -> set[str]:
    """Return conjoining letters of Hangul (Unicode 15, section 3.12)."""
    return {chr(code) for code in range(first, first + count)}


@lru_cache(maxsize=1)
def _composites() -> Mapping[str, frozenset[str]]:
    """Return the characters that are composed of others, and of which; no Hangul."""
    return {
        char: frozenset(parts)
        for low, high in _COMPOSITE_RANGES
        for char in map(chr, range(low, high))
        if len(parts := unicodedata.normalize("NFD", char)) > 1
        and unicodedata.normalize("NFC", parts) == char
    }


def glyph_problem(missing: Mapping[str, Iterable[FontStyle]]) -> Problem | None:
    """Return the Problem that names the ``missing`` characters, None for none."""
    if not missing:
        return None
    chars = sorted(missing)
    named = join(Message("; "), map(describe_char, chars[:_NAMED_AT_MOST]))
    scripts = _scripts_of(chars)
    rest = len(chars) - _NAMED_AT_MOST
    more = Message("; and {number} more", number=rest) if rest > 0 else ""
    number = count("1 character", "{number:,} characters", len(chars))
    return Problem(
        code="glyph-missing",
        where=Message("fonts"),
        what=Message(
            "no font has a glyph for {number}{scripts}: {named}{more}",
            number=number,
            scripts=scripts,
            named=named,
            more=more,
        ),
        done=Message(
            "left in the text; it shows where the e-reader has a font of its own"
        ),
    )


def _scripts_of(chars: Iterable[str]) -> str:
    """Return the scripts of ``chars``, and what to install; "" if they are no letters.

    The first word of a letter's name is its script.  A script of which only a few
    letters are missing is named, too, because one wrong letter spoils a word.
    """
    letters = (c for c in chars if len(c) == 1 and unicodedata.category(c)[0] in "LM")
    words = {unicodedata.name(char, "").partition(" ")[0] for char in letters}
    names = sorted(word.title() for word in words - _NO_SCRIPTS)
    if not names:
        return ""
    shown = join(Message(", "), names[:_SCRIPTS_AT_MOST])
    return count(
        " of {scripts} (install a font of it, such as Noto Sans or Serif: the package"
        " fonts-noto-core of Debian and Ubuntu)",
        " of {scripts} (install a font of them, such as Noto Sans or Serif: the package"
        " fonts-noto-core of Debian and Ubuntu)",
        len(names),
        scripts=shown,
    )


def describe_char(char: str) -> str:
    """Return ``char`` itself if it can be shown, its code point and its name.

    A sequence of emoji is named by its code points.
    """
    if len(char) > 1:
        codes = " ".join(f"U+{ord(part):04X}" for part in char)
        return f"{char} {codes} (a sequence of emoji)"
    code = f"U+{ord(char):04X}"
    if is_private(char):
        return f"{code} (private use)"
    name = unicodedata.name(char, "")
    if not name:
        return f"{code} (unassigned)"
    return f"{char} {code} {name}" if char.isprintable() else f"{code} {name}"
