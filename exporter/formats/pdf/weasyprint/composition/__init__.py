"""Chinese line composition for WeasyPrint.

``with chinese_composition():`` sets every document rendered inside by the rules of
W3C's Requirements for Chinese Text Layout (CLREQ).  ``support.check_support`` tells
beforehand whether that is possible here.  A line box of WeasyPrint enters; the text
boxes of its lines leave:

    classes   what kind of character each one is
    edges     the blank of marks, and the kind of gap between characters
    spacing   how wide the gaps are, and how they change to fill a line
    breaks    where a line may end
    faces     Pango's objects for each style, shared
    shaping   widths, heights and ink, by Pango
    paragraph the text and boxes of one line box
    measure   all of the above for one paragraph
    lines     the best breaks
    pieces    a line cut into its text boxes
    drawn_piece   a piece as it is drawn
    hyphenation   where a Latin word may be hyphenated
    twins     fonts whose letters include the gap after them
    copied_text   keeps what is only drawn out of copied text
    compositor, hooks   the connection to WeasyPrint

Stylesheets only need ``text-align: justify``.  Every element needs its ``lang``, and
the measure should be a whole number of ems.  In justified lines with Chinese, Latin
words are hyphenated unless ``hyphens: none`` is set; soft hyphens are ignored.
"""

from contextlib import AbstractContextManager

from exporter.formats.pdf.weasyprint.composition.hyphenation import HYPHEN

__all__ = ["HYPHEN", "chinese_composition"]


def chinese_composition() -> AbstractContextManager[None]:
    """Return a context in which WeasyPrint composes Chinese.

    It changes WeasyPrint's modules while it lasts, so only one thread at a time may use
    it.
    """
    # Imported here, because WeasyPrint takes 0.8 s to load and fails without Pango.
    from exporter.formats.pdf.weasyprint.composition.hooks import install_hooks

    return install_hooks()
