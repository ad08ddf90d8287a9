"""Finds what does not fit on its page, so that it can be reported.

Laid out boxes enter.  Those outside their room leave, with words that identify them.
The room is the page between its margins or, in columns, the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

# For rounding, hanging marks, the slant of a letter; in CSS px (3/4 pt).
_TOLERANCE_PX = 2.0
_SPACE_EM = 0.5
_WORDS = 40
_PX_PER_PT = 4 / 3


@dataclass(frozen=True, slots=True)
class Overrun:
    """Something that lies outside its room.

    ``page`` counts from 0.  ``anchor`` is the id of its article, "" outside articles.
    ``by_pt`` is how far it reaches out.
    """

    page: int
    anchor: str
    words: str
    by_pt: float
    is_image: bool


@dataclass(frozen=True, slots=True)
class _Room:
    left: float
    top: float
    right: float
    bottom: float

    def overrun_of(self, box: Any) -> float:
        """Return by how many px ``box`` reaches out, 0 or less if it is inside."""
        left, top = box.position_x, box.position_y
        if isinstance(box, boxes.ReplacedBox):  # a text has no margins
            left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        sides = self.left - left, right - self.right, self.top - top
        return float(max(*sides, bottom - self.bottom))


def find_overruns(pages: Iterable[Any]) -> Iterator[Overrun]:
    """Yield what lies outside its room on each of WeasyPrint's laid out pages.

    Pages without margins are covers, which fill the page intentionally.  Running heads
    and page numbers must lie on the sheet.
    """
    for number, page in enumerate(pages):
        page_box = page._page_box
        sheet = _Room(0, 0, page_box.margin_width(), page_box.margin_height())
        body = _room_of(page_box)
        for child in page_box.children:
            is_margin = isinstance(child, boxes.MarginBox)
            room = sheet if is_margin or _has_no_margin(page_box) else body
            found: list[Overrun] = []
            _walk(child, room, number, "", found)
            yield from found


def _has_no_margin(page_box: Any) -> bool:
    return not any((page_box.margin_left, page_box.margin_right, page_box.margin_top))


def _room_of(box: Any) -> _Room:
    left, top = box.content_box_x(), box.content_box_y()
    return _Room(left, top, left + box.width, top + box.height)


def _walk(box: Any, room: _Room, page: int, anchor: str, found: list[Overrun]) -> None:
    """Add to ``found`` the parts of ``box`` that lie outside ``room``."""
    box = getattr(box, "_box", box)  # absolutely placed boxes are wrapped
    if box.style["visibility"] != "visible":
        return
    anchor = _anchor_of(box) or anchor
    if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
        by_px = room.overrun_of(box)
        if by_px > _TOLERANCE_PX:
            found += _tell(box, by_px, page, anchor)
    elif isinstance(box, boxes.ParentBox):
        inner = _column_room(box, room) if box.is_column else room
        for child in box.children:
            _walk(child, inner, page, anchor, found)


def _tell(box: Any, by_px: float, page: int, anchor: str) -> Iterator[Overrun]:
    """Yield an Overrun if ``box`` visibly reaches out by ``by_px``."""
    is_text = isinstance(box, boxes.TextBox)
    words = " ".join(box.text.split()) if is_text else box.element.get("alt", "")
    if by_px > _TOLERANCE_PX + _hanging_px(box) and (words or not is_text):
        by_pt = by_px / _PX_PER_PT
        yield Overrun(page, anchor, words[:_WORDS], by_pt, not is_text)


def _hanging_px(box: Any) -> float:
    """Return how far spaces at the end of a line may hang out, invisibly.

    WeasyPrint keeps them in code, and keeps one at the end of a right-to-left line.
    """
    if not isinstance(box, boxes.TextBox):
        return 0.0
    spaces = len(box.text) - len(box.text.rstrip(" "))
    if any("\u0590" <= c <= "\u08ff" for c in box.text):
        spaces = max(spaces, 1)
    return float(spaces * _SPACE_EM * box.style["font_size"])


def _column_room(column: Any, room: _Room) -> _Room:
    """Return the room of one column: its own width, and the height of the page."""
    left = column.content_box_x()
    right = left + column.width
    return _Room(max(left, room.left), room.top, min(right, room.right), room.bottom)


def _anchor_of(box: Any) -> str:
    if box.element_tag != "article" or box.element is None:
        return ""
    return str(box.element.get("id", ""))
