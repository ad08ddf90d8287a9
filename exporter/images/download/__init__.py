"""Downloading: the only part of the program that talks to the network.

Addresses to try enter; for each image its bytes, prepared, or why it was refused.
Imported only when something is to be downloaded: httpx costs a tenth of a second.
"""

from exporter.images.download.downloads import (
    Download,
    Refusal,
    WantedImage,
    download_images,
)
from exporter.images.download.hosts import Hosts

__all__ = ["Download", "Hosts", "Refusal", "WantedImage", "download_images"]
