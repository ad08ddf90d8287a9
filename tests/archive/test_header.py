"""The header of an archived article, in forms that were seen or are likely."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.archive.encodings import Decoded, decode_article
from exporter.archive.header import clean_title, header_url, parse_head
from exporter.archive.moments import FIRST_MS, LAST_MS, instant, usable_epoch
from exporter.archive.record import Record, has_article_name, read_record

URL = "https://www.dw.com/zh/%E4%B8%80/a-1"


def published(text: str) -> datetime | None:
    head = parse_head(text)
    assert head is not None
    return None if head.published_ms is None else instant(head.published_ms)


def decode(data: bytes) -> Decoded | None:
    """Return the result of ``decode_article``, None where it refuses."""
    found = decode_article(data)
    return found if isinstance(found, Decoded) else None


def record_of(
    data: bytes, *, name: bytes = b"dw/1000001.md", size_bytes: int | None = None
) -> Record:
    size = len(data) if size_bytes is None else size_bytes
    return read_record(
        data[:4096], lambda: data, size_bytes=size, name=name, folder="dw"
    )


def test_a_usual_header_gives_title_address_and_time() -> None:
    head = parse_head(f"<!--1718714822000-->\n[一个标题]({URL})\n------\n\n<p>文</p>")
    assert head is not None
    assert (head.title, head.url, head.refused) == ("一个标题", URL, "")
    assert published(
        f"<!--1718714822000-->\n[题]({URL})\n------\n\n<p>文</p>"
    ) == datetime(2024, 6, 18, 12, 47, 2, tzinfo=UTC)


def test_the_body_begins_after_the_rule() -> None:
    text = f"<!--1-->\n[题]({URL})\n------\n\n<p>文</p>"
    head = parse_head(text)
    assert head is not None
    assert text[head.body_start :].strip() == "<p>文</p>"


def test_a_date_line_dates_a_header_without_the_comment() -> None:
    text = f"[题]({URL})\n------\n日期：Fri, 19 Jun 2020 09:51:53 +0000\n\n<p>文</p>"
    head = parse_head(text)
    assert head is not None
    assert published(text) == datetime(2020, 6, 19, 9, 51, 53, tzinfo=UTC)
    assert text[head.body_start :].strip() == "<p>文</p>"


@pytest.mark.parametrize(
    ("date", "hour"),
    [
        ("Fri, 19 Jun 2020 09:51:53 +0800", 1),
        ("Fri, 19 Jun 2020 09:51:53 GMT", 9),
        ("19 Jun 2020 09:51:53", 9),
        ("2020-06-19T09:51:53+08:00", 1),
        ("2020-06-19 09:51", 9),
    ],
)
def test_a_date_line_is_read_in_every_form(date: str, hour: int) -> None:
    found = published(f"[题]({URL})\n------\n日期: {date}\n<p>文</p>")
    assert found is not None
    assert (found.day, found.hour, found.minute) == (19, hour, 51)


def test_the_comment_wins_over_the_date_line_and_both_are_removed() -> None:
    date_line = "日期：Fri, 19 Jun 2020 09:51:53 +0000"
    text = f"<!--1718714822000-->\n[题]({URL})\n---\n{date_line}\n<p>文"
    head = parse_head(text)
    assert head is not None
    assert head.published_ms == 1_718_714_822_000
    assert text[head.body_start :].strip() == "<p>文"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff<!--1-->\n[题](U)\n------\n<p>",
        "\n \t<!--1-->\n[题](U)\n------\n<p>",
        "\ufeff\u3000\n<!-- 1 -->  [题](U)\n------\n<p>",
        "<!--1-->\r\n[题](U)\r\n------\r\n\r\n<p>",
        "<!--1-->\r[题](U)\r------\r\r<p>",
        "<!--1-->\n\n[题](U)  \n\n---\n<p>",
        "<!--1-->\n[题](U)\n----------\n<p>",
        "<!--1-->\n[ 题\u00a0](U)\n---  \n<p>",
        "<!--1-->\n[题](  U )\n------<p>",
    ],
)
def test_a_header_in_unusual_forms_is_read(text: str) -> None:
    text = text.replace("U", URL)
    head = parse_head(text)
    assert head is not None
    assert (head.title, head.url, head.published_ms) == ("题", URL, 1)
    assert text[head.body_start :].strip() == "<p>"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("第一行\n第二行", "第一行 第二行"),
        ("一\u00a0\u00a0二\u3000三\u2028四", "一 二 三 四"),
        ("[独家] 括号](和) (另一个)", "[独家] 括号](和) (另一个)"),
        ("见[这里](https://example.org/)", "见[这里](https://example.org/)"),
        ("破折号)\n------\n还是标题", "破折号) ------ 还是标题"),
        ("A&amp;B &#12298;书&#x300b; &copy 2020 AT&T", "A&B 《书》 &copy 2020 AT&T"),
        ("零\u200b宽\ufeff和\x08控\x00制", "零宽和控制"),
        ("长" * 5000, "长" * 5000),
    ],
)
def test_a_title_loses_line_breaks_control_characters_and_references(
    written: str, title: str
) -> None:
    head = parse_head(f"<!--1-->\n[{written}]({URL})\n------\n\n<p>文</p>")
    assert head is not None
    assert head.title == title
    assert head.url == URL


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://www.dw.com/zh/%E4%B8%80%20%E4%BA%8C/a-69399723", "一 二"),
        ("https://cn.nytimes.com/asia/20200710/seoul-mayor/", "seoul-mayor"),
        ("https://cn.ft.com/story/001088621?full=y", "001088621"),
        ("https://www.dw.com", "www.dw.com"),
        ("", "无题"),
    ],
)
def test_empty_title_comes_from_the_address(url: str, title: str) -> None:
    assert clean_title(" \n\u00a0", url) == title


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (
            "https://www.dw.com/zh/甲 乙/a-1",
            "https://www.dw.com/zh/%E7%94%B2%20%E4%B9%99/a-1",
        ),
        ("https://example.org/Foo_(bar)", "https://example.org/Foo_(bar)"),
        ("https://example.org/a\nb", "https://example.org/ab"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"),
        ("javascript:alert(1)", ""),
        ("mailto:a@example.org", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_an_address_is_cleaned(written: str, url: str) -> None:
    head = parse_head(f"<!--1-->\n[题]({written})\n------\n\n<p>文</p>")
    assert head is not None
    assert head.url == url
    assert header_url(written) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!--1-->",
        "<!--1-->\n[题",
        f"<!--1-->\n[题]({URL}",
        f"<!--1-->\n[题]({URL})",
        f"<!--1-->\n[题]({URL})\n--",
        "<p>文</p>",
        "标题\n------\n\n[一篇](/articles/dw/1.md)\n",
    ],
)
def test_text_without_a_header_gives_none(text: str) -> None:
    assert parse_head(text) is None


@pytest.mark.parametrize(
    ("number", "instant_text"),
    [
        (str(FIRST_MS), "0001-01-01T00:00:00+00:00"),
        ("-1", "1969-12-31T23:59:59.999000+00:00"),
        ("000001718714822000", "2024-06-18T12:47:02+00:00"),
        (str(LAST_MS), "9999-12-31T23:59:59.999000+00:00"),
    ],
)
def test_an_epoch_from_year_1_to_9999_is_read(number: str, instant_text: str) -> None:
    milliseconds = usable_epoch(number)
    assert milliseconds is not None
    assert instant(milliseconds).isoformat() == instant_text


@pytest.mark.parametrize(
    "number", [str(FIRST_MS - 1), str(LAST_MS + 1), "9" * 16, "-" + "9" * 200]
)
def test_an_epoch_outside_the_calendar_is_refused(number: str) -> None:
    assert usable_epoch(number) is None


@pytest.mark.parametrize(
    "byline",
    [
        "<div><i>某人<br>2024-06-18T12:37:07.167Z</i></div>",
        "<div><i>某人<br>2024-06-18T20:37:07+0800</i></div>",
        "<div><i>2024-06-18 12:37:07</i></div>",
        "<DIV class='x'>2024-06-18T12:37:07.123456789Z</DIV>",
        "<div><i>Tue, 18 Jun 2024 12:37:07 GMT</i></div>",
        "<p>某人 2024-06-18T12:37:07Z</p>",
    ],
)
@pytest.mark.parametrize("comment", ["", "<!--NaN-->\n", "<!---->\n"])
def test_the_byline_dates_a_header_without_a_date(comment: str, byline: str) -> None:
    found = published(f"{comment}[题]({URL})\n------\n\n{byline}<p>2001-01-01</p>")
    assert found is not None
    assert found.replace(microsecond=0) == datetime(2024, 6, 18, 12, 37, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        "<p>没有</p><p>2024-06-18</p>",
        "文字 2024-06-18",
        "<div>2024-13-45</div>",
        "<div>Tue, 18 Jun 2024 12:37:07 +9959</div>",
        "<div>0001-01-01T00:00:00+14:00</div>",
        "<div>" + "长" * 700 + "2024-06-18</div>",
    ],
)
def test_a_header_and_body_without_a_date_give_none(body: str) -> None:
    assert published(f"[题]({URL})\n------\n\n{body}") is None


@pytest.mark.slow
@given(st.text(), st.text(), st.text())
def test_any_text_is_read_without_error(title: str, url: str, body: str) -> None:
    head = parse_head(f"<!--1-->\n[{title}]({url})\n------\n{body}")
    if head is not None:
        assert head.title
        assert head.title == " ".join(head.title.split())
        assert head.url == "" or head.url.startswith("http")


@given(st.binary())
def test_any_bytes_are_an_article_a_problem_or_neither(data: bytes) -> None:
    for start in (b"", b"<!--1-->\n[", b"<!--1-->\n[a](https://b.c/)\n---\n"):
        record = record_of(start + data)
        assert record.is_article or record.code or record == Record()


@given(
    st.integers(1_000_000_000_000, 2_000_000_000_000),
    st.text(st.characters(codec="utf-8", exclude_characters="\0]&\n\r"), min_size=1),
    st.sampled_from(["", "/", "/zh/%E4%B8%80/a-1", "/a?b=c", "/a'b", "/%zz"]),
)
def test_record_of_and_parse_head_find_the_same_header(
    epoch: int, title: str, path: str
) -> None:
    text = f"<!--{epoch}-->\n[{title}](https://www.dw.com{path})\n------\n\n<p>文</p>"
    head = parse_head(text)
    assert head is not None
    record = record_of(text.encode())
    assert record.is_article
    found = (record.published_ms, record.title, record.url)
    assert found == (head.published_ms, head.title, head.url)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"1026101.md", True),
        ("德国之声/1047803_题\n目.MD".encode(), True),
        (b"102.md", False),
        (b"1026101.md/x", False),
        (b"1" * 60_000, False),  # a name of a member of a .zip
        (b"1111/" * 12_000, False),
        (b"1" * 60_000 + b".md", True),
    ],
)
def test_a_file_name_is_or_is_not_that_of_an_article(
    name: bytes, *, expected: bool
) -> None:
    assert has_article_name(name) is expected


# ------------------------------------------------------------------ encodings


def test_each_damaged_byte_is_counted() -> None:
    data = ("文" * 1000).encode()
    decoded = decode(data[:300] + b"\xff\xfe" + data[300:600] + b"\xe6" + data[600:])
    assert decoded is not None
    assert (decoded.encoding, decoded.bad_bytes) == ("UTF-8", 3)
    assert decoded.text == "文" * 100 + "\ufffd" + "文" * 100 + "\ufffd" + "文" * 800


def test_cut_last_character_is_counted_but_is_no_reason_to_refuse() -> None:
    decoded = decode("短文".encode()[:-1])
    assert decoded is not None
    assert (decoded.text, decoded.bad_bytes) == ("短\ufffd", 2)


def test_zero_bytes_inside_a_text_count_as_damage() -> None:
    decoded = decode(b"a" * 500 + b"\0\0" + b"b" * 500)
    assert decoded is not None
    assert decoded.text == "a" * 500 + "\ufffd" + "b" * 500
    assert decoded.bad_bytes == 2


def test_text_with_one_bad_byte_in_a_hundred_is_refused() -> None:
    assert decode(b"a" * 50 + b"\xff" + b"b" * 50) is not None
    assert decode(b"a" * 50 + b"\xff" + b"b" * 49) is None


def test_damaged_utf8_is_not_read_in_another_encoding() -> None:
    # These bytes are valid GB18030 too: all of them are pairs of high bytes.
    data = ("文文" * 100).encode() + b"\xff\xe6"
    data = data[:300] + b"\x81\x81" + data[300:600]
    assert data.decode("gb18030")
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.encoding, decoded.bad_bytes) == ("UTF-8", 2)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_text_in_another_encoding_is_decoded_whole(encoding: str) -> None:
    text = "<!--1-->\n[一个标题](https://www.dw.com/zh/a-1)\n------\n\n<p>正文" * 3
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert decoded.encoding == encoding.upper()
    assert decoded.bad_bytes == 0


@pytest.mark.parametrize(
    "data", [b"\xff\xfea", bytes(range(128, 256)) * 4, b"\x00\x01\x02\x03" * 100]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert decode(data) is None
