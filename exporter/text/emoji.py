"""Emoji that are written with several characters and shown as one sign.

A family, a skin tone, a flag or a keycap is a sequence (UTS 51, section 1.4.5).  Only
an emoji font draws it as one sign.  A text font would draw its parts side by side or on
top of each other.
"""

import re
from collections.abc import Iterable

# Every sequence has one of these, and they are quick to look for.
_TELLTALE = re.compile(
    "[\u200d\u20e3\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
    "|\U0001f3f4[\U000e0020-\U000e007f]"
)
_SIGN = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_TONE = "[\U0001f3fb-\U0001f3ff]"
_DRESSED = f"{_SIGN}\ufe0f?{_TONE}?\ufe0f?\u20e3?"
_SEQUENCE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[0-9#*][\ufe0e\ufe0f]?\u20e3"
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|{_SIGN}\ufe0f?{_TONE}\ufe0f?(?:\u200d{_DRESSED})*"
    f"|{_SIGN}\ufe0f?(?:\u200d{_DRESSED})+"
)
# Emoji_Presentation of Unicode 15, emoji-data.txt; of plane 1 the whole emoji range.
_EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f"
    "\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3"
    "\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff]"
)
_PRESENTATION = re.compile("[\ufe0e\ufe0f]")


def split_sequences(text: str) -> tuple[str, list[str]]:
    """Return ``text`` without its sequences of emoji, and the sequences."""
    if text.isascii() or not _TELLTALE.search(text):
        return text, []
    return _SEQUENCE.sub("", text), _SEQUENCE.findall(text)


def replace_sequences(text: str, sign: str) -> str:
    """Return ``text`` with ``sign`` for each sequence, without selectors."""
    if not _TELLTALE.search(text):
        return text
    return _PRESENTATION.sub("", _SEQUENCE.sub(sign, text))


def ask_for_text(text: str) -> str:
    """Return ``text`` with a text selector (U+FE0E) after each emoji.

    Without it Pango uses any emoji font of the machine instead of the book's fonts.
    """
    return _EMOJI.sub("\\g<0>\ufe0e", text)


def sequences_in(usage: Iterable[str]) -> set[str]:
    """Return the sequences in ``usage``, which holds characters and sequences."""
    return {used for used in usage if _SEQUENCE.fullmatch(used)}
