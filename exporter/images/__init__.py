"""Images: where they may be had, the store that keeps them, their processing.

Addresses as archived enter; files that a book can embed leave, or the reason
why there is none.  ``supply`` makes as many rounds (``round``) as a book needs; below
them lie four packages, each importing only those named before it: ``decode``, ``plan``,
``store``, ``download``.
"""

from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions
from exporter.images.plan import AddressError, mirror_paths
from exporter.images.round import Gathered
from exporter.images.store import (
    Removed,
    StoredImage,
    StoreState,
    clear_store,
    find_stored_image,
    hold_store,
    keep_limit,
    prune_store,
    read_state,
    remove_file,
)
from exporter.images.supply import fetch_images, gather_images

__all__ = [
    "SYSTEM_CLOCK",
    "AddressError",
    "Clock",
    "Gathered",
    "ImageOptions",
    "Removed",
    "StoreState",
    "StoredImage",
    "clear_store",
    "fetch_images",
    "find_stored_image",
    "gather_images",
    "hold_store",
    "keep_limit",
    "mirror_paths",
    "prune_store",
    "read_state",
    "remove_file",
]
