"""Finds characters of the other script in a finished book.

    python -m checks.scripts BOOK... --script hans|hant|tw|hk [--show 20] [--suspects]

It reads an EPUB's documents, with alternative texts, labels, titles and the package, or
a PDF's pages, outline and metadata.  For each book it prints

  left       characters that only the other script uses (exporter/language/data), with
             the words around each
  exempt     the same in what --script does not touch: code, addresses, and words in
             other languages
  tags       language tags of Chinese other than that of the script

and with --suspects also characters of daily use that the standard of the script lacks
(GB 2312 or Big5).  Most are right: names, and forms that both scripts use.  The exit
code is 1 if anything is left or a tag is wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as pdfium

from exporter.language import only_in_script

TAGS = {"hans": "zh-Hans", "hant": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
# OpenCC's forms for Hong Kong (HKVariants) that elsewhere are Simplified.
HONG_KONG = "兑卧叁囱媪悦愠户捝揾敚棁榅氲涚温煴税脱腽葱蒀蜕"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_RUN = re.compile("[㐀-鿿]{2,}")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WORDS = ("alt", "title", "aria-label", "content")
_CODE = ("code", "pre")
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a book, where they are, and whether --script leaves them alone."""

    where: str
    text: str
    exempt: bool = False


def read_epub(path: Path, tags: Counter[str]) -> Iterator[Passage]:
    """Yield the words of an EPUB; count its language tags of Chinese in ``tags``."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                root = ElementTree.fromstring(package.read(name))
                yield from _read_element(root, name, tags, "", exempt=False)


def _read_element(
    element: ElementTree.Element,
    where: str,
    tags: Counter[str],
    lang: str,
    *,
    exempt: bool,
) -> Iterator[Passage]:
    own = element.get(_LANG) or element.get("lang") or ""
    name = element.tag.rpartition("}")[2]
    if name == "language":
        own = (element.text or "").strip()
    if own.startswith("zh") and not (exempt or name in _CODE):
        tags[own] += 1
    lang = own or lang
    exempt = exempt or name in _CODE
    foreign = bool(lang) and not lang.startswith("zh")
    for attribute in _WORDS:
        yield Passage(where, element.get(attribute, ""), exempt or foreign)
    yield Passage(where, element.text or "", exempt or foreign)
    for child in element:
        yield from _read_element(child, where, tags, lang, exempt=exempt)
        yield Passage(where, child.tail or "", exempt or foreign)


def read_pdf(path: Path, tags: Counter[str]) -> Iterator[Passage]:
    """Yield the words of a PDF; count its language in ``tags``.

    On a page nothing shows where an address ends.  So the addresses to which the
    document links are looked for in its text (``find_other_script``).
    """
    document = pypdfium2.PdfDocument(path)
    for key, value in document.get_metadata_dict().items():
        yield Passage(key, value)
    for bookmark in document.get_toc():
        yield Passage("outline", bookmark.get_title())
    tags[_pdf_lang(document)] += 1
    for number, page in enumerate(document, 1):
        where = f"page {number}"
        for address in _link_addresses(document, page):
            yield Passage(where, unquote(address), exempt=True)
        yield Passage(where, page.get_textpage().get_text_range().replace("\r\n", ""))


def _pdf_lang(document: pypdfium2.PdfDocument) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (pdfium.FPDF_WCHAR * max(size // 2, 1))()
    pdfium.FPDFCatalog_GetLanguage(document, buffer, size)
    return "".join(map(chr, buffer)).rstrip("\0")


def _link_addresses(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage
) -> Iterator[str]:
    position = pdfium.c_int(0)
    link = pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = pdfium.create_string_buffer(max(size, 1))
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        yield buffer.value.decode("utf-8", "replace")


def find_other_script(
    passages: Sequence[Passage], other: str, *, printed: bool
) -> tuple[list[tuple[Passage, int]], list[tuple[Passage, int]]]:
    """Return the places of characters of ``other``: those left, and those exempt.

    In a ``printed`` book the Chinese of exempt passages is exempt wherever it stands
    word for word: these are the addresses that are printed.
    """
    pattern = re.compile(f"[{re.escape(other)}]")
    runs = {run for p in passages if p.exempt for run in _RUN.findall(p.text)}
    longest_first = sorted(runs, key=len, reverse=True)
    printed_ones = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    allowed = printed_ones if printed else _ADDRESS
    left: list[tuple[Passage, int]] = []
    exempt: list[tuple[Passage, int]] = []
    for passage in passages:
        addresses = [found.span() for found in allowed.finditer(passage.text)]
        for found in pattern.finditer(passage.text):
            place = found.start()
            in_address = any(start <= place < end for start, end in addresses)
            is_exempt = passage.exempt or in_address
            (exempt if is_exempt else left).append((passage, place))
    return left, exempt


def show_places(places: list[tuple[Passage, int]], limit: int) -> None:
    """Print the characters by frequency, and the words around the first of them."""
    counts = Counter(passage.text[place] for passage, place in places)
    print(
        "    " + " ".join(f"{char}{number}" for char, number in counts.most_common(40))
    )
    for passage, place in places[:limit]:
        around = passage.text[max(place - _AROUND, 0) : place + _AROUND + 1]
        print(f"    {passage.text[place]} {passage.where}: {' '.join(around.split())}")


def lacking_in_standard(script: str) -> str:
    """Return the Han that the standard of the other script has, and that of this lacks.

    Of Big5 only its first level counts, the characters in daily use.
    """
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = {c for c in han if _encoded(c, "gb2312")}
    traditional = {c for c in han if b"\xa4" <= _encoded(c, "big5") < b"\xc9"}
    return "".join(
        traditional - simplified if script == "hans" else simplified - traditional
    )


def _encoded(char: str, encoding: str) -> bytes:
    return char.encode(encoding, "ignore")


def check_book(path: Path, script: str, *, show: int, suspects: bool) -> bool:
    """Print what is found in the book at ``path``; return whether nothing is wrong."""
    tags: Counter[str] = Counter()
    printed = path.suffix.lower() == ".pdf"
    passages = list((read_pdf if printed else read_epub)(path, tags))
    other = only_in_script("hant" if script == "hans" else "hans")
    if script == "hk":
        other = re.sub(f"[{HONG_KONG}]", "", other)
    left, exempt = find_other_script(passages, other, printed=printed)
    wrong = {tag: n for tag, n in tags.items() if tag != TAGS[script]}
    han = sum(len(re.findall("[一-鿿]", passage.text)) for passage in passages)
    print(f"{path}: {han:,} ideographs")
    for title, places in (("left", left), ("exempt", exempt)):
        print(f"  {title} {len(places)}")
        if places:
            show_places(places, show)
    print(f"  tags {TAGS[script]} {tags[TAGS[script]]}, wrong: {wrong or 'none'}")
    if suspects:
        found, _ = find_other_script(
            passages, lacking_in_standard(script), printed=printed
        )
        print(f"  suspects {len(found)}")
        show_places(found, show)
    return not left and not wrong


def main(arguments: list[str] | None = None) -> int:
    """Check each book; return 1 if anything is wrong with one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("books", nargs="+", type=Path)
    parser.add_argument("--script", required=True, choices=TAGS)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--suspects", action="store_true")
    options = parser.parse_args(arguments)
    results = [
        check_book(path, options.script, show=options.show, suspects=options.suspects)
        for path in options.books
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
