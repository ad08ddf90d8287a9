"""The quotation marks of the languages in which articles quote."""

from __future__ import annotations

from exporter.model import QuoteMark

# Outer and inner marks, opening and closing (CLDR 46, delimiters).  The space in French
# is a narrow no-break space.
_MARKS = {
    "zh-hant": "「」『』",
    "zh": "“”‘’",
    "en": "“”‘’",
    "de": "„“‚‘",
    "fr": "«»“”",
    "it": "«»“”",
    "es": "«»“”",
    "pt": "“”‘’",
    "nl": "“”‘’",
    "pl": "„”«»",
    "cs": "„“‚‘",
    "sv": "””’’",
    "fi": "””’’",
    "ru": "«»„“",
    "uk": "«»„“",
    "el": "«»“”",
    "ar": "”“’‘",
    "fa": "«»‹›",
    "he": "””’’",
    "tr": "“”‘’",
    "vi": "“”‘’",
    "ja": "「」『』",
    "ko": "“”‘’",
}
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")
_SPACED = ("fr",)


def quote_mark(mark: QuoteMark, lang: str) -> str:
    """Return the characters of ``mark`` in text in ``lang``, a BCP 47 tag.

    The language of the mark's own element, if it names one, counts first.
    """
    tag = (mark.lang or lang).lower()
    key = "zh-hant" if tag.startswith(_TRADITIONAL) else tag.partition("-")[0]
    marks = _MARKS.get(key, _MARKS["zh"])
    character = marks[2 * (mark.depth % 2) + (0 if mark.opens else 1)]
    if key not in _SPACED or mark.depth % 2:
        return character
    return f"{character}\u00a0" if mark.opens else f"\u00a0{character}"
