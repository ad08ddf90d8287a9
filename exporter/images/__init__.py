"""Pictures: where they may be had, the store that keeps them, their processing.

Addresses as archived enter; files that a book can embed leave, or the reason
why there is none.  The only package that talks to the network.
"""

from exporter.images.gather import Gathered, fetch_images, gather_images
from exporter.images.lock import hold_store
from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions
from exporter.images.upkeep import keep_limit

__all__ = [
    "SYSTEM_CLOCK",
    "Clock",
    "Gathered",
    "ImageOptions",
    "fetch_images",
    "gather_images",
    "hold_store",
    "keep_limit",
]
