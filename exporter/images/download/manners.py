"""How a server is asked for a picture: plainly, or as a browser would ask it.

Some servers give pictures only to readers of the page they belong to (they look for
a Referer), or only to browsers they know.  The first try says nothing of what is
being read; what a server wants is tried after it has refused, and remembered for
its other pictures.
"""

from dataclasses import dataclass

from exporter import __version__
from exporter.images.plan import AddressError, clean_address

_OWN_AGENT = f"dwexport/{__version__}"
# A common one: some servers ask what version of a browser it is.
_BROWSER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36"
)
_ACCEPT = "image/jpeg,image/png,image/webp;q=0.8,image/*;q=0.5"
_BROWSER_ACCEPT = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
# After so many pictures that no manner could get, a host is asked plainly only.
_VAIN_TRIES = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to ask: with the article's address, as a browser, or neither."""

    refers: bool = False
    browses: bool = False

    def headers(self, page_url: str) -> dict[str, str]:
        """Return the headers of a request for a picture of the article there."""
        headers = {
            "User-Agent": _BROWSER_AGENT if self.browses else _OWN_AGENT,
            "Accept": _BROWSER_ACCEPT if self.browses else _ACCEPT,
            # A picture is packed already; packed again it is a bomb or a blunder.
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
    """What is known of the manners that one host wants."""

    wanted: Manner = PLAIN
    vain: int = 0

    def list_manners(self, page_url: str) -> list[Manner]:
        """Return the manners to try, in order, for a picture of that page."""
        manners = [self.wanted]
        if self.vain < _VAIN_TRIES:
            manners += [PLAIN, *([_REFERRING] if page_url else []), _BROWSING]
        return list(dict.fromkeys(manners))

    def note_success(self, manner: Manner) -> None:
        """Record that ``manner`` got a picture."""
        self.wanted = manner
        self.vain = 0

    def note_refusal(self) -> None:
        """Record that no manner got a picture."""
        self.vain += 1


def referer_of(page_url: str) -> str:
    """Return the address of an article as a header may hold it, "" for none."""
    try:
        return clean_address(page_url)
    except AddressError:
        return ""
