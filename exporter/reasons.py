"""Why a picture is missing: every reason there is, in three wordings.

A reason is written in English on the terminal and in the report, and in Chinese
(Simplified and Traditional) in the book.  All three stand here, side by side.

To add a reason, add a line below: a constant whose ``Reason`` has the English words
and both Chinese ones.  ``{name}`` is a slot, filled in by ``say``.  A slot of the
English words may be missing in the Chinese ones, where readers of a book need not
know it.  ``Failure``, ``Unusable`` and the exceptions of ``exporter.images`` take a
``ReasonText``, and only ``say`` makes one, so that mypy refuses words that are not
listed here.  ``tests/test_reasons.py`` tries every constant in both scripts.

The text travels through processes and is kept in the store for a day.  A reader of
the book therefore gets its words from the text: ``translate_reason`` finds the
constant it was made from.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NewType

ReasonText = NewType("ReasonText", str)
"""The English words of a reason, its slots filled in."""

_SLOT = re.compile(r"\{(\w+)\}")
# What may stand in a slot whose value is not free text.
_SLOT_PATTERNS = {
    "status": "[0-9]+",
    "seconds": "[0-9.e+-]+",
    "minutes": "[0-9.e+-]+",
    "megabytes": "[0-9.e+-]+",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: English, Simplified and Traditional words with the same slots."""

    english: str
    simplified: str
    traditional: str

    def say(self, **values: object) -> ReasonText:
        """Return the English words with ``values`` in their slots."""
        return ReasonText(self.english.format(**values))

    def match(self, text: str) -> dict[str, str] | None:
        """Return the values in the slots of ``text``, None if it is another reason."""
        found = _pattern(self.english).fullmatch(text)
        return found.groupdict() if found else None


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """Return what matches every text that ``say`` makes of ``english``."""
    pieces = _SLOT.split(english)  # words, slot, words, slot, words
    return re.compile(
        "".join(
            f"(?P<{piece}>{_SLOT_PATTERNS.get(piece, '.*')})"
            if number % 2
            else re.escape(piece)
            for number, piece in enumerate(pieces)
        ),
        re.DOTALL,
    )


# ------------------------------------------------------- nothing was asked for
NOT_STORED = Reason(
    "not in the store and --offline was given",
    "离线制作，本机没有这张图片",
    "離線製作，本機沒有這張圖片",
)
NOT_MIRRORED = Reason(
    "not in the mirror or the store and --offline was given",
    "离线制作，本机没有这张图片",
    "離線製作，本機沒有這張圖片",
)
RUN_OVER = Reason(
    "the {minutes} minutes for pictures were over",
    "下载图片限时{minutes}分钟，时间已到",
    "下載圖片限時{minutes}分鐘，時間已到",
)

# ------------------------------------------------------------------ its address
ADDRESS_EMPTY = Reason(
    "the archive has no address for it",
    "存档中没有这张图片的地址",
    "存檔中沒有這張圖片的位址",
)
ADDRESS_SCHEME = Reason(
    "its address is {scheme}:, not http(s):", "图片的地址无效", "圖片的位址無效"
)
ADDRESS_INCOMPLETE = Reason(
    "its address is incomplete", "图片的地址不完整", "圖片的位址不完整"
)
ADDRESS_PASSWORD = Reason(
    "its address holds a user name or a password",
    "图片的地址含有密码，未予使用",
    "圖片的位址含有密碼，未予使用",
)
ADDRESS_UNREADABLE = Reason(
    "its address cannot be read", "图片的地址无效", "圖片的位址無效"
)
ADDRESS_PRIVATE = Reason(
    "its address leads to a private network ({host})",
    "地址指向内部网络，已拒绝",
    "位址指向內部網路，已拒絕",
)
HOST_PRIVATE = Reason(
    "{host} leads to a private network ({address})",
    "地址指向内部网络，已拒绝",
    "位址指向內部網路，已拒絕",
)
HOST_UNKNOWN = Reason("no address is known for {host}", "找不到服务器", "找不到伺服器")

