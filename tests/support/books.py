"""Books for tests: model objects made up by hand, rendered, packed and unpacked.

Nothing here goes through the parser, so that a test can hold any article that
the model allows, and some that only a mistake would make.
"""

import hashlib
import io
import itertools
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from exporter.archive import scan_archive
from exporter.book import BookOptions, assemble_book
from exporter.formats import EpubFormat, Volume
from exporter.journal import Journal
from exporter.model import (
    Abbreviation,
    Anchor,
    Article,
    ArticleHeader,
    Block,
    Book,
    Break,
    Byline,
    Chapter,
    Code,
    CodeBlock,
    CodeLink,
    Deleted,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Formula,
    Gallery,
    Heading,
    Hidden,
    Image,
    ImageMap,
    ImageRef,
    Link,
    ListBlock,
    Location,
    MathElement,
    Media,
    MissingImage,
    Outlet,
    Paragraph,
    Problem,
    Quote,
    QuoteMark,
    Ruby,
    Rule,
    SharedGallery,
    SpacerImage,
    Strong,
    Subscript,
    Superscript,
    Table,
    TableCell,
    Text,
    Topic,
    Verse,
    VerseLine,
)
from exporter.outlets import article_id, outlet_for
from exporter.readers import read_articles
from exporter.xhtml import ChapterOptions, Document, Usage, write_chapter
from tests.support.images import jpeg
from tests.support.reasons import GONE

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DW = outlet_for("https://www.dw.com/", "")
NOTICE = "© 2024年德国之声版权声明：本文所有内容受到著作权法保护，并受到刑事追究。"


@dataclass(frozen=True, slots=True)
class About:
    """What a made-up article's header says; ``url`` "" makes a DW address."""

    title: str = "灯塔又亮了"
    published: str = "2024-06-18T12:00:00"
    url: str = ""
    outlet: Outlet = DW
    byline: Byline = field(default_factory=Byline)
    topics: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    lang: str = "zh-Hans"


