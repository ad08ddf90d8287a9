"""What the reader is told of what went wrong."""

import anyio
import httpcore
import httpx
import pytest

from exporter.images.download.answers import BodyError
from exporter.images.download.faults import FAULTS, explain_fault
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.hosts import Failure
from exporter.images.plan.addresses import AddressError
from exporter.reasons import ReasonText

UNREACHABLE = Failure(
    ReasonText("the server could not be reached"), again=True, unreachable=True
)
BROKE_OFF = Failure(ReasonText("the server broke off"), again=True)


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (
            RefusedHostError(ReasonText("it is private")),
            Failure(ReasonText("it is private")),
        ),
        (
            BodyError(ReasonText("it is cut off")),
            Failure(ReasonText("it is cut off"), lasting=True),
        ),
        (
            AddressError(ReasonText("it is none")),
            Failure(ReasonText("the server sent us on, but it is none")),
        ),
        (
            httpx.InvalidURL("bad port"),
            Failure(
                ReasonText("the server sent us on, but its address cannot be read")
            ),
        ),
        (
            UnicodeError("label too long"),
            Failure(
                ReasonText("the server sent us on, but its address cannot be read")
            ),
        ),
        (
            httpcore.ProxyError("502"),
            Failure(
                ReasonText("the proxy gave no connection: 502"),
                again=True,
                unreachable=True,
            ),
        ),
        (
            httpcore.ConnectTimeout(),
            Failure(
                ReasonText("the server could not be reached in time"),
                again=True,
                unreachable=True,
            ),
        ),
        (httpcore.ConnectError("refused"), UNREACHABLE),
        (
            httpcore.ConnectError("no address is known for a.example"),
            Failure(
                ReasonText("no address is known for a.example"),
                again=True,
                unreachable=True,
            ),
        ),
        (
            httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"),
            Failure(ReasonText("the server's certificate cannot be trusted")),
        ),
        (
            httpcore.ReadTimeout(),
            Failure(
                ReasonText("the server did not answer in time"),
                again=True,
                unreachable=True,
            ),
        ),
        (httpcore.ReadError(), BROKE_OFF),
        (httpcore.RemoteProtocolError("incomplete body"), BROKE_OFF),
        (anyio.BrokenResourceError(), BROKE_OFF),
        (ConnectionResetError(), BROKE_OFF),
    ],
)
def test_explains(fault: Exception, failure: Failure) -> None:
    assert isinstance(fault, FAULTS)
    assert explain_fault(fault) == failure
