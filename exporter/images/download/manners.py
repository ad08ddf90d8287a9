"""How a server is asked for an image: plainly, or as a browser asks.

Some servers give images only to readers of the page that shows them (they check the
Referer), or only to known browsers.  The first try does not reveal what is read.
If the server refuses, other manners are tried, and the one that works is remembered
for the server's other images.
"""

from dataclasses import dataclass

from exporter import __version__
from exporter.images.plan import AddressError, clean_address

_OWN_AGENT = f"dwexport/{__version__}"
# A common browser's string: some servers check the browser's version.
_BROWSER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36"
)
_ACCEPT = "image/jpeg,image/png,image/webp;q=0.8,image/*;q=0.5"
_BROWSER_ACCEPT = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
# After so many images that no manner could get, a host is asked only plainly.
_VAIN_TRIES = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to ask: with the article's address, as a browser, both or neither."""

    refers: bool = False
    browses: bool = False

    def headers(self, page_url: str) -> dict[str, str]:
        """Return the headers of a request for an image of the article ``page_url``."""
        headers = {
            "User-Agent": _BROWSER_AGENT if self.browses else _OWN_AGENT,
            "Accept": _BROWSER_ACCEPT if self.browses else _ACCEPT,
            # Image formats are compressed already; gzip would hide a bomb or a fault.
            "Accept-Encoding": "identity",
        }
        if self.browses:
            headers["Accept-Language"] = "zh-CN,zh;q=0.9,en;q=0.5"
        if self.refers and page_url:
            headers["Referer"] = page_url
        return headers


PLAIN = Manner()
_REFERRING = Manner(refers=True)
_BROWSING = Manner(refers=True, browses=True)


@dataclass(slots=True)
class Etiquette:
    """Which manner one host wants, as far as is known."""

    wanted: Manner = PLAIN
    vain: int = 0

    def list_manners(self, page_url: str) -> list[Manner]:
        """Return the manners to try, in order, for an image of that page."""
        manners = [self.wanted]
        if self.vain < _VAIN_TRIES:
            manners += [PLAIN, *([_REFERRING] if page_url else []), _BROWSING]
        return list(dict.fromkeys(manners))

    def note_success(self, manner: Manner) -> None:
        """Record that ``manner`` got an image."""
        self.wanted = manner
        self.vain = 0

    def note_refusal(self) -> None:
        """Record that no manner got an image."""
        self.vain += 1


def referer_of(page_url: str) -> str:
    """Return the address of an article in a form for a header, "" if it is invalid."""
    try:
        return clean_address(page_url)
    except AddressError:
        return ""
