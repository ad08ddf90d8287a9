"""The cover: title, dates, outlets and the first good photograph, as a JPEG.

A ``CoverSpec``, the faces and at most one image enter.  The bytes of a JPEG leave,
always the same for the same input.  The design is that of a bound volume of newspapers:
a thin masthead, a window that holds the photograph or a calendar, the title in the bold
serif, a foot line.  All text stands on plain ground, so that it keeps its contrast on
the 16 greys of electronic paper.
"""

from exporter.cover.dates import DateSpan
from exporter.cover.design import CoverSpec, draw_cover
from exporter.cover.photos import choose_cover_image

__all__ = ["CoverSpec", "DateSpan", "choose_cover_image", "draw_cover"]
