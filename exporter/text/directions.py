"""In which direction text runs: the part of the bidirectional algorithm a book needs.

A text enters.  Its runs from right to left leave, or the direction of the whole text.
The rules are those of the Unicode Bidirectional Algorithm (UAX 9, revision 48) for a
paragraph from left to right without explicit direction marks (``invisibles`` drops
them).  Only the *runs* are found here; the text inside a run is ordered by the program
that draws it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from exporter.model import Direction
from exporter.text.cjk import IDEOGRAPHS

# Where characters of the Bidi_Class R, AL or AN are (Unicode 15, DerivedBidiClass.txt).
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
_STRONG = ("L", "R", "AL")
# Classes that only the last rules (N0 to N2) change.
_NEUTRALS = ("WS", "ON", "S", "B", "BN", "ES", "ET", "CS")
_RIGHT = ("R", "EN", "AN")
# A Chinese character counts as many letters.  So a text that quotes a few words of
# Chinese is Arabic, and a text that quotes some Arabic is Chinese.
_LETTERS_IN_HAN = 4
_HAN = re.compile(f"[{IDEOGRAPHS}]")
_CHINESE_MARKS = frozenset(
    map(chr, (*range(0x3001, 0x3004), *range(0x3008, 0x3021), *range(0xFF01, 0xFF66)))
)
_LAST_NUMBER = re.compile(r"[\s,.:;/+-]*[0-9][0-9.,:/+%-]*$")

# Letters that identify languages in Arabic script, the rarest first.  Few books need
# these patterns, so they are compiled when first used.
_UYGHUR = "[\u06c6-\u06c8\u06cb\u06d0\u06d5]"
_ARABIC_LETTERS = (
    ("ckb", "[\u0695\u06b5\u06ce]"),
    (
        "ug",
        f"\u06ad|^[^\u06a9\u06cc]*{_UYGHUR}[^\u06a9\u06cc]*{_UYGHUR}[^\u06a9\u06cc]*$",
    ),
    ("ckb", "[\u06c6\u06d5]"),
    ("ps", "[\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06ab\u06bc\u06cd]"),
    ("ur", "[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"),
    ("fa", "[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9]"),
)
# Scripts with one main language, by their first and last characters.
_SCRIPTS = (
    ("he", "\u0590", "\u05ff"),
    ("he", "\ufb1d", "\ufb4f"),
    ("syr", "\u0700", "\u074f"),
    ("dv", "\u0780", "\u07bf"),
    ("nqo", "\u07c0", "\u07ff"),
    ("ff-Adlm", "\U0001e900", "\U0001e95f"),
)
_YIDDISH = re.compile("[\u05f0-\u05f2\ufb1f]")
_RTL_LANGUAGES = frozenset(
    (
        *("ar", "arc", "ary", "arz", "apc", "az-arab", "bal", "bgn", "ckb", "dv", "fa"),
        *("ff-adlm", "glk", "he", "ks", "ku-arab", "lrc", "luz", "mzn", "nqo"),
        *("pa-arab", "pnb", "prs", "ps", "sd", "skr", "syr", "tg-arab", "ug", "ur"),
        *("uz-arab", "yi"),
    )
)


def has_right_to_left(text: str) -> bool:
    """Return whether anything in ``text`` may run from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def direction_of(text: str) -> Direction:
    """Return the direction of ``text`` by its letters, "" if it has none.

    It is the direction of the first letter, as in HTML's ``dir="auto"``, unless most
    letters run the other way: a Chinese text may begin with an Arabic word, an Arabic
    text with a Latin name.
    """
    if not has_right_to_left(text):
        return "ltr" if any(map(str.isalpha, text)) else ""
    classes = [unicodedata.bidirectional(char) for char in text]
    right = classes.count("R") + classes.count("AL")
    han = len(_HAN.findall(text))
    left = classes.count("L") + (_LETTERS_IN_HAN - 1) * han
    first = next((c for c in classes if c in _STRONG), "")
    if han and first == "L":
        return "ltr"  # a Chinese text may quote Arabic at length
    if right != left:
        return "rtl" if right > left else "ltr"
    return "" if not first else "ltr" if first == "L" else "rtl"


def right_to_left_runs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each right-to-left run in ``text``, in order.

    Numbers and marks belong to a run if UAX 9 gives them a level above 0 in a
    left-to-right paragraph.  A line feed begins a new paragraph.  As a higher-level
    protocol (HL4), Chinese marks end a run, and so does a number before Han.  So 2024年
    stays together, and of words separated by 、 the first stands first.
    """
    if not has_right_to_left(text):
        return []
    runs: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        place = start
        for is_right, group in groupby(_resolve(line), key=lambda c: c in _RIGHT):
            end = place + len(list(group))
            if is_right:
                runs.append((place, end - _length_of_date(text[place:end], text[end:])))
            place = end
        start += len(line) + 1
    return runs


def isolated_runs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each part of ``text`` to isolate in a Chinese line.

    These are the runs from right to left, or all of a text that runs so as a whole.
    """
    runs = right_to_left_runs(text)
    return [(0, len(text))] if runs and direction_of(text) == "rtl" else runs


def mark_runs(text: str) -> str:
    """Return ``text`` with each run between direction marks (RLI and PDI).

    For text outside elements, such as in the margins of pages.
    """
    for start, end in reversed(isolated_runs(text)):
        text = f"{text[:start]}\u2067{text[start:end]}\u2069{text[end:]}"
    return text


