"""Settings of the whole process while pages are laid out."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

import weasyprint.images  # noqa: F401
from PIL import ImageFile

# WeasyPrint switches this on for the whole process when it is imported.
ImageFile.LOAD_TRUNCATED_IMAGES = False


@contextlib.contextmanager
def process_settings() -> Iterator[None]:
    """Let Pillow draw truncated images, and collect garbage less often.

    Nearly all objects of laid-out pages stay in use.  Measured at 260 pages: rarer
    collection saves a seventh of the time and takes a sixth more memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        gc.set_threshold(*before)
