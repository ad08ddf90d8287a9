"""Which hosts may be talked to.

An archived address is written by strangers.  It must not make this machine
reach into the network it stands in: the user's router, a service on this
machine, a cloud's metadata.  ``check_host`` judges a name before a request,
``public_addresses`` what the name led to, which is what gets connected.
"""

import ipaddress
import re
from collections.abc import Iterable

from exporter.reasons import Reason
from exporter.words import word_reason

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Not covered by the registries that ``ipaddress`` knows: protocol assignments
# with Oracle's metadata (192.0.0.192), and Azure's wire server.
_REFUSED_NETWORKS = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("168.63.129.16/32"),
)
# RFC 6052: what a network without IPv4 answers for every IPv4 host.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 6761, RFC 6762, RFC 8375 and common practice.
_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|lan|home|corp"
    r"|home\.arpa)|[^.:]*"
)
# What inet_aton() takes for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")


class RefusedHostError(Exception):
    """A host that must not be talked to, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


def is_public(address: IPAddress) -> bool:
    """Return whether ``address`` lies in the open internet.

    An IPv6 address that only carries an IPv4 one (mapped, 6to4, NAT64) is
    judged by what it carries.
    """
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if carried:
            return is_public(carried)
        if address.is_site_local:
            return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    refused = any(address in network for network in _REFUSED_NETWORKS)
    return address.is_global and not special and not refused


def check_host(host: str, *, allow_hosts: frozenset[str], proxied: bool) -> None:
    """Raise RefusedHostError if ``host`` must not be asked for anything.

    Behind a proxy (``proxied``) the name is resolved where we cannot look, so
    names of a local network and odd ways to write an address are refused too.
    """
    name = normal_host(host)
    if name in allow_hosts:
        return
    address = _literal(name)
    if address is not None:
        if not is_public(address):
            raise RefusedHostError(Reason.of("address-private", host=name))
    elif proxied and (_LOCAL_NAMES.fullmatch(name) or _NUMERIC.fullmatch(name)):
        raise RefusedHostError(Reason.of("address-private", host=name))


def public_addresses(
    host: str, found: Iterable[str], *, allow_hosts: frozenset[str]
) -> tuple[str, ...]:
    """Return those of the addresses ``found`` for ``host`` that may be used.

    IPv4 comes first: an IPv6 route that leads nowhere is the commoner fault.
    Raises RefusedHostError if none may be used.
    """
    addresses = list(dict.fromkeys(found))
    if normal_host(host) not in allow_hosts:
        public = [a for a in addresses if is_public(ipaddress.ip_address(a))]
        if not public:
            raise RefusedHostError(
                Reason.of("host-private", host=host, address=addresses[0])
                if addresses
                else Reason.of("host-unknown", host=host)
            )
        addresses = public
    return tuple(sorted(addresses, key=lambda a: ":" in a))


def normal_host(host: str) -> str:
    """Return ``host`` as allow lists hold it: in one of the ways it can be written."""
    bare = host.strip().lower().rstrip(".").removeprefix("[").removesuffix("]")
    address = _literal(bare)
    if address is not None:
        return str(address)
    try:
        return bare if bare.isascii() else bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare


def _literal(name: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