def language_of_run(text: str) -> str:
    """Return the language of right-to-left ``text`` by its letters, "" if unknown.

    Arabic script without letters of another language counts as Arabic.
    """
    for lang, first, last in _SCRIPTS:
        if any(first <= char <= last for char in text):
            return "yi" if lang == "he" and _YIDDISH.search(text) else lang
    if any(unicodedata.bidirectional(char) in ("AL", "AN") for char in text):
        found = (lang for lang, letters in _ARABIC_LETTERS if re.search(letters, text))
        return next(found, "ar")
    return ""


def is_right_to_left(lang: str) -> bool:
    """Return whether the language of a BCP 47 tag is written from right to left."""
    parts = lang.lower().split("-")
    if "latn" in parts or "cyrl" in parts:
        return False
    return parts[0] in _RTL_LANGUAGES or "-".join(parts[:2]) in _RTL_LANGUAGES


def _length_of_date(run: str, after: str) -> int:
    """Return the length of a number that ends ``run`` but belongs to ``after``."""
    number = _LAST_NUMBER.search(run) if _HAN.match(after) else None
    return len(number[0]) if number and number.start() else 0


def _resolve(text: str) -> list[str]:
    """Return the class of every character after all rules of UAX 9.

    The classes are ``L``, ``R``, ``AN`` and, after right-to-left text, ``EN``.
    """
    classes = [
        "L" if char in _CHINESE_MARKS else unicodedata.bidirectional(char) or "L"
        for char in text
    ]
    _resolve_weak(classes)
    _resolve_brackets(text, classes)
    _resolve_neutral(classes)
    return classes


def _resolve_weak(classes: list[str]) -> None:
    """Resolve marks, numbers and characters beside numbers (rules W1 to W7)."""
    _settle_marks(classes)
    _join_numbers(classes)
    strong = "L"
    for place, kind in enumerate(classes):
        if kind in _STRONG:
            classes[place] = strong = "L" if kind == "L" else "R"
        elif kind == "EN" and strong == "L":
            classes[place] = "L"


def _settle_marks(classes: list[str]) -> None:
    """Give marks the class of their base, numbers that of Arabic (W1, W2)."""
    before, strong = "L", "L"
    for place, kind in enumerate(classes):
        if kind == "NSM":
            kind = before
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in _STRONG:
            strong = kind
        classes[place] = before = kind


def _join_numbers(classes: list[str]) -> None:
    """Make separators and signs part of the numbers beside them (W4, W5)."""
    for place in range(1, len(classes) - 1):
        before, kind, after = classes[place - 1 : place + 2]
        is_common = kind == "CS" and before in ("EN", "AN")
        if before == after and (is_common or (kind == "ES" and before == "EN")):
            classes[place] = before
    for start, end, kind in _stretches(classes):
        beside = (*classes[start - 1 : start], *classes[end : end + 1])
        if kind == "ET" and "EN" in beside:
            classes[start:end] = ["EN"] * (end - start)


def _resolve_brackets(text: str, classes: list[str]) -> None:
    """Give both brackets of a pair one direction (rule N0)."""
    for opening, closing in _pairs(text, classes):
        inside = {_strong(kind) for kind in classes[opening + 1 : closing]}
        if "L" in inside:
            found = "L"
        elif "R" in inside:
            before = (_strong(classes[at]) for at in range(opening - 1, -1, -1))
            found = next(filter(None, before), "L")
        else:
            continue
        classes[opening] = classes[closing] = found
        for place in (opening, closing):
            for following in range(place + 1, len(text)):
                if unicodedata.bidirectional(text[following]) != "NSM":
                    break
                classes[following] = found


def _resolve_neutral(classes: list[str]) -> None:
    """Give the remaining characters the direction of their neighbours (N1 and N2)."""
    kinds = ["N" if kind in _NEUTRALS else kind for kind in classes]
    for start, end, kind in list(_stretches(kinds)):
        if kind == "N":
            before = _strong(kinds[start - 1]) if start else "L"
            after = _strong(kinds[end]) if end < len(kinds) else "L"
            found = "R" if before == after == "R" else "L"
            classes[start:end] = [found] * (end - start)


def _strong(kind: str) -> str:
    """Return the direction that a class counts as, "" for none."""
    return "R" if kind in _RIGHT else "L" if kind == "L" else ""


def _stretches(classes: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and class of each stretch of equal classes."""
    place = 0
    for kind, group in groupby(list(classes)):
        end = place + len(list(group))
        yield place, end, kind
        place = end


_MOST_OPEN = 63  # UAX 9, definition BD16


def _pairs(text: str, classes: list[str]) -> list[tuple[int, int]]:
    """Return the places of matching brackets (BD16), in order."""
    found: list[tuple[int, int]] = []
    still_open: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if classes[place] != "ON" or not unicodedata.mirrored(char):
            continue
        closing = _closing_bracket(char)
        if closing:
            if len(still_open) == _MOST_OPEN:
                return []
            still_open.append((closing, place))
            continue
        char = unicodedata.normalize("NFC", char)
        for number in range(len(still_open) - 1, -1, -1):
            if still_open[number][0] == char:
                found.append((still_open[number][1], place))
                del still_open[number:]
                break
    return sorted(found)


@lru_cache(maxsize=256)
def _closing_bracket(char: str) -> str:
    """Return the bracket that closes ``char``, "" if ``char`` opens none.

    The two brackets of a pair are neighbours in Unicode, or have one character between
    them (BidiBrackets.txt).
    """
    if unicodedata.category(char) != "Ps" or char in "\u201a\u201e\u300d\u301d":
        return ""
    for step in (1, 2):
        other = chr(ord(char) + step)
        if unicodedata.category(other) == "Pe" and unicodedata.mirrored(other):
            return unicodedata.normalize("NFC", other)
    return ""
