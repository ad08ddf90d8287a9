"""Which addresses a picture may be had from, and where a mirror keeps it.

An address as archived enters; what leaves is absolute, http(s), in ASCII and
without credentials.  Nothing here touches the network or the disk.

Observed: ``https://images.weserv.nl/?url=static.dw.com/image/1_303.jpg`` and
``https://images.weserv.nl?url=…`` (a resizing proxy in front of nearly every
picture), ``//s2.reutersmedia.net/resources/r/?m=02&d=…``, paths with Chinese
file names, empty addresses.
"""

import html
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from exporter.images.options import HostChoice
from exporter.reasons import Reason
from exporter.urls import clean_url
from exporter.words import word_reason

PROXY_HOSTS = frozenset({"images.weserv.nl", "wsrv.nl"})
_PROXY = "https://images.weserv.nl/?url="
# Deutsche Welle serves the same picture from both.
_DW_HOSTS = {"static.dw.com": "api.dw.com", "api.dw.com": "static.dw.com"}
_DW_PATH = "/image/"
_ENCODED_SCHEME = re.compile(r"(?:https?|ssl)%3A", re.IGNORECASE)
_TWICE_ENCODED = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Who counts readers by pictures that nobody sees: hosts that serve nothing else.
_TRACKER_HOST = re.compile(
    r"(?:.*\.)?(?:doubleclick\.net|google-analytics\.com|scorecardresearch\.com"
    r"|quantserve\.com|chartbeat\.net|ivwbox\.de|ioam\.de|xiti\.com|webtrendslive\.com"
    r"|feedsportal\.com|cnzz\.com|hm\.baidu\.com|stats?\.wp\.com|pixel\.wp\.com)"
)
_FACEBOOK_PIXEL = ("www.facebook.com", "/tr")
# An address is asked for several times on its way: each is cleaned once.
_REMEMBERED = 4096
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What no common file system takes as the name of one file.
_MAX_NAME_BYTES = 255


