"""What goes wrong between here and a picture, and what the reader is told.

Exceptions of httpx, httpcore and what they stand on enter; a ``Failure``
leaves.
"""

import anyio
import httpcore
import httpx

from exporter import reasons
from exporter.images.download.answers import BodyError
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.hosts import Failure
from exporter.images.plan import AddressError

# What can go wrong between here and a body; httpx's InvalidURL is no
# HTTPError, and malformed host names leak idna's UnicodeError.
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
    """Return ``error``, one of ``FAULTS``, as the reader is told of it."""
    match error:
        case RefusedHostError():
            return Failure(error.reason)
        case BodyError():
            return Failure(error.reason, lasting=True)
        case AddressError():
            return Failure(reasons.REDIRECT_ADDRESS.say(why=error))
        case httpx.HTTPError() | httpx.InvalidURL() | UnicodeError():
            why = reasons.ADDRESS_UNREADABLE.say()
            return Failure(reasons.REDIRECT_ADDRESS.say(why=why))
        case httpcore.ProxyError():
            reason = reasons.PROXY.say(why=error)
            return Failure(reason, again=True, unreachable=True)
        case httpcore.ConnectTimeout():
            reason = reasons.SERVER_UNREACHABLE_IN_TIME.say()
            return Failure(reason, again=True, unreachable=True)
        case httpcore.ConnectError():
            return _explain_connect(str(error))
        case httpcore.TimeoutException():
            reason = reasons.SERVER_SILENT.say()
            return Failure(reason, again=True, unreachable=True)
    return Failure(reasons.SERVER_BROKE_OFF.say(), again=True)


def _explain_connect(message: str) -> Failure:
    if "certificate" in message.lower():
        return Failure(reasons.SERVER_UNTRUSTED.say())
    reason = reasons.SERVER_UNREACHABLE.say()
    unknown = reasons.HOST_UNKNOWN.match(message)
    if unknown:
        reason = reasons.HOST_UNKNOWN.say(**unknown)
    return Failure(reason, again=True, unreachable=True)
