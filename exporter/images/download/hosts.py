"""How each host is treated: requests at once, waiting, giving up.

What one image's download learns of a host (it is busy, it cannot be reached) holds for
all other images.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from exporter.images.download.manners import Etiquette
from exporter.images.options import ImageOptions
from exporter.images.plan import PROXY_HOSTS
from exporter.words import Message, Reason

# A host that has answered before is not given up for fewer lost connections.
_CONNECT_FAILURES = 4
# images.weserv.nl allows a visitor 2,500 images outside its cache in ten minutes,
# counted by a leaky bucket.  After that it answers 429.  A visitor who still goes on
# gets 403 for an hour (said by its makers in their issue 398).
_PROXY_IMAGES = 2_400
_PROXY_SECONDS = 600.0
_PROXY_REFUSALS = 3
# A shorter wait is not reported, because nobody would notice it.
_TOLD_SECONDS = 5.0


def say_nothing(message: str) -> None:
    """Ignore the note."""
    del message


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an address gave no image.

    ``again``: the same request may succeed later.  ``lasting``: it will not succeed for
    a long time.  ``unreachable``: nobody answered.  ``forbidden``: the server does not
    want us to have the image.  ``refused``: the server may accept another manner of
    asking.  ``slow``: the try took as long as a try may.  ``wait_seconds`` is what a
    busy server asked for, 0 if it named no time.
    """

    reason: Reason
    again: bool = False
    lasting: bool = False
    unreachable: bool = False
    forbidden: bool = False
    refused: bool = False
    slow: bool = False
    wait_seconds: float | None = None


@dataclass(slots=True)
class Allowance:
    """A leaky bucket: a number of requests, which becomes free again evenly over time.

    aiolimiter 1.3 is the same bucket but cannot be used here.  It does not tell how
    long to wait, so other addresses could not be asked meanwhile.  And it belongs to
    one event loop, while a run has one for each round of downloads.
    """

    requests: int
    seconds: float
    _used: float = 0.0
    _counted_at: float = 0.0

    def wait_seconds(self, now: float) -> float:
        """Return how long to wait until a request may be made."""
        self._leak(now)
        return max(0.0, self._used + 1 - self.requests) * self.seconds / self.requests

    def take(self, now: float) -> None:
        """Count a request."""
        self._leak(now)
        self._used += 1

    def _leak(self, now: float) -> None:
        passed = max(0.0, now - self._counted_at)
        self._used = max(0.0, self._used - passed * self.requests / self.seconds)
        self._counted_at = now


@dataclass(slots=True)
class Host:
    """What is known of one host in this run.

    ``note`` is told of each wait that a person would notice.  ``allowance`` is set for
    a resizing proxy, which has its own rules.  Tasks that wait for the host stand in
    ``queue``, so that not all of a thousand wake up when one place is free.
    """

    name: str
    slots: asyncio.Semaphore
    note: Callable[[str], None] = say_nothing
    allowance: Allowance | None = None
    etiquette: Etiquette = field(default_factory=Etiquette)
    queue: asyncio.Lock = field(default_factory=asyncio.Lock)
    ready_at: float = 0.0
    closed: Failure | None = None
    _connect_failures: int = 0
    _unreachable_since: float = 0.0
    _refusals: int = 0
    _told_until: float = 0.0

    def wait_seconds(self, now: float) -> float:
        """Return for how many seconds the host must not be asked."""
        rest = self.ready_at - now
        if self.allowance:
            spent = self.allowance.wait_seconds(now)
            if spent > 0 and rest <= 0:
                self._tell(now + _PROXY_SECONDS, "gives no more for now", now=now)
            rest = max(rest, spent)
        return max(rest, 0.0)

    def take(self, now: float) -> None:
        """Count a request that is being made."""
        if self.allowance:
            self.allowance.take(now)

    def rest(self, seconds: float, *, now: float) -> None:
        """Do not ask the host for ``seconds``."""
        self.ready_at = max(self.ready_at, now + seconds)
        if seconds >= _TOLD_SECONDS:
            self._tell(self.ready_at, f"asks to wait {seconds:.0f} s", now=now)

    def note_answer(self) -> None:
        """Record that the host answers."""
        self._connect_failures = 0

    def note_image(self) -> None:
        """Record that the host gave an image."""
        self.note_answer()
        self._refusals = 0

    def judge(self, failure: Failure) -> Failure:
        """Return ``failure`` with this host's own rules applied.

        A resizing proxy that answers 429 means a wait of ten minutes, even if it does
        not say so.  Its 403 is about us, not about the image, so it is not lasting.
        """
        if self.allowance and failure.wait_seconds == 0:
            return replace(failure, wait_seconds=_PROXY_SECONDS)
        if self.allowance and failure.forbidden:
            return replace(failure, lasting=False)
        return failure

    def note_failure(
        self, failure: Failure, *, now: float, options: ImageOptions
    ) -> None:
        """Record ``failure``, and close the host for this run if it is down.

        A host is down if it asks to wait longer than we may, if it has answered nobody
        for ``options.patience_seconds``, or if it shuts us out.
        """
        wait = failure.wait_seconds or 0.0
        if wait > max(options.wait_seconds, _PROXY_SECONDS if self.allowance else 0):
            self.closed = Failure(_with_wait(failure.reason, wait))
        if self.allowance and failure.forbidden:
            self._refusals += 1
            if self._refusals >= _PROXY_REFUSALS:
                self.closed = Failure(failure.reason)
                self.note(
                    Message(
                        "{name} shuts us out: it is not asked any more", name=self.name
                    )
                )
        if not failure.unreachable:
            self.note_answer()
            return
        if not self._connect_failures:
            self._unreachable_since = now
        self._connect_failures += 1
        if (
            self._connect_failures >= _CONNECT_FAILURES
            and now - self._unreachable_since >= options.patience_seconds
        ):
            self.closed = Failure(failure.reason, unreachable=True)

    def _tell(self, until: float, what: str, *, now: float) -> None:
        """Report once that the host rests ``until`` that time."""
        if now >= self._told_until:
            self.note(
                Message(
                    "{name} {what}; what others have comes from there",
                    name=self.name,
                    what=what,
                )
            )
        self._told_until = max(self._told_until, until)


def _with_wait(reason: Reason, wait_seconds: float) -> Reason:
    """Return a server's answer together with the wait it asks for."""
    if reason.code != "status":
        return reason
    seconds = f"{wait_seconds:.0f}"
    return Reason.of("status-and-wait", **dict(reason.params), seconds=seconds)


class Hosts:
    """All the hosts of a run; each is made when it is first asked for."""

    def __init__(
        self, options: ImageOptions, note: Callable[[str], None] = say_nothing
    ) -> None:
        """Keep the limit of requests at once to a host, and who is told of waits."""
        self._options = options
        self._note = note
        self._hosts: dict[str, Host] = {}

    def enter_loop(self) -> None:
        """Prepare for another event loop; what is known of the hosts is kept."""
        for host in self._hosts.values():
            host.slots = asyncio.Semaphore(self._options.concurrency_per_host)
            host.queue = asyncio.Lock()

    def of(self, url: str) -> Host:
        """Return the host of ``url``."""
        split = urlsplit(url)
        host = self._hosts.get(split.netloc)
        if host is None:
            proxy = split.hostname in PROXY_HOSTS
            allowance = Allowance(_PROXY_IMAGES, _PROXY_SECONDS) if proxy else None
            slots = asyncio.Semaphore(self._options.concurrency_per_host)
            host = Host(split.netloc, slots, self._note, allowance)
            self._hosts[split.netloc] = host
        return host
