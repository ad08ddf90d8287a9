"""Folding for search: texts that differ only in how they are written become equal.

Any text enters, its folded form leaves.  Both sides of a comparison are folded, so the
folded form is never shown.  These become one:

- Simplified, Traditional and variant characters (鲜 and 鮮; 台, 臺 and 檯), one at a
  time.  So 干, 乾 and 幹, which are one in Simplified Chinese, are one here, too.
- full-width, half-width and compatibility forms (ＮＡＴＯ, ㎡): Unicode's NFKC
- capital and small letters
- the shapes of quotation marks, dashes and the dots in names (“” and 「」, · and ‧)
- white space of any kind and length

Invisible characters are dropped.
"""

import unicodedata
from functools import cache
from pathlib import Path

_TABLE_PATH = Path(__file__).parent / "data" / "variants.txt"
_MARKS = {
    '"': "“”„‟「」〝〞〟«»",
    "'": "‘’‚‛『』‹›",
    "·": "‧・•∙⋅",
    "-": "‐‑‒–—―−─",
}
_WHITE_SPACE = " "


def fold_text(text: str) -> str:
    """Return ``text`` in the form in which it is compared.

    It has no line breaks, and no white space at its ends.
    """
    # Folded letters can have a shorter form again, as Unicode's NFKC_Casefold says.
    plain = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFKC", plain).translate(_forms())
    return _WHITE_SPACE.join(folded.split())


def fold_name(name: str) -> str:
    """Return ``name`` in the form in which names of people and topics are compared.

    Only its letters and digits count, if it has any.
    """
    folded = fold_text(name)
    return "".join(filter(str.isalnum, folded)) or folded


class _Forms(dict[int, int | str | None]):
    """The folded form of each character, looked up when the character is first met."""

    def __missing__(self, code: int) -> int | None:
        """Keep the form of a character that no table has.

        Without an entry ``str.translate`` would raise and catch an error each time.
        """
        form = None if _is_invisible(chr(code)) else code
        self[code] = form
        return form


@cache
def _forms() -> _Forms:
    forms = _Forms()
    for mark, shapes in _MARKS.items():
        forms.update(dict.fromkeys(map(ord, shapes), ord(mark)))
    for line in _TABLE_PATH.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for variants in line.split(" "):
                forms.update(dict.fromkeys(map(ord, variants), ord(variants[0])))
    return forms


def _is_invisible(character: str) -> bool:
    """Return whether ``character`` is a format character or a variation selector."""
    name = unicodedata.name(character, "")
    return unicodedata.category(character) == "Cf" or "VARIATION SELECTOR" in name
