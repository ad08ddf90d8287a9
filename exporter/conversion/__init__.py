"""Conversion: articles in the script that the reader wants.

Tagged articles enter.  They leave with all their words in one script: titles, bylines,
topics, notices, captions and alternative text, and with ``lang`` set to match.
Addresses, code and words of other languages stay as they are.

``targets`` has what can be wanted, ``lines`` converts a string, ``inlines`` a line with
markup in it, ``articles`` an article.
"""

from exporter.conversion.articles import convert_articles
from exporter.conversion.targets import target_lang

__all__ = ["convert_articles", "target_lang"]
