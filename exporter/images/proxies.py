"""The address of a proxy, checked without sending anything."""

from __future__ import annotations


def check_proxy_address(address: str) -> None:
    """Raise ImageError, with a remedy, if ``address`` cannot be used as a proxy."""
    from exporter.images.download import read_proxy

    read_proxy(address)