# ------------------------------------------------------------------- its server
SERVER_UNREACHABLE = Reason(
    "the server could not be reached", "无法连接服务器", "無法連線至伺服器"
)
SERVER_UNREACHABLE_IN_TIME = Reason(
    "the server could not be reached in time",
    "服务器没有及时答复",
    "伺服器沒有及時答覆",
)
SERVER_SILENT = Reason(
    "the server did not answer in time", "服务器没有及时答复", "伺服器沒有及時答覆"
)
SERVER_BUSY = Reason("the server wants to be left alone", "服务器繁忙", "伺服器忙碌")
SERVER_UNTRUSTED = Reason(
    "the server's certificate cannot be trusted",
    "服务器的证书不可信",
    "伺服器的憑證不可信",
)
SERVER_BROKE_OFF = Reason("the server broke off", "图片不完整", "圖片不完整")
STATUS_AND_WAIT = Reason(
    "the server answered {status}{phrase} and asks to wait {seconds} s",
    "服务器答复 {status}",
    "伺服器答覆 {status}",
)
STATUS = Reason(
    "the server answered {status}{phrase}", "服务器答复 {status}", "伺服器答覆 {status}"
)
PROXY = Reason(
    "the proxy gave no connection: {why}", "无法连接服务器", "無法連線至伺服器"
)
REDIRECT_CIRCLES = Reason(
    "the server sent us round in circles",
    "服务器转往无效的地址",
    "伺服器轉往無效的位址",
)
REDIRECT_ADDRESS = Reason(
    "the server sent us on, but {why}", "服务器转往无效的地址", "伺服器轉往無效的位址"
)
TRICKLED = Reason(
    "the picture came in too slowly and was given up",
    "图片传来过慢，已放弃",
    "圖片傳來過慢，已放棄",
)
NOT_THERE_AFTER = Reason(
    "the picture was not there after {seconds} s",
    "服务器没有及时答复",
    "伺服器沒有及時答覆",
)

# ----------------------------------------------------------- what the server sent
TOO_LARGE = Reason("the picture is larger than {megabytes} MB", "图片过大", "圖片過大")
TOO_MANY_PIXELS = Reason(
    "the picture is too large: {width} × {height}, more than {limit} million pixels",
    "图片过大",
    "圖片過大",
)
PACKED_OTHERWISE = Reason(
    "the server packed the picture as {encoding}", "图片无法解码", "圖片無法解碼"
)
PACKED_BADLY = Reason(
    "the server packed the picture badly", "图片无法解码", "圖片無法解碼"
)
NO_PICTURE = Reason("no picture: {what}", "所得并非图片", "所得並非圖片")
CUT_OFF = Reason("the picture is cut off", "图片不完整", "圖片不完整")
CRASHED = Reason(
    "the picture is damaged: it made the decoder fail", "图片已损坏", "圖片已損壞"
)
DAMAGED = Reason("the picture is damaged", "图片已损坏", "圖片已損壞")
DRAWING = Reason("the drawing cannot be drawn: {why}", "图形无法绘制", "圖形無法繪製")
TOO_HUNGRY = Reason(
    "decoding the picture takes too much memory", "图片无法解码", "圖片無法解碼"
)
TOO_SLOW_TO_DECODE = Reason(
    "decoding the picture took over {seconds} s", "图片无法解码", "圖片無法解碼"
)
FILE_UNREADABLE = Reason(
    "the file cannot be read: {why}", "图片文件无法读取", "圖片檔案無法讀取"
)

# Said where the words are those of another release, which the store remembered.
UNKNOWN = Reason("unknown", "原因不明", "原因不明")


def all_reasons() -> dict[str, Reason]:
    """Return every reason by the name of its constant."""
    return {name: r for name, r in globals().items() if isinstance(r, Reason)}


@cache
def translate_reason(text: str, *, traditional: bool) -> str:
    """Return the Chinese words for ``text``, which ``Reason.say`` made."""
    for reason in all_reasons().values():
        values = reason.match(text)
        if values is not None:
            chinese = reason.traditional if traditional else reason.simplified
            return chinese.format(**values)
    return UNKNOWN.traditional if traditional else UNKNOWN.simplified
