"""The images kept between runs (the store), and a folder that a user keeps (a mirror).

Names of sources enter, image files leave.  Nothing here uses the network or decodes.
"""

from exporter.images.store.index import Source
from exporter.images.store.lock import hold_store, is_store_in_use
from exporter.images.store.mirror import Mirror, MirrorFile
from exporter.images.store.store import Asset, Store
from exporter.images.store.upkeep import (
    Removed,
    StoredImage,
    StoreState,
    clear_store,
    find_stored_image,
    keep_limit,
    prune_store,
    read_state,
    remove_file,
)

__all__ = [
    "Asset",
    "Mirror",
    "MirrorFile",
    "Removed",
    "Source",
    "Store",
    "StoreState",
    "StoredImage",
    "clear_store",
    "find_stored_image",
    "hold_store",
    "is_store_in_use",
    "keep_limit",
    "prune_store",
    "read_state",
    "remove_file",
]
