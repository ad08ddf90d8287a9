"""Golden cases: the output of a stage for a small input, compared with a file.

A case is a folder ``tests/golden/<stage>/<case>/`` with the input and what is
expected of it; it is found by itself.  ``pytest --renew-golden`` writes the
expected files anew: read the difference before you keep it.

This module is a pytest plugin (``conftest.py`` names it).  It also writes an
article down as text that people can read.
"""

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from exporter.model import (
    Abbreviation,
    Anchor,
    Article,
    Block,
    Break,
    Byline,
    Code,
    CodeBlock,
    Deleted,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Formula,
    Gallery,
    Heading,
    Hidden,
    ImageRef,
    Inline,
    InlineImage,
    Inlines,
    Link,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    QuoteMark,
    Ruby,
    Rule,
    SharedGallery,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Topic,
    Verse,
    VerseLine,
)

GOLDEN = Path(__file__).parents[1] / "golden"
Compare: TypeAlias = Callable[[str, Path], None]

_INLINE_NAMES = {
    Strong: "strong",
    Emphasis: "em",
    Topic: "topic",
    Subscript: "sub",
    Superscript: "sup",
    Deleted: "del",
    Abbreviation: "abbr",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites the expected files of golden cases."""
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write what golden cases expect anew instead of comparing",
    )


def find_cases(stage: str) -> list[Path]:
    """Return the case folders of ``stage``; a stage without cases is an error."""
    cases = sorted(path for path in (GOLDEN / stage).iterdir() if path.is_dir())
    assert cases, f"no golden cases in {GOLDEN / stage}"
    return cases


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> Compare:
    """Return a function that compares a text with the file that expects it."""
    renew = bool(request.config.getoption("--renew-golden"))

    def compare(actual: str, expected_path: Path) -> None:
        if renew:
            expected_path.write_text(actual, encoding="utf-8")
            return
        assert expected_path.exists(), f"{expected_path}: run pytest --renew-golden"
        expected = expected_path.read_text(encoding="utf-8")
        difference = difflib.unified_diff(
            expected.splitlines(),
            actual.splitlines(),
            fromfile="/".join(expected_path.parts[-3:]),
            tofile="what came",
            lineterm="",
        )
        if actual != expected:
            pytest.fail("\n".join(difference), pytrace=False)

    return compare


# ---------------------------------------------------- articles, written down


def describe_article(article: Article) -> str:
    """Return ``article`` as an indented outline: what it says, then its blocks."""
    lines = [
        *_describe_byline(article.byline),
        *(f"topic {_visible(topic)}" for topic in article.topics),
        *(f"notice {_visible(notice)}" for notice in article.notices),
        *(f"feed {feed}" for feed in article.feeds),
        *(f"left out {x.rule}: {_visible(x.what)}" for x in article.left_out),
        "---",
    ]
    for block in article.blocks:
        lines += _describe(block)
    return "\n".join(lines) + "\n"


def describe_inlines(inlines: Inlines) -> str:
    """Return ``inlines`` on one line: ``{strong …}``, ``{a URL …}``, ``⏎``."""
    return "".join(_describe_inline(inline) for inline in inlines)


def _describe_inline(inline: Inline) -> str:
    if isinstance(inline, Text):
        return _visible(inline.text)
    if isinstance(inline, Break):
        return "⏎"
    if isinstance(inline, Code):
        return f"{{code {_visible(inline.text)}}}"
    if isinstance(inline, Hidden):
        return f"{{hidden {_visible(inline.text)}}}"
    if isinstance(inline, QuoteMark | Anchor | Ruby | Formula | InlineImage):
        return _describe_object(inline)
    inner = describe_inlines(inline.children)
    if isinstance(inline, Foreign):
        about = " ".join(filter(None, (inline.lang, inline.direction)))
        return f"{{foreign {about} {inner}}}"
    if isinstance(inline, Link):
        return f"{{a {inline.url} {inner}}}"
    return f"{{{_INLINE_NAMES[type(inline)]} {inner}}}"


def _describe_object(
    inline: QuoteMark | Anchor | Ruby | Formula | InlineImage,
) -> str:
    if isinstance(inline, InlineImage):
        return f"{{image {inline.ref.url} {_visible(inline.ref.alt)}}}"
    if isinstance(inline, QuoteMark):
        return f"{{q {inline.text}}}"
    if isinstance(inline, Anchor):
        return f"{{# {inline.name}}}"
    inner = describe_inlines(inline.children)
    if isinstance(inline, Ruby):
        return f"{{ruby {inner}|{_visible(inline.reading)}}}"
    return f"{{formula {inner}}}"


def _visible(text: str) -> str:
    """Return ``text`` with characters that an editor does not show escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )


def _describe_byline(byline: Byline) -> Iterator[str]:
    yield from (f"author {_visible(author)}" for author in byline.authors)
    if byline.note:
        yield f"note {_visible(byline.note)}"
    if byline.written:
        yield f"written {byline.written.isoformat()}"
    if byline.dateline:
        yield f"dateline {_visible(byline.dateline)}"


def _describe(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        role = "paragraph" if block.role == "text" else f"paragraph {block.role}"
        yield f"{role}: {describe_inlines(block.inlines)}"
    elif isinstance(block, Heading):
        yield f"heading {block.level}: {describe_inlines(block.inlines)}"
    elif isinstance(block, Rule):
        yield "rule"
    elif isinstance(block, CodeBlock | Verse | VerseLine):
        yield from _describe_lines(block)
    elif isinstance(block, Figure):
        yield from _describe_image("figure", block.image)
        yield from _words(caption=block.caption, credit=block.credit)
    elif isinstance(block, Media):
        yield f"{block.kind} {block.url or '(no address)'}"
        if block.poster is not None:
            yield from _indent(_describe_image("poster", block.poster))
        yield from _words(caption=block.caption)
    elif isinstance(block, SharedGallery):
        yield f"shared gallery {block.home_url}"
        yield from _words(title=block.title)
    elif isinstance(block, Embed):
        yield f"embed {block.url} ({block.provider})"
        yield from _words(caption=block.caption)
    else:
        yield from _describe_holder(block)


def _describe_lines(block: CodeBlock | Verse | VerseLine) -> Iterator[str]:
    if isinstance(block, CodeBlock):
        yield "code"
        yield from (f"  |{_visible(line)}" for line in block.text.split("\n"))
    elif isinstance(block, Verse):
        yield "verse"
        yield from (text for line in block.lines for text in _describe_lines(line))
    else:
        yield from [""] * block.opens_stanza
        yield f"  |{' ' * block.indent}{describe_inlines(block.inlines)}"


def _describe_holder(
    block: Gallery | ListBlock | Quote | Footnote | Table,
) -> Iterator[str]:
    if isinstance(block, Gallery):
        yield "gallery"
        yield from _words(title=block.title)
        yield from _indent(line for f in block.figures for line in _describe(f))
    elif isinstance(block, Quote | Footnote):
        if isinstance(block, Footnote):
            yield f"footnote {block.name} {block.label}"
        else:
            yield "quote"
        yield from _indent(line for inner in block.blocks for line in _describe(inner))
    elif isinstance(block, ListBlock):
        yield " ".join(filter(None, ("ordered" * block.ordered, "list", block.style)))
        for index, item in enumerate(block.items):
            number = block.number(index)
            marked = block.ordered and block.style != "none" and number is not None
            yield f"  item {number}" if marked else "  item"
            yield from _indent(_indent(line for b in item for line in _describe(b)))
    else:
        yield from _describe_table(block)


def _describe_table(table: Table) -> Iterator[str]:
    yield "table"
    yield from _words(caption=table.caption)
    for row in table.rows:
        yield "  row"
        for cell in row:
            kind = "header" if cell.header else "cell"
            spans = f" {cell.colspan}×{cell.rowspan}"
            yield f"    {kind}{spans if spans != ' 1×1' else ''}"
            lines = (line for block in cell.blocks for line in _describe(block))
            yield from _indent(_indent(_indent(lines)))


def _describe_image(name: str, image: ImageRef) -> Iterator[str]:
    yield f"{name} {image.url or '(no address)'}"
    if image.alt:
        yield f"  alt: {_visible(image.alt)}"


def _words(**parts: Inlines) -> Iterator[str]:
    for name, inlines in parts.items():
        if inlines:
            yield f"  {name}: {describe_inlines(inlines)}"


def _indent(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