def at(text: str) -> datetime:
    """Return an ISO 8601 time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def paragraph(text: str, lang: str = "") -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph((Text(text),), lang=lang)


def article(
    *blocks: Block, number: int = 1, about: About | None = None, digest: str = ""
) -> Article:
    """Return an article; ``number`` tells it from others."""
    about = about or About()
    url = about.url or f"https://www.dw.com/zh/dengta/a-{90_000_000 + number}"
    header = ArticleHeader(
        id=article_id(url, about.outlet),
        location=Location(f"articles/{about.outlet.code}/{number}.md"),
        title=about.title,
        url=url,
        outlet=about.outlet,
        published=at(about.published),
    )
    return Article(
        header=header,
        byline=about.byline,
        blocks=blocks or (paragraph("守塔人说，灯会一直亮着。"),),
        topics=about.topics,
        notices=about.notices,
        digest=digest or hashlib.sha256(repr(blocks).encode()).hexdigest(),
        lang=about.lang,
    )


def articles_on(*days: str) -> list[Article]:
    """Return an article for each of ``days`` (2024-06-18)."""
    return [
        article(number=number, about=About(f"第{number}篇", f"{day}T12:00:00"))
        for number, day in enumerate(days, 1)
    ]


def book(articles: Sequence[Article], title: str = "") -> Book:
    """Return the book of ``articles``, its dates in UTC."""
    return assemble_book(articles, BookOptions(UTC, title))


# ------------------------------------------------------------------ pictures


def stored_image(
    folder: Path, *, seed: int = 1, width_px: int = 640, height_px: int = 400
) -> Image:
    """Return a picture that lies in ``folder`` as one lies in the store."""
    data = jpeg(width_px, height_px, seed=seed)
    digest = hashlib.sha256(data).hexdigest()
    path = folder / f"{digest}.jpg"
    path.write_bytes(data)
    return Image(path, digest, "image/jpeg", width_px, height_px, len(data))


PICTURE_URL = "https://static.dw.com/image/90000001_303.jpg"
LOST_URL = "https://static.dw.com/image/90000002_303.jpg"
SPACER_URL = "https://static.dw.com/image/90000003_303.gif"


def image_map(folder: Path) -> dict[str, Image | MissingImage | SpacerImage]:
    """Return a stored picture, a missing one, and a spacer."""
    return {
        PICTURE_URL: stored_image(folder),
        LOST_URL: MissingImage(LOST_URL, GONE),
        SPACER_URL: SpacerImage(SPACER_URL),
    }


# ---------------------------------------------------------- one of each kind


FORMULA = Formula(
    MathElement(
        "math",
        children=(
            MathElement(
                "msup",
                children=(
                    MathElement("mi", children=("x",)),
                    MathElement("mn", (("mathvariant", "normal"),), ("2",)),
                ),
            ),
        ),
    ),
    (Text("x"), Superscript((Text("2"),))),
    alt="x^2",
)


def every_inline(words: str) -> Paragraph:
    """Return a paragraph with each kind of inline; ``words`` tell it apart."""
    return Paragraph(
        (
            Text(f"“{words}”"),
            Strong((Text("粗体"), Emphasis((Text("里的着重"),)))),
            Emphasis(
                (Text("着重"), Emphasis((Text("更着重"),)), Strong((Text("粗"),)))
            ),
            Link("https://example.org/a?b=1&c=2", (Text("外链"),)),
            Link("https://www.dw.com/zh/a-90000001", (Text("内链"),)),
            Topic((Text("北海"),)),
            Break(),
            Text("H"),
            Subscript((Text("2"),)),
            Text("O"),
            Superscript((Text("注"),)),
            Deleted((Text("删去"),)),
            Hidden("图像说明"),
            Code('if a < b & c: "x"'),
            Ruby((Text("亳州"),), "bózhōu"),
            Abbreviation((Text("ABK"),), "Abkürzung"),
            QuoteMark(opens=True),
            Text("引"),
            QuoteMark(opens=False),
            FORMULA,
        )
    )


def every_block(words: str = "一切") -> tuple[Block, ...]:
    """Return each kind of block, with pictures in every state."""
    inline = every_inline(words).inlines
    line = every_inline(words)
    return (
        Paragraph((Text(f"{words}的导语，" * 6),), "lead"),
        line,
        Heading(inline, 2),
        Heading((Text("三级标题"),), 3),
        Heading((Text("四级标题"),), 4),
        Figure(ImageRef(PICTURE_URL, "塔"), inline, (Text("图：某社"),)),
        Figure(ImageRef(PICTURE_URL)),
        Figure(ImageRef(LOST_URL), (Text("没有取得的图"),)),
        Figure(ImageRef(""), (Text("没有地址的图"),)),
        Figure(ImageRef(SPACER_URL), (Text("空图的说明"),)),
        Gallery(
            (Text("相关图集：塔"),),
            (
                Figure(ImageRef(PICTURE_URL), (Strong((Text("一"),)), Text("：东塔"))),
                Figure(ImageRef(LOST_URL), (Text("西塔"),)),
            ),
        ),
        SharedGallery(
            (Text("相关图集：塔"),), 2, "https://www.dw.com/zh/a-90000000", "第一座塔"
        ),
        ListBlock(((line, paragraph("又一段")), (paragraph("二"),)), True, "", (7, 3)),
        ListBlock(((line,), (Quote((line,)),), ())),
        CodeBlock(
            "if a < b:\n    灯\n\nend",
            links=(CodeLink(14, 15, "https://code.test/灯"),),
        ),
        Verse((VerseLine(inline), VerseLine((Text("二行"),), 2, True))),
        Paragraph(
            (
                Text("正文"),
                Anchor("n0-1-call"),
                Link("#n0-1", (Text("[1]"),), "call"),
            )
        ),
        Footnote(
            "n0-1",
            "1. ",
            (
                line,
                Paragraph((Link("#n0-1-call", (Text("↑"),), "back"),)),
            ),
        ),
        Paragraph((Text("词条"),), "term"),
        Quote((line, ListBlock(((paragraph("引文里的列表"),),)))),
        Table(
            (
                (
                    TableCell((line,), header=True, colspan=2),
                    TableCell((paragraph("头"),), header=True),
                ),
                (
                    TableCell((line, Paragraph((Text("某社"),), "credit")), rowspan=2),
                    TableCell((Heading((Text("格中"),), 3), Quote((line,)))),
                    TableCell((Figure(ImageRef(LOST_URL), inline), Rule())),
                ),
                (TableCell(()), TableCell((Media("audio", "https://example.org/b"),))),
            ),
            inline,
        ),
        Rule(),
        Media("video", "https://example.org/v.mp4", ImageRef(PICTURE_URL), inline),
        Media("video", "https://example.org/w.mp4", ImageRef(LOST_URL)),
        Media("audio", ""),
        Embed("https://www.youtube.com/watch?v=x&t=1", "YouTube", inline),
        Embed("https://example.org/帖子", "example.org"),
        Paragraph((Text("记者：某某"), Emphasis((Text("责编"),))), "credit"),
    )


def in_other_script(lang: str, *, depth: int = 1) -> tuple[Block, ...]:
    """Return parts in ``lang`` that contain parts in the script around them.

    Tags alternate ``depth`` times, as they do where a Simplified gallery of a
    Traditional article has one Traditional caption.
    """
    other = "zh-Hans" if lang == "zh-Hant" else "zh-Hant"
    inner = in_other_script(other, depth=depth - 1) if depth > 1 else ()
    mark = f"{lang}{depth}层"
    inline = every_inline(mark).inlines
    figure = Figure(ImageRef(LOST_URL), inline, (Text(f"图{mark}"),), lang=lang)
    nested = Figure(ImageRef(LOST_URL), inline, lang=other)
    own = TableCell((Paragraph(inline, lang=lang),))
    cell = TableCell((Paragraph(inline, lang=lang), figure, *inner))
    return (
        Paragraph(inline, lang=lang),
        Paragraph(inline, "lead", lang),
        Paragraph(inline, "credit", lang),
        Heading(inline, 3, lang),
        figure,
        Gallery(inline, (figure, nested), lang),
        ListBlock(((Paragraph(inline, lang=lang),), ()), lang=lang),
        Quote((paragraph(mark, lang), *inner), lang),
        Quote(
            (
                Paragraph(inline),
                Paragraph(inline, "credit"),
                Heading(inline, 4),
                Figure(ImageRef(LOST_URL), inline),
                Table(((TableCell((paragraph(mark),)),),), inline),
                Media("video", "https://example.org/v", None, inline),
            ),
            lang,
        ),
        Table(((cell, TableCell((paragraph(mark),), True)),), inline, lang),
        Table(((own, replace(own, header=True)),), inline),
        Media("video", "https://example.org/v", ImageRef(LOST_URL), inline, lang),
        Embed("https://example.org/e", "某站", inline, lang),
        Quote((Paragraph(inline, lang="en"),), "en"),
        Embed("https://example.org/e", "某站", (Text("a caption"),), "en"),
        Figure(ImageRef(LOST_URL), (Text("a caption"),), lang="en"),
    )


def tell_apart(made: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``made`` with a Han character in each text that is in no other text."""
    marks = map(chr, itertools.count(0x4E00))

    def mark(value: Any) -> Any:
        if isinstance(value, Text | Code):
            return replace(value, text=value.text + next(marks))
        if isinstance(value, tuple):
            return tuple(map(mark, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{f.name: mark(getattr(value, f.name)) for f in fields(value)}
            )
        return value

    return tuple(map(mark, made))


# ------------------------------------------------------------------ rendered


NO_IMAGES: ImageMap = MappingProxyType({})


def render(
    source: Article, images: ImageMap | None = NO_IMAGES, usage: Usage | None = None
) -> list[Document]:
    """Return the chapter of ``source``, alone in its book.

    ``images`` None makes a book that leaves pictures out.
    """
    chapter = Chapter(source, "a-1.xhtml")
    options = ChapterOptions(images, lambda _: None, UTC)
    return write_chapter(chapter, options, {} if usage is None else usage)


def read_xhtml(content: str) -> etree._Element:
    """Return the root of a document; anything not well-formed raises."""
    parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)
    return etree.fromstring(content.encode(), parser)


