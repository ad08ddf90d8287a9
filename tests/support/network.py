"""Keeps tests off the network: connections outside loopback fail.

``block_network`` puts the guard in; it returns the list of addresses that were
tried, so that a test also fails when the code under test swallowed the error.
Looking up a name is reaching for the network too; an IP address given as a
name is not looked up, and passes.  Names under ``.invalid`` are answered here as
every resolver must answer (RFC 6761, 6.4): they do not exist.
"""

import ipaddress
import socket
from typing import Any

_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})


class NetworkBlockedError(AssertionError):
    """A test tried to reach an address outside this machine."""


def is_loopback(host: str) -> bool:
    """Return whether connecting to ``host`` stays on this machine."""
    if host.rstrip(".").lower() in _LOOPBACK_NAMES or host == "":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def block_network() -> list[str]:
    """Refuse connections and look-ups outside loopback, until the process ends.

    Returns the list, still empty, of the hosts that will have been tried.
    """
    tried: list[str] = []

    def refuse(host: str, how: str) -> None:
        tried.append(host)
        raise NetworkBlockedError(
            f"{how} {host}: tests use no network; serve it on 127.0.0.1 or fake it"
        )

    def guarded_send(name: str, address_at: int) -> Any:
        original = getattr(socket.socket, name)

        def call(sock: socket.socket, *args: Any) -> Any:
            address = args[address_at] if sock.family != socket.AF_UNIX else None
            if isinstance(address, tuple) and not is_loopback(str(address[0])):
                refuse(str(address[0]), name)
            return original(sock, *args)

        return call

    def guarded_lookup(name: str) -> Any:
        original = getattr(socket, name)

        def call(host: Any, *args: Any, **options: Any) -> Any:
            text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
            if not _needs_no_lookup(text):
                refuse(text, name)
            return original(host, *args, **options)

        return call

    for name, address_at in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        setattr(socket.socket, name, guarded_send(name, address_at))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, guarded_lookup(name))
    return tried


def _needs_no_lookup(text: str | None) -> bool:
    """Return whether ``text`` needs no look-up; raise gaierror for unknown names."""
    if text is not None and text.rstrip(".").endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return text is None or is_loopback(text) or _is_address(text)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True
