"""Planning: which addresses an image may be had from, and which of them counts.

Addresses as archived enter; the addresses to ask leave, in order, and the names
under which the store knows them.  Nothing is read or asked here.
"""

from exporter.images.plan.addresses import (
    PROXY_HOSTS,
    AddressError,
    candidate_addresses,
    clean_address,
    is_tracker,
    mirror_paths,
    picture_key,
)
from exporter.images.plan.choices import choose_pictures
from exporter.images.plan.data_urls import embedded_name, is_embedded, read_embedded
from exporter.images.plan.enlargement import enlarge_images

__all__ = [
    "PROXY_HOSTS",
    "AddressError",
    "candidate_addresses",
    "choose_pictures",
    "clean_address",
    "embedded_name",
    "enlarge_images",
    "is_embedded",
    "is_tracker",
    "mirror_paths",
    "picture_key",
    "read_embedded",
]
