"""The addresses to ask for an image, and the paths under which a mirror keeps it.

An address as archived enters.  The result is absolute, http(s), in ASCII and
without credentials.  Nothing here uses the network or the disk.

Observed: ``https://images.weserv.nl/?url=images.example/1_303.jpg`` and
``https://images.weserv.nl?url=…`` (a resizing proxy in front of nearly every
image), ``//s2.reutersmedia.net/resources/r/?m=02&d=…``, paths with Chinese
file names, empty addresses.
"""

import html
import re
from functools import cache, lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from exporter.alternatives import HostChoice
from exporter.outlets import ImageTwins, Registry, known_outlets
from exporter.urls import clean_url
from exporter.words import Reason, word_reason

PROXY_HOSTS = frozenset({"images.weserv.nl", "wsrv.nl"})
_PROXY = "https://images.weserv.nl/?url="
_ENCODED_SCHEME = re.compile(r"(?:https?|ssl)%3A", re.IGNORECASE)
_TWICE_ENCODED = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Hosts that serve only invisible images, by which readers are counted.
_TRACKER_HOST = re.compile(
    r"(?:.*\.)?(?:doubleclick\.net|google-analytics\.com|scorecardresearch\.com"
    r"|quantserve\.com|chartbeat\.net|ivwbox\.de|ioam\.de|xiti\.com|webtrendslive\.com"
    r"|feedsportal\.com|cnzz\.com|hm\.baidu\.com|stats?\.wp\.com|pixel\.wp\.com)"
)
_FACEBOOK_PIXEL = ("www.facebook.com", "/tr")
# The same address is cleaned in several places; the results are cached.
_REMEMBERED = 4096
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Common file systems allow no longer name for one file.
_MAX_NAME_BYTES = 255


class AddressError(ValueError):
    """An address from which no image can be had, and why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(word_reason(reason))
        self.reason = reason


@lru_cache(maxsize=_REMEMBERED)
def clean_address(url: str) -> str:
    """Return ``url`` absolute and encoded.

    A protocol-relative address gets https.  Raises AddressError for an address that
    is empty, relative, unreadable, holds credentials or is not http(s).
    """
    text = url.strip()
    cleaned = clean_url(f"https:{text}" if text.startswith("//") else text)
    scheme = urlsplit(cleaned).scheme
    if scheme not in _DEFAULT_PORTS:
        raise AddressError(_find_fault(text))
    return urlunsplit(urlsplit(cleaned)._replace(fragment=""))


def candidate_addresses(url: str, host: HostChoice = "auto") -> tuple[str, ...]:
    """Return the addresses to ask for the image archived as ``url``, best first.

    These are: the archived address, the origin behind a resizing proxy, the other
    host on which its outlet serves the same image, and the address with one level of
    escaping removed.  ``host`` "origin" leaves out every proxy.  ``host``
    "proxy" keeps only proxy addresses, and makes one where the archive has none.
    Raises AddressError as ``clean_address`` does.
    """
    archived = clean_address(url)
    origin = _origin_behind(archived)
    plain = origin or archived
    other = _twin_of(plain)
    if host == "auto":
        addresses = [archived, origin, other, *_resolve(url)]
    elif host == "origin":
        addresses = [plain, other, *_resolve(url)]
    else:
        others = map(_behind_proxy, (other, *_resolve(url)))
        addresses = [archived if origin else _behind_proxy(plain), *others]
    return tuple(dict.fromkeys(a for a in addresses if a))


def image_key(url: str) -> str:
    """Return the address under which the store keeps the image at ``url``.

    All addresses of the same image have the same key.  A proxy address that asks for
    a changed image (another size, another format) has a key of its own.
    Raises AddressError as ``clean_address`` does.
    """
    archived = clean_address(url)
    split = urlsplit(archived)
    if split.hostname in PROXY_HOSTS:
        origin = _origin_behind(archived)
        plain = "&" not in split.query or "?" in split.query
        if not (origin and plain):
            return archived
        split = urlsplit(origin)
    twins = _twins_by_host(known_outlets()).get(split.hostname or "")
    if twins is not None and split.path.startswith(twins.path):
        first, second = twins.hosts
        split = split._replace(netloc=first) if split.hostname == second else split
    return urlunsplit(split)


def is_tracker(address: str) -> bool:
    """Return whether a clean ``address`` leads to a pixel that counts readers.

    Nobody sees such a pixel, and nobody needs to know that the article is read.  Only
    the host decides, not the file name: an image of a lighthouse may be named
    beacon.png.
    """
    split = urlsplit(_origin_behind(address) or address)
    host = split.hostname or ""
    is_pixel = (host, split.path.rstrip("/")) == _FACEBOOK_PIXEL
    return is_pixel or _TRACKER_HOST.fullmatch(host) is not None


def mirror_paths(url: str) -> tuple[str, ...]:
    """Return where a mirror may keep the image archived as ``url``.

    Paths are relative: ``host/path``, with ``?query`` if there is one.  The paths of
    the origin come first, each percent-decoded and then as it is.  A path that could
    lead out of the mirror, or that no file system can hold, is left out.  Raises
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
    """Return the reason why ``url`` is no address of an image."""
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
    except ValueError:  # the host holds an unbalanced [
        pass
    return Reason.of("address-unreadable")


def _origin_behind(address: str) -> str:
    """Return the address behind a resizing proxy, "" if ``address`` is no proxy's."""
    split = urlsplit(address)
    if split.hostname not in PROXY_HOSTS:
        return ""
    found = re.search(r"(?:^|&)url=([^&]*)", split.query)
    if not found:
        return ""
        # If the origin was not encoded, everything after its own "?" belongs to it.
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
    """Return what ``url`` was before it was escaped once too often, [] if unchanged.

    The result has no resizing proxy in front.  Seen in archives: ``&amp;`` and
    ``&#038;`` inside addresses, ``%25E5`` for ``%E5``, and backslashes for slashes.
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
    """Return the resizing proxy's address for ``address``, "" for ""."""
    if not address or urlsplit(address).hostname in PROXY_HOSTS:
        return address
    # Without a scheme, as in the archive: the proxy may have that form in its cache.
    return _PROXY + quote(address.partition("://")[2], safe="/:")


def _twin_of(address: str) -> str:
    """Return the address of the same image on the outlet's other host, "" for none."""
    split = urlsplit(address)
    twins = _twins_by_host(known_outlets()).get(split.netloc)
    if twins is None or not split.path.startswith(twins.path):
        return ""
    first, second = twins.hosts
    return urlunsplit(split._replace(netloc=second if split.netloc == first else first))


@cache
def _twins_by_host(outlets: Registry) -> dict[str, ImageTwins]:
    twins = [p.image_twins for p in outlets.profiles if p.image_twins is not None]
    return {host: pair for pair in twins for host in pair.hosts}


def _host_folder(split: SplitResult) -> str:
    default = _DEFAULT_PORTS[split.scheme]
    port = "" if split.port in (None, default) else f":{split.port}"
    return f"{split.hostname}{port}"


def _tidy_path(path: str) -> str:
    """Return ``path`` without empty parts, "" if it must not be opened."""
    if path.endswith("/"):
        return ""
    parts = [part for part in path.split("/") if part]
    for part in parts:
        too_long = len(part.encode("utf-8", "surrogatepass")) > _MAX_NAME_BYTES
        if part in (".", "..") or too_long or "\\" in part or not part.isprintable():
            return ""
    return "/".join(parts)
