"""Problems: what went wrong while the work went on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong while the work went on.

    ``code`` is a stable kebab-case name (``image-missing``); ``where`` names
    the article, file or address; ``what`` says what happened; ``done`` says
    what was done instead.
    """

    code: str
    where: str
    what: str
    done: str
    article: str = ""
    url: str = ""
