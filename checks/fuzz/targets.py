"""The fuzz targets: functions that take any bytes and raise if our code is wrong.

Each checks what the later stages rely on.  An error that the tested code announces
(``UsageError`` …) is no find.
"""

import io
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import httpx

from exporter.archive import ArticleReader, headers_of
from exporter.archive.encodings import Decoded
from exporter.archive.moments import FIRST_MS, LAST_MS, instant
from exporter.archive.record import (
    HEAD_BYTES,
    Parts,
    Record,
    make_header,
    read_record,
    split_article,
)
from exporter.errors import ExportError, UsageError
from exporter.images.decode.conversion import prepare_image
from exporter.images.decode.kinds import refuse_kind, sniff_kind
from exporter.images.decode.recipe import Prepared, Recipe
from exporter.images.decode.structure import read_structure
from exporter.images.download.guard import RefusedHostError, check_host
from exporter.images.plan.addresses import (
    AddressError,
    candidate_addresses,
    clean_address,
    image_key,
    mirror_paths,
)
from exporter.journal import Journal
from exporter.language.tags import tag_language
from exporter.model import ArticleHeader, Location, Problem
from exporter.selection import (
    find_wanted,
    parse_wanted,
    read_period,
    read_wanted,
    read_zone,
)
from exporter.urls import clean_url
from exporter.words import word_reason
from tests.support.archives import article as archived
from tests.support.articles import check_article, parse
from tests.support.attacks import ATTACKS
from tests.support.books import render
from tests.support.harmless import assert_harmless_document
from tests.support.images import decode, draw_chart, draw_photo, encode, jpeg

Check = Callable[[bytes], None]

_SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "articles"
_RECIPE = Recipe(64, 64, max_pixels=1_000_000)
_NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Target:
    """A function to fuzz, inputs to begin with, and how long inputs may get."""

    check: Check
    seeds: Callable[[], Sequence[bytes]]
    max_bytes: int


# ------------------------------------------------------------- an article's header


def check_header(data: bytes) -> None:
    """Judge ``data`` as a file of an archive; both ways of reading must agree."""
    record = read_record(
        data[:HEAD_BYTES],
        lambda: data,
        size_bytes=len(data),
        name=b"articles/dw/1000001.md",
        folder="dw",
    )
    assert record.is_article or record.code or record == Record()
    parts = split_article(data)
    if not record.is_article:
        return
    assert record.published_ms is not None
    assert FIRST_MS <= record.published_ms <= LAST_MS
    assert record.title
    assert record.title == " ".join(record.title.split())
    assert record.url == "" or record.url == clean_url(record.url)
    header = make_header(record, Location("articles/dw/1000001.md"))
    assert header.published == instant(record.published_ms)
    assert header.id.isascii()
    if isinstance(parts, Parts) and parts.decoded == Decoded(parts.decoded.text):
        head = parts.head  # of valid UTF-8; otherwise the title may be read differently
        found = (record.published_ms, record.title, record.url)
        assert found == (head.published_ms, head.title, head.url)


def _header_seeds() -> list[bytes]:
    long_way = (
        "[灯塔](https://www.dw.com/zh/a-1)\n------\n日期：Fri, 19 Jun 2020 09:51:53"
    )
    return [
        *(path.read_bytes()[:600] for path in _sample_paths()[:6]),
        archived(),
        archived(title="a]b\n[c", url="https://a.example/x y?z=<&amp;"),
        f"{long_way} +0000\n<p>文</p>".encode(),
        f"\ufeff{long_way} +0800\n文".encode("utf-16"),
        archived(title="题").decode().encode("gb18030"),
        archived(-1, body="<div><i>某人<br>2024-06-18</i></div>文"),
        b"",
        b"<!--",
    ]


# --------------------------------------------------------------- an article's body


def check_body(data: bytes) -> None:
    """Parse ``data`` as an article and write its chapter."""
    article = parse(data.decode("utf-8", "surrogateescape"))
    check_article(article)
    names = {"EPUB/styles/book.css", "EPUB/text/a-1.xhtml"}
    for document in render(tag_language(article)):
        assert_harmless_document("EPUB/text/a-1.xhtml", document.content, names)


