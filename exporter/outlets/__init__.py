"""The outlets: everything that is known of each, and the outlet of an address.

An address, a folder's name or a name used by people enters.  An ``Outlet``, its
``Profile`` or an article's identifier leaves.  Each outlet is one module in the folder
``known``.
"""

from exporter.outlets.addresses import (
    article_id,
    article_number,
    hash_in,
    ids_of_number,
    is_name_of,
    outlet_for,
    outlet_named,
    public_address,
    short_address,
    url_host,
)
from exporter.outlets.lines import Furniture, LineRule
from exporter.outlets.markup import (
    FigureMarkup,
    GalleryMarkup,
    PlayerMarkup,
    Selector,
)
from exporter.outlets.profile import ImageForms, ImageTwins, Numbering, Profile
from exporter.outlets.registry import Registry, known_outlets, profile_of

__all__ = [
    "FigureMarkup",
    "Furniture",
    "GalleryMarkup",
    "ImageForms",
    "ImageTwins",
    "LineRule",
    "Numbering",
    "PlayerMarkup",
    "Profile",
    "Registry",
    "Selector",
    "article_id",
    "article_number",
    "hash_in",
    "ids_of_number",
    "is_name_of",
    "known_outlets",
    "outlet_for",
    "outlet_named",
    "profile_of",
    "public_address",
    "short_address",
    "url_host",
]
