"""Downloads images: candidates in order, retries, limits.

Wanted images enter.  Each leaves through ``deliver`` as soon as its outcome is known,
so a run that is stopped keeps what it got.  Imported only if something is to be
downloaded, because httpx takes 0.1 s to load.
"""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import httpx

from exporter.images.decode import Prepared, Unusable, Workers, refuse_kind, sniff_kind
from exporter.images.download.answers import judge_status, read_body, redirect_target
from exporter.images.download.faults import FAULTS, explain_fault
from exporter.images.download.hosts import Failure, Host, Hosts
from exporter.images.download.manners import PLAIN, Manner, referer_of
from exporter.images.download.network import GuardedTransport
from exporter.images.download.pace import InternetLine, Pace
from exporter.images.options import Clock, ImageOptions
from exporter.images.plan import clean_address
from exporter.words import Reason, word_reason

# The failure of an address that is not asked now, because others may give the image.
_BUSY = Failure(Reason.of("server-busy"), again=True, wait_seconds=0.0)
# A try that takes a minute is made fewer times than one that fails at once.
_SLOW_TRIES = 2
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class WantedImage:
    """An image to download: its name in the store and the addresses to try.

    ``page_url`` is the address of an article that shows it, "" if unknown.
    """

    key: str
    candidates: tuple[str, ...]
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """An image that came: its bytes, what they became, its address after redirects."""

    data: bytes
    prepared: Prepared
    final_url: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An image that did not come, with the failure of each address tried."""

    failures: tuple[tuple[str, Failure], ...]

    @property
    def reason(self) -> Reason:
        """Return the reason shown in a book.

        A lasting failure says more than a passing one.  Of equals the last one counts:
        it is that of the image's own server, not of a proxy in front of it.
        """
        failures = [failure for _, failure in self.failures]
        return max(reversed(failures), key=lambda f: f.lasting).reason

    @property
    def detail(self) -> str:
        """Return the reason for a report, in English: each host with its answer."""
        if len({failure.reason for _, failure in self.failures}) == 1:
            return word_reason(self.reason)
        return "; ".join(
            f"{urlsplit(url).hostname}: {word_reason(failure.reason)}"
            for url, failure in self.failures
        )


Deliver: TypeAlias = Callable[[WantedImage, Download | Refusal], None]


def download_images(
    wanted: Sequence[WantedImage],
    *,
    options: ImageOptions,
    workers: Workers,
    clock: Clock,
    deliver: Deliver,
    hosts: Hosts | None = None,
    elapsed_seconds: float = 0.0,
) -> None:
    """Download ``wanted`` and call ``deliver`` once for each as it is settled.

    ``hosts`` are shared by all downloads of a run.  ``elapsed_seconds`` is how long the
    run has lasted already.  Raises ImageError if the environment's proxy or
    certificates are wrong, and whatever ``deliver`` raises.
    """
    asyncio.run(
        _download_all(
            wanted,
            options=options,
            workers=workers,
            clock=clock,
            deliver=deliver,
            hosts=hosts or Hosts(options),
            elapsed_seconds=elapsed_seconds,
        )
    )


async def _download_all(
    wanted: Sequence[WantedImage],
    *,
    options: ImageOptions,
    workers: Workers,
    clock: Clock,
    deliver: Deliver,
    hosts: Hosts,
    elapsed_seconds: float,
) -> None:
    hosts.enter_loop()
    limit = options.run_seconds
    left = None if limit is None else max(0.0, limit - elapsed_seconds)
    transport = GuardedTransport(
        allow_hosts=options.allow_hosts, connections=options.concurrency
    )
    with ThreadPoolExecutor(workers.count) as threads:
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            downloader = _Downloader(
                client,
                options=options,
                workers=workers,
                clock=clock,
                threads=threads,
                hosts=hosts,
            )

            async def download(image: WantedImage) -> None:
                try:
                    async with asyncio.timeout(left):
                        outcome = await downloader.download(image)
                except TimeoutError:
                    outcome = _out_of_time(image, options)
                deliver(image, outcome)

            tasks = [asyncio.create_task(download(image)) for image in wanted]
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


def _out_of_time(image: WantedImage, options: ImageOptions) -> Refusal:
    minutes = (options.run_seconds or 0) / 60
    failure = Failure(Reason.of("run-over", minutes=f"{minutes:g}"))
    return Refusal(((image.candidates[0], failure),))


@dataclass(frozen=True, slots=True)
class _Watch:
    """Postpones the deadline of a download as bytes come in."""

    pace: Pace
    patience: asyncio.Timeout

    def begin_body(self) -> None:
        """Note that the body begins."""
        self.pace.begin_body(now=asyncio.get_running_loop().time())
        self.patience.reschedule(self.pace.deadline)

    def note(self, received_bytes: int) -> None:
        """Note that a part of the body came."""
        self.pace.note(received_bytes, now=asyncio.get_running_loop().time())
        self.patience.reschedule(self.pace.deadline)


class _Downloader:
    """What the downloads of one run share: the client, the hosts, the slots."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        options: ImageOptions,
        workers: Workers,
        clock: Clock,
        threads: ThreadPoolExecutor,
        hosts: Hosts,
    ) -> None:
        self._client = client
        self._options = options
        self._workers = workers
        self._clock = clock
        self._threads = threads
        self._recipe = options.recipe
        self._hosts = hosts
        self._slots = asyncio.Semaphore(options.concurrency)
        self._line = InternetLine()
        self._timeout = httpx.Timeout(
            options.read_seconds, connect=options.connect_seconds, pool=None
        ).as_dict()

    async def download(self, wanted: WantedImage) -> Download | Refusal:
        """Try the candidates in order until one gives an image.

        A candidate on a busy host is waited for only when all others have failed.
        """
        page_url = referer_of(wanted.page_url)
        failures: dict[str, Failure] = {}
        busy: list[str] = []
        for url in wanted.candidates:
            last = url == wanted.candidates[-1] and not busy
            outcome = await self._try_address(url, page_url, patient=last)
            if isinstance(outcome, Download):
                return outcome
            failures[url] = outcome
            if outcome.wait_seconds is not None and not last:
                busy.append(url)
        now = self._clock.now()
        for url in sorted(busy, key=lambda url: self._hosts.of(url).wait_seconds(now)):
            outcome = await self._try_address(url, page_url, patient=True)
            if isinstance(outcome, Download):
                return outcome
            failures[url] = outcome
        return Refusal(tuple(failures.items()))

    async def _try_address(
        self, url: str, page_url: str, *, patient: bool
    ) -> Download | Failure:
        """Try one address; unless ``patient``, do not wait for a busy host."""
        host = self._hosts.of(url)
        tries = slow = 0
        while True:
            if not (patient or host.closed) and self._wait_seconds(host):
                return _BUSY
            outcome = await self._take_turn(host, url, page_url, patient=patient)
            tries += 1
            if isinstance(outcome, Download) or not outcome.again or host.closed:
                return outcome
            # The delay doubles each time.  It is also random, so that images which
            # failed together do not all ask again together.
            backoff = self._options.backoff_seconds * 2 ** (tries - 1)
            delay = backoff * _random.uniform(0.5, 1.5)
            if outcome.wait_seconds is not None:
                delay = max(delay, outcome.wait_seconds)
                if outcome is not _BUSY:
                    host.rest(delay, now=self._clock.now())
                if not patient:
                    return outcome
            slow += outcome.slow
            if tries > self._options.retries or slow >= _SLOW_TRIES:
                return outcome
            await self._clock.sleep(delay)

    async def _take_turn(
        self, host: Host, url: str, page_url: str, *, patient: bool
    ) -> Download | Failure:
        """Make one try when the host is ready and a slot is free.

        The slot is held until the image is decoded.  This limits how many bodies are
        in memory.
        """
        while True:
            if patient:
                async with host.queue:
                    while (wait := self._wait_seconds(host)) and not host.closed:
                        await self._clock.sleep(wait)
            async with host.slots, self._slots:
                if host.closed:
                    return host.closed
                if self._wait_seconds(host):
                    if patient:
                        continue
                    return _BUSY
                host.take(self._clock.now())
                outcome = await self._attempt(url, page_url)
                if isinstance(outcome, Failure):
                    outcome = host.judge(outcome)
                    now = self._clock.now()
                    host.note_failure(outcome, now=now, options=self._options)
                else:
                    host.note_image()
                return outcome

    def _wait_seconds(self, host: Host) -> float:
        return host.wait_seconds(self._clock.now())

    async def _attempt(self, url: str, page_url: str) -> Download | Failure:
        """Ask plainly, and if the server refuses that, in other manners."""
        host = self._hosts.of(url)
        if host.allowance:  # for a resizing proxy other manners change nothing
            return await self._ask(url, PLAIN, "")
        refusal: Failure | None = None
        for manner in host.etiquette.list_manners(page_url):
            outcome = await self._ask(url, manner, page_url)
            if isinstance(outcome, Download):
                host.etiquette.note_success(manner)
                return outcome
            refusal = refusal or outcome
            if not outcome.refused:
                return refusal
        host.etiquette.note_refusal()
        return refusal or _BUSY

    async def _ask(self, url: str, manner: Manner, page_url: str) -> Download | Failure:
        try:
            answer = await self._follow_in_time(url, manner.headers(page_url))
        except FAULTS as error:
            return explain_fault(error)
        if isinstance(answer, Failure):
            return answer
        data, final_url = answer
        prepared = await self._prepare(data)
        if isinstance(prepared, Unusable):
            # An HTML page instead of an image may be a refusal.
            refused = sniff_kind(data) == "html"
            return Failure(prepared.reason, lasting=prepared.lasting, refused=refused)
        return Download(data, prepared, final_url)

    async def _follow_in_time(
        self, url: str, headers: dict[str, str]
    ) -> tuple[bytes, str] | Failure:
        """Return what ``_follow`` returns, or a Failure if it takes too long."""
        options = self._options
        pace = Pace(
            self._line,
            started=asyncio.get_running_loop().time(),
            head_seconds=options.head_seconds,
            grace_seconds=options.trickle_seconds,
            least_rate=options.least_rate,
        )
        whole = asyncio.timeout(options.total_seconds)
        self._line.under_way += 1
        try:
            async with whole, asyncio.timeout_at(pace.deadline) as patience:
                return await self._follow(url, headers, _Watch(pace, patience))
        except TimeoutError:
            if whole.expired():
                limit = f"{options.total_seconds:g}"
                reason = Reason.of("not-there-after", seconds=limit)
                return Failure(reason, unreachable=True)
            if not patience.expired():
                raise  # a TimeoutError of the system's, from a socket
            if not pace.has_begun:
                reason = Reason.of("server-silent")
                return Failure(reason, again=True, unreachable=True, slow=True)
            # If the line itself was down, the server is not at fault: ask again.
            now = asyncio.get_running_loop().time()
            idle = self._line.is_idle(now=now, for_seconds=options.trickle_seconds / 2)
            reason = Reason.of("trickled")
            return Failure(reason, again=idle, unreachable=True, slow=True)
        finally:
            self._line.under_way -= 1

    async def _prepare(self, data: bytes) -> Prepared | Unusable:
        refusal = refuse_kind(sniff_kind(data), code="no-image-sent")
        if refusal:
            return refusal
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._workers.prepare, data, self._recipe
        )

    async def _follow(
        self, url: str, headers: dict[str, str], watch: _Watch
    ) -> tuple[bytes, str] | Failure:
        """Return the body and the address it came from after all redirects.

        Cookies are kept only during these redirects.
        """
        cookies = httpx.Cookies()
        for _ in range(self._options.max_redirects + 1):
            request = httpx.Request(
                "GET", url, headers=headers, extensions={"timeout": self._timeout}
            )
            cookies.set_cookie_header(request)
            response = await self._client.send(request, stream=True)
            try:
                target = redirect_target(response)
                if target is None:
                    failure = judge_status(response, now=self._clock.now())
                    if failure:
                        return failure
                    watch.begin_body()
                    limit = self._options.max_bytes
                    body = await read_body(response, max_bytes=limit, note=watch.note)
                    return body, url
                cookies.extract_cookies(response)
                url = clean_address(target)
            finally:
                await response.aclose()
        return Failure(Reason.of("redirect-circles"), lasting=True)
