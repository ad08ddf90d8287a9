"""The check of the proxy.  It reads the environment, and connects only if asked to."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from exporter.doctor.findings import Finding, Surroundings, finding_of
from exporter.errors import ImageError
from exporter.outlets import known_outlets
from exporter.words import Message, join, word_os_error

_SCHEMES = ("https", "http", "all")
_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_TIMEOUT_SECONDS = 5.0


def check_proxy(surroundings: Surroundings) -> Iterator[Finding]:
    """Say through which proxy pictures are asked for, and try it if asked to."""
    from exporter.images import check_proxy_address

    proxies = urllib.request.getproxies()
    named = [(scheme, proxies[scheme]) for scheme in _SCHEMES if proxies.get(scheme)]
    if not named:
        yield Finding("ok", Message("none: pictures are asked for directly"))
        if surroundings.online:
            first, *_ = known_outlets().profiles
            yield _connect(first.outlet.home_url)
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
        if surroundings.online:
            yield _connect(address)
    spared = proxies.get("no")
    if spared:
        hosts = join(Message(", "), [host.strip() for host in spared.split(",")])
        yield Finding("ok", Message("not used for {hosts}", hosts=hosts))


def _connect(address: str) -> Finding:
    """Open a connection to the host of ``address``; nothing is sent."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 80)
    place = f"{host}:{port}"
    try:
        socket.create_connection((host, port), timeout=_TIMEOUT_SECONDS).close()
    except OSError as error:
        what = Message("{place}: {why}", place=place, why=word_os_error(error))
        hint = Message("look at the network and the proxy, or work with --offline")
        return Finding("error", what, hint)
    return Finding("ok", Message("{place} answers", place=place))
