"""Which outlet an address belongs to, and what an article is called.

Nine outlets share the archive's frame; the folder an article lies in may be
named after the outlet in several ways (``dw``, ``德国之声``).  The host of the
article's address decides; the folder's name decides for hosts not known here.
"""

import hashlib
import re
from urllib.parse import unquote, urlsplit

from exporter.model import Outlet

DW = Outlet("dw", "德国之声", "德國之聲", "https://www.dw.com/zh/")
_KNOWN: tuple[tuple[Outlet, tuple[str, ...], tuple[str, ...]], ...] = (
    # outlet, host suffixes, other names for it
    (DW, ("dw.com", "dw.de"), ("德国之声中文网", "deutsche welle")),
    (
        Outlet("bbc", "BBC中文", "BBC中文", "https://www.bbc.com/zhongwen/"),
        ("bbc.com", "bbc.co.uk"),
        ("BBC",),
    ),
    (
        Outlet("rfa", "自由亚洲电台", "自由亞洲電台", "https://www.rfa.org/"),
        ("rfa.org",),
        (),
    ),
    (
        Outlet("nyt", "纽约时报", "紐約時報", "https://cn.nytimes.com/"),
        ("nytimes.com",),
        ("纽约时报中文网", "nytimes"),
    ),
    (
        Outlet("voa", "美国之音", "美國之音", "https://www.voachinese.com/"),
        ("voachinese.com", "voanews.com"),
        (),
    ),
    (
        Outlet("rfi", "法广", "法廣", "https://www.rfi.fr/cn/"),
        ("rfi.fr",),
        ("法国国际广播电台",),
    ),
    (
        Outlet("cdt", "中国数字时代", "中國數字時代", "https://chinadigitaltimes.net/"),
        ("chinadigitaltimes.net",),
        ("chinadigitaltimes",),
    ),
    (
        Outlet("reuters", "路透", "路透", "https://cn.reuters.com/"),
        ("reuters.com",),
        ("路透社",),
    ),
    (
        Outlet("ft", "金融时报", "金融時報", "https://www.ftchinese.com/"),
        ("ft.com", "ftchinese.com"),
        ("FT中文网", "金融时报中文网"),
    ),
)
_OUTLETS = frozenset(outlet for outlet, _, _ in _KNOWN)
_NAMES = {
    name.casefold(): outlet
    for outlet, _, others in _KNOWN
    for name in (outlet.code, outlet.name, outlet.name_hant, *others)
}
_DW_ARTICLE = re.compile(r"(?:^|[/=])a-([0-9]+)(?=$|[/?#&\s])")
_DW_API_ARTICLE = re.compile(r"^https?://api\.dw\.com/api/detail/article/([0-9]+)")
# Folders that say nothing of an outlet: a blog engine's (_posts), dates, "archive".
_NO_NAME = re.compile(r"_.*|[\d._-]+|(?:archived?|posts?)?", re.IGNORECASE)


def url_host(url: str) -> str:
    """Return the lower-case host of ``url``, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # an unbalanced [ in the host
        return ""


def outlet_for(url: str, folder: str) -> Outlet:
    """Return the outlet of the article at ``url`` that lies in ``folder``.

    One that is not known here is named by the folder, or by the host where the
    folder's name says nothing.
    """
    host = url_host(url)
    for outlet, hosts, _ in _KNOWN:
        if any(host == h or host.endswith("." + h) for h in hosts):
            return outlet
    known = _NAMES.get(folder.casefold())
    if known:
        return known
    site = host.removeprefix("www.")
    name = site if site and _NO_NAME.fullmatch(folder) else folder or site or "?"
    return Outlet(_code_for(name), name, name)


def outlet_named(name: str) -> Outlet | None:
    """Return the known outlet that people call ``name``, if there is one."""
    return _NAMES.get(name.strip().casefold())


def outlet_names(code: str) -> tuple[str, ...]:
    """Return all names that people call the known outlet ``code``."""
    return next(
        tuple(dict.fromkeys((outlet.name, outlet.name_hant, *others)))
        for outlet, _, others in _KNOWN
        if outlet.code == code
    )


def is_name_of(outlet: Outlet, name: str) -> bool:
    """Tell whether ``name`` is ``outlet`` itself, and nobody who works for it.

    Spaces and what outlets call their Chinese pages (中文网, News 中文) do not count.
    """
    names = [outlet.name, outlet.name_hant]
    if outlet in _OUTLETS:
        names += [outlet.code, *outlet_names(outlet.code)]
    return _bare_name(name) in map(_bare_name, names)


def _bare_name(name: str) -> str:
    """Return ``name`` without spaces, case, and the words for Chinese pages."""
    bare = "".join(name.split()).casefold()
    return (
        re.sub("(?:news)?(?:中文(?:[网網]|部|[频頻]道)?)?$", "", bare, count=1) or bare
    )


def article_id(url: str, outlet: Outlet) -> str:
    """Return the identifier of the article at ``url``, stable across editions.

    Deutsche Welle numbers its articles (``a-69399723`` ends the address, also
    inside API addresses); other outlets' identifiers are a hash of the
    address, percent-decoded, without scheme and trailing slash, and without
    the query, which names an article only at outlets not known here.
    """
    if outlet.code == DW.code:
        number = dw_article_number(url)
        if number:
            return f"a-{number}"
    canonical = re.sub(r"^[a-z]+:/*", "", unquote(url).strip().lower())
    tail = r"[?#].*$" if outlet in _OUTLETS else r"#.*$"
    canonical = re.sub(tail, "", canonical, flags=re.DOTALL).rstrip("/")
    canonical = re.sub(r"/{2,}", "/", canonical.removeprefix("www."))
    return f"{outlet.code}-{_hash(canonical)[:12]}"


def dw_article_number(url: str) -> str:
    """Return the NNN of a Deutsche Welle ``a-NNN`` or API address, else ""."""
    match = _DW_API_ARTICLE.search(url) or _DW_ARTICLE.search(url)
    return match.group(1) if match else ""


def _code_for(name: str) -> str:
    """Return an ASCII code for an unknown outlet, its own where names differ."""
    code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if name.isascii() and code:
        return code
    return f"{code or 'x'}{_hash(name)[:4]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