class AddressError(ValueError):
    """An address that no picture can be had from, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


@lru_cache(maxsize=_REMEMBERED)
def clean_address(url: str) -> str:
    """Return ``url`` absolute and encoded.

    A protocol-relative address gets https.  Raises AddressError, in words for
    the reader, for an address that is empty, relative, unreadable, holds
    credentials or is not http(s).
    """
    text = url.strip()
    cleaned = clean_url(f"https:{text}" if text.startswith("//") else text)
    scheme = urlsplit(cleaned).scheme
    if scheme not in _DEFAULT_PORTS:
        raise AddressError(_find_fault(text))
    return urlunsplit(urlsplit(cleaned)._replace(fragment=""))


def candidate_addresses(url: str, host: HostChoice = "auto") -> tuple[str, ...]:
    """Return where the picture archived as ``url`` may be had, best first.

    The archived address, then the origin behind a resizing proxy, then the
    other host that Deutsche Welle serves the same picture from, then what the
    address is if it was escaped once too often.  With ``host``
    "origin" no proxy is among them, with "proxy" nothing else: what was
    archived without one is asked of one too.  Raises AddressError as
    ``clean_address`` does.
    """
    archived = clean_address(url)
    origin = _origin_behind(archived)
    plain = origin or archived
    other = _other_dw_form(plain)
    if host == "auto":
        addresses = [archived, origin, other, *_resolve(url)]
    elif host == "origin":
        addresses = [plain, other, *_resolve(url)]
    else:
        others = map(_behind_proxy, (other, *_resolve(url)))
        addresses = [archived if origin else _behind_proxy(plain), *others]
    return tuple(dict.fromkeys(a for a in addresses if a))


def image_key(url: str) -> str:
    """Return the address under which the store keeps the picture at ``url``.

    The same for every address that the same picture may be had from; a proxy
    address that asks for more than the picture as it is (a size, a format)
    stands for itself.  Raises AddressError as ``clean_address`` does.
    """
    archived = clean_address(url)
    split = urlsplit(archived)
    if split.hostname in PROXY_HOSTS:
        origin = _origin_behind(archived)
        plain = "&" not in split.query or "?" in split.query
        if not (origin and plain):
            return archived
        split = urlsplit(origin)
    if split.hostname == "api.dw.com" and split.path.startswith(_DW_PATH):
        split = split._replace(netloc="static.dw.com")
    return urlunsplit(split)


def is_tracker(address: str) -> bool:
    """Tell whether a clean ``address`` leads to a pixel that counts readers.

    Nobody sees it, and nobody need be told that the article is read.  Its host
    tells, never the picture's name: a lighthouse may be called beacon.png.
    """
    split = urlsplit(_origin_behind(address) or address)
    host = split.hostname or ""
    is_pixel = (host, split.path.rstrip("/")) == _FACEBOOK_PIXEL
    return is_pixel or _TRACKER_HOST.fullmatch(host) is not None


def mirror_paths(url: str) -> tuple[str, ...]:
    """Return where a mirror may keep the picture archived as ``url``.

    Paths are relative, ``host/path`` with ``?query`` where there is one, the
    origin's first, each percent-decoded and as it is.  One that could lead
    out of the mirror, or that no file system could hold, is left out.  Raises
    AddressError as ``clean_address`` does.
    """
    archived, *others = candidate_addresses(url)
    paths: list[str] = []
    for address in (*others, archived):
        split = urlsplit(address)
        tail = split.path + (f"?{split.query}" if split.query else "")
        paths += [_host_folder(split) + form for form in (unquote(tail), tail)]
    tidied = (_tidy_path(path) for path in paths)
    return tuple(dict.fromkeys(path for path in tidied if path))


def _find_fault(url: str) -> Reason:
    """Return why ``url`` is no address of a picture, in words for the reader."""
    if not url:
        return Reason.of("address-empty")
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() not in _DEFAULT_PORTS:
        return Reason.of("address-scheme", scheme=scheme.group(1).lower())
    if not scheme and not url.startswith("//"):
        return Reason.of("address-incomplete")
    try:
        if "@" in urlsplit(url).netloc:
            return Reason.of("address-password")
    except ValueError:  # an unbalanced [ in the host
        pass
    return Reason.of("address-unreadable")


def _origin_behind(address: str) -> str:
    """Return the address a resizing proxy was asked for, "" if it is none."""
    split = urlsplit(address)
    if split.hostname not in PROXY_HOSTS:
        return ""
    found = re.search(r"(?:^|&)url=([^&]*)", split.query)
    if not found:
        return ""
    # An origin that was not encoded owns all that follows its own "?".
    encoded = "?" not in found.group(1)
    target = unquote(found.group(1)) if encoded else split.query[found.start(1) :]
    if encoded and _ENCODED_SCHEME.match(target):
        target = unquote(target)
    target = re.sub(r"^ssl:", "https://", target)
    if not _SCHEME.match(target) or not re.match(r"[a-z]+://", target):
        target = "https://" + target.lstrip("/")
    try:
        return clean_address(target)
    except AddressError:
        return ""


def _resolve(url: str) -> list[str]:
    """Return what ``url`` may have been before it was escaped once more.

    Without a resizing proxy in front.  Seen: ``&amp;`` and ``&#038;`` inside of
    addresses, ``%25E5`` for ``%E5``, and backslashes for slashes.
    """
    resolved = _TWICE_ENCODED.sub("%", html.unescape(url)).replace("\\", "/")
    resolved = resolved.replace("%5C", "/").replace("%5c", "/")
    if resolved == url:
        return []
    try:
        address = clean_address(resolved)
    except AddressError:
        return []
    return [_origin_behind(address) or address]


def _behind_proxy(address: str) -> str:
    """Return the resizing proxy's address of ``address``, "" for none."""
    if not address or urlsplit(address).hostname in PROXY_HOSTS:
        return address
    # Without its scheme, as the archive has it: the proxy may have it at hand.
    return _PROXY + quote(address.partition("://")[2], safe="/:")


def _other_dw_form(address: str) -> str:
    split = urlsplit(address)
    other = _DW_HOSTS.get(split.netloc)
    if not other or not split.path.startswith(_DW_PATH):
        return ""
    return urlunsplit(split._replace(netloc=other))


def _host_folder(split: SplitResult) -> str:
    default = _DEFAULT_PORTS[split.scheme]
    port = "" if split.port in (None, default) else f":{split.port}"
    return f"{split.hostname}{port}"


def _tidy_path(path: str) -> str:
    """Return ``path`` without empty parts, "" where it must not be opened."""
    if path.endswith("/"):
        return ""
    parts = [part for part in path.split("/") if part]
    for part in parts:
        too_long = len(part.encode("utf-8", "surrogatepass")) > _MAX_NAME_BYTES
        if part in (".", "..") or too_long or "\\" in part or not part.isprintable():
            return ""
    return "/".join(parts)
