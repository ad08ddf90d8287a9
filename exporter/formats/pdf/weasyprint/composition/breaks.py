"""Where a line of Chinese may end.

A paragraph's text, its classes and Unicode's break opportunities (UAX 14, from Pango)
enter.  One code leaves for each place between two characters.  Unicode leaves some
rules to the language, and Chinese is strict about them: quotes beside Han, numbers and
their units, dashes, connectors.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from exporter.formats.pdf.weasyprint.composition.classes import (
    DASHES,
    DIGITS,
    LIKE_PAUSES,
    NO_LINE_END,
    NO_LINE_START,
)
from exporter.text import CURLY_QUOTES

# What may be done at a place between two characters, the best last.  A line ends at a
# forbidden place only if there is no other, and never inside one sign.  Inside a name
# or a word it ends with a hyphen.
(
    INSEPARABLE,
    FORBIDDEN,
    INSIDE_ISOLATE,
    INSIDE_ADDRESS,
    IN_NAME,
    IN_WORD,
    AFTER_SEPARATOR,
    FREELY,
) = range(8)
HYPHENATED = (IN_NAME, IN_WORD)

# The first eight bits of a PangoLogAttr; these two are used.
_IS_LINE_BREAK = 1 << 0
_IS_CURSOR_POSITION = 1 << 4
_CODES = bytes(FREELY if bits & _IS_LINE_BREAK else FORBIDDEN for bits in range(256))
_IN_ISOLATES = bytes(min(code, INSIDE_ISOLATE) for code in range(256))
_INSIDE_SIGN = bytes(not bits & _IS_CURSOR_POSITION for bits in range(256))

_MAGNITUDES = "万亿萬億"
_UNITS = "年月日时時分秒点點号號%％‰℃℉°度元倍岁歲人名个個次届屆天"
_SI_UNITS = (
    "(?:[cdkmnμµ]?m|[mkμµ]?g|[km]?Hz|[GM]Hz|[KMGTP]i?B|[kMGT]?Wh?|k?V|m?A|m?l|km/h|"
    r"°[CF]|%)(?![A-Za-z])"
)
_SPACE = "[ \u00a0\u2009\u202f]"
# CLREQ, prohibition rules for unbreakable marks: an expression stays on one line, so no
# break falls inside a match.
_KEPT_TOGETHER = re.compile(
    rf"[…⋯]{{2,}}|(?:[第约約+\-−±]{_SPACE}?)?"
    rf"[{DIGITS}]+(?:(?:[.,:·/／\-–—~～．]+|{_SPACE}+)[{DIGITS}]+)*"
    rf"(?:{_SPACE}?(?:[{_MAGNITUDES}]+[{_UNITS}]?|[{_UNITS}]|{_SI_UNITS}))?"
)
_SOLIDUS = re.compile("[/／]")
# Words separated by a solidus, such as G20/OECD: a line may end after it.
_EITHER_OR = re.compile(
    r"(?<![!-~])[A-Za-z0-9]{3,}(?:/[A-Za-z][A-Za-z0-9]{2,})+(?![!-~])"
)
# A range of dates, such as 3月—5月.
_RANGE = re.compile(rf"(?<=[{DIGITS}{_UNITS}{_MAGNITUDES}])[—–~～-](?=[{DIGITS}])")
# Superior and inferior figures and note signs belong to the character before them.
# Figures before a letter belong to that letter: ¹⁴C.
_CALLS = re.compile(r"(?<=\S)[²³¹⁰ⁱ⁴-ₜ†‡*]++(?![A-Za-z])")
_LATIN_MARKS = re.compile("[JY]")
_LIKE_PAUSE = re.compile(f"[{LIKE_PAUSES}]")
# Numbers of versions and variants, such as B.1.1.7.
_NUMBERED = re.compile(r"(?<=[A-Za-z])\.(?=\d)")
_SPACES = " \u00a0\u2009\u202f"
# Soft hyphens of the source are ignored: places for hyphens are found by language.
_SOFT_HYPHEN = re.compile("\u00ad")
_LINE_FEED = re.compile("\n")
_NO_START = re.compile(rf"{_SPACE}*[{re.escape(NO_LINE_START)}]")
_NO_END = re.compile(rf"[{re.escape(NO_LINE_END)}]{_SPACE}*")
_QUOTES = re.compile(f"[{CURLY_QUOTES}]")
_ASCII_QUOTE = re.compile('"')
# Addresses and similar tokens, which may be cut if necessary.
_TOKEN = re.compile(r"[!-~]{8,}")
_ADDRESS = re.compile(r"://|^www\.|[@_=]|^/|/.*[/.?]|\.[a-z]+/|.{25}", re.IGNORECASE)
# Dates, times, versions, telephone numbers are never cut.
_FIGURES = re.compile(r"[(+]*v?[\d.,:/+\-()%]+")
_ONE_WORD = re.compile(r"[^\w/]*[A-Za-z]+[^\w/]*")
_SCHEME = re.compile(r"[a-z]+://(?:www\.)?|www\.", re.IGNORECASE)
_SEPARATORS = "/?&=#_-.~%+:;,@!"
_NO_HYPHENS: Mapping[int, bool] = MappingProxyType({})
# How many places an emergency cut may move back to a less harmful place.
_TRIED_BACK = 6


def find_breaks(
    text: str,
    classes: str,
    *,
    attributes: bytes,
    fixed: Sequence[range] = (),
    isolates: Sequence[range] = (),
    hyphens: Mapping[int, bool] = _NO_HYPHENS,
) -> bytearray:
    """Return a code for each place before a character: what may be done there.

    There is one code more than characters, because the end is a place, too; it counts
    as free.  ``attributes`` are Pango's (``shaping.break_attributes``).  No break falls
    inside a range of ``fixed``.  Breaks inside ``isolates``, which run from right to
    left, are avoided.  ``hyphens`` are the places where a hyphen may be set, and
    whether each is in a name.
    """
    codes = bytearray(attributes.translate(_CODES))
    _break_at_solidi(text, codes)
    _free_quotes(text, classes, codes)
    _break_at_latin_marks(text, classes, codes)
    _free_ascii_quotes(text, classes, codes)
    for found in _KEPT_TOGETHER.finditer(text):
        _close(codes, found.start() + 1, found.end())
    _keep_by_context(text, classes, codes)
    _allow_hyphens(hyphens, codes)
    _open_addresses(text, codes)
    _close_beside_marks(text, classes, codes)
    for places in isolates:
        inside = slice(places.start + 1, places.stop)
        codes[inside] = codes[inside].translate(_IN_ISOLATES)
    for places in fixed:
        _close(codes, places.start, places.stop)
    _seal_signs(attributes, codes)
    for found in _LINE_FEED.finditer(text):
        codes[found.end()] = FREELY
    codes[0] = INSEPARABLE
    codes[-1] = FREELY
    return codes


def _close_beside_marks(text: str, classes: str, codes: bytearray) -> None:
    """Forbid breaks by the characters that may not start, or may not end, a line."""
    for found in _NO_START.finditer(text):
        if classes[found.end() - 1] == "J":
            continue
        _close(codes, found.start(), found.end())
    for found in _NO_END.finditer(text):
        if classes[found.start()] == "Y":
            continue
        _close(codes, found.start() + 1, found.end() + 1)
    for found in _SOFT_HYPHEN.finditer(text):
        _close(codes, found.start(), found.end() + 1)


def _close(codes: bytearray, start: int, stop: int) -> None:
    """Forbid a break at the places from ``start`` up to ``stop``."""
    stop = min(stop, len(codes))
    if start < stop:
        codes[start:stop] = bytes([FORBIDDEN]) * (stop - start)


def _break_at_solidi(text: str, codes: bytearray) -> None:
    """Allow a break after a solidus between words, and forbid breaks at others."""
    for found in _SOLIDUS.finditer(text):
        _close(codes, found.start(), found.end() + 1)
    for words in _EITHER_OR.finditer(text):
        for found in _SOLIDUS.finditer(text, *words.span()):
            codes[found.end()] = FREELY


def _keep_by_context(text: str, classes: str, codes: bytearray) -> None:
    """Forbid breaks beside characters that belong to their neighbours."""
    for found in _RANGE.finditer(text):
        _close(codes, found.start(), found.end() + 1)
    for found in _CALLS.finditer(text):
        _close(codes, found.start(), found.end())
    for found in _NUMBERED.finditer(text):
        _close(codes, found.end(), found.end() + 1)
    for found in _LIKE_PAUSE.finditer(text):
        place = found.start()
        if classes[place] == "P":
            _close(codes, place, place + 1)
            codes[place + 1] = FREELY


def _seal_signs(attributes: bytes, codes: bytearray) -> None:
    """Forbid every break inside what a reader sees as one character."""
    inside = attributes.translate(_INSIDE_SIGN)
    place = inside.find(1)
    while place >= 0:
        codes[place] = INSEPARABLE
        place = inside.find(1, place + 1)


def _free_quotes(text: str, classes: str, codes: bytearray) -> None:
    """Allow a break outside curly quotes.

    Unicode does not know which way the quotes of a language open, so it forbids a break
    on both sides.  In Chinese they work like brackets.
    """
    last = len(text) - 1
    for found in _QUOTES.finditer(text):
        place = found.start()
        if classes[place] not in "OC":
            continue
        before = classes[place - 1] if place else "B"
        after = classes[place + 1] if place < last else "B"
        if classes[place] == "O":
            codes[place] = FREELY
        elif after in "HWOXE" or (after in "LNF" and before not in "LN"):
            codes[place + 1] = FREELY


def _break_at_latin_marks(text: str, classes: str, codes: bytearray) -> None:
    """Allow a break where a Latin quotation begins or ends beside Chinese.

    Unicode allows none on either side of such a mark.  Inside the quotation that is
    right, also for French, which has spaces there.
    """
    for found in _LATIN_MARKS.finditer(classes):
        start, end = found.span()
        if found[0] == "J":
            while text[end : end + 1] and text[end] in _SPACES:
                end += 1
            _close(codes, start + 1, end + 1)
            if start and classes[start - 1] in "HWCPTE":
                codes[start] = FREELY
        else:
            while start and text[start - 1] in _SPACES:
                start -= 1
            _close(codes, start, end)
            if classes[end : end + 1] in tuple("HWOXE"):
                codes[end] = FREELY


def _free_ascii_quotes(text: str, classes: str, codes: bytearray) -> None:
    """Treat paired straight quotes beside Han as brackets."""
    places = [found.start() for found in _ASCII_QUOTE.finditer(text)]
    if len(places) % 2:
        return
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        if opening and classes[opening - 1] in "HWCPT":
            codes[opening] = FREELY
        codes[opening + 1] = FORBIDDEN
        codes[closing] = FORBIDDEN
        if closing + 1 < len(text) and classes[closing + 1] in "HWO":
            codes[closing + 1] = FREELY


def _allow_hyphens(hyphens: Mapping[int, bool], codes: bytearray) -> None:
    for place, is_in_name in hyphens.items():
        codes[place] = IN_NAME if is_in_name else IN_WORD


def _open_addresses(text: str, codes: bytearray) -> None:
    """Mark where an address may be cut: preferably after a separator.

    One long word with places for hyphens does not count as an address.
    """
    for token in _TOKEN.finditer(text):
        word = token[0]
        if not _ADDRESS.search(word) or _FIGURES.fullmatch(word):
            continue
        inside = codes[token.start() : token.end()]
        if _ONE_WORD.fullmatch(word) and any(code in HYPHENATED for code in inside):
            continue
        scheme = _SCHEME.match(word)
        first = token.start() + max(2, scheme.end() if scheme else 0)
        _close(codes, token.start() + 1, token.end())
        for place in range(first, token.end() - 1):
            codes[place] = _code_in_address(text[place - 1], text[place])


def _code_in_address(before: str, after: str) -> int:
    if before in _SEPARATORS:
        return FORBIDDEN if after in _SEPARATORS else AFTER_SEPARATOR
    return FORBIDDEN if before.isdigit() and after.isdigit() else INSIDE_ADDRESS


def emergency_place(text: str, codes: bytes, *, start: int, last: int) -> int:
    """Return where to cut a stretch that is too long and has no break.

    The place is after ``start`` and, if possible, not after ``last``.  It splits no
    number.  It obeys the rules for the edges of lines if a place just before does.
    """
    usable = [p for p in range(start + 1, last + 1) if codes[p] != INSEPARABLE]
    for place in reversed(usable[-_TRIED_BACK:]):
        if _hurts_little(text[place - 1], text[place]):
            return place
    if usable:
        return usable[-1]
    return next(p for p in range(last + 1, len(codes)) if codes[p] != INSEPARABLE)


def _hurts_little(before: str, after: str) -> bool:
    return (
        after not in NO_LINE_START
        and before not in NO_LINE_END
        and not (before.isdigit() and after.isdigit())
        and not (before == after and before in DASHES)
    )
