"""From cleaned HTML to blocks, by allow-list.

The walk keeps one open line of runs.  A block element closes the line before
and after itself; an inline element adds a mark; an unknown element is walked
as if its tags were not there.  So words are never lost, whatever the markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from bs4.element import NavigableString, Tag

from exporter.model import (
    Block,
    Embed,
    Figure,
    Gallery,
    Heading,
    ImageRef,
    Inlines,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Rule,
    Table,
    TableCell,
)
from exporter.parse import frames
from exporter.parse.paragraphs import as_subheading, read_paragraphs, runs_of
from exporter.parse.runs import BREAK, Mark, Run, clean_text, join_text, nest, tidy
from exporter.urls import article_link, clean_url, url_host

_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    frames.HIDDEN: "hidden",
}
_FLOW = frozenset(
    "address article aside body center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup html legend main nav optgroup "
    "option p picture search section select summary tbody td textarea tfoot th "
    "thead tr li caption".split()
)
_LEADS = frozenset(("story-lead", "story-body__introduction"))
_DROPPED = frozenset(("source", "track", "param", "area", "map", "link", "meta"))
_PROVIDERS = (
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("facebook.com", "Facebook"),
    ("twitter.com", "X (Twitter)"),
    ("x.com", "X (Twitter)"),
    ("instagram.com", "Instagram"),
    ("soundcloud.com", "SoundCloud"),
    ("vimeo.com", "Vimeo"),
    ("google.com", "Google"),
    ("datawrapper.de", "Datawrapper"),
)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|tiff?)", re.IGNORECASE)
_LIST_MAX_START = 100_000
_SPAN_MAX = 100


@dataclass
class Walker:
    """Collects the blocks of one article, or of one nested part of it."""

    base_url: str
    notices: list[str]
    topics: list[str]
    blocks: list[Block] = field(default_factory=list)
    nested: bool = False
    _line: list[Run] = field(default_factory=list)
    _lead: bool = False

    def walk(self, parent: Tag, marks: tuple[Mark, ...] = ()) -> None:
        """Read the children of ``parent`` under ``marks``."""
        for child in parent.children:
            if isinstance(child, NavigableString):
                text = clean_text(str(child))
                if text:
                    self._line.append(Run(text, marks))
            elif isinstance(child, Tag):
                self._element(child, marks)

    def finish(self) -> list[Block]:
        """Close the open line and return the blocks."""
        self.close_line()
        return self.blocks

    def close_line(self) -> None:
        """End the open line: it becomes a paragraph or several, or nothing."""
        if self._line:
            role = "lead" if self._lead else "text"
            lines = read_paragraphs(self._line, role=role, notices=self.notices)
            self.blocks += lines if self.nested else map(as_subheading, lines)
            self._line = []

    def _element(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        name = tag.name
        reader = _READERS.get(name)
        if reader is not None:
            reader(self, tag, marks)
        elif name == "br":
            self._line.append(Run(BREAK, marks))
        elif name in _MARKS:
            self.walk(tag, _with(marks, Mark(_MARKS[name])))
        elif name in _FLOW:
            self._flow(tag, marks)
        elif name not in _DROPPED:
            self.walk(tag, marks)

    def _flow(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        was_lead = self._lead
        self._lead = was_lead or not _LEADS.isdisjoint(_classes(tag))
        self.walk(tag, marks)
        self.close_line()
        self._lead = was_lead

    def _sub_walker(self) -> Walker:
        return Walker(self.base_url, self.notices, self.topics, nested=True)

    def blocks_of(self, tag: Tag) -> tuple[Block, ...]:
        """Return the blocks inside ``tag``, read on their own."""
        inner = self._sub_walker()
        inner.walk(tag)
        return tuple(inner.finish())

    def _inlines_of(self, tag: Tag | None) -> tuple[Inlines, list[Block]]:
        """Return ``tag`` as one line, and the blocks that do not fit in one."""
        if tag is None:
            return (), []
        line: list[Run] = []
        others: list[Block] = []
        for block in self.blocks_of(tag):
            if not isinstance(block, Paragraph | Heading):
                others.append(block)
                continue
            if line:
                line.append(Run(BREAK))
            line += runs_of(block.inlines)
        return nest(tidy(line)), others

    # ------------------------------------------------------------ inlines

    def _read_link(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        url = article_link(str(tag.get("href") or ""), base=self.base_url)
        if url and tag.get_text().strip():
            marks = _with(marks, Mark("link", url))
        self.walk(tag, marks)

    def _read_span(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        if tag.get("data-type") == "AUTO_TOPIC":
            topic = clean_text(tag.get_text()).strip()
            if topic and topic not in self.topics:
                self.topics.append(topic)
            marks = _with(marks, Mark("topic"))
        self.walk(tag, marks)

    # ------------------------------------------------------------- blocks

    def _read_heading(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        inlines, others = self._inlines_of(tag)
        if inlines:
            level = min(max(int(tag.name[1]), 2), 4)
            self.blocks.append(Heading(_without_strong(inlines), level=level))
        self.blocks += others

    def _read_list(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        items: list[tuple[Block, ...]] = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                blocks = self.blocks_of(child)
            elif isinstance(child, Tag):
                # A list inside a list without its own item, or stray markup.
                holder = self._sub_walker()
                holder._element(child, marks)
                blocks = tuple(holder.finish())
                if items and all(isinstance(b, ListBlock) for b in blocks):
                    items[-1] += blocks
                    continue
            else:
                text = clean_text(str(child))
                lines = read_paragraphs([Run(text)], role="text", notices=self.notices)
                blocks = tuple(lines)
            if blocks:
                items.append(blocks)
        if items:
            start = _number(tag.get("start"), low=0, high=_LIST_MAX_START, default=1)
            self.blocks.append(ListBlock(tuple(items), tag.name == "ol", start))

    def _read_quote(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        blocks = self.blocks_of(tag)
        if blocks:
            self.blocks.append(Quote(blocks))

    def _read_table(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        caption, others = self._inlines_of(tag.find("caption"))
        rows: list[tuple[TableCell, ...]] = []
        for row in tag.find_all("tr"):
            if row.find_parent("table") is not tag:
                continue
            cells = [c for c in row.find_all(("td", "th"), recursive=False)]
            read = tuple(self._read_cell(cell) for cell in cells)
            if any(cell.blocks for cell in read):
                rows.append(read)
        self.blocks += others
        if not rows or max(len(row) for row in rows) == 1:
            # A table of one column only lays out a page.
            self.blocks += [b for row in rows for cell in row for b in cell.blocks]
            if not rows:
                self._flow(tag, marks)
        else:
            self.blocks.append(Table(tuple(rows), caption))

    def _read_cell(self, cell: Tag) -> TableCell:
        return TableCell(
            self.blocks_of(cell),
            header=cell.name == "th",
            colspan=_number(cell.get("colspan"), low=1, high=_SPAN_MAX, default=1),
            rowspan=_number(cell.get("rowspan"), low=1, high=_SPAN_MAX, default=1),
        )

    def _read_pre(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        for number, text in enumerate(tag.get_text().splitlines()):
            if number:
                self._line.append(Run(BREAK))
            self._line.append(Run(clean_text(text), (Mark("code"),)))
        self.close_line()

    def _read_rule(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        self.blocks.append(Rule())

    # ----------------------------------------------------- pictures, media

    def _read_image(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        image = self._image_ref(tag)
        if image is not None:
            self.close_line()
            self.blocks.append(Figure(image))

    def _image_ref(self, tag: Tag) -> ImageRef | None:
        address = _image_address(tag)
        if address.startswith("data:"):
            # A stand-in that a script would have replaced, or an icon.
            return None
        alt = clean_text(str(tag.get("alt") or tag.get("aria-label") or "")).strip()
        if _FILE_NAME.fullmatch(alt):
            alt = ""
        return ImageRef(clean_url(address, base=self.base_url), alt)

    def _read_figure(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        figure, others = self._figure(tag)
        if figure is not None:
            self.blocks.append(figure)
        self.blocks += others

    def _figure(self, tag: Tag) -> tuple[Figure | None, list[Block]]:
        image = tag.find("img")
        caption, others = self._inlines_of(tag.find(frames.CAPTION))
        credit, more = self._inlines_of(tag.find(frames.CREDIT))
        ref = self._image_ref(image) if image is not None else None
        if ref is None:
            lines = [Paragraph(inlines) for inlines in (caption, credit) if inlines]
            return None, [*lines, *others, *more]
        return Figure(ref, caption, credit), others + more

    def _read_gallery(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        title, others = self._inlines_of(tag.find(frames.CAPTION, recursive=False))
        figures: list[Figure] = []
        for child in tag.find_all(frames.FIGURE, recursive=False):
            figure, more = self._figure(child)
            others += more
            if figure is not None:
                figures.append(figure)
        if figures:
            self.blocks.append(Gallery(_without_strong(title), tuple(figures)))
        elif title:
            self.blocks.append(Heading(title))
        self.blocks += others

    def _read_media(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        caption, others = self._inlines_of(tag.find(frames.CAPTION))
        url = clean_url(str(tag.get("data-url") or ""), base=self.base_url)
        poster_url = clean_url(str(tag.get("data-poster") or ""), base=self.base_url)
        poster = ImageRef(poster_url) if poster_url else None
        self.blocks.append(Media("video", url, poster, caption))
        self.blocks += others

    def _read_player(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        self.close_line()
        source = tag.find("source")
        address = str(tag.get("src") or (source.get("src") if source else "") or "")
        url = clean_url(address, base=self.base_url)
        poster_url = clean_url(str(tag.get("poster") or ""), base=self.base_url)
        if url or poster_url:
            poster = ImageRef(poster_url) if poster_url else None
            kind = "audio" if tag.name == "audio" else "video"
            self.blocks.append(Media(kind, url, poster))

    def _read_frame(self, tag: Tag, marks: tuple[Mark, ...]) -> None:
        address = tag.get("src") or tag.get("data-src") or tag.get("data") or ""
        url = _public_page(clean_url(str(address), base=self.base_url))
        self.close_line()
        if url:
            title = clean_text(str(tag.get("title") or "")).strip()
            caption = nest([Run(title)]) if title else ()
            self.blocks.append(Embed(url, _provider(url), caption))
        if tag.name == "object":
            self._flow(tag, marks)


_READERS = {
    "a": Walker._read_link,
    "span": Walker._read_span,
    **{f"h{n}": Walker._read_heading for n in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Walker._read_list),
    "blockquote": Walker._read_quote,
    "table": Walker._read_table,
    "pre": Walker._read_pre,
    "hr": Walker._read_rule,
    "img": Walker._read_image,
    frames.FIGURE: Walker._read_figure,
    frames.GALLERY: Walker._read_gallery,
    frames.MEDIA: Walker._read_media,
    **dict.fromkeys(("video", "audio"), Walker._read_player),
    **dict.fromkeys(("iframe", "embed", "object", "frame"), Walker._read_frame),
}


def _with(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Add ``mark``; an inner link replaces an outer one, others hold once."""
    if mark.kind == "link":
        marks = tuple(m for m in marks if m.kind != "link")
    return marks if mark in marks else (*marks, mark)


