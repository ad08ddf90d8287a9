"""Chinese is read correctly in every encoding, or refused; never spoiled."""

from pathlib import Path

import pytest

from exporter.archive.encodings import (
    NO_TEXT,
    SPOILED,
    UNKNOWN_ENCODING,
    Decoded,
    decode_article,
    looks_spoiled,
)
from tests.support.archives import article, fill, pack, scan

SIMPLIFIED = article(
    title="国标标题", body="<p>这是一篇用来试验的文章，说的是总理访问北京的事情。</p>"
).decode()
TRADITIONAL = article(
    title="大五碼標題", body="<p>這是一篇用來試驗的文章，說的是總理訪問北京的事情。</p>"
).decode()
JAPANESE = "これは日本の新聞の記事です。東京で大きな会議が開かれ、政府は発表した。"
KOREAN = (
    "이것은 한국 신문의 기사입니다. 서울에서 큰 회의가 열렸고 많은 사람들이 참석했다."
)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (SIMPLIFIED, "gbk", "GB18030"),
        (SIMPLIFIED, "gb2312", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "cp950", "Big5"),
        (TRADITIONAL.replace("總理", "總理啫喱嘅"), "big5hkscs", "Big5"),
        *(
            (text, codec, codec[:6].upper())
            for text in (SIMPLIFIED, TRADITIONAL, TRADITIONAL[21:])
            for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        ),
        (SIMPLIFIED, "utf-16", "UTF-16"),
        (SIMPLIFIED, "utf-32", "UTF-32"),
        (SIMPLIFIED, "utf-8-sig", "UTF-8"),
        (SIMPLIFIED, "utf-7", "UTF-7"),
    ],
)
def test_chinese_is_read_in_its_encoding(text: str, codec: str, name: str) -> None:
    found = decode_article(text.encode(codec))
    assert found == Decoded(text, name)


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_utf8_encoded_twice_is_put_right(text: str, codec: str) -> None:
    spoiled = "".join(
        bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode()
    )
    assert decode_article(spoiled.encode()) == Decoded(text, "UTF-8 encoded twice")
    mixed = f"{text}<p>{spoiled}</p>"
    assert decode_article(mixed.encode()) == Decoded(
        f"{text}<p>{text}</p>", "UTF-8 encoded twice"
    )


def test_utf8_that_was_read_as_gb18030_is_put_right() -> None:
    text = "<p>中国德国美国总理访问</p>"
    spoiled = text.encode().decode("gb18030")
    found = decode_article(spoiled.encode())
    assert found == Decoded(text, "UTF-8 that was read as GB18030")


def test_spoiled_text_that_cannot_be_restored_is_refused() -> None:
    text = SIMPLIFIED.encode().decode("gb18030", "replace")
    assert decode_article(text.encode()) == SPOILED
    latin = SIMPLIFIED.encode().decode("latin-1").replace("\x80", "").replace("ç", "c")
    assert decode_article(latin.encode()) == SPOILED


@pytest.mark.parametrize(
    ("text", "codec", "words"),
    [
        (JAPANESE, "shift_jis", "it is in Shift-JIS, not in Chinese"),
        (JAPANESE, "euc_jp", "it is in EUC-JP, not in Chinese"),
        (KOREAN, "euc_kr", "it is in EUC-KR, not in Chinese"),
        ("Крупная встреча прошла в Москве вчера", "koi8-r", NO_TEXT),
    ],
)
def test_other_languages_are_not_taken_for_chinese(
    text: str, codec: str, words: str
) -> None:
    assert decode_article(text.encode(codec)) == words


