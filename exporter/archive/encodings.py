"""From the bytes of an article to its text.

Nearly every file is sound UTF-8.  The others are in another encoding, or damaged, or
were saved in a wrong encoding before.  These cases are told apart, and lost bytes are
counted.  Where the evidence is not clear the article is refused and named in a Problem,
because wrong letters in a book would help nobody.
"""

import codecs
import re
from dataclasses import dataclass, replace

from exporter.archive.chinese import (
    COMMON,
    chinese_share,
    count_han,
    is_plainly_chinese,
)
from exporter.text import KANA_OR_HANGUL
from exporter.words import Message

_ESCAPED = re.compile("[\udc80-\udcff\0]+")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_WIDE_BYTES = 512
_SLACK_BYTES = 3  # what may be left of the last character at a cut
_BAD_SHARE = 0.01
_BAD_HIGH_SHARE = 0.1  # in a short text, as a share of its bytes beyond ASCII

# The share of common characters that Chinese reaches; text in a wrong encoding has far
# fewer.
_CHINESE_SHARE = 0.15
# The best guess is taken if its share is this many times that of the next.
_CLEAR_FACTOR = 2.0
# The names in Python and for people.  cp950 is Big5 as Windows writes it.
_LEGACY = (("gb18030", "GB18030"), ("cp950", "Big5"), ("big5hkscs", "Big5"))
_OTHERS = (("shift_jis", "Shift-JIS"), ("euc_jp", "EUC-JP"), ("euc_kr", "EUC-KR"))
_KANA_OR_HANGUL = re.compile(f"[{KANA_OR_HANGUL}]")
# A part with this many bytes beyond ASCII is not valid UTF-8 by chance.
_SURE_BYTES = 6
# The separators of a text's parts: lines and tags.  In encodings of Chinese none of
# these bytes is part of a character.
_PARTS = re.compile(rb"([\n<>])")
# Text in another encoding has so many bad UTF-8 bytes; damaged UTF-8 has fewer.
_MIXED_BYTES = 12
_MIXED_BAD_SHARE = 0.25
# UTF-8 of the surrogates of UTF-16, as databases and Java write it (CESU-8, UTR 26).
_HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# UTF-7 (RFC 2152): ASCII in which letters stand in base64 between + and -.
_UTF7_RUN = re.compile(r"\+[A-Za-z0-9+/]{3,}")

UNKNOWN_ENCODING = Message(
    "its encoding cannot be told: it is neither UTF-8, UTF-16, GB18030 nor Big5"
)
SPOILED = Message(
    "its letters were spoiled before (it was saved in a wrong encoding): get the "
    "file again from where the archive is published"
)
NO_TEXT = Message("too many of its bytes are no text")

