"""Planning: the addresses to ask for an image, and which answer counts.

Addresses as archived enter.  The addresses to ask leave, in order, and the names
under which the store knows them.  Nothing is read or asked here.
"""

from exporter.images.plan.addresses import (
    PROXY_HOSTS,
    AddressError,
    candidate_addresses,
    clean_address,
    image_key,
    is_tracker,
    mirror_paths,
)
from exporter.images.plan.choices import ImageOutcome, choose_images
from exporter.images.plan.data_urls import embedded_name, is_embedded, read_embedded
from exporter.images.plan.enlargement import enlarge_images, name_any_size

__all__ = [
    "PROXY_HOSTS",
    "AddressError",
    "ImageOutcome",
    "candidate_addresses",
    "choose_images",
    "clean_address",
    "embedded_name",
    "enlarge_images",
    "image_key",
    "is_embedded",
    "is_tracker",
    "mirror_paths",
    "name_any_size",
    "read_embedded",
]
