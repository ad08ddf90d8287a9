"""Blocks and inlines of any shape, for property tests."""

from functools import partial

from hypothesis import strategies as st

from exporter.model import (
    Abbreviation,
    Block,
    Break,
    Code,
    CodeBlock,
    Deleted,
    Embed,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Gallery,
    Heading,
    Hidden,
    ImageRef,
    Inline,
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
    TableCell,
    Text,
    Topic,
    Verse,
    VerseLine,
)

_LANGS = st.sampled_from(["", "", "", "zh-Hans", "zh-Hant", "en", "ja"])
_URLS = st.sampled_from(
    [
        "https://www.dw.com/zh/a-90000001",
        "https://example.org/?a=1&b=%22%3E#c",
        "mailto:someone@example.org",
    ]
)
# Marks that XML treats specially, characters it cannot hold, lone surrogates,
# zero-width characters, direction marks, and some that are not Chinese.
_ODD = (
    "<>&'\"]\x00\x08\x0b\x1b\x7f\x85\ud800\udfff\ufffe\uffff\u200b\u2060\u202e\u2028"
    "\U0001f469\u200d\U0001f680e\u0301٣"
)
_TEXTS = st.text(st.sampled_from("灯塔燈塔，。“”——A1 \n\t" + _ODD), max_size=12)


def inlines() -> st.SearchStrategy[Inlines]:
    """Return inlines, marks in marks; links do not nest, as the parser sees to."""
    leaves: st.SearchStrategy[Inline] = st.one_of(
        _TEXTS.map(Text),
        _TEXTS.map(Code),
        _TEXTS.map(Hidden),
        st.just(Break()),
        st.builds(QuoteMark, st.booleans(), st.integers(0, 2)),
    )

    def extend(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
        parts = st.lists(children, max_size=3).map(tuple)
        wrappers = (Strong, Emphasis, Topic, Subscript, Superscript, Deleted)
        ways = st.sampled_from(["", "ltr", "rtl"])
        foreign: st.SearchStrategy[Inline] = st.builds(Foreign, parts, _LANGS, ways)
        marks: list[st.SearchStrategy[Inline]] = []
        marks += [parts.map(wrapper) for wrapper in wrappers]
        return st.one_of([*marks, foreign])

    marked = st.recursive(leaves, extend, max_leaves=5)
    short = st.builds(Abbreviation, st.lists(marked, max_size=2).map(tuple), _TEXTS)
    ruby = st.builds(Ruby, st.lists(marked, max_size=2).map(tuple), _TEXTS)
    marked = marked | ruby | short
    links = st.builds(Link, _URLS, st.lists(marked, max_size=3).map(tuple))
    return st.lists(marked | links, max_size=4).map(tuple)


def blocks() -> st.SearchStrategy[tuple[Block, ...]]:
    """Return the blocks of an article, blocks in blocks."""
    return st.lists(_blocks(), min_size=1, max_size=4).map(tuple)


def _blocks() -> st.SearchStrategy[Block]:
    words = inlines()
    images = st.builds(ImageRef, st.just("") | _URLS, _TEXTS)
    figures = st.builds(Figure, images, words, words, _LANGS)
    roles = st.sampled_from(["text", "lead", "credit", "term"])
    leaves: st.SearchStrategy[Block] = st.one_of(
        st.builds(partial(Paragraph), words, roles, _LANGS),
        st.builds(Heading, words, st.integers(2, 4), _LANGS),
        figures,
        st.builds(Gallery, words, st.lists(figures, max_size=2).map(tuple), _LANGS),
        st.just(Rule()),
        st.builds(CodeBlock, _TEXTS, _LANGS),
        st.builds(
            Verse,
            st.lists(
                st.builds(VerseLine, words, st.integers(0, 14), st.booleans(), _LANGS),
                max_size=2,
            ).map(tuple),
            _LANGS,
        ),
        st.builds(
            Media,
            st.sampled_from(["video", "audio"]),
            st.just("") | _URLS,
            st.none() | images,
            words,
            _LANGS,
        ),
        st.builds(Embed, _URLS, _TEXTS, words, _LANGS),
        st.builds(SharedGallery, words, st.integers(2, 9), _URLS, _TEXTS, _LANGS),
    )
    return st.recursive(leaves, _holders, max_leaves=4)


def _holders(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    parts = st.lists(children, max_size=2).map(tuple)
    cells = st.builds(
        TableCell, parts, st.booleans(), st.integers(1, 3), st.integers(1, 3)
    )
    rows = st.lists(cells, max_size=2).map(tuple)
    return st.one_of(
        st.builds(Quote, parts, _LANGS),
        st.builds(Footnote, st.just("note"), _TEXTS, parts, _LANGS),
        st.builds(
            _list_of,
            st.lists(parts, max_size=2).map(tuple),
            st.booleans(),
            st.sampled_from(["", "lower-roman", "cjk-decimal", "circle", "none"]),
            st.integers(-2, 9),
            _LANGS,
        ),
        st.builds(Table, st.lists(rows, max_size=2).map(tuple), inlines(), _LANGS),
    )


def _list_of(
    items: tuple[tuple[Block, ...], ...],
    ordered: bool,
    style: str,
    start: int,
    lang: str,
) -> ListBlock:
    """Return a list whose first item has the number ``start``, the next none."""
    numbers = (start, None)[: len(items)] if ordered else ()
    return ListBlock(items, ordered, style, numbers, lang)
