"""The check of the proxy.  Nothing is sent: it reads the environment only."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

from exporter.doctor.findings import Finding, Surroundings, finding_of
from exporter.errors import ImageError
from exporter.words import Message, join

_SCHEMES = ("https", "http", "all")


def check_proxy(surroundings: Surroundings) -> Iterator[Finding]:
    """Say through which proxy pictures are asked for."""
    del surroundings
    from exporter.images import check_proxy_address

    proxies = urllib.request.getproxies()
    named = [(scheme, proxies[scheme]) for scheme in _SCHEMES if proxies.get(scheme)]
    if not named:
        yield Finding("ok", Message("none: pictures are asked for directly"))
        return
    for scheme, address in named:
        try:
            check_proxy_address(address)
        except ImageError as error:
            yield finding_of(error)
            continue
        shown = address.rpartition("@")[2]
        values = {"scheme": scheme, "address": shown}
        yield Finding("ok", Message("{scheme}: {address}", **values))
    spared = proxies.get("no")
    if spared:
        hosts = join(Message(", "), [host.strip() for host in spared.split(",")])
        yield Finding("ok", Message("not used for {hosts}", hosts=hosts))
