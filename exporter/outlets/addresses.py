"""Whose an address is, what an article is called, and its shortest address.

The host of the article's address decides whose it is; the name of the folder that it
lies in decides for hosts that are not known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from exporter.model import Outlet
from exporter.outlets.profile import Numbering
from exporter.outlets.registry import known_outlets

# Folders that say nothing of an outlet: a blog engine's (_posts), dates, "archive".
_NO_NAME = re.compile(r"_.*|[\d._-]+|(?:archived?|posts?)?", re.IGNORECASE)

_HASH_DIGITS = 12
_HASHED = re.compile(rf"-([0-9a-f]{{{_HASH_DIGITS}}})\Z")


def url_host(url: str) -> str:
    """Return the lower-case host of ``url``, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # an unbalanced [ in the host
        return ""


def outlet_for(url: str, folder: str) -> Outlet:
    """Return the outlet of the article at ``url`` that lies in ``folder``.

    One that is not known is named by the folder, or by the host where the folder's
    name says nothing.
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
    """Return the known outlet that people call ``name``, if there is one."""
    profile = known_outlets().find_by_name(name.strip())
    return profile.outlet if profile is not None else None


def is_name_of(outlet: Outlet, name: str) -> bool:
    """Tell whether ``name`` is ``outlet`` itself, and nobody who works for it.

    Spaces and what outlets call their Chinese pages (中文网, News 中文) do not count.
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

    Where the outlet numbers its articles, that is made of the number.  Otherwise it
    is the outlet's code and a hash of the address, percent-decoded, without scheme
    and trailing slash, and without the query, which names an article only at outlets
    that are not known.
    """
    profile = known_outlets().find(outlet)
    if profile is not None and profile.numbering is not None:
        number = _find_number(url, profile.numbering)
        if number:
            return profile.numbering.id_form.format(number)
    canonical = re.sub(r"^[a-z]+:/*", "", unquote(url).strip().lower())
    tail = r"#.*$" if profile is None else r"[?#].*$"
    canonical = re.sub(tail, "", canonical, flags=re.DOTALL).rstrip("/")
    canonical = re.sub(r"/{2,}", "/", canonical.removeprefix("www."))
    return f"{outlet.code}-{_hash(canonical)[:_HASH_DIGITS]}"


def ids_of_number(number: str) -> Iterator[str]:
    """Yield the identifiers that an article with this number has: one an outlet."""
    for profile in known_outlets().profiles:
        if profile.numbering is not None:
            yield profile.numbering.id_form.format(number)


def hash_in(identifier: str) -> str:
    """Return the hash that ``identifier`` ends with, "" where it has a number."""
    found = _HASHED.search(identifier)
    return found[1] if found else ""


def article_number(url: str, *, site: str) -> str:
    """Return the number of the article at ``url``, "" for none.

    It is read as the outlet at the address ``site`` numbers its articles.
    """
    numbering = _numbering_at(url_host(site))
    return _find_number(url, numbering) if numbering is not None else ""


def public_address(url: str) -> str:
    """Return where a reader can open ``url``, which may be of a host for programs."""
    host = url_host(url)
    numbering = _numbering_at(host)
    if numbering is None or host not in numbering.private_hosts:
        return url
    return _in_public_form(url, numbering) or url


def short_address(url: str) -> str:
    """Return the shortest address of the article at ``url``, "" where none is known.

    It is made of the article's number; the rest of a path is often the title in
    percent signs.
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
    """Return the public form of ``url``, "" where it has no number."""
    number = _find_number(url, numbering)
    return numbering.public_form.format(number) if number else ""


def _public_host(numbering: Numbering) -> str:
    return _bare_host(url_host(numbering.public_form))


def _bare_host(host: str) -> str:
    return host.removeprefix("www.")


def _code_for(name: str) -> str:
    """Return an ASCII code for an unknown outlet, its own where names differ."""
    code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if name.isascii() and code:
        return code
    return f"{code or 'x'}{_hash(name)[:4]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
