"""The functions of WeasyPrint that are replaced, and nothing else.

``chinese_composition`` puts them in place and takes them out again.  Four
functions of WeasyPrint's inline layout are wrapped; each hands on to the
original whatever the compositor does not set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from exporter.pdf.composition.compositor import (
    ComposedLine,
    Compositor,
    fill_line,
    is_chinese,
)

_HOOKED = (
    (inline, "split_inline_box"),
    (inline, "split_inline_level"),
    (inline, "justify_line"),
    (preferred, "inline_line_widths"),
)


@contextmanager
def chinese_composition() -> Iterator[None]:
    """Set Chinese by its own rules in every document rendered inside.

    The context may be nested; it is not for several threads at once, as
    WeasyPrint's module is changed.  Ask ``check_support`` before.
    """
    if isinstance(getattr(inline.justify_line, "__self__", None), _Hooks):
        yield
        return
    originals = {name: getattr(module, name) for module, name in _HOOKED}
    hooks = _Hooks(originals)
    try:
        for module, name in _HOOKED:
            setattr(module, name, getattr(hooks, name))
        yield
    finally:
        for module, name in _HOOKED:
            setattr(module, name, originals[name])


class _Hooks:
    """Stands in for WeasyPrint's functions, under their names."""

    def __init__(self, originals: dict[str, Callable[..., Any]]) -> None:
        self._originals = originals
        self._compositor = Compositor()
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
        """Choose the break of a line before its boxes are split."""
        split = self._originals["split_inline_box"]
        arguments = (
            context,
            box,
            position_x,
            max_x,
            bottom_space,
            skip_stack,
            containing_block,
            *rest,
        )
        if not isinstance(box, boxes.LineBox):
            return split(*arguments)
        around = self._line
        plain = rest[-1] is None and rest[-2] is None  # ::first-line, ::first-letter
        self._line = (
            self._compositor.compose(
                context, box, max_x - position_x, skip_stack, containing_block
            )
            if plain
            else None
        )
        box.is_composed = self._line is not None
        try:
            return split(*arguments)
        finally:
            self._line = around

    def split_inline_level(
        self, context: Any, box: Any, position_x: float, *rest: Any
    ) -> Any:
        """Give a text box the piece of the line that was chosen for it."""
        if self._line is not None and isinstance(box, boxes.TextBox):
            return self._line.place(box, position_x)
        return self._originals["split_inline_level"](context, box, position_x, *rest)

    def justify_line(self, context: Any, line: Any, extra_width: float) -> None:
        """Spread the gaps of a composed line; leave another Chinese one ragged."""
        if getattr(line, "is_composed", False):
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
        """Return the widths of the lines of a box, as they would be composed."""
        widths = None
        if isinstance(box, boxes.LineBox):
            widths = self._compositor.widths(context, box, skip_stack, minimum=minimum)
        if widths is not None:
            return widths
        original = self._originals["inline_line_widths"]
        found: Iterator[float] = original(
            context, box, outer, is_line_start, minimum, skip_stack, first_line
        )
        return found
