"""Reasons for a missing image, as tests give and expect them."""

from exporter.words.codes import Reason

GONE = Reason.of("status", status=404, answer="404 Not Found")
CUT_OFF = Reason.of("cut-off")
UNREACHABLE = Reason.of("server-unreachable")
