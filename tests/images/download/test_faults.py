"""Each fault of a download gives a reason for the reader."""

import anyio
import httpcore
import httpx
import pytest

from exporter.images.download.answers import BodyError
from exporter.images.download.faults import FAULTS, explain_fault
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.hosts import Failure
from exporter.images.download.network import UnknownHostError
from exporter.images.plan.addresses import AddressError
from exporter.words.codes import Reason

UNREACHABLE = Failure(Reason.of("server-unreachable"), again=True, unreachable=True)
BROKE_OFF = Failure(Reason.of("server-broke-off"), again=True)


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (
            RefusedHostError(Reason.of("address-private", host="10.0.0.1")),
            Failure(Reason.of("address-private", host="10.0.0.1")),
        ),
        (
            BodyError(Reason.of("packed-badly")),
            Failure(Reason.of("packed-badly"), lasting=True),
        ),
        (
            AddressError(Reason.of("address-empty")),
            Failure(Reason.of("redirect-address", why=Reason.of("address-empty"))),
        ),
        (
            httpx.InvalidURL("bad port"),
            Failure(Reason.of("redirect-address", why=Reason.of("address-unreadable"))),
        ),
        (
            UnicodeError("label too long"),
            Failure(Reason.of("redirect-address", why=Reason.of("address-unreadable"))),
        ),
        (
            httpcore.ProxyError("502"),
            Failure(
                Reason.of("proxy", why="502"),
                again=True,
                unreachable=True,
            ),
        ),
        (
            httpcore.ConnectTimeout(),
            Failure(
                Reason.of("server-unreachable-in-time"),
                again=True,
                unreachable=True,
            ),
        ),
        (httpcore.ConnectError("refused"), UNREACHABLE),
        (
            UnknownHostError("a.example"),
            Failure(
                Reason.of("host-unknown", host="a.example"),
                again=True,
                unreachable=True,
            ),
        ),
        (
            httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"),
            Failure(Reason.of("server-untrusted")),
        ),
        (
            httpcore.ReadTimeout(),
            Failure(
                Reason.of("server-silent"),
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
def test_each_fault_of_a_download_has_its_reason(
    fault: Exception, failure: Failure
) -> None:
    assert isinstance(fault, FAULTS)
    assert explain_fault(fault) == failure
