"""Reads one answer of a server: its status, its Retry-After, its body within limits."""

import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from exporter.images.decode import unpack_gzip
from exporter.images.download.hosts import Failure
from exporter.images.options import MB
from exporter.words import Reason, word_reason

# A later request may get another answer (RFC 9110, 15.5.9, 15.6; RFC 6585, 4).
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
# 407 comes from the user's proxy, not from the server.
_ABOUT_US = frozenset({407})
# Answers of servers that want a Referer or a browser, or take us for an attacker.
_MANNERS_WANTED = frozenset({401, 402, 403, 405, 406, 412, 418, 421, 444})
_BUSY = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = ("gzip", "x-gzip")


class BodyError(Exception):
    """A body that was not read to its end, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


def redirect_target(response: httpx.Response) -> str | None:
    """Return the address that ``response`` redirects to, None if it is no redirect.

    Raises httpx.InvalidURL or ValueError for an invalid address.
    """
    location = response.headers.get("location")
    if response.status_code not in _REDIRECTS or not location:
        return None
    return str(response.request.url.join(location))


def judge_status(response: httpx.Response, *, now: float) -> Failure | None:
    """Return why the answer is no image, judged by its status; None for 200."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return None
    phrase = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    return Failure(
        Reason.of("status", status=status, answer=f"{status}{phrase}"),
        again=status in _PASSING,
        lasting=400 <= status < 500 and status not in _PASSING | _ABOUT_US,
        forbidden=status == HTTPStatus.FORBIDDEN,
        refused=status in _MANNERS_WANTED,
        wait_seconds=_retry_after(response, now=now) if status in _BUSY else None,
    )


async def read_body(
    response: httpx.Response, *, max_bytes: int, note: Callable[[int], None]
) -> bytes:
    """Return the body, unpacked, of at most ``max_bytes``.

    ``note`` is told the number of bytes whenever some came.  Whether a body is packed
    is judged by its bytes, not by its header.  Raises BodyError for a larger body
    (announced, sent or unpacked) and for a way of packing that was not asked for.
    """
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(max_bytes)
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", *_GZIP):
        raise BodyError(Reason.of("packed-otherwise", encoding=encoding[:20]))
    body = bytearray()
    async for part in response.aiter_raw():
        note(len(part))
        body += part
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
    try:
        unpacked = unpack_gzip(bytes(body), max_bytes=max_bytes)
    except zlib.error as error:
        raise BodyError(Reason.of("packed-badly")) from error
    if len(unpacked) > max_bytes:
        raise _too_large(max_bytes)
    return unpacked


def _too_large(max_bytes: int) -> BodyError:
    return BodyError(Reason.of("too-large", megabytes=f"{max_bytes / MB:g}"))


def _retry_after(response: httpx.Response, *, now: float) -> float:
    """Return the seconds of a Retry-After header (RFC 9110, 10.2.3), else 0."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0
