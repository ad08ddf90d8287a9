"""The one list of private parts of WeasyPrint and pydyf on which our code relies.

Their public interfaces offer no Chinese lines, no black ink and no ordinary letters in
copied text.  So our code replaces some of their functions, or reads what they write.
``DIGESTS`` names each of these functions and classes with a digest of its source.
``RELIANCE`` says which part of ours relies on which.  Both are for the releases in
``RELEASES``.

With these releases nothing is compared while a book is made, because a test has done
so.  With any other release the sources are read.  A part that relies on a changed
source is left out: the book is made without it, and a Problem says what is missing.

When the test finds a change, read what it means for the parts that it names.  Only then
renew the digest, and the release here and in pyproject.toml.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from exporter.model import Problem
from exporter.words import Message

RELEASES: Mapping[str, str] = {"weasyprint": "70.0", "pydyf": "0.13.0"}
_NAMES = {"weasyprint": "WeasyPrint", "pydyf": "pydyf"}
# The attribute that holds the release of each.
_RELEASE_IN = {"weasyprint": "__version__", "pydyf": "VERSION"}
# pango_version() of 1.50: from then on Pango places letters at fractions of a pixel,
# and its breaks are those of Unicode 14.
_LEAST_PANGO = 15_000
_DIGITS = 16


class Part(Enum):
    """A part of ours that relies on them: what it gives, and what its loss means."""

    COMPOSITION = (
        Message("Chinese line composition"),
        Message("the text is set left-aligned"),
    )
    SPEED = (Message("the quick way to write the file"), Message("it takes longer"))
    ARTIFACTS = (
        Message("the marking of running heads"),
        Message("they are read aloud on every page"),
    )
    HEADERS = (
        Message("the direction of header cells"),
        Message("tables are read without it"),
    )
    LINKS = (
        Message("the joining of links"),
        Message("each part of a link is a link of its own"),
    )
    BOUNDS = (
        Message("the check for what lies off a page"),
        Message("it was not made"),
    )
    COLOURS = (
        Message("printers' black and grey"),
        Message("colours are mixed of red, green and blue"),
    )
    TO_UNICODE = (
        Message("ordinary letters in copied text"),
        Message("copied text may have others that look like them"),
    )
    ACTUAL_TEXT = (
        Message("the spelling of letters that join"),
        Message("copied words of Arabic, Hindi and the like may be wrong"),
    )
    FONTS = (
        Message("the check for fonts that are not ours"),
        Message("it was not made"),
    )
    LOG = (
        Message("the reading of WeasyPrint's messages"),
        Message("they are shown as they are"),
    )

    @property
    def words(self) -> Message:
        """Return what the part gives, in words."""
        return self.value[0]

    @property
    def loss(self) -> Message:
        """Return what happens to a book without it, in words."""
        return self.value[1]

    @property
    def code(self) -> str:
        """Return the code of the Problem for its absence."""
        is_lines = self is Part.COMPOSITION
        return "composition-unsupported" if is_lines else "correction-unsupported"


# By module, the functions and classes with the first 16 digits of the SHA-256 of their
# source.
DIGESTS: Mapping[str, Mapping[str, str]] = {
    "weasyprint.anchors": {
        "gather_anchors": "a6970b1005706125",
    },
    "weasyprint.css": {
        "AnonymousStyle": "a03e4d782f9362dc",
    },
    "weasyprint.document": {
        "Page": "3c056032e668961f",
        "Document": "8ede87771cd83056",
    },
    "weasyprint.draw.color": {
        "get_color": "430654324e867487",
    },
    "weasyprint.draw.text": {
        "draw_text": "d1cfa769e258eb9a",
        "draw_first_line": "df38b8753e86c3ba",
    },
    "weasyprint.formatting_structure.boxes": {
        "Box": "110b2400932a20b6",
        "ParentBox": "da4d4f0b52355b34",
        "InlineBox": "77a4a9e5242dab98",
        "LineBox": "8fa5e131b5e95c74",
        "TextBox": "2128b22ee8d30484",
        "AtomicInlineLevelBox": "75a2bff34be2ab9c",
        "MarginBox": "a2c6e438bd626ad5",
        "ReplacedBox": "13275132c47ecb9f",
    },
    "weasyprint.images": {
        "RasterImage": "9e0ebcef3ed0a271",
        "get_image_from_uri": "44f6b33fa68dfd67",
    },
    "weasyprint.layout.absolute": {
        "AbsolutePlaceholder": "ec046e88c727dc40",
    },
    "weasyprint.layout.inline": {
        "split_inline_box": "039bca5ab9589160",
        "split_inline_level": "8098bdbd3e2d7c03",
        "justify_line": "cbba344b3c57ef10",
        "iter_line_boxes": "6133a0ef6e562fad",
        "get_next_linebox": "85f1eff36fce2a08",
        "skip_first_whitespace": "8b59fadfb638461c",
        "remove_last_whitespace": "11a0d76c1ad30789",
        "first_letter_to_box": "44a5449ff1c3152a",
        "split_text_box": "eb75c8b916afcf2c",
        "atomic_box": "7bdc202808f21ba4",
        "text_align": "79372fc12c3602fd",
        "add_word_spacing": "9a16bf0652ccb78c",
        "is_phantom_linebox": "69a1488e24796a65",
    },
    "weasyprint.layout.leader": {
        "handle_leader": "a7f944a205e41cd0",
    },
    "weasyprint.layout.page": {
        "make_all_pages": "18987bbc6ea9e804",
    },
    "weasyprint.layout.percent": {
        "resolve_percentages": "92016b948f740deb",
    },
    "weasyprint.layout.preferred": {
        "inline_line_widths": "03e495465273a5fe",
        "inline_min_content_width": "b08f7cabeb29ea11",
        "inline_max_content_width": "44ae18a604d4fc0b",
        "trailing_whitespace_size": "b6309c405f62b536",
    },
    "weasyprint.pdf": {
        "generate_pdf": "fd816c8d91ce1c94",
    },
    "weasyprint.pdf.fonts": {
        "Font": "dc2c377ba9ac61e7",
        "build_fonts_dictionary": "934910c919b576e9",
    },
    "weasyprint.pdf.stream": {
        "Stream": "ed8183a339ebc0ef",
        "Stream.marked": "9cce103418861ead",
        "Stream.artifact": "a25a4e615e73a60e",
        "Stream.add_font": "be84a5edbf0cc45e",
    },
    "weasyprint.pdf.tags": {
        "add_tags": "74d331d78a019795",
        "_build_box_tree": "e8338d00c41d15e4",
    },
    "weasyprint.text.ffi": {
        "unicode_to_char_p": "4fa052a2dae429bd",
    },
    "weasyprint.text.fonts": {
        "FontConfiguration.add_font_face": "c033ff4b7cd5d4a6",
    },
    "weasyprint.text.line_break": {
        "Layout": "ba2e4044f7c752d3",
        "strut": "e0631a4e87ce02c2",
        "get_log_attrs": "371b8bcb27fb157b",
        "Layout.get_first_line": "370afb3c62a94d2f",
    },
    "pydyf": {
        "PDF.page_references": "80b7de568b63afc0",
        "PDF.add_page": "b81110a52db9328d",
        "Stream.data": "75aee5a28439ad45",
        "PDF.add_object": "02ec3e61844d0e54",
        "Stream.set_color_rgb": "9b6f02b07e896107",
        "Stream.set_font_size": "25e975c744e85dbe",
        "Stream.show_text": "ce485d8dd13e97c7",
        "Stream.begin_marked_content": "825378183925245c",
        "Stream.end_marked_content": "be5caf74a0d28ac8",
    },
}
# The functions and classes on which each part relies, by module.
RELIANCE: Mapping[Part, Mapping[str, str]] = {
    Part.COMPOSITION: {
        "weasyprint.css": "AnonymousStyle",
        "weasyprint.draw.text": "draw_text draw_first_line",
        "weasyprint.formatting_structure.boxes": (
            "Box ParentBox InlineBox LineBox TextBox AtomicInlineLevelBox"
        ),
        "weasyprint.layout.inline": (
            "split_inline_box split_inline_level justify_line iter_line_boxes"
            " get_next_linebox skip_first_whitespace remove_last_whitespace"
            " first_letter_to_box split_text_box atomic_box text_align"
            " add_word_spacing is_phantom_linebox"
        ),
        "weasyprint.layout.leader": "handle_leader",
        "weasyprint.layout.percent": "resolve_percentages",
        "weasyprint.layout.preferred": (
            "inline_line_widths inline_min_content_width inline_max_content_width"
            " trailing_whitespace_size"
        ),
        "weasyprint.pdf.fonts": "Font build_fonts_dictionary",
        "weasyprint.pdf.stream": "Stream",
        "weasyprint.text.ffi": "unicode_to_char_p",
        "weasyprint.text.line_break": "Layout strut get_log_attrs",
        "pydyf": "Stream.set_font_size Stream.show_text",
    },
    Part.SPEED: {
        "pydyf": "PDF.page_references PDF.add_page Stream.data",
    },
    Part.ARTIFACTS: {
        "weasyprint.document": "Page",
        "weasyprint.formatting_structure.boxes": "ParentBox MarginBox",
        "weasyprint.pdf": "generate_pdf",
        "weasyprint.pdf.stream": "Stream.marked Stream.artifact",
        "weasyprint.pdf.tags": "add_tags _build_box_tree",
    },
    Part.HEADERS: {
        "weasyprint.pdf.tags": "add_tags _build_box_tree",
        "pydyf": "PDF.add_object",
    },
    Part.LINKS: {
        "weasyprint.anchors": "gather_anchors",
        "weasyprint.document": "Page",
        "weasyprint.formatting_structure.boxes": "ParentBox",
    },
    Part.BOUNDS: {
        "weasyprint.document": "Page",
        "weasyprint.formatting_structure.boxes": (
            "Box ParentBox TextBox MarginBox ReplacedBox"
        ),
        "weasyprint.layout.absolute": "AbsolutePlaceholder",
    },
    Part.COLOURS: {
        "weasyprint.draw.color": "get_color",
        "weasyprint.images": "RasterImage",
        "weasyprint.pdf.stream": "Stream",
        "pydyf": "Stream.set_color_rgb",
    },
    Part.TO_UNICODE: {
        "weasyprint.draw.text": "draw_first_line",
        "weasyprint.pdf.fonts": "Font build_fonts_dictionary",
    },
    Part.ACTUAL_TEXT: {
        "weasyprint.draw.text": "draw_text draw_first_line",
        "weasyprint.text.line_break": "Layout.get_first_line",
        "pydyf": (
            "Stream.show_text Stream.begin_marked_content Stream.end_marked_content"
        ),
    },
    Part.FONTS: {
        "weasyprint.document": "Document",
        "weasyprint.pdf.fonts": "Font",
        "weasyprint.pdf.stream": "Stream.add_font",
    },
    Part.LOG: {
        "weasyprint.images": "get_image_from_uri",
        "weasyprint.layout.page": "make_all_pages",
        "weasyprint.text.fonts": "FontConfiguration.add_font_face",
    },
}


def check_support() -> dict[Part, Message]:
    """Return the parts that do not work with the installed libraries, and why.

    WeasyPrint must be loaded.  A reason is a sentence without its full stop.
    """
    lacking: dict[Part, Message] = {}
    for library, known in RELEASES.items():
        installed = installed_release(library)
        for part in Part if installed != known else ():
            changed = next(changed_names(part, library), "")
            if changed:
                reason = Message(
                    "{function} of {library} {installed} is not that of {known}",
                    function=changed,
                    library=_NAMES[library],
                    installed=installed,
                    known=known,
                )
                lacking.setdefault(part, reason)
    pango = int(importlib.import_module("weasyprint.text.ffi").pango.pango_version())
    if pango < _LEAST_PANGO:
        found = f"{pango // 10_000}.{pango // 100 % 100}.{pango % 100}"
        lacking[Part.COMPOSITION] = Message(
            "Pango {found} is installed, and 1.50 is needed", found=found
        )
    return lacking


def changed_names(part: Part, library: str) -> Iterator[str]:
    """Yield the names in ``library`` that ``part`` needs that changed or are gone."""
    for module, names in RELIANCE[part].items():
        if module.partition(".")[0] == library:
            for name in names.split():
                if digest_of(module, name) != DIGESTS[module][name]:
                    yield f"{module}.{name}".partition(".")[2]


def absence_problem(part: Part, reason: Message) -> Problem:
    """Return the Problem for the absence of ``part``."""
    what = Message("{part} cannot be had: {reason}", part=part.words, reason=reason)
    return Problem(part.code, "WeasyPrint", what, part.loss)


def installed_release(library: str) -> str:
    """Return the release of ``library`` that is installed."""
    module = importlib.import_module(library)
    return str(getattr(module, _RELEASE_IN[library]))


def digest_of(module: str, name: str) -> str:
    """Return the digest of the source of ``name`` in ``module``, "" without one.

    ``name`` is a function, a class or a method.  The source is that of the file,
    whatever has been replaced meanwhile.
    """
    source = _sources_in(module).get(name, "")
    return hashlib.sha256(source.encode()).hexdigest()[:_DIGITS] if source else ""


@cache
def _sources_in(module: str) -> Mapping[str, str]:
    """Return the source of each function and class of ``module``, by its path in it."""
    try:
        spec = find_spec(module)
    except ImportError:
        return {}
    if spec is None or not spec.origin:
        return {}
    try:
        text = Path(spec.origin).read_text("utf-8")
        return dict(_named_sources(ast.parse(text), text.splitlines(), ""))
    except (OSError, ValueError, SyntaxError):
        return {}


def _named_sources(
    node: ast.Module | ast.ClassDef, lines: list[str], around: str
) -> Iterator[tuple[str, str]]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{around}{child.name}"
            first = min([child, *child.decorator_list], key=lambda part: part.lineno)
            yield name, "\n".join(lines[first.lineno - 1 : child.end_lineno])
            if isinstance(child, ast.ClassDef):
                yield from _named_sources(child, lines, f"{name}.")


@contextmanager
def replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Replace an attribute of ``owner`` by ``value`` while the context lasts.

    ``owner`` is a module or a class of theirs.
    """
    is_own = name in vars(owner)
    before = vars(owner).get(name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if is_own:
            setattr(owner, name, before)
        else:
            delattr(owner, name)  # the inherited attribute is visible again
