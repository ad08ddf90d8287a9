"""Downloading: the only part of the program that uses the network.

Addresses to try enter.  For each image its prepared bytes leave, or why it was refused.
Imported only if something is to be downloaded, because httpx takes 0.1 s to load.
"""

from exporter.images.download.downloads import (
    Download,
    Refusal,
    WantedImage,
    download_images,
)
from exporter.images.download.hosts import Hosts
from exporter.images.download.network import read_proxy

__all__ = [
    "Download",
    "Hosts",
    "Refusal",
    "WantedImage",
    "download_images",
    "read_proxy",
]