def _body_seeds() -> list[bytes]:
    return [
        *(path.read_bytes().partition(b"------")[2] for path in _sample_paths()),
        *(attack.encode("utf-8", "replace") for attack in ATTACKS),
    ]


# ------------------------------------------------------------------------ pictures


def check_image(data: bytes) -> None:
    """Sniff ``data``, find its end, and make a picture of it."""
    kind = sniff_kind(data)
    refusal = refuse_kind(kind, code="no-image-sent")
    assert refusal is None or refusal.reason.code == "no-image-sent"
    for known in ("jpeg", "png"):
        structure = read_structure(known, data)
        assert structure is None or 0 < structure.end <= len(data)
    outcome = prepare_image(data, _RECIPE)
    if not isinstance(outcome, Prepared):
        assert len(word_reason(outcome.reason)) > 10
        return
    assert refusal is None
    if outcome.result.is_spacer:
        return
    made = outcome.data or data
    assert sniff_kind(made) == outcome.result.kind
    image = decode(made)
    assert image.size == (outcome.result.width_px, outcome.result.height_px)
    assert max(image.size) <= _RECIPE.max_width_px
    structure = read_structure(outcome.result.kind, made)
    assert structure is not None
    assert not made[structure.end :].strip(b"\x00\r\n ")  # nothing is hidden after it


def _image_seeds() -> list[bytes]:
    kinds = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
    return [
        *(encode(draw_photo(12, 9), kind) for kind in kinds),
        encode(draw_photo(12, 9, mode="CMYK"), "JPEG"),
        encode(draw_photo(12, 9), "JPEG", progressive=True),
        encode(draw_chart(12, 9).convert("P"), "PNG", transparency=0),
        jpeg(12, 9) + b"PK\x03\x04<script>",
        b"<?xml version='1.0'?><!-- x --><!DOCTYPE svg><svg xmlns='x'/>",
        b"\xef\xbb\xbf<!doctype html><title>",
        b'{"status":"error"}',
        b"\x00\x00\x00\x18ftypheic",
    ]


# ----------------------------------------------------------------------- selection


def check_selection(data: bytes) -> None:
    """Read ``data`` as dates, spans and zones, then as a list of articles."""
    text = os.fsdecode(data)
    zone_name, since, until, last, *_ = (*text.split("\n", 4), "", "", "", "")
    zone: tzinfo = UTC
    with suppress(UsageError):
        zone = read_zone(zone_name) if zone_name else UTC
    for words in ({"since": since, "until": until}, {"last": last}):
        given = {name: word for name, word in words.items() if word}
        with suppress(UsageError):
            period = read_period(zone=zone, now=_NOW, **given)
            ends = [end for end in (period.since, period.until) if end]
            assert all(end.tzinfo is UTC for end in ends)
            assert ends == sorted(ends)
    for wanted in (read_wanted(data), parse_wanted(text)):
        # Files outside the archive are the user's own choice.
        inside = [entry for entry in wanted if not os.path.lexists(entry)]
        problems: list[Problem] = []
        found = find_wanted(_headers(), inside, journal=Journal(problems=problems))
        assert len(found) == len(set(found))
        assert {problem.code for problem in problems} <= {"not-found"}
        assert len(problems) <= len(inside)
        assert all(problem.where.isprintable() for problem in problems)


@cache
def _headers() -> tuple[ArticleHeader, ...]:
    headers = []
    for number in range(4):
        url = ("https://www.dw.com/zh/a-{}", "https://a.example/{}")[number % 2]
        record = Record(True, number, "dw", "题", url.format(90_000_000 + number))
        folder = ("articles/dw", "德国之声", "a b", "x.zip")[number]
        member = "articles/dw/7.md" if number == 3 else ""
        location = Location(folder if member else f"{folder}/{number}.md", member)
        headers.append(make_header(record, location))
    return tuple(headers)


