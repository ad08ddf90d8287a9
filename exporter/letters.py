"""Letters that are typed for others, and look like them.

A text enters and leaves with the ordinary letters, which are those people search
for.  Texts copied from PDFs have radicals for ideographs, ligatures for two letters
and Arabic letters in the shape they were drawn in.  What is read stays the same.
"""

import re
import unicodedata

# Kangxi radicals, compatibility ideographs, ligatures of Latin and Armenian, shaped
# letters of Hebrew and Arabic.  Wide letters, circled ones and the like say more
# than the ordinary ones and stay.
_SHAPED = re.compile(
    "[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb28\ufb2a-\ufb4f"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc\U0002f800-\U0002fa1f]"
)
# Radicals that are whole characters too, and drawn like them (Unicode 15,
# EquivalentUnifiedIdeograph.txt); Unicode has no other form for these.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳",
    "母民虎见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟",
)
# A text that holds none of all these is known by one quick look.
_UNUSUAL = re.compile(f"[⺟-⻳{_SHAPED.pattern[1:]}")


def ordinary_letters(text: str) -> str:
    """Return ``text`` with ordinary letters for those that only look like them."""
    if text.isascii() or not _UNUSUAL.search(text):
        return text
    return _SHAPED.sub(_ordinary, text.translate(_RADICALS))


def _ordinary(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found[0])
    # A shaped vowel sign of Arabic stands alone, on a space of its own.
    return found[0] if plain[:1].isspace() else plain