def _classes(tag: Tag) -> list[str]:
    value = tag.get("class") or []
    return [value] if isinstance(value, str) else list(value)


def _number(value: object, *, low: int, high: int, default: int) -> int:
    text = str(value or "").strip()
    if not re.fullmatch(r"\d{1,9}", text):
        return default
    return min(max(int(text), low), high)


def _image_address(tag: Tag) -> str:
    """Return the address a browser would show in the end, lazy loading done."""
    for name in ("src", "data-src", "data-original", "data-lazy-src"):
        address = str(tag.get(name) or "").strip()
        if address and not address.startswith("data:"):
            return address
    widest, best = -1.0, ""
    for candidate in str(tag.get("srcset") or tag.get("data-srcset") or "").split(", "):
        address, _, width = candidate.strip().partition(" ")
        size = re.match(r"[\d.]+", width)
        rank = float(size.group()) if size else 0.0
        if address and not address.startswith("data:") and rank > widest:
            widest, best = rank, address
    return best or str(tag.get("src") or "").strip()


def _provider(url: str) -> str:
    host = url_host(url)
    for suffix, name in _PROVIDERS:
        if host == suffix or host.endswith("." + suffix):
            return name
    return host.removeprefix("www.")


def _public_page(url: str) -> str:
    """Return the page a person would open instead of an embedding address."""
    parts = urlsplit(url)
    host = url_host(url)
    if host.endswith(("youtube.com", "youtube-nocookie.com")):
        video = re.match(r"/embed/([\w-]{6,})", parts.path)
        if video and video.group(1) != "videoseries":
            return f"https://www.youtube.com/watch?v={video.group(1)}"
    if host.endswith("facebook.com") and parts.path.startswith("/plugins/"):
        return clean_url(parse_qs(parts.query).get("href", [""])[0]) or url
    return url


def _without_strong(inlines: Inlines) -> Inlines:
    """Return a title's inlines without bold: a title is bold as a whole."""
    runs = [
        Run(run.text, tuple(m for m in run.marks if m.kind != "strong"))
        for run in runs_of(inlines)
    ]
    return nest(tidy(runs)) if join_text(runs).strip() else inlines
