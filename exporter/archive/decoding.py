"""From the bytes of an article to its text.

Nearly every file is sound UTF-8.  What is not is either in another encoding
or damaged; both are told apart here, and how many bytes were lost is counted.
"""

import codecs
import re
from dataclasses import dataclass

_ESCAPED = re.compile("[\udc80-\udcff\0]+")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_SLACK_BYTES = 3  # what a cut can leave of the last character
_BAD_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of an article.

    ``encoding`` is what it was found to be in; ``bad_bytes`` counts the bytes
    that could not be read, each run of which is one U+FFFD in ``text``.
    """

    text: str
    encoding: str = "UTF-8"
    bad_bytes: int = 0


def decode_article(data: bytes) -> Decoded | None:
    """Decode ``data``; None when too much of it is no text in any encoding.

    UTF-8 comes first, then UTF-16 where a byte order mark says so.  Bytes
    that are mostly sound UTF-8 are damaged UTF-8 (fewer than one bad byte in
    a hundred; a last character cut short does not count), the others are
    GB18030 if all of them are.  That order matters: damaged UTF-8 often is
    valid, senseless GB18030.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_other(data)
    return _repaired(data, text) if "\0" in text else Decoded(text)


def _decode_other(data: bytes) -> Decoded | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError:
            return None
    text = data.decode("utf-8-sig", "surrogateescape")
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    if 2 * _bad_bytes(text) >= high:
        try:
            return Decoded(data.decode("gb18030"), "GB18030")
        except UnicodeDecodeError:
            pass  # neither: judged by the share of its bad bytes
    return _repaired(data, text)


def _repaired(data: bytes, text: str) -> Decoded | None:
    """Replace what ``surrogateescape`` let through, if it is little enough."""
    bad = _bad_bytes(text)
    cut = _bad_bytes(text[-_SLACK_BYTES:].replace("\0", ""))
    if (bad - cut) >= _BAD_SHARE * len(data):
        return None
    return Decoded(_ESCAPED.sub("\ufffd", text), bad_bytes=bad)


def _bad_bytes(text: str) -> int:
    return sum(len(run) for run in _ESCAPED.findall(text))
