"""Whether composition works with the installed WeasyPrint and Pango.

The compositor replaces some functions of WeasyPrint and relies on others; none of them
is a public interface.  So it is bound to one release, and what it touches is listed
here.  If it does not work, text is set left-aligned.
"""

import contextlib
import importlib
import inspect
import io
from typing import Any

RELEASE = "70.0"
# pango_version() of 1.50: it places letters at fractions of a pixel, and its breaks are
# those of Unicode 14.
_LEAST_PANGO = 15_000
# The parameters of the replaced functions, by name under ``weasyprint``.
SIGNATURES = {
    "layout.inline.split_inline_box": (
        "context box position_x max_x bottom_space skip_stack containing_block"
        " absolute_boxes fixed_boxes line_placeholders waiting_floats line_children"
        " first_letter_style first_line_style"
    ),
    "layout.inline.split_inline_level": (
        "context box position_x max_x bottom_space skip_stack containing_block"
        " absolute_boxes fixed_boxes line_placeholders waiting_floats line_children"
        " first_letter_style first_line_style"
    ),
    "layout.inline.justify_line": "context line extra_width",
    "layout.preferred.inline_line_widths": (
        "context box outer is_line_start minimum skip_stack first_line"
    ),
    "draw.text.draw_first_line": ("stream textbox text_overflow block_ellipsis matrix"),
}
# The first 16 digits of the SHA-256 of the source of everything replaced or relied on.
# If one differs, read what changed before you renew its digest.
DIGESTS = {
    "layout.inline.split_inline_box": "3a0cb7ca7e34c7ef",
    "layout.inline.split_inline_level": "d98c008c8fc00582",
    "layout.inline.justify_line": "f83b21ff8793ba6b",
    "layout.preferred.inline_line_widths": "6c24f789e3ce5bb7",
    "layout.inline.iter_line_boxes": "04aec48abfcad809",
    "layout.inline.get_next_linebox": "67af458c2545e74f",
    "layout.inline.skip_first_whitespace": "deb2f1a5e2a6c035",
    "layout.inline.remove_last_whitespace": "53f0c79c9fbbda50",
    "layout.inline.first_letter_to_box": "9f3d58c31344c13b",
    "layout.inline.split_text_box": "8c564329599ef23f",
    "layout.inline.atomic_box": "928f0e7eed566627",
    "layout.inline.text_align": "e953d41b87ccfc30",
    "layout.inline.add_word_spacing": "879516e71f1b80fa",
    "layout.inline.is_phantom_linebox": "20b14d5418771dc1",
    "layout.preferred.inline_min_content_width": "15cde37816a624cf",
    "layout.preferred.inline_max_content_width": "6860df1a22c6d6a7",
    "layout.preferred.trailing_whitespace_size": "cd005b8042a652f9",
    "layout.percent.resolve_percentages": "71673078096fcf87",
    "layout.leader.handle_leader": "e4bf5941eb946d0b",
    "text.line_break.Layout": "681b737d1ba5e004",
    "text.line_break.strut": "b57885b70dd08efe",
    "text.line_break.get_log_attrs": "65c1a1c4fa75ee95",
    "draw.text.draw_text": "ebaf96239c6ca363",
    "draw.text.draw_first_line": "1bb8eae6d88e71b1",
    "pdf.stream.Stream": "624257224db6f66d",
    "pdf.fonts.Font": "1888854798bf8726",
    "pdf.fonts.build_fonts_dictionary": "fc551bef35d0d6c3",
    "css.AnonymousStyle": "414bbf41061e0a4a",
    "formatting_structure.boxes.TextBox": "7fcb818c71c2bb89",
}


def check_support() -> str | None:
    """Return why Chinese cannot be composed here, None if it can.

    The reason is a sentence without its full stop.
    """
    try:
        # If libraries are missing, WeasyPrint prints advice on stdout.
        with contextlib.redirect_stdout(io.StringIO()):
            weasyprint = importlib.import_module("weasyprint")
            ffi = importlib.import_module("weasyprint.text.ffi")
    except (ImportError, OSError) as error:
        return f"WeasyPrint cannot be loaded: {error}"
    if weasyprint.__version__ != RELEASE:
        return (
            f"WeasyPrint {weasyprint.__version__} is installed, and composition is"
            f" written for {RELEASE}"
        )
    pango = int(ffi.pango.pango_version())
    if pango < _LEAST_PANGO:
        version = f"{pango // 10_000}.{pango // 100 % 100}.{pango % 100}"
        return f"Pango {version} is installed, and composition needs 1.50"
    for name, parameters in SIGNATURES.items():
        if " ".join(inspect.signature(find_relied_on(name)).parameters) != parameters:
            return f"WeasyPrint's {name} has been changed"
    return None


def find_relied_on(name: str) -> Any:
    """Return the function or class ``name`` of WeasyPrint."""
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(f"weasyprint.{module}"), attribute)
