"""The outlet of an address, the identifier of an article, and its shortest address.

The host of the article's address decides which outlet it is from.  If the host is
unknown, the name of the article's folder decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from exporter.model import Outlet
from exporter.outlets.profile import Numbering
from exporter.outlets.registry import known_outlets

# Folder names that name no outlet: a blog engine's (_posts), dates, "archive".
_NO_NAME = re.compile(r"_.*|[\d._-]+|(?:archived?|posts?)?", re.IGNORECASE)

# Compiled here, because every article of an archive is named at every run.
_SCHEME = re.compile(r"^[a-z]+:/*")
_FRAGMENT = re.compile(r"#.*$", re.DOTALL)
_QUERY = re.compile(r"[?#].*$", re.DOTALL)
_SLASHES = re.compile(r"/{2,}")

_HASH_DIGITS = 12
_HASHED = re.compile(rf"-([0-9a-f]{{{_HASH_DIGITS}}})\Z")


def url_host(url: str) -> str:
    """Return the lower-case host of ``url``, "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # the host holds an unbalanced [
        return ""


def outlet_for(url: str, folder: str) -> Outlet:
    """Return the outlet of the article at ``url`` in the folder ``folder``.

    An unknown outlet is named after the folder, or after the host if the folder's name
    names no outlet.
    """
    host = url_host(url)
    outlets = known_outlets()
    profile = outlets.find_by_host(host) or outlets.find_by_name(folder)
    if profile is not None:
        return profile.outlet
    site = host.removeprefix("www.")
    name = site if site and _NO_NAME.fullmatch(folder) else folder or site or "?"
    return Outlet(_code_for(name), name, name)


def outlet_named(name: str) -> Outlet | None:
    """Return the known outlet that people call ``name``, None if there is none."""
    profile = known_outlets().find_by_name(name.strip())
    return profile.outlet if profile is not None else None


def is_name_of(outlet: Outlet, name: str) -> bool:
    """Return whether ``name`` is ``outlet`` itself, not a person who works for it.

    Spaces do not count, and neither do the words that outlets add for their Chinese
    pages (中文网, News 中文).
    """
    profile = known_outlets().find(outlet)
    names = (outlet.name, outlet.name_hant) if profile is None else profile.names
    return _bare_name(name) in map(_bare_name, names)


def _bare_name(name: str) -> str:
    """Return ``name`` without spaces, case, and the words for Chinese pages."""
    bare = "".join(name.split()).casefold()
    return (
        re.sub("(?:news)?(?:中文(?:[网網]|部|[频頻]道)?)?$", "", bare, count=1) or bare
    )


def article_id(url: str, outlet: Outlet) -> str:
    """Return the identifier of the article at ``url``, stable across editions.

    If the outlet numbers its articles, it is made of the number.  Otherwise it is the
    outlet's code and a hash of the address.  The address is percent-decoded, without
    scheme and trailing slash.  The query is removed, too, except at unknown outlets,
    where it may name the article.
    """
    profile = known_outlets().find(outlet)
    if profile is not None and profile.numbering is not None:
        number = _find_number(url, profile.numbering)
        if number:
            return profile.numbering.id_form.format(number)
    canonical = _SCHEME.sub("", unquote(url).strip().lower())
    tail = _FRAGMENT if profile is None else _QUERY
    canonical = tail.sub("", canonical).rstrip("/")
    canonical = _SLASHES.sub("/", canonical.removeprefix("www."))
    return f"{outlet.code}-{_hash(canonical)[:_HASH_DIGITS]}"


def ids_of_number(number: str) -> Iterator[str]:
    """Yield the identifiers of an article with this number: one for each outlet."""
    for profile in known_outlets().profiles:
        if profile.numbering is not None:
            yield profile.numbering.id_form.format(number)


def hash_in(identifier: str) -> str:
    """Return the hash at the end of ``identifier``, "" if it has a number instead."""
    found = _HASHED.search(identifier)
    return found[1] if found else ""


def article_number(url: str, *, site: str) -> str:
    """Return the number of the article at ``url``, "" for none.

    It is found by the patterns of the outlet at the address ``site``.
    """
    numbering = _numbering_at(url_host(site))
    return _find_number(url, numbering) if numbering is not None else ""


def public_address(url: str) -> str:
    """Return where a reader can open ``url``, whose host may be for programs only."""
    host = url_host(url)
    numbering = _numbering_at(host)
    if numbering is None or host not in numbering.private_hosts:
        return url
    return _in_public_form(url, numbering) or url


def short_address(url: str) -> str:
    """Return the shortest address of the article at ``url``, "" if none is known.

    It is made of the article's number, because the rest of a path is often the title
    in percent signs.
    """
    host = url_host(url)
    numbering = _numbering_at(host)
    if numbering is None or _bare_host(host) != _public_host(numbering):
        return ""
    return _in_public_form(url, numbering)


def _numbering_at(host: str) -> Numbering | None:
    profile = known_outlets().find_by_host(host)
    return profile.numbering if profile is not None else None


def _find_number(url: str, numbering: Numbering) -> str:
    for pattern in numbering.patterns:
        found = re.search(pattern, url)
        if found:
            return found[1]
    return ""


def _in_public_form(url: str, numbering: Numbering) -> str:
    """Return the public form of ``url``, "" if it has no number."""
    number = _find_number(url, numbering)
    return numbering.public_form.format(number) if number else ""


def _public_host(numbering: Numbering) -> str:
    return _bare_host(url_host(numbering.public_form))


def _bare_host(host: str) -> str:
    return host.removeprefix("www.")


def _code_for(name: str) -> str:
    """Return an ASCII code for an unknown outlet, different for different names."""
    code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if name.isascii() and code:
        return code
    return f"{code or 'x'}{_hash(name)[:4]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
