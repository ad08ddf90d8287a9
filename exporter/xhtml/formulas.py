"""Writes formulas as MathML, for media that draw it."""

from __future__ import annotations

from exporter.model import Formula, MathElement
from exporter.xhtml.writer import Pen, escape_text

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"


def write_mathml(formula: Formula, pen: Pen) -> str:
    """Return ``formula`` as MathML with a text alternative."""
    words = escape_text(formula.alt)
    display = ' display="block"' if formula.is_display else ""
    inner = "".join(_write(child, pen) for child in formula.mathml.children)
    return f'<math xmlns="{_NAMESPACE}"{display} alttext="{words}">{inner}</math>'


def _write(node: MathElement | str, pen: Pen) -> str:
    if isinstance(node, str):
        return pen.write_plain(node)
    attributes = "".join(f' {k}="{escape_text(v)}"' for k, v in node.attributes)
    inner = "".join(_write(child, pen) for child in node.children)
    return f"<{node.name}{attributes}>{inner}</{node.name}>"
