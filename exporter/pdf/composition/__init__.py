"""Chinese line composition for WeasyPrint.

``with chinese_composition():`` sets every document rendered inside by the rules
of CLREQ; ``check_support`` tells beforehand whether that can be done here.
"""

from exporter.pdf.composition.hooks import chinese_composition

__all__ = ["chinese_composition"]
