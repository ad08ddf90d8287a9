"""Invisible characters: which are kept, and which are removed.

A text enters and leaves without them.  They break searches, count as letters, reverse
lines, and e-readers draw them as boxes.  Those that change what is read are kept where
they do so.

====================  ==========================================================
characters            what becomes of them
====================  ==========================================================
U+200C, U+200D        zero-width non-joiner and joiner stay between letters of
                      cursive scripts and after those of Indic ones, where they
                      choose the shape of a letter; the joiner also inside a
                      sequence of emoji; elsewhere they are removed
U+FE0E, U+FE0F        text and emoji presentation stay after a symbol
U+FE00–FE0D,          other variation selectors are removed: a reader that lacks
U+E0100–E01EF         the variant draws a box, and the character is the same
U+E0020–E007F         tags stay after a black flag (the flag of Scotland)
U+180B–180F           Mongolian selectors and vowel separator stay after a
                      Mongolian letter
U+115F, U+1160        Hangul fillers stay beside old Hangul letters
U+3164, U+FFA0,       fillers and the empty Braille pattern, which people type as
U+2800                a blank, become a space
U+FFF9–FFFB           interlinear annotation becomes base（reading）
U+00AD                soft hyphens are removed: the book hyphenates by its own rules
U+061C, U+200E,       marks and overrides of the bidirectional algorithm are
U+200F, U+202A–202E,  removed; the text stays in reading order, and the direction
U+2066–2069           comes from its letters or its element
U+2061–2064           invisible operators of mathematics are removed
U+034F, U+17B4,       the combining grapheme joiner, Khmer vowels without a
U+17B5, U+200B,       shape, zero-width spaces and no-break spaces, deprecated
U+2060, U+206A–206F,  format characters, placeholders for objects and the format
U+FEFF, U+FFF0–FFF8,  characters of musical and shorthand notation are removed
U+FFFC, U+1BCA0–3,
U+1D173–1D17A
U+0080–009F           control characters are removed (U+0085 is a line break)
====================  ==========================================================

The list follows Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties.txt).
Sections 9.2, 12.1 and 23.2 of the Unicode Standard describe the joiners.
"""

import re

ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER = "\u200c", "\u200d"

_ANY = re.compile(
    "[\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_ANNOTATION = re.compile("\ufff9([^\ufff9-\ufffb]*)\ufffa([^\ufff9-\ufffb]*)\ufffb")
_BLANKS = re.compile("[\u3164\uffa0\u2800]")
# Characters that are removed everywhere.
_NEVER_KEPT = re.compile(
    "[\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u17b4\u17b5\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff\ufff0-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
)
_SYMBOLS = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
_STRAY_PRESENTATION = re.compile(
    f"(?<![{_SYMBOLS}0-9#*])[\ufe0e\ufe0f]|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)"
)
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0020-\U000e007f]"
)
_STRAY_MONGOLIAN = re.compile("(?<![\u1807\u180a-\u18af])[\u180b-\u180f]")
_STRAY_FILLERS = re.compile("(?<![\u1100-\u11ff])[\u115f\u1160](?![\u1100-\u11ff])")
_JOINERS = re.compile("[\u200c\u200d]+")
# Scripts with joining letters: Arabic, Syriac, N'Ko, Mandaic, Mongolian, Phags-pa, and
# similar scripts outside the first plane.
_CURSIVE = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u070f-\u07ff\u0840-\u08ff"
    "\u1807\u180a\u1820-\u18af\ua840-\ua877\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010ac0-\U00010aff\U00010b80-\U00010baf\U00010d00-\U00010d3f"
    "\U00010f30-\U00010f6f\U0001e900-\U0001e95f]"
)
# Brahmic scripts: of India, Sri Lanka, Tibet, Burma, Cambodia, Indonesia.
_INDIC = re.compile(
    "[\u0900-\u0dff\u0f00-\u109f\u1700-\u17ff\u1a20-\u1aad\u1b00-\u1bff\u1c00-\u1c4f"
    "\u1cd0-\u1cff\ua800-\ua82f\ua880-\ua8ff\ua930-\ua9df\ua9e0-\ua9fe\uaa00-\uaaff"
    "\uabc0-\uabff\U00011000-\U00011fff]"
)
_EMOJI_BEFORE = re.compile(f"[{_SYMBOLS}\ufe0f\U000e007f]")
_EMOJI_AFTER = re.compile(f"[{_SYMBOLS}]")


def drop_invisibles(text: str, *, is_part: bool = False) -> str:
    """Return ``text`` without invisible characters that have no meaning there.

    ``is_part`` says that ``text`` may continue at either end, in other markup.  Joiners
    at its ends then stay, because it is not yet known what they join.
    """
    if text.isascii() or not _ANY.search(text):
        return text
    text = _ANNOTATION.sub(r"\1（\2）", text)
    text = _NEVER_KEPT.sub("", _BLANKS.sub(" ", text))
    text = _STRAY_MONGOLIAN.sub("", _STRAY_FILLERS.sub("", text))
    text = _TAGS.sub(lambda found: found[1] or "", text)
    text = _STRAY_PRESENTATION.sub("", text)
    return _JOINERS.sub(lambda found: _kept_joiner(found, is_part), text)


def stray_joiners(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of joiners in ``text`` that join nothing."""
    if ZERO_WIDTH_JOINER not in text and ZERO_WIDTH_NON_JOINER not in text:
        return []
    return [
        (found.start() + len(kept), found.end())
        for found in _JOINERS.finditer(text)
        if (kept := _kept_joiner(found, False)) != found[0]
    ]


def _kept_joiner(found: re.Match[str], is_part: bool) -> str:
    """Return what is kept of a series of joiners: the first one, or nothing."""
    text, joiner = found.string, found[0][0]
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 1]
    if is_part and not (before and after):
        return joiner
    if _INDIC.match(before):
        return joiner
    is_after, is_before = bool(_CURSIVE.match(before)), bool(_CURSIVE.match(after))
    if joiner == ZERO_WIDTH_NON_JOINER:
        return joiner if is_after and is_before else ""
    joins_emoji = _EMOJI_BEFORE.match(before) and _EMOJI_AFTER.match(after)
    return joiner if is_after or is_before or joins_emoji else ""
