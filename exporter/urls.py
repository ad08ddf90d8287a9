"""Addresses in archived articles, made fit for a book.

Archived addresses hold spaces, Chinese, line breaks, half-encoded percent signs and
hosts that no resolver accepts.  The result is an absolute http(s) or mailto address in
ASCII that EPUBCheck's URL parser accepts, or "".
"""

import ipaddress
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from exporter.outlets import public_address
from exporter.text import drop_invisibles

# RFC 3986: unreserved, sub-delims and the delimiters allowed in a path or query.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Line breaks of the archive and typing errors; they do not belong to an address.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_REPEATED_SCHEME = re.compile(r"^(?:https?:/*)+(?=https?:/)", re.IGNORECASE)
_SLASHES = re.compile(r"^(https?:)[/\\]*", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]{1,63}\.?")
_NUMBER_LABEL = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\.?")
_ENCODED_TEXT = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,40}")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def clean_url(url: str, *, base: str = "") -> str:
    """Return ``url`` absolute, encoded and safe to link to, else "".

    ``base`` is the article's own address.  The result is "" for anything that is not
    http, https or mailto (javascript:, data:, file: …), that holds credentials, or that
    has no valid host, and for a fragment alone, which would have no target.
    """
    text = drop_invisibles(_CONTROLS.sub("", url)).strip().replace(" ", "%20")
    if not text or text.startswith("#"):
        return ""
    if text.lower().startswith("www."):
        text = f"http://{text}"
    text = _SLASHES.sub(r"\1//", _REPEATED_SCHEME.sub("", text))
    scheme = _SCHEME.match(text)
    if scheme and scheme.group(1).lower() == "mailto":
        return _clean_mailto(text)
    try:
        parts = urlsplit(text if scheme else urljoin(base, text))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc:
        return ""
    host = _clean_host(parts.hostname or "")
    if not host:
        return ""
    return urlunsplit(
        (
            parts.scheme.lower(),
            host if port is None else f"{host}:{port}",
            _encode(parts.path, _PATH_SAFE),
            _encode(parts.query, _QUERY_SAFE),
            _encode(parts.fragment, _QUERY_SAFE),
        )
    )


def article_link(url: str, *, base: str) -> str:
    """Return the address to which a link of an article leads a reader, "" for none.

    Links inside an outlet may name a host for programs, which no reader can open; see
    ``Numbering`` in ``exporter.outlets``.
    """
    cleaned = clean_url(url, base=base)
    return public_address(cleaned) if cleaned else ""


def readable_url(url: str) -> str:
    """Return ``url`` in readable form: Chinese is decoded, the rest is unchanged.

    If it is typed into a browser, it leads to the same page.
    """

    def decode(encoded: re.Match[str]) -> str:
        try:
            text = unquote(encoded.group(), errors="strict")
        except UnicodeDecodeError:
            return encoded.group()
        return text if text.isprintable() else encoded.group()

    return _ENCODED_TEXT.sub(decode, url)


def shorten_data_url(url: str) -> str:
    """Return ``url``; of a ``data:`` address only a short description.

    Such an address can be megabytes long, and nobody reads it.
    """
    if url[:5].lower() != "data:":
        return url
    head = url[5:].partition(",")[0].partition(";")[0]
    kind = head if _MEDIA_TYPE.fullmatch(head) else "…"
    return f"data:{kind} ({len(url):,} characters)"


def _encode(part: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=safe, errors="replace")


def _clean_host(host: str) -> str:
    """Return ``host`` in ASCII, "" if the URL standard refuses it."""
    if ":" in host:  # some Pythons' urlsplit does not check the text in brackets
        return f"[{host}]" if _is_ipv6(host) else ""
    try:
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
        for label in host.split("."):
            if label.startswith("xn--"):
                label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    if _NUMBER_LABEL.fullmatch(host.removesuffix(".").rpartition(".")[2]):
        try:  # a host whose last part is a number must be an IPv4 address
            ipaddress.IPv4Address(host)
        except ValueError:
            return ""
    return host


def _is_ipv6(host: str) -> bool:
    """Return whether ``host`` is an IPv6 address; URLs allow no zone (%eth0)."""
    try:
        return ipaddress.IPv6Address(host).scope_id is None
    except ValueError:
        return False


def _clean_mailto(text: str) -> str:
    mailbox = unquote(text.partition(":")[2].partition("?")[0]).strip()
    return f"mailto:{mailbox}" if _MAILBOX.fullmatch(mailbox) else ""
