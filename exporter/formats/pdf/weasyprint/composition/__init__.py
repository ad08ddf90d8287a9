"""Chinese line composition for WeasyPrint.

``with chinese_composition():`` sets every document rendered inside by the rules
of W3C's Requirements for Chinese Text Layout (CLREQ); ``check_support`` tells
beforehand whether that can be done here.  What enters is a line box of
WeasyPrint, what leaves are the text boxes of its lines:

    classes   what each character is to a compositor
    edges     the blank of marks, and what kind of gap stands between characters
    spacing   how wide the gaps are, and how they give way
    breaks    where a line may end
    faces     Pango's layouts, shared
    shaping   widths, heights and ink, by Pango
    paragraph the text and boxes of one line box
    measure   all of the above for one paragraph
    lines     the best breaks
    pieces    a line cut into its text boxes
    layout    a piece as it is drawn
    hyphenation   where a Latin word may be hyphenated
    widening  fonts whose letters take in the gap after them
    copying   what is drawn and not copied
    compositor, hooks   the way in, from WeasyPrint

Stylesheets need do nothing but ask for ``text-align: justify``.  Every element
needs its ``lang``, and the measure is best a whole number of ems.  In justified lines
with Chinese in them, Latin words are hyphenated unless ``hyphens: none`` is asked for;
soft hyphens count for nothing.
"""

from contextlib import AbstractContextManager

from exporter.formats.pdf.weasyprint.composition.hyphenation import HYPHEN
from exporter.formats.pdf.weasyprint.composition.support import check_support

__all__ = ["HYPHEN", "check_support", "chinese_composition"]


def chinese_composition() -> AbstractContextManager[None]:
    """Return a context in which WeasyPrint composes Chinese.

    It changes WeasyPrint's modules while it lasts, and so is for one thread at a
    time.  Ask ``check_support`` first.
    """
    # WeasyPrint takes 0.8 s to load, and fails where Pango is missing.
    from exporter.formats.pdf.weasyprint.composition.hooks import install_hooks

    return install_hooks()