def test_parts_in_two_encodings_are_each_read() -> None:
    header, _, body = SIMPLIFIED.partition("------")
    data = header.encode() + b"------" + body.encode("gb18030")
    assert decode_article(data) == Decoded(SIMPLIFIED, "UTF-8 and GB18030")


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_a_paragraph_in_another_encoding_is_read(codec: str) -> None:
    """The article is one line, and most of it is sound UTF-8."""
    added = "<p>下面是另一次收到的消息：總理今天在北京會見了記者。</p>"
    if codec == "gb18030":
        added = "<p>下面是另一次收到的消息：总理今天在北京会见了记者。</p>"
    for text in (SIMPLIFIED.strip() * 3, SIMPLIFIED.strip()):
        found = decode_article(
            text.encode() + added.encode(codec) + text[-40:].encode()
        )
        assert isinstance(found, Decoded)
        assert found.text == text + added + text[-40:]
        assert found.encoding.startswith("UTF-8 and ")


@pytest.mark.parametrize("lost", range(3, 60, 4))
def test_damaged_utf8_is_not_taken_for_a_mixture(lost: int) -> None:
    data = SIMPLIFIED.encode()
    place = data.index("这是".encode()) + lost
    found = decode_article(data[:place] + data[place + 1 :])
    assert isinstance(found, Decoded)
    assert found.encoding == "UTF-8"


def test_emoji_in_halves_are_put_together() -> None:
    data = SIMPLIFIED.replace("总理", "总理🐶").encode("utf-16-le")
    halves = data.decode("utf-16-le").replace("🐶", "\ud83d\udc36")
    found = decode_article(halves.encode("utf-8", "surrogatepass"))
    assert found == Decoded(SIMPLIFIED.replace("总理", "总理🐶"), "CESU-8")


@pytest.mark.parametrize("text", ["a+bcd=2, C++, +86/12345-6", "news +AGEAYg- here"])
def test_ascii_with_plus_signs_is_not_read_as_utf7(text: str) -> None:
    assert decode_article(text.encode()) == Decoded(text)


def test_a_few_bad_bytes_in_a_short_text_are_counted() -> None:
    data = SIMPLIFIED.encode()
    # The bad bytes are inside a character, so its three bytes are lost too.
    found = decode_article(data[:-30] + b"\xff\xfe" + data[-30:])
    assert isinstance(found, Decoded)
    assert (found.encoding, found.bad_bytes) == ("UTF-8", 5)


def test_a_few_bad_bytes_in_another_encoding_are_counted() -> None:
    text = SIMPLIFIED * 9
    data = text.encode("gb18030")
    found = decode_article(data[:-1] + b"\xff")
    assert isinstance(found, Decoded)
    assert (found.encoding, found.bad_bytes > 0) == ("GB18030", True)
    assert found.text.startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    "text",
    [
        "Der Präsident sagte: „Ça va, très bien à Köln“, être à la fête",
        "naïve café — £5 ½ à «Noël» ÄÖÜäöüß éèêë",
        JAPANESE,
        KOREAN,
        "鳡鰥鱷，鯊鯨鱘鰉",
        "Ä",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert decode_article(text.encode()) == Decoded(text)


def test_binary_data_is_refused() -> None:
    assert decode_article(bytes(range(256)) * 9) in (NO_TEXT, UNKNOWN_ENCODING)


@pytest.mark.parametrize(
    ("title", "spoiled"),
    [("一个标题", False), ("Café à Paris", False), ("涓浗", True), ("å¾·å›½", True)],
)
def test_only_a_spoiled_title_looks_spoiled(title: str, *, spoiled: bool) -> None:
    assert looks_spoiled(title) == spoiled


@pytest.mark.parametrize("packed", [False, True])
def test_titles_are_read_in_their_encoding(tmp_path: Path, *, packed: bool) -> None:
    files = {
        "articles/dw/1000001.md": SIMPLIFIED.encode("gb18030"),
        "articles/dw/1000002.md": TRADITIONAL.encode("cp950"),
        "articles/dw/1000003.md": SIMPLIFIED.encode("utf-16-le"),
        "articles/dw/1000004.md": SIMPLIFIED.encode().decode("latin-1").encode(),
    }
    where = pack(tmp_path / "a.zip", files) if packed else fill(tmp_path / "a", files)
    assert [h.title for h in scan(where).headers] == [
        "国标标题",
        "大五碼標題",
        "国标标题",
        "国标标题",
    ]
