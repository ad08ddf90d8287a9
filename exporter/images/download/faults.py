"""The faults of downloads, and what the reader is told about them.

Exceptions of httpx, of httpcore and of what they use enter; a ``Failure`` leaves.
"""

import anyio
import httpcore
import httpx

from exporter.images.download.answers import BodyError
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.hosts import Failure
from exporter.images.download.network import UnknownHostError
from exporter.images.download.socks import ProxyFaultError
from exporter.images.plan import AddressError
from exporter.words import Reason

# What can go wrong before a body is complete.  httpx's InvalidURL is no HTTPError, and
# malformed host names raise idna's UnicodeError.
FAULTS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
    RefusedHostError,
    BodyError,
    OSError,
    AddressError,
    UnicodeError,
)


def explain_fault(error: Exception) -> Failure:
    """Return the Failure for ``error``, which is one of ``FAULTS``."""
    match error:
        case RefusedHostError():
            return Failure(error.reason)
        case BodyError():
            return Failure(error.reason, lasting=True)
        case AddressError():
            return Failure(Reason.of("redirect-address", why=error.reason))
        case httpx.HTTPError() | httpx.InvalidURL() | UnicodeError():
            unreadable = Reason.of("address-unreadable")
            return Failure(Reason.of("redirect-address", why=unreadable))
        case httpcore.ProxyError():
            why = error.reason if isinstance(error, ProxyFaultError) else str(error)
            reason = Reason.of("proxy", why=why)
            return Failure(reason, again=True, unreachable=True)
        case httpcore.ConnectTimeout():
            reason = Reason.of("server-unreachable-in-time")
            return Failure(reason, again=True, unreachable=True)
        case UnknownHostError():
            return Failure(error.reason, again=True, unreachable=True)
        case httpcore.ConnectError():
            return _explain_connect(str(error))
        case httpcore.TimeoutException():
            reason = Reason.of("server-silent")
            return Failure(reason, again=True, unreachable=True)
    return Failure(Reason.of("server-broke-off"), again=True)


def _explain_connect(message: str) -> Failure:
    if "certificate" in message.lower():
        return Failure(Reason.of("server-untrusted"))
    return Failure(Reason.of("server-unreachable"), again=True, unreachable=True)
