"""From cleaned HTML to blocks, by allow-list.

The walker keeps one open line of runs.  A block element closes the line before and
after itself.  An inline element adds a mark.  An unknown element is read as if its tags
were not there.  So no words are lost, whatever the markup is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bs4.element import NavigableString, PageElement, Tag

from exporter.model import (
    Block,
    Embed,
    Figure,
    Gallery,
    Heading,
    ImageRef,
    Inlines,
    LeftOut,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    TableCell,
    plain_text,
)
from exporter.outlets import known_outlets
from exporter.parse import elements, figures
from exporter.parse.claims import read_phrase_claim, with_claim
from exporter.parse.credits import hide_credit_label
from exporter.parse.elements import lead_classes, topic_marks
from exporter.parse.images import classes_of, image_ref
from exporter.parse.lists import Item, make_list
from exporter.parse.maths import FORMULAS, read_formula
from exporter.parse.paragraphs import (
    Role,
    as_subheading,
    join_lines,
    read_paragraphs,
    split_at_images,
    take_images,
    without_strong,
)
from exporter.parse.places import PLACE, name_inside
from exporter.parse.players import read_iframe, read_player
from exporter.parse.preformatted_text import (
    indented_runs,
    is_writing,
    join_code,
    read_lines,
)
from exporter.parse.quotes import read_quote_marks
from exporter.parse.ruby import MAX_CHARACTERS, split_ruby
from exporter.parse.runs import (
    BREAK,
    Mark,
    Run,
    add_mark,
    break_under,
    clean_text,
    image_run,
    object_run,
    single_mark,
)
from exporter.parse.tables import count_head_rows, is_cell, rows_of, span_of
from exporter.parse.tree import find_child
from exporter.parse.verse import keep_indent, read_verse, without_indents
from exporter.urls import article_link, clean_url

Marks: TypeAlias = tuple[Mark, ...]

_MARKS = {**elements.MARKS, figures.HIDDEN: "hidden"}
# A player that holds more than "your browser cannot play this" lacks its end tag and
# holds the article.
_FALLBACK_CHARACTERS = 200
_TITLE_CHARACTERS = 120
_IN_LISTS = ("li", *elements.LISTS)
_TERMS = ("dt", "summary")


@dataclass
class Walker:
    """Collects the blocks of one article, or of one nested part of it.

    ``topics`` and ``left_out`` are filled on the way.  ``places`` are targets of links
    after which no words have come yet.
    """

    base_url: str
    topics: list[str]
    left_out: list[LeftOut]
    blocks: list[Block] = field(default_factory=list)
    nested: bool = False
    has_verse: bool = True
    places: list[str] = field(default_factory=list)
    _line: list[Run] = field(default_factory=list)
    _role: Role = "text"

    def walk(self, parent: Tag, marks: Marks = ()) -> None:
        """Read the children of ``parent`` under ``marks``."""
        for child in parent.children:
            self._node(child, marks)

    def finish(self) -> list[Block]:
        """Close the open line and return the blocks."""
        self.close_line()
        return self.blocks

    def close_line(self) -> None:
        """End the open line: it becomes paragraphs and figures, or nothing."""
        if self._line:
            for part in split_at_images(self._line):
                if isinstance(part, Figure):
                    self.blocks.append(part)
                else:
                    self.blocks += self._blocks_of_line(part)
            self._line = []

    def _blocks_of_line(self, line: list[Run]) -> Iterable[Block]:
        may_be_verse = self.has_verse and self._role == "text"
        if may_be_verse and any(run.text == BREAK for run in line):
            verse = read_verse(line)
            if verse is not None:
                return (verse,)
        paragraphs = read_paragraphs(without_indents(line), role=self._role)
        return paragraphs if self.nested else map(as_subheading, paragraphs)

    def _node(self, node: PageElement, marks: Marks) -> None:
        if isinstance(node, NavigableString):
            text = clean_text(str(node), is_part=True)
            if text:
                if not self._line or self._line[-1].text == BREAK:
                    text = keep_indent(str(node), text)
                if self.places and text.strip():
                    marks = self._take_places(marks)
                self._line.append(Run(text, marks))
        elif isinstance(node, Tag):
            self._element(node, marks)

    def _element(self, tag: Tag, marks: Marks) -> None:
        """Read an element together with its claims of language and direction."""
        if tag.name in _CONTAINERS or tag.name in elements.FLOW:
            self.close_line()
            first = len(self.blocks)
            self._read(tag, marks)
            self.close_line()
            self.blocks[first:] = with_claim(self.blocks[first:], tag)
            return
        claim = read_phrase_claim(tag)
        self._read(tag, add_mark(marks, claim.mark) if claim else marks)

    def _read(self, tag: Tag, marks: Marks) -> None:
        name = tag.name
        if name == "br":
            self._line.append(break_under(marks))
        elif name in _INLINES:
            _INLINES[name](self, tag, marks)
        elif name in _CONTAINERS:
            self.close_line()
            _CONTAINERS[name](self, tag, marks)
        elif name in _OBJECTS:
            _OBJECTS[name](self, tag)
        elif name in elements.FLOW:
            self._flow(tag, marks)
        elif name not in elements.EMPTY:
            mark = _MARKS.get(name)
            self.walk(tag, add_mark(marks, Mark(mark)) if mark else marks)

    def _flow(self, tag: Tag, marks: Marks) -> None:
        self.close_line()
        around = self._role
        if tag.name in _TERMS and around == "text":
            self._role = "term"
        elif not lead_classes(known_outlets()).isdisjoint(classes_of(tag)):
            self._role = "lead"
        self.walk(tag, marks)
        self.close_line()
        self._role = around

    def _place(self, block: Block) -> None:
        self.close_line()
        self.blocks.append(block)

    # ------------------------------------------------------------- parts

    def _part(self, *, has_verse: bool = False) -> Walker:
        """Return a walker for a part of the article that is read separately.

        Short lines in cells, items and captions do not count as verse.
        """
        return Walker(
            self.base_url,
            self.topics,
            self.left_out,
            nested=True,
            has_verse=has_verse,
            places=self.places,
        )

    def _take_item(self, element: Tag | None) -> list[Item]:
        """Return the blocks so far as the item ``element``, if any; start afresh."""
        blocks, self.blocks = self.finish(), []
        return [(tuple(blocks), element)] if blocks else []

    def _blocks_of(self, tag: Tag, marks: Marks = ()) -> tuple[Block, ...]:
        part = self._part(has_verse=self.has_verse)
        part.walk(tag, marks)
        return tuple(part.finish())

    def _inlines_of(self, tag: Tag | None) -> tuple[Inlines, list[Block]]:
        """Return ``tag`` as one line, and the blocks that cannot be in a line."""
        if tag is None:
            return (), []
        part = self._part()
        part.walk(tag)
        blocks = part.finish()
        lines = [block for block in blocks if isinstance(block, Paragraph)]
        inlines, refs = take_images(join_lines(lines))
        others: list[Block] = [b for b in blocks if not isinstance(b, Paragraph)]
        return inlines, [*others, *map(Figure, refs)]

    # ----------------------------------------------------------- inlines

    def _read_link(self, tag: Tag, marks: Marks) -> None:
        url = self._url_of(tag)
        if url and tag.get_text().strip():
            marks = add_mark(marks, Mark("link", url))
        self.walk(tag, marks)

    def _url_of(self, tag: Tag) -> str:
        """Return the address of a link, "" for none."""
        href = str(tag.get("href") or "")
        inside = name_inside(href, self.base_url) if "#" in href else ""
        return f"#{inside}" if inside else article_link(href, base=self.base_url)

    def _read_span(self, tag: Tag, marks: Marks) -> None:
        marks_of_topics = topic_marks(known_outlets())
        if any(tag.get(name) == value for name, value in marks_of_topics):
            topic = clean_text(tag.get_text()).strip()
            if topic and topic not in self.topics:
                self.topics.append(topic)
            marks = add_mark(marks, Mark("topic"))
        self.walk(tag, marks)

    def _read_abbreviation(self, tag: Tag, marks: Marks) -> None:
        """Read an abbreviation; a title that only repeats it is ignored."""
        title = clean_text(str(tag.get("title") or "")).strip()
        if title and title != tag.get_text().strip():
            marks = add_mark(marks, Mark("abbreviation", title))
        self.walk(tag, marks)

    def _read_q(self, tag: Tag, marks: Marks) -> None:
        quotes = read_quote_marks(tag)
        if quotes is None:
            self.walk(tag, marks)
            return
        self._line.append(object_run(quotes[0], quotes[0].text, marks))
        self.walk(tag, marks)
        self._line.append(object_run(quotes[1], quotes[1].text, marks))

    def _read_math(self, tag: Tag, marks: Marks) -> None:
        formula = read_formula(tag)
        if isinstance(formula, str):
            self._line.append(Run(formula, marks))
        else:
            self._line.append(object_run(formula, formula.alt, marks))

    def _read_place(self, tag: Tag, _marks: Marks) -> None:
        self.places.append(str(tag["data-name"]))

    def _take_places(self, marks: Marks) -> Marks:
        """Return ``marks`` with anchors for the waiting places."""
        anchors = tuple(single_mark("anchor", name) for name in self.places)
        self.places.clear()
        return (*anchors, *marks)

    def _read_ruby(self, tag: Tag, marks: Marks) -> None:
        """Read characters with their readings; what is no reading stays as words."""
        for part in split_ruby(tag):
            readings = [reading for reading in part.readings if reading]
            inner = marks
            words = "".join(node.get_text() for node in part.nodes)
            is_ruby = max(map(len, (words, *readings))) <= MAX_CHARACTERS
            if is_ruby and words.strip():
                for reading in reversed(readings):
                    inner = add_mark(inner, single_mark("ruby", reading))
                readings = []
            for node in part.nodes:
                self._node(node, inner)
            self._line += (Run(f"（{reading}）", marks) for reading in readings)

    # -------------------------------------------------------- containers

    def _read_heading(self, tag: Tag, marks: Marks) -> None:
        """Read a title; if its end tag is missing, it also holds the article."""
        part = self._part()
        part.walk(tag, marks)
        blocks = part.finish()
        lines = [block for block in blocks if isinstance(block, Paragraph)]
        whole = join_lines(lines)
        if len(lines) == len(blocks) and len(plain_text(whole)) <= _TITLE_CHARACTERS:
            blocks = [Paragraph(whole)] if whole else []
        level = min(max(int(tag.name[1]), 2), 4)
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                blocks[number] = self._title(block.inlines, level)
                break
        self.blocks += blocks

    def _title(self, inlines: Inlines, level: int) -> Block:
        inlines = without_strong(inlines)
        # In a quotation or a cell it heads no part of the article.  A long line is
        # text, not a title.
        if self.nested or len(plain_text(inlines)) > _TITLE_CHARACTERS:
            return Paragraph((Strong(inlines),))
        return Heading(inlines, level=level)

    def _read_list(self, tag: Tag, marks: Marks) -> None:
        items = self._items_of(tag, marks)
        if all(isinstance(block, Figure) for item, _ in items for block in item):
            # WordPress lays out its galleries as lists.
            self.blocks += [block for item, _ in items for block in item]
            return
        self.blocks.append(make_list(tag, items))

    def _items_of(self, tag: Tag, marks: Marks) -> list[Item]:
        """Return the items of a list; content between items becomes an item, too.

        A list directly inside a list belongs to the item before it.
        """
        items: list[Item] = []
        stray = self._part()
        for child in tag.children:
            if not (isinstance(child, Tag) and child.name in _IN_LISTS):
                stray._node(child, marks)
                continue
            items += stray._take_item(None)
            part = self._part()
            if child.name == "li":
                part.walk(child, marks)
                part.blocks = with_claim(part.finish(), child)
                items += part._take_item(child)
            else:
                part._node(child, marks)
                nested = tuple(part.finish())
                if nested:
                    blocks, element = items.pop() if items else ((), None)
                    items.append((blocks + nested, element))
        return items + stray._take_item(None)

    def _read_stray_item(self, tag: Tag, marks: Marks) -> None:
        """Read an item outside lists as a list of its own, as browsers show it."""
        blocks = self._blocks_of(tag, marks)
        if blocks:
            self.blocks.append(ListBlock((blocks,)))

    def _read_checkbox(self, tag: Tag, marks: Marks) -> None:
        """Read the box of a checklist; other controls have no words."""
        if str(tag.get("type") or "").lower() == "checkbox":
            box = "☑ " if tag.has_attr("checked") else "☐ "
            self._line.append(Run(box, marks))

    def _read_quote(self, tag: Tag, marks: Marks) -> None:
        blocks = self._blocks_of(tag, marks)
        if blocks:
            self.blocks.append(Quote(blocks))

    def _read_table(self, tag: Tag, marks: Marks) -> None:
        source = rows_of(tag)
        if max((len(row.cells) for row in source), default=0) < 2:
            # A table of one column is only used for layout.
            self._flow(tag, marks)
            return
        caption, others = self._inlines_of(find_child(tag, "caption"))
        read = [
            (tuple(self._read_cell(cell, marks) for cell in row.cells), row.in_head)
            for row in source
        ]
        read = [row for row in read if any(cell.blocks for cell in row[0])]
        rows = tuple(cells for cells, _ in read)
        self.blocks += others
        if max(map(len, rows), default=0) > 1:
            self.blocks.append(Table(rows, caption, head_rows=count_head_rows(read)))
            return
        if caption:
            self.blocks.append(Paragraph(caption))
        for row in rows:  # the further columns were in empty rows
            self.blocks += (block for cell in row for block in cell.blocks)

    def _read_cell(self, cell: PageElement, marks: Marks) -> TableCell:
        part = self._part()
        if not (isinstance(cell, Tag) and is_cell(cell)):
            part._node(cell, marks)
            return TableCell(tuple(part.finish()))
        part.walk(cell, marks)
        return TableCell(
            tuple(with_claim(part.finish(), cell)),
            header=cell.name == "th",
            colspan=span_of(cell, "colspan"),
            rowspan=span_of(cell, "rowspan"),
        )

    def _read_pre(self, tag: Tag, marks: Marks) -> None:
        """Read lines as typed: columns made of spaces, code, or verse."""
        lines = read_lines(tag, self._url_of)
        if is_writing(lines):
            for line in lines:
                self._line += (*indented_runs(line, marks), Run(BREAK, marks))
            self.close_line()
        elif lines:
            self.blocks.append(join_code(lines))
        for image in tag.find_all("img"):
            self._read_image(image, ())
            self.close_line()

    # --------------------------------------------------- images, media

    def _read_rule(self, _tag: Tag) -> None:
        self._place(Rule())

    def _read_image(self, tag: Tag, marks: Marks) -> None:
        """Put the image into the line; whether it stands alone is seen later."""
        self._line.append(image_run(image_ref(tag, self.base_url), marks))

    def _read_figure(self, tag: Tag) -> None:
        self.close_line()
        figure, others = self._figure(tag)
        if figure is not None:
            self.blocks.append(figure)
        self.blocks += others

    def _figure(self, tag: Tag) -> tuple[Figure | None, list[Block]]:
        """Return the image of the figure ``tag``, and the blocks that are no image."""
        caption, others = self._inlines_of(find_child(tag, figures.CAPTION))
        credit, more = self._inlines_of(find_child(tag, figures.CREDIT))
        others += more
        image = find_child(tag, "img")
        ref = image_ref(image, self.base_url) if image is not None else None
        if ref is not None:
            return Figure(ref, caption, hide_credit_label(credit)), others
        player = self._part()
        for shown in tag.find_all(figures.SHOWN, recursive=False):
            player._element(shown, ())
        blocks = player.finish()
        if len(blocks) == 1 and isinstance(blocks[0], Media | Embed) and caption:
            blocks = [replace(blocks[0], caption=caption)]
            caption = ()
        lines = [Paragraph(inlines) for inlines in (caption, credit) if inlines]
        return None, [*blocks, *lines, *others]

    def _read_gallery(self, tag: Tag) -> None:
        self.close_line()
        title, others = self._inlines_of(find_child(tag, figures.CAPTION))
        shown: list[Figure] = []
        for child in tag.find_all(figures.FIGURE, recursive=False):
            figure, more = self._figure(child)
            others += more
            if figure is not None:
                shown.append(figure)
        if shown:
            self.blocks.append(Gallery(without_strong(title), tuple(shown)))
        elif title:
            self.blocks.append(self._title(title, 2))
        self.blocks += others

    def _read_media(self, tag: Tag) -> None:
        self.close_line()
        caption, others = self._inlines_of(find_child(tag, figures.CAPTION))
        url = clean_url(str(tag.get("data-url") or ""), base=self.base_url)
        poster_url = clean_url(str(tag.get("data-poster") or ""), base=self.base_url)
        poster = ImageRef(poster_url) if poster_url else None
        self.blocks.append(Media("video", url, poster, caption))
        self.blocks += others

    def _read_player(self, tag: Tag) -> None:
        player = read_player(tag, self.base_url)
        if player is not None:
            self._place(player)
        if len(tag.get_text()) > _FALLBACK_CHARACTERS:
            self._flow(tag, ())

    def _read_iframe(self, tag: Tag) -> None:
        page = read_iframe(tag, self.base_url)
        # An <object> often holds an <embed> of the same page, for other browsers.
        is_again = tag.name == "embed" and page in self.blocks[-1:]
        if page is not None and not is_again:
            self._place(page)
        if tag.name in ("object", "embed"):  # libxml2 puts what follows into embed
            self._flow(tag, ())


_INLINES: dict[str, Callable[[Walker, Tag, Marks], None]] = {
    "img": Walker._read_image,
    "a": Walker._read_link,
    "span": Walker._read_span,
    "input": Walker._read_checkbox,
    "abbr": Walker._read_abbreviation,
    "acronym": Walker._read_abbreviation,
    "q": Walker._read_q,
    **dict.fromkeys(FORMULAS, Walker._read_math),
    PLACE: Walker._read_place,
    "ruby": Walker._read_ruby,
}
_CONTAINERS: dict[str, Callable[[Walker, Tag, Marks], None]] = {
    **dict.fromkeys(elements.HEADINGS, Walker._read_heading),
    **dict.fromkeys(elements.LISTS, Walker._read_list),
    "li": Walker._read_stray_item,
    "blockquote": Walker._read_quote,
    "table": Walker._read_table,
    **dict.fromkeys(elements.TYPED, Walker._read_pre),
}
_OBJECTS: dict[str, Callable[[Walker, Tag], None]] = {
    "hr": Walker._read_rule,
    figures.FIGURE: Walker._read_figure,
    figures.GALLERY: Walker._read_gallery,
    figures.MEDIA: Walker._read_media,
    **dict.fromkeys(elements.PLAYERS, Walker._read_player),
    **dict.fromkeys(elements.EMBEDS, Walker._read_iframe),
}
