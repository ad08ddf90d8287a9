"""The class of each character: its role in composition.

A text enters; its *classes* leave, a string as long as the text with one letter for
each character.  All rules on spacing and most rules on breaking use these letters, so
each character is examined only once.

==  =====================================================================
H   ideographs, kana, bopomofo: characters that have a gap beside Latin
W   other wide characters: full-width letters, Hangul, emoji, symbols
X   something that is no text, such as an image in the line
O   opening brackets and quotes
C   closing brackets and quotes
J   opening quotes of Latin text, and apostrophes before a word
Y   closing quotes of Latin text, and apostrophes in or after a word
P   pausing marks  ， 、 ； ：, and characters typed instead of 、
T   stopping marks 。 ？ ！ ．
M   interpuncts
E   dashes and ellipses
K   connectors and solidi
L   letters of other scripts
N   digits
F   signs that belong to the number after them (€5)
R   signs that belong to the number before them (5%)
Q   plus signs, which belong to either side
U   opening brackets of ASCII
V   closing brackets of ASCII
A   everything else, such as other ASCII punctuation
S   spaces
I   the ideographic space
Z   characters without a width of their own
B   line feeds of the text
==  =====================================================================
"""

import re
import unicodedata

from exporter.text import (
    CLOSING_MARKS,
    OPENING_MARKS,
    PAUSES,
    SENTENCE_STOPS,
    SPACED_FROM_LATIN,
    find_latin_marks,
)

# With those of other East Asian text.
OPENING = f"{OPENING_MARKS}｟〝﹁﹃"
CLOSING = f"{CLOSING_MARKS}｠〞〟﹂﹄"
STOPS = f"{SENTENCE_STOPS}．"
INTERPUNCTS = "·・‧•"
DASHES = "—―⸺…⋯"
CONNECTORS = "–~～-‐‑/／"
# GB/T 15834-2011 section 5.1 and CLREQ, prohibition rules for line start and line end.
# ASCII marks follow the same rules: no line starts with a full stop.
NO_LINE_START = f"{CLOSING}{PAUSES}{STOPS}{INTERPUNCTS}—―⸺–~～／),.:;!?]}}%‰℃℉°‼⁇⁈⁉｡､"
NO_LINE_END = f"{OPENING}([{{€$£¥￥＄￡"
# For [] of a pattern.  str.isdigit() is true for these, as for every script's digits.
DIGITS = r"\d¹²³⁰-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"

_MARKS = {
    **dict.fromkeys(OPENING, "O"),
    **dict.fromkeys(CLOSING, "C"),
    **dict.fromkeys(PAUSES, "P"),
    **dict.fromkeys(STOPS, "T"),
    **dict.fromkeys(INTERPUNCTS, "M"),
    **dict.fromkeys(DASHES, "E"),
    **dict.fromkeys(CONNECTORS, "K"),
    **dict.fromkeys("$£¥€#@", "F"),
    **dict.fromkeys("%‰°", "R"),
    **dict.fromkeys("([{", "U"),
    **dict.fromkeys(")]}", "V"),
    **dict.fromkeys(" \u00a0", "S"),
    "+": "Q",
    "\u3000": "I",
    "\n": "B",
    "\ufffc": "X",
}
_HAN = re.compile(f"[{SPACED_FROM_LATIN}]")
# Arrows, enclosed numbers, geometric shapes: East Asian fonts draw them wide.
_WIDE_SYMBOLS = ("So", "Sm", "No")
_FIRST_WIDE_SYMBOL = 0x2190
# Two characters that look like 、 and are typed instead of it (in about one of forty
# archived articles).  丶 is also an ideograph, the name of a stroke and of a radical.
# It stays an ideograph beside other strokes, or if the text calls it a stroke.
LIKE_PAUSES = "丶ˎ"
_STROKES = "一丨丿乙亅乚乛亠冫"
_PAUSE_BESIDE = "HWOCLNRV"
_STROKE_NAMED = re.compile("[部字旁偏首划劃画畫（(]")
# Right-to-left text must be in a right-to-left box (Unicode 15, Bidi_Class R, AL and
# the controls).  Characters that end a line by themselves are left to WeasyPrint.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Other languages use the same quotes, dashes and dots.
_LATIN_WORDS = re.compile("[A-Za-z][^A-Za-z]* [^A-Za-z]*[A-Za-z]")
_OTHER_LETTER = re.compile("(?![\x00-\u024f])[^\\W\\d_]")
_CHINESE = re.compile(r"[HWPTI]")


