"""What a check looks at, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from exporter.errors import ExportError

FindingState: TypeAlias = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run would use.

    ``archive``, ``font_dir`` and ``cache_dir`` are as given; None means the default.
    ``output`` is the folder in which a book would be written.  ``max_store_bytes`` is
    the store's limit, None for none.  ``encoding`` is that of the terminal.  Nothing
    uses the network unless ``online``.
    """

    archive: Path | None = None
    cache_dir: Path | None = None
    font_dir: Path | None = None
    output: Path = Path()
    max_store_bytes: int | None = None
    encoding: str = "utf-8"
    online: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: a state, what was found, and what to do about it ("" if nothing).

    A ``warning`` means that something works less well, an ``error`` that some books
    cannot be made.
    """

    state: FindingState
    what: str
    hint: str = ""


def finding_of(error: ExportError) -> Finding:
    """Return what an error of a stage says as a finding."""
    return Finding("error", error.message, error.hint)
