"""What goes wrong between here and a picture, and what the reader is told.

Exceptions of httpx, httpcore and what they stand on enter; a ``Failure``
leaves.
"""

import anyio
import httpcore
import httpx

from exporter.images.addresses import AddressError
from exporter.images.answer import BodyError
from exporter.images.guard import RefusedHostError
from exporter.images.hosts import Failure

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
            return Failure(str(error))
        case BodyError():
            return Failure(str(error), lasting=True)
        case AddressError():
            return Failure(f"the server sent us on, but {error}")
        case httpx.HTTPError() | httpx.InvalidURL() | UnicodeError():
            return Failure("the server sent us on, but its address cannot be read")
        case httpcore.ProxyError():
            reason = f"the proxy gave no connection: {error}"
            return Failure(reason, again=True, unreachable=True)
        case httpcore.ConnectTimeout():
            reason = "the server could not be reached in time"
            return Failure(reason, again=True, unreachable=True)
        case httpcore.ConnectError():
            return _explain_connect(str(error))
        case httpcore.TimeoutException():
            reason = "the server did not answer in time"
            return Failure(reason, again=True, unreachable=True)
    return Failure("the server broke off", again=True)


def _explain_connect(message: str) -> Failure:
    if "certificate" in message.lower():
        return Failure("the server's certificate cannot be trusted")
    reason = "the server could not be reached"
    if message.startswith("no address"):
        reason = message
    return Failure(reason, again=True, unreachable=True)
