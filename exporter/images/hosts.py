"""How each host is treated: how many at once, when to wait, when to give up.

What one picture learns of its host (it is busy, it cannot be reached) holds
for all the others.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from exporter.images.options import ImageOptions

# A host that was up before is not given up over a few lost connections.
_CONNECT_FAILURES = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an address gave no picture, in words for the reader.

    ``again`` says that the same request may succeed later, ``lasting`` that
    it will not for a good while; ``unreachable`` that nobody answered at all.
    ``wait_seconds`` is what a busy server asked for, 0 where it named no time.
    """

    reason: str
    again: bool = False
    lasting: bool = False
    unreachable: bool = False
    wait_seconds: float | None = None


@dataclass(slots=True)
class Host:
    """What is known of one host in this run."""

    name: str
    slots: asyncio.Semaphore
    ready_at: float = 0.0
    closed: Failure | None = None
    _connect_failures: int = 0
    _unreachable_since: float = 0.0

    def note_answer(self) -> None:
        """Record that the host can be reached."""
        self._connect_failures = 0

    def note_failure(
        self, failure: Failure, *, now: float, options: ImageOptions
    ) -> None:
        """Record ``failure`` and close the host for this run where it is down.

        Down is: asks to wait longer than we may, or let nobody connect over
        and over for ``options.patience_seconds``.
        """
        wait = failure.wait_seconds or 0.0
        if wait > options.wait_seconds:
            self.closed = Failure(f"{failure.reason} and asks to wait {wait:.0f} s")
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


class Hosts:
    """All the hosts of a run, each made when it is first asked for."""

    def __init__(self, options: ImageOptions) -> None:
        """Keep how many requests a host may get at once."""
        self._slots = options.concurrency_per_host
        self._hosts: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        """Return the host of ``url``."""
        name = urlsplit(url).netloc
        host = self._hosts.get(name)
        if host is None:
            host = Host(name, asyncio.Semaphore(self._slots))
            self._hosts[name] = host
        return host
