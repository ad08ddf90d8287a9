"""Letters that were typed for other letters that look the same.

A text enters and leaves with the ordinary letters, which people search for.  Texts
copied from PDFs hold radicals instead of ideographs, ligatures instead of two letters,
and shaped Arabic letters.  The text reads the same afterwards.
"""

import re
import unicodedata

from exporter.text.cjk import COMPATIBILITY, COMPATIBILITY_SUPPLEMENT, KANGXI_RADICALS

# Kangxi radicals, compatibility ideographs, ligatures of Latin and Armenian, shaped
# letters of Hebrew and Arabic.  Full-width letters, circled letters and the like have a
# meaning of their own and stay.
_SHAPED = re.compile(
    f"[{KANGXI_RADICALS}{COMPATIBILITY}{COMPATIBILITY_SUPPLEMENT}\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb28\ufb2a-\ufb4f"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]"
)
# Radicals that look like whole characters (Unicode 15, EquivalentUnifiedIdeograph.txt);
# NFKC does not change them.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳",
    "母民虎见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟",
)
# A quick test for whether a text holds any of these.
_UNUSUAL = re.compile(f"[⺟-⻳{_SHAPED.pattern[1:]}")


def ordinary_letters(text: str) -> str:
    """Return ``text`` with ordinary letters in place of those that look like them."""
    if text.isascii() or not _UNUSUAL.search(text):
        return text
    return _SHAPED.sub(_ordinary, text.translate(_RADICALS))


def _ordinary(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found[0])
    # A shaped Arabic vowel sign stands alone; NFKC would put it on a space.
    return found[0] if plain[:1].isspace() else plain