def body_of(content: str) -> etree._Element:
    """Return the body of a document."""
    body = read_xhtml(content).find(f"{XHTML}body")
    assert body is not None
    return body


def all_text(documents: Sequence[Document]) -> str:
    """Return the text of the documents' bodies, what is not displayed too."""
    return "".join(
        "".join(str(text) for text in body_of(document.content).itertext())
        for document in documents
    )


def elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the XHTML elements called ``name`` below ``root``, in order."""
    return root.iter(f"{XHTML}{name}")


# -------------------------------------------------------------------- packed


def read_archive(folder: Path, problems: list[Problem] | None = None) -> list[Article]:
    """Return the articles of an archive, the oldest first."""
    found: list[Problem] = [] if problems is None else problems
    journal = Journal(problems=found)
    scan = scan_archive(folder, index_path=None, journal=journal)
    headers = sorted(scan.headers, key=lambda header: (header.published, header.id))
    return read_articles(headers, journal)


def pack(
    planned: Book,
    images: ImageMap | None = None,
    *,
    fonts: bool = False,
    problems: list[Problem] | None = None,
) -> bytes:
    """Return ``planned`` as an EPUB file."""
    book_format = EpubFormat(fonts="embed" if fonts else "none")
    found: list[Problem] = [] if problems is None else problems
    stream = io.BytesIO()
    book_format.write(Volume(planned, images, UTC), stream, Journal(problems=found))
    return stream.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the entries of an EPUB file by name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def documents_of(entries: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Return the XHTML documents among the entries of a book, parsed."""
    return {
        name: read_xhtml(data.decode())
        for name, data in entries.items()
        if name.endswith(".xhtml")
    }
