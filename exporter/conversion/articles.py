"""Converts articles: all their words, and the language of each block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exporter.alternatives import BookScript
from exporter.conversion.inlines import convert_inlines
from exporter.conversion.lines import LineConverter
from exporter.conversion.targets import TARGETS
from exporter.language import detect_script
from exporter.model import (
    Article,
    ArticleHeader,
    Block,
    Byline,
    CodeBlock,
    Embed,
    Figure,
    Footnote,
    ImageRef,
    ListBlock,
    Media,
    Outlet,
    Rule,
    Script,
    map_child_series,
    texts_of,
    with_texts,
)
from exporter.words import script_of

# The counter styles of lists whose figures or signs differ between the scripts.
_COUNTERS: dict[Script, tuple[str, str]] = {
    "hans": ("trad-chinese-", "simp-chinese-"),
    "hant": ("simp-chinese-", "trad-chinese-"),
}


def convert_articles(articles: Iterable[Article], script: BookScript) -> list[Article]:
    """Return ``articles`` in ``script``, not ``keep``; those that changed say so."""
    target = TARGETS[script]
    return [
        _ArticleConverter(article, LineConverter(target)).convert()
        for article in articles
    ]


class _ArticleConverter:
    """Converts one article."""

    def __init__(self, article: Article, line: LineConverter) -> None:
        self._article = article
        self._line = line
        self._lang = line.target.lang
        self._own = script_of(article.lang)

    def convert(self) -> Article:
        """Return the article converted."""
        article = self._article
        blocks = (self._convert_block(b, self._own, self._lang) for b in article.blocks)
        converted = replace(
            article,
            header=self._convert_header(article.header),
            byline=self._convert_byline(article.byline),
            blocks=tuple(blocks),
            topics=tuple(dict.fromkeys(map(self._text, article.topics))),
            notices=tuple(map(self._text, article.notices)),
            lang=self._lang,
        )
        return replace(converted, converted=self._line.changed)

    def _text(self, text: str) -> str:
        return self._line.convert(text, self._own)

    def _convert_header(self, header: ArticleHeader) -> ArticleHeader:
        outlet = self._convert_outlet(header.outlet)
        return replace(header, title=self._text(header.title), outlet=outlet)

    def _convert_outlet(self, outlet: Outlet) -> Outlet:
        """Return ``outlet`` with its name in the script; known ones have both names."""
        if outlet.name != outlet.name_hant:
            return outlet
        name = self._text(outlet.name)
        return replace(outlet, name=name, name_hant=name)

    def _convert_byline(self, byline: Byline) -> Byline:
        return replace(
            byline,
            authors=tuple(map(self._text, byline.authors)),
            note=self._text(byline.note),
            dateline=self._text(byline.dateline),
        )

    def _convert_block(self, block: Block, around: Script, outer: str) -> Block:
        """Return ``block`` and the blocks in it with their words and tags converted.

        The blocks around it were in the script ``around``, and are in the language
        ``outer`` now.  A block in another language than Chinese keeps its own words.
        As ``exporter.language`` does it, a block has no tag of its own if it and the
        blocks around it are in the article's language.
        """
        if isinstance(block, Rule):
            return block
        if isinstance(block, CodeBlock):
            return replace(block, lang=self._code_lang(block))
        lang = block.lang or outer
        if lang.startswith("zh"):
            lang = self._lang
            around = script_of(block.lang) if block.lang else around
            texts = texts_of(block)
            if texts:
                lines = (convert_inlines(text, around, self._line) for text in texts)
                block = with_texts(block, tuple(lines))
            block = self._convert_other_words(block, around)
        own = "" if lang == outer == self._lang else lang
        if not isinstance(block, Rule) and block.lang != own:
            block = replace(block, lang=own)
        return map_child_series(
            block,
            lambda series: tuple(
                self._convert_block(child, around, lang) for child in series
            ),
        )

    def _convert_other_words(self, block: Block, around: Script) -> Block:
        """Return ``block`` with those of its words converted that are no texts."""
        match block:
            case Figure():
                return replace(block, image=self._convert_alt(block.image, around))
            case Media() if block.poster:
                return replace(block, poster=self._convert_alt(block.poster, around))
            case Footnote():
                return replace(block, label=self._line.convert(block.label, around))
            case Embed():
                provider = self._line.convert(block.provider, around)
                return replace(block, provider=provider)
            case ListBlock():
                old, new = _COUNTERS[self._line.target.script]
                return replace(block, style=block.style.replace(old, new))
            case _:
                return block

    def _convert_alt(self, ref: ImageRef, around: Script) -> ImageRef:
        return replace(ref, alt=self._line.convert(ref.alt, around))

    def _code_lang(self, block: CodeBlock) -> str:
        """Return the language of code, which keeps its characters."""
        if block.lang and not block.lang.startswith("zh"):
            return block.lang
        script = detect_script(block.text)
        if script is None or script == self._line.target.script:
            return ""
        return "zh-Hans" if script == "hans" else "zh-Hant"