class _CompositionClasses(dict[int, str]):
    """The class of each code point met so far, for str.translate."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _find_class(chr(code), code)
        return found


def _find_class(char: str, code: int) -> str:
    if char in _MARKS:
        return _MARKS[char]
    if _HAN.match(char):
        return "H"
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return "Z"
    width = unicodedata.east_asian_width(char)
    if width in ("W", "F"):
        return "W"
    if width == "A" and category in _WIDE_SYMBOLS and code >= _FIRST_WIDE_SYMBOL:
        return "W"
    if category == "Nd":
        return "N"
    return "L" if char.isalpha() or category == "Mc" else "A"


_TABLE = _CompositionClasses()
_IN_ISOLATES = str.maketrans("HWOCPTMEKFRQUVIZ", "AAAAAAAAAAAAAAAL")
# A sign belongs to a number only if it touches one.
_PLUS_AFTER = re.compile(r"(?<=[LNR])Q+")
_PLUS_BEFORE = re.compile(r"Q(?=N)")
_LOOSE_BEFORE = re.compile(r"F(?![LN])")
_LOOSE_AFTER = re.compile(r"(?<![NRL])R")
_INFERIOR_FIGURES = re.compile("(?<=[^\\W_])[₀-₉]+")
_LIKE_PAUSE = re.compile(f"[{LIKE_PAUSES}]")


def classify(text: str) -> str:
    """Return the class of every character of ``text``, a letter each."""
    classes = text.translate(_TABLE)
    if "Q" in classes:
        classes = _PLUS_AFTER.sub(lambda found: "R" * len(found[0]), classes)
        classes = _PLUS_BEFORE.sub("F", classes).replace("Q", "A")
    if "F" in classes:
        classes = _LOOSE_BEFORE.sub("A", classes)
    if "R" in classes:
        classes = _LOOSE_AFTER.sub("A", classes)
    return _classify_by_context(text, classes)


def _classify_by_context(text: str, classes: str) -> str:
    """Return ``classes`` with those corrected that depend on the text around."""
    changed: dict[int, str] = {}
    for place, side in find_latin_marks(text).items():
        changed[place] = "J" if side == "opens" else "Y"
    for found in _LIKE_PAUSE.finditer(text):
        if _is_pause(text, classes, found.start()):
            changed[found.start()] = "P"
    for found in _INFERIOR_FIGURES.finditer(text):
        if classes[found.start() - 1] in "LN":
            changed.update(dict.fromkeys(range(*found.span()), "N"))
    if not changed:
        return classes
    letters = list(classes)
    for place, letter in changed.items():
        letters[place] = letter
    return "".join(letters)


def _is_pause(text: str, classes: str, place: int) -> bool:
    """Return whether 丶 or ˎ at ``place`` means 、: between words, one of them Han."""
    before, after = classes[max(place - 1, 0) : place], classes[place + 1 : place + 2]
    if not before or not after or before not in _PAUSE_BESIDE:
        return False
    if after not in _PAUSE_BESIDE or "H" not in before + after:
        return False
    if text[place] == "ˎ":
        return True
    return (
        text[place - 1] not in _STROKES
        and text[place + 1] not in _STROKES
        and not _STROKE_NAMED.match(text, place + 1)
    )


def classify_isolate(classes: str) -> str:
    """Return ``classes`` of a right-to-left part with all signs as letters.

    The rules for Chinese marks do not apply there, and letters get no gaps.
    """
    return classes.translate(_IN_ISOLATES)


def is_composable(text: str, *, leftward: bool = False) -> bool:
    """Return whether ``text`` has no control character and runs as its box does.

    A box that runs ``leftward`` may also hold numbers and words that run rightward.
    """
    if _CONTROLS.search(text):
        return False
    return leftward or not _RIGHT_TO_LEFT.search(text)


def is_latin(text: str) -> bool:
    """Return whether ``text`` consists of words in the Latin alphabet only."""
    words = _LATIN_WORDS.search(text)
    return words is not None and not _OTHER_LETTER.search(text)


def has_chinese(classes: str) -> bool:
    """Return whether ``classes`` hold a class for which Chinese has rules."""
    return _CHINESE.search(classes) is not None