def _selection_seeds() -> list[bytes]:
    texts = (
        "Asia/Shanghai\n2024\n2024-06\n36h\na-90000000\n# no\n90000002",
        "+08:00\n2024-06-18T14:30+08:00\n2024-06-18\n3m\narticles/dw/0.md",
        "UTC-3\n9999-12-31\n0001\n1y\nhttps://www.dw.com/zh/a-90000000\tx",
        "Z\n2024-02-30\n2024-13\n0d\nhttps://a.example/90000001?x",
        "\n\n\n\n./德国之声/1.md\0a b/2.md\0x.zip!articles/dw/7.md",
        "GMT+14\n2024-6-1 1:02:03 z\n\n9999999w\n\u3000\n\x0c\n\x85",
    )
    return [text.encode() for text in texts]


# ----------------------------------------------------------------------- addresses


def check_address(data: bytes) -> None:
    """Read ``data`` as a picture's address; no two readers may read it differently."""
    text = data.decode("utf-8", "surrogateescape")
    link = clean_url(text, base="https://www.dw.com/zh/a-1")
    assert link.isascii()
    assert link == clean_url(link)
    try:
        cleaned = clean_address(text)
    except AddressError:
        return
    addresses = candidate_addresses(text)
    for address in (cleaned, image_key(text), *addresses):
        _check_clean(address)
    for path in mirror_paths(text):
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))


def _check_clean(address: str) -> None:
    assert address.isascii()
    assert address == clean_address(address)
    split = urlsplit(address)
    assert split.scheme in ("http", "https")
    assert "@" not in split.netloc
    assert split.hostname
    try:
        seen = httpx.URL(address)
    except httpx.InvalidURL:
        return  # it was refused, and the picture has its reason
    assert seen.raw_host.decode() == split.hostname.strip("[]")
    default = {"http": 80, "https": 443}[split.scheme]
    ports = [default if p is None else p for p in (seen.port, split.port)]
    assert ports[0] == ports[1]
    for proxied in (False, True):
        with suppress(RefusedHostError):
            check_host(split.hostname, allow_hosts=frozenset(), proxied=proxied)


def _address_seeds() -> list[bytes]:
    texts = (
        "https://images.weserv.nl/?url=static.dw.com/image/1_303.jpg",
        "https://wsrv.nl?url=ssl:a.example/%E5%8D%8E.png&w=300",
        "//static.dw.com:8080/image/1.jpg?a=b;c#d",
        "http://me:secret@127.0.0.1/",
        "http://[::ffff:127.0.0.1]:80/a",
        "http://2130706433/ http://0x7f.1/",
        "http://①②⑦。0。0。1/x",
        "http://xn--a/%2e%2e/%2e%2e/etc",
        "https:\\\\a.example\\..\\@b.example/",
        "data:image/png;base64,AAAA",
        "JaVa\tScript:alert(1)",
    )
    return [text.encode() for text in texts]


# ------------------------------------------------------------------ a .zip of them


def check_zip(data: bytes) -> None:
    """Read ``data`` as a .zip of articles."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        path.write_bytes(data)
        problems: list[Problem] = []
        try:
            found = headers_of(
                [path], index_path=None, journal=Journal(problems=problems)
            )
            with ArticleReader(Journal(problems=problems)) as reader:
                for header in found.headers:
                    reader.read_body(header)
        except ExportError:
            pass
        assert list(Path(folder).iterdir()) == [path]


def _zip_seeds() -> list[bytes]:
    seeds = []
    for method in (ZIP_DEFLATED, ZIP_BZIP2):
        stream = io.BytesIO()
        with ZipFile(stream, "w", method) as packed:
            packed.writestr("articles/dw/1000001.md", archived())
            packed.writestr("articles/dw/题.md", archived(title="题" * 300))
            packed.writestr("../1000002.md", archived())
        seeds.append(stream.getvalue())
    return seeds


def _sample_paths() -> list[Path]:
    return sorted(_SAMPLES.rglob("*.md"))


TARGETS: dict[str, Target] = {
    "header": Target(check_header, _header_seeds, 4_096),
    "body": Target(check_body, _body_seeds, 4_096),
    "picture": Target(check_image, _image_seeds, 4_096),
    "selection": Target(check_selection, _selection_seeds, 512),
    "address": Target(check_address, _address_seeds, 512),
    "zip": Target(check_zip, _zip_seeds, 4_096),
}