# UTF-8 whose bytes were read as characters: what each byte became in Windows-1252, or
# in Latin-1 if Windows-1252 has no character there.
_BYTE_OF = {
    **{chr(code): code for code in range(0x80, 0x100)},
    **{
        bytes((code,)).decode("cp1252"): code
        for code in range(0x80, 0x100)
        if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    },
}
_BYTE_CHARS = "".join(map(re.escape, _BYTE_OF))
_TWICE = f"[{_BYTE_CHARS}]{{2,}}"
# The three bytes of an ideograph, misread in that way.
_TWICE_SIGN = f"[\u00e3-\u00e9\u00ef][{_BYTE_CHARS}]{{2}}"
_MISREAD = frozenset("\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ef")
# The first byte of all these letters in UTF-8; Chinese never has it.
_TWICE_LEAD = b"\xc3"
_TWICE_LEAST = 2
_TWICE_LEFT = re.compile("[\u00e3-\u00e9\u00ef][\u0080-\u00bf]")
# This many ideographs with so few common ones among them are not Chinese.
_SPOILED_LEAST_HAN = 12
_SPOILED_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of an article.

    ``encoding`` is the encoding that was found.  ``bad_bytes`` counts the bytes that
    could not be read; each run of them is one U+FFFD in ``text``.
    """

    text: str
    encoding: str = "UTF-8"
    bad_bytes: int = 0


def decode_article(data: bytes) -> Decoded | str:
    """Decode ``data``, or return why that is not possible with certainty.

    A byte order mark, or zero bytes between letters, show UTF-16 and UTF-32.  Then
    UTF-8 is tried; if everything is ASCII it may be UTF-7.  Bytes that are mostly valid
    UTF-8 are damaged UTF-8, or have parts in another encoding (fewer than one bad byte
    in a hundred, or in ten of those beyond ASCII; a last character that is cut off does
    not count).  Other bytes are GB18030 or Big5, whichever gives Chinese.  UTF-8 is
    tried first because damaged UTF-8 is often valid GB18030 without meaning.
    """
    wide = find_wide(data)
    if wide:
        return _decode_wide(data, wide)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_other(data)
    if "\0" in text:
        return _repaired(data, text)
    if text.isascii() and _UTF7_RUN.search(text):
        return _decode_utf7(data) or Decoded(text)
    return _unspoil(text, maybe_twice=_TWICE_LEAD in data)


def find_wide(data: bytes) -> str:
    """Return Python's name of the UTF-16 or UTF-32 that ``data`` is in, "" for none.

    Without a mark, zero bytes show it: an article begins with an ASCII character, and
    most of its header is ASCII.
    """
    start = data[:4]
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if start.startswith(mark):
            return name
    if b"\0" not in start[:2] or (start[:2] == b"\0\0" and start[3:] in (b"", b"\0")):
        return ""
    if start[1:] == b"\0\0\0":
        return "utf-32-le"
    if start[:3] == b"\0\0\0":
        return "utf-32-be"
    letter = max(start[:2])
    if not (chr(letter).isprintable() or letter in b"\t\r\n"):
        return ""
    first, second = data[:_WIDE_BYTES:2].count(0), data[1:_WIDE_BYTES:2].count(0)
    if start[1:2] == b"\0" and second > 4 * first:
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" and first > 4 * second else ""


def looks_spoiled(text: str) -> bool:
    """Return whether a title may be in a wrong encoding: it has only rare letters."""
    if text.isascii():
        return bool(_UTF7_RUN.search(text))
    if COMMON.isdisjoint(text) and count_han(text) > 1:
        return True
    return not _MISREAD.isdisjoint(text) and bool(re.search(_TWICE_SIGN, text))


def _decode_wide(data: bytes, codec: str) -> Decoded | str:
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    cut = text.endswith("\ufffd")  # in the middle of a character
    if bad == len(text) or bad - cut >= _BAD_SHARE * len(text):
        return NO_TEXT
    unit = 4 if "32" in codec else 2
    name = codec.upper().removesuffix("-LE").removesuffix("-BE")
    return Decoded(text, name, bad_bytes=bad * unit)


def _decode_utf7(data: bytes) -> Decoded | None:
    """Decode UTF-7; None if that gives no Chinese."""
    try:
        text = data.decode("utf-7")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "UTF-7") if chinese_share(text) >= _CHINESE_SHARE else None


def _decode_other(data: bytes) -> Decoded | str:
    if _HALVES.search(data):
        whole = decode_article(_HALVES.sub(_join_halves, data))
        if isinstance(whole, Decoded) and whole.encoding == "UTF-8":
            return replace(whole, encoding="CESU-8")
    text = data.decode("utf-8-sig", "surrogateescape")
    high = _count_high(data)
    repaired = _repaired(data, text)
    if isinstance(repaired, Decoded) and 2 * _bad_bytes(text) < high:
        return _decode_mixed(data) or repaired
    # Too damaged for UTF-8: all of it, or a part, is in another encoding.
    legacy = _decode_legacy(data)
    return legacy if isinstance(legacy, Decoded) or high > 2 else repaired


def _join_halves(found: re.Match[bytes]) -> bytes:
    halves = found[0].decode("utf-8", "surrogatepass")
    return halves.encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _decode_mixed(data: bytes) -> Decoded | None:
    """Decode UTF-8 with parts in another encoding of Chinese; None if it has none."""
    parts = _PARTS.split(data)
    others = {part for part in parts if not (part.isascii() or _is_utf8(part))}
    rest = b"\n".join(part for part in parts if part in others)
    high, bad = _count_high(rest), _bad_bytes(rest.decode("utf-8", "surrogateescape"))
    if high < _MIXED_BYTES or bad < _MIXED_BAD_SHARE * high:
        return None
    best = _best_guess(rest)
    if isinstance(best, str) or best.share < 2 * _CHINESE_SHARE:
        return None
    text = "".join(
        part.decode(best.codec, "replace") if part in others else part.decode()
        for part in parts
    )
    return Decoded(
        text.removeprefix("\ufeff"), f"UTF-8 and {best.name}", bad_bytes=best.bad
    )


def _decode_legacy(data: bytes) -> Decoded | str:
    """Decode ``data`` in the encoding older than Unicode that gives Chinese.

    Parts that are certainly UTF-8 are read as UTF-8, because some files were joined
    from parts in several encodings.
    """
    parts = _PARTS.split(data)
    sure = [_is_sure_utf8(part) for part in parts]
    rest = b"".join(part for part, ok in zip(parts, sure, strict=True) if not ok)
    best = _best_guess(rest)
    if isinstance(best, str):
        return best
    if best.share < _CHINESE_SHARE:
        other = _other_language(rest)
        return f"it is in {other}, not in Chinese" if other else UNKNOWN_ENCODING
    texts = (
        part.decode("utf-8-sig") if ok else part.decode(best.codec, "replace")
        for part, ok in zip(parts, sure, strict=True)
    )
    name = f"UTF-8 and {best.name}" if any(sure) else best.name
    return Decoded("".join(texts), name, bad_bytes=best.bad)


@dataclass(frozen=True, slots=True)
class _Guess:
    codec: str
    name: str
    share: float
    bad: int = 0


def _best_guess(data: bytes) -> _Guess | str:
    """Return the encoding that gives most Chinese, or why there is none."""
    guesses = sorted(_guesses(data), key=lambda guess: -guess.share)
    if not guesses:
        return NO_TEXT
    best = guesses[0]
    for rival in guesses[1:]:
        if rival.name != best.name and best.share < _CLEAR_FACTOR * rival.share:
            return UNKNOWN_ENCODING
    return best


def _guesses(data: bytes) -> list[_Guess]:
    """Return the possible encodings of ``data``, each with its share of Chinese."""
    found = []
    for codec, name in _LEGACY:
        text = data.decode(codec, "replace")
        bad = text.count("\ufffd")
        if bad < max(2, _BAD_SHARE * len(data)):
            found.append(_Guess(codec, name, chinese_share(text), bad))
    if len(found) > 1 and found[-1].name == found[-2].name:  # Big5, twice
        found.remove(min(found[-2:], key=lambda guess: guess.share))
    return found


def _other_language(data: bytes) -> str:
    """Return the encoding in which ``data`` is kana or Hangul, "" for none."""
    for codec, name in _OTHERS:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_KANA_OR_HANGUL.findall(text)) > count_han(text) // 2:
            return name
    return ""


def _is_sure_utf8(part: bytes) -> bool:
    return _count_high(part) >= _SURE_BYTES and _is_utf8(part)


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _count_high(data: bytes) -> int:
    """Return how many bytes are beyond ASCII."""
    return len(data) - len(data.translate(None, _HIGH_BYTES))


def _unspoil(text: str, *, maybe_twice: bool) -> Decoded | str:
    """Return ``text``, corrected where UTF-8 was once read in another encoding."""
    if text.isascii() or (not maybe_twice and is_plainly_chinese(text)):
        return Decoded(text)
    if maybe_twice and len(re.findall(_TWICE_SIGN, text)) >= _TWICE_LEAST:
        mended = re.sub(_TWICE, _mend, text)
        if mended != text:
            checked = _checked(mended)
            if isinstance(checked, str):
                return checked
            return Decoded(mended, "UTF-8 encoded twice")
    han = count_han(text)
    share = chinese_share(text) if han else 1.0
    if share < _CHINESE_SHARE:
        for codec, name in _LEGACY[:2]:
            mended = _reread(text, codec)
            if mended and chinese_share(mended) >= _CHINESE_SHARE:
                return Decoded(mended, f"UTF-8 that was read as {name}")
    if (
        share < _SPOILED_SHARE
        and han >= _SPOILED_LEAST_HAN
        and 5 * len(_KANA_OR_HANGUL.findall(text)) < han
    ):
        return SPOILED
    return _checked(text)


def _checked(text: str) -> Decoded | str:
    """Return ``text``, or a reason if it still has unreadable bytes of ideographs."""
    left = len(_TWICE_LEFT.findall(text[:4000]))
    if left > _SPOILED_LEAST_HAN and left > count_han(text):
        return SPOILED
    return Decoded(text)


def _mend(found: re.Match[str]) -> str:
    """Return a run as it was before it was encoded again; leave other runs."""
    try:
        return bytes(_BYTE_OF[c] for c in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _reread(text: str, codec: str) -> str:
    """Return the UTF-8 that was read with ``codec`` to make ``text``, "" if none."""
    try:
        return text.encode(codec).decode("utf-8")
    except UnicodeError:
        return ""


def _repaired(data: bytes, text: str) -> Decoded | str:
    """Replace the bytes that ``surrogateescape`` kept, if they are few enough."""
    bad = _bad_bytes(text)
    cut = _bad_bytes(text[-_SLACK_BYTES:].replace("\0", ""))
    high = _count_high(data)
    if (bad - cut) >= _BAD_SHARE * len(data) and (bad - cut) > _BAD_HIGH_SHARE * high:
        return NO_TEXT
    return Decoded(_ESCAPED.sub("\ufffd", text), bad_bytes=bad)


def _bad_bytes(text: str) -> int:
    return sum(len(run) for run in _ESCAPED.findall(text))
