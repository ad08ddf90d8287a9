"""PDF: the same book laid out on pages.

A ``Book`` written as XHTML for paper (``document``, ``medium``), its pictures
and fonts enter; a PDF leaves (``press``).  WeasyPrint lays the pages out
(``engine``), with Chinese line composition (``composition``).

Nothing is imported here: ``options`` and ``paper`` are read long before the
rest is needed.
"""
