"""Reads the user's stylesheet, and refuses it if parts of it would have no effect.

WeasyPrint ignores what it cannot parse.  A user who asks for a change wants to know
which line has no effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

from exporter.errors import PdfError
from exporter.formats.pdf.options import UserCss
from exporter.words import Message, join, word_foreign, word_os_error

_SHOWN = 5
# At-rules whose block holds rules.
_GROUPS = frozenset({"media", "supports", "layer"})


def read_user_css(path: Path) -> UserCss:
    """Return the stylesheet at ``path``.

    Raises PdfError for a file that cannot be read, that is no valid CSS, or that names
    another file: a stylesheet may only use what it contains.
    """
    text = _read_text(path)
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    nodes = list(_walk(rules))
    _refuse_errors(nodes, path)
    _refuse_addresses(nodes, path)
    return UserCss(text, path)


def _read_text(path: Path) -> str:
    """Return the text of the file at ``path``.  Raises PdfError."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (
            word_os_error(error)
            if isinstance(error, OSError)
            else Message("it is not in UTF-8")
        )
        raise PdfError(
            Message("the stylesheet {path} cannot be read: {why}", path=path, why=why),
            hint=Message("--css wants a CSS file in UTF-8"),
        ) from error


def _refuse_errors(nodes: Iterable[Any], path: Path) -> None:
    """Raise PdfError if any of ``nodes`` is not valid CSS."""
    errors = [
        Message("line {line}: {what}", line=n.source_line, what=_say(n))
        for n in nodes
        if n.type == "error"
    ]
    if errors:
        rest = len(errors) - _SHOWN
        more = Message("; and {number} more", number=rest) if rest > 0 else ""
        raise PdfError(
            Message(
                "the stylesheet {path} is not valid CSS: {join}{more}",
                path=path,
                join=join(Message("; "), errors[:_SHOWN]),
                more=more,
            ),
            hint=Message("correct the lines named, or leave --css out"),
        )


def _refuse_addresses(nodes: Iterable[Any], path: Path) -> None:
    """Raise PdfError if any of ``nodes`` names another file."""
    for line, address in _addresses(nodes):
        raise PdfError(
            Message(
                "the stylesheet {path} asks for another file in line {line}: {address}",
                path=path,
                line=line,
                address=address,
            ),
            hint=Message(
                "nothing is fetched for print: put it into the "
                "stylesheet, pictures as data: addresses"
            ),
        )


def _say(error: Any) -> str:
    """Return what is wrong; tinycss2 takes words without a colon for half a rule."""
    if error.message.startswith("EOF reached before {} block"):
        return Message("neither name: value; nor a rule with its block")
    return word_foreign(str(error.message).rstrip("."))


def _walk(nodes: Iterable[Any]) -> Iterator[Any]:
    """Yield ``nodes`` and their contents; blocks are parsed by their kind."""
    for node in nodes:
        yield node
        if node.type == "qualified-rule":
            yield from _walk(node.prelude)
            yield from _walk(_declarations(node.content))
        elif node.type == "at-rule":
            yield from _walk(node.prelude)
            if node.content is not None:
                is_group = node.lower_at_keyword in _GROUPS
                parse = tinycss2.parse_rule_list if is_group else _declarations
                yield from _walk(parse(node.content))
        elif node.type == "declaration":
            yield from _walk(node.value)
        elif node.type == "function":
            yield from _walk(node.arguments)
        elif node.type in ("() block", "[] block", "{} block"):
            yield from _walk(node.content)


def _declarations(content: Any) -> list[Any]:
    parsed: list[Any] = tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    )
    return parsed


def _addresses(nodes: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of each file that a stylesheet names."""
    for node in nodes:
        address = ""
        if node.type == "url":
            address = node.value
        elif node.type == "function" and node.lower_name in ("url", "src"):
            address = "".join(getattr(a, "value", "") or "" for a in node.arguments)
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            address = tinycss2.serialize(node.prelude).strip()
        if address and not address.lower().startswith(("data:", "#")):
            yield node.source_line, address
