"""Pictures: where they may be had, the store that keeps them, their processing.

Addresses as archived enter; files that a book can embed leave, or the reason
why there is none.  The only package that talks to the network.
"""

from exporter.images.gather import fetch_images
from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions

__all__ = ["SYSTEM_CLOCK", "Clock", "ImageOptions", "fetch_images"]
