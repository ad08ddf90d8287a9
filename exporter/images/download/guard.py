"""Which hosts may be connected to.

Archived addresses are untrusted.  They must not make this machine connect to its own
private network: the user's router, a service on this machine, the metadata service
of a cloud.  ``check_host`` judges a name before a request.  ``public_addresses``
judges the addresses that the name resolved to; only these are connected to.
"""

import ipaddress
import re
from collections.abc import Iterable

from exporter.words import Reason, word_reason

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Networks that ``ipaddress`` counts as public: protocol assignments with Oracle's
# metadata service (192.0.0.192), and Azure's wire server.
_REFUSED_NETWORKS = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("168.63.129.16/32"),
)
# RFC 6052: the addresses that a network without IPv4 gives to IPv4 hosts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 6761, RFC 6762, RFC 8375 and common practice.
_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|lan|home|corp"
    r"|home\.arpa)|[^.:]*"
)
# What inet_aton() accepts as an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")


class RefusedHostError(Exception):
    """A host that must not be connected to, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


def is_public(address: IPAddress) -> bool:
    """Return whether ``address`` lies in the public internet.

    An IPv6 address that contains an IPv4 address (mapped, 6to4, NAT64) is judged by
    that IPv4 address.
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

    A proxy (``proxied``) resolves the name itself, where we cannot check the result.
    So names of local networks and unusual spellings of addresses are refused, too.
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

    IPv4 comes first, because a broken IPv6 route is the more common fault.
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
    """Return ``host`` in the one spelling that allow lists use."""
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
