"""Images: where each one is found, the store that keeps them, their conversion.

Addresses as archived enter.  Each one leaves as a file that a book can embed, or as
the reason why there is none.  ``supply`` runs as many rounds (``round``) as a book
needs.  It uses four packages, and each of them imports only those named before it:
``decode``, ``plan``, ``store``, ``download``.
"""

from exporter.images.options import SYSTEM_CLOCK, Clock, ImageOptions
from exporter.images.plan import AddressError, mirror_paths, name_any_size
from exporter.images.proxies import check_proxy_address
from exporter.images.round import Gathered
from exporter.images.store import (
    Removed,
    StoredImage,
    StoreState,
    clear_store,
    find_stored_image,
    hold_store,
    is_store_in_use,
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
    "check_proxy_address",
    "clear_store",
    "fetch_images",
    "find_stored_image",
    "gather_images",
    "hold_store",
    "is_store_in_use",
    "keep_limit",
    "mirror_paths",
    "name_any_size",
    "prune_store",
    "read_state",
    "remove_file",
]
