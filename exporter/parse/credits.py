"""Image credits: tells the name from the label before it.

Outlets write 图片版权, 图像来源， or Image copyright before the name, others © or
nothing.  The book has one label of its own for every name, so the outlet's label is
hidden.
"""

import re

from exporter.model import Inlines
from exporter.parse.paragraphs import runs_of
from exporter.parse.runs import Mark, Run, join_text, nest, tidy

_LABEL = re.compile(
    r"\s*(?:(?:Image|Photo|Picture) (?:source|copyright|credit)|[图圖]源"
    r"|(?:[图圖][像片]|照片|[图圖])(?:[来來]源|版[权權]))?\s*[，,：:／/|]?\s*(?:©|\([cC]\))?\s*"
)


def hide_credit_label(credit: Inlines) -> Inlines:
    """Return ``credit`` with its label hidden; a label without a name stays."""
    runs = runs_of(credit)
    text = join_text(runs)
    found = _LABEL.match(text)
    end = found.end() if found else 0
    if not end or not text[end:].strip():
        return credit
    hidden = Run(text[:end], (Mark("hidden"),))
    return nest([hidden, *tidy(_behind(runs, end))])


def _behind(runs: list[Run], start: int) -> list[Run]:
    """Return the part of ``runs`` from the character ``start`` on."""
    out: list[Run] = []
    for run in runs:
        if start < len(run.text):
            out.append(Run(run.text[max(start, 0) :], run.marks))
        start -= len(run.text)
    return out
