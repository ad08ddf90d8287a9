"""The functions of WeasyPrint that are replaced.

``chinese_composition`` replaces them and restores them afterwards.  Each of the five
calls the original for everything that the compositor does not set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from exporter.formats.pdf.weasyprint.composition.compositor import (
    Compositor,
    fill_line,
    is_chinese,
)
from exporter.formats.pdf.weasyprint.composition.copied_text import TextMender
from exporter.formats.pdf.weasyprint.composition.drawn_piece import DrawnPiece
from exporter.formats.pdf.weasyprint.composition.pieces import ComposedLine
from exporter.formats.pdf.weasyprint.support import replaced

HOOKED: tuple[tuple[ModuleType, str], ...] = (
    (inline, "split_inline_box"),
    (inline, "split_inline_level"),
    (inline, "justify_line"),
    (preferred, "inline_line_widths"),
    (drawing, "draw_first_line"),
)


@contextmanager
def install_hooks() -> Iterator[None]:
    """Replace the functions while the context lasts; contexts may be nested."""
    if isinstance(getattr(inline.justify_line, "__self__", None), _Hooks):
        yield
        return
    hooks = _Hooks({name: getattr(module, name) for module, name in HOOKED})
    with ExitStack() as stack:
        for module, name in HOOKED:
            stack.enter_context(replaced(module, name, getattr(hooks, name)))
        yield


class _Hooks:
    """Replaces WeasyPrint's functions by methods of the same names."""

    def __init__(self, originals: dict[str, Callable[..., Any]]) -> None:
        self._originals = originals
        self._compositor = Compositor()
        self._mender = TextMender()
        self._line: ComposedLine | None = None

    def split_inline_box(
        self,
        context: Any,
        box: Any,
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
    ) -> Any:
        """Choose where a line ends before its boxes are split.

        The last two arguments are the styles of ::first-letter and ::first-line, which
        change boxes during the split.
        """
        around = self._line
        if isinstance(box, boxes.LineBox):
            self._line = None
            if not (rest[-1] or rest[-2]):
                width = max_x - position_x
                self._line = self._compositor.compose(
                    context, box, skip_stack, containing_block, width=width
                )
            # The line that is made of this box is a copy of it.
            box.is_composed = self._line is not None
        try:
            return self._originals["split_inline_box"](
                context,
                box,
                position_x,
                max_x,
                bottom_space,
                skip_stack,
                containing_block,
                *rest,
            )
        finally:
            self._line = around

    def split_inline_level(
        self, context: Any, box: Any, position_x: float, *rest: Any
    ) -> Any:
        """Give a text box its piece of the chosen line."""
        if self._line is not None and isinstance(box, boxes.TextBox):
            return self._line.place(box, position_x)
        return self._originals["split_inline_level"](context, box, position_x, *rest)

    def justify_line(self, context: Any, line: Any, extra_width: float) -> None:
        """Fill a composed line; leave an uncomposed line of Chinese unjustified."""
        if line.is_composed:
            fill_line(line, extra_width)
        elif not is_chinese(line):
            self._originals["justify_line"](context, line, extra_width)

    def inline_line_widths(
        self,
        context: Any,
        box: Any,
        outer: bool,
        is_line_start: bool,
        minimum: bool,
        skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:
        """Return the widths of the lines of a box, as if they were composed."""
        widths = None
        if isinstance(box, boxes.LineBox):
            widths = self._compositor.widths(
                context, box, skip_stack=skip_stack, minimum=minimum
            )
        if widths is None:
            widths = self._originals["inline_line_widths"](
                context, box, outer, is_line_start, minimum, skip_stack, first_line
            )
        return widths

    def draw_first_line(
        self,
        stream: Any,
        textbox: Any,
        text_overflow: str,
        block_ellipsis: Any,
        matrix: Any,
    ) -> Any:
        """Draw a text box so that its gaps and hyphen are not read as text."""
        start = len(stream.stream)
        emojis = self._originals["draw_first_line"](
            stream, textbox, text_overflow, block_ellipsis, matrix
        )
        piece = textbox.pango_layout
        if isinstance(piece, DrawnPiece) and len(stream.stream) > start:
            self._mender.fill(stream, start, piece.face, tail=piece.tail)
            if piece.is_hyphenated:
                self._mender.add_hyphen(stream, start, piece.face)
        return emojis
