"""Gets every picture of a book: from the mirror, the store, the network.

Addresses as archived enter; for each one an ``Image``, a ``SpacerImage`` or a
``MissingImage`` leaves, and a Problem for each that is missing.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from exporter.errors import ImageError
from exporter.images.decode import Unusable, Workers, worker_count
from exporter.images.options import SYSTEM_CLOCK, Clock, HostChoice, ImageOptions
from exporter.images.plan import (
    AddressError,
    ImageOutcome,
    candidate_addresses,
    choose_images,
    clean_address,
    embedded_name,
    image_key,
    is_embedded,
    is_tracker,
    read_embedded,
)
from exporter.images.store import Asset, Mirror, MirrorFile, Source, Store
from exporter.journal import Progress
from exporter.model import MissingImage, Problem, SpacerImage
from exporter.reasons import Reason
from exporter.urls import shorten_data_url
from exporter.words import Message, word_reason

if TYPE_CHECKING:
    from exporter.images.download import Download, Hosts, Refusal, WantedImage

Origin: TypeAlias = Literal["mirror", "store", "article", "network"]

_STAGE = "images"
_LARGER_STAGE = "larger"
# No picture of more than a pixel fits into less.
_LEAST_PICTURE_BYTES = 60
_MISSING = "image-missing"
_PLACEHOLDER = Message("a placeholder with its caption and address stands in its place")


@dataclass(slots=True)
class Gathered:
    """The pictures of a selection, and how many addresses each source settled.

    ``network_bytes`` is what was downloaded for them, ``enlarged`` how many
    came in a larger form than the archived one.
    """

    outcomes: dict[str, ImageOutcome] = field(default_factory=dict)
    mirror: int = 0
    store: int = 0
    article: int = 0
    network: int = 0
    network_bytes: int = 0
    enlarged: int = 0

    @property
    def missing(self) -> int:
        """Return how many addresses gave no picture."""
        return sum(isinstance(o, MissingImage) for o in self.outcomes.values())

    def count(self, origin: Origin, addresses: int) -> None:
        """Count addresses that ``origin`` settled."""
        setattr(self, origin, getattr(self, origin) + addresses)


def fetch_images(
    wanted: Sequence[tuple[str, str]],
    *,
    options: ImageOptions,
    problems: list[Problem],
    progress: Progress,
    clock: Clock = SYSTEM_CLOCK,
    pages: Mapping[str, str] | None = None,
) -> dict[str, ImageOutcome]:
    """Return what ``gather_images`` gets, without how."""
    return gather_images(
        wanted,
        options=options,
        problems=problems,
        progress=progress,
        clock=clock,
        pages=pages,
    ).outcomes


def gather_images(
    wanted: Sequence[tuple[str, str]],
    *,
    options: ImageOptions,
    problems: list[Problem],
    progress: Progress,
    clock: Clock = SYSTEM_CLOCK,
    pages: Mapping[str, str] | None = None,
) -> Gathered:
    """Get the pictures ``wanted``: pairs of a key (``ImageRef.key``), an article.

    A picture without other addresses has its address as archived for a key.

    The mirror is looked at first, then the store, then the network, unless
    ``options.mode`` is "offline".  Each key is got once and is in the
    result, whose order is that of ``wanted``.  Raises ImageError for a mirror
    that is no folder, a proxy that makes no sense, and a disk that is full; a
    store that cannot be used is replaced for this book by a temporary one.
    ``pages`` are the addresses of the articles, told to servers that refuse a
    picture otherwise.
    """
    articles: dict[str, str] = {}
    for url, article in wanted:
        articles.setdefault(url, article)
    progress.start(_STAGE, len(articles))
    try:
        store = _open_store(options.store_dir, problems=problems, clock=clock)
        workers = Workers(count=worker_count(), seconds=options.decode_seconds)
        with store, workers:
            means = _Means(options, store, workers, clock, progress.note, pages or {})
            gathered = _gather_all(articles, means, problems, progress)
            if options.quality == "print":
                progress.finish()
                _enlarge(gathered, articles, means, progress)
            return gathered
    finally:
        progress.finish()


def _gather_all(
    articles: dict[str, str],
    means: _Means,
    problems: list[Problem],
    progress: Progress,
) -> Gathered:
    """Get all pictures; those with several addresses in as many rounds as need be.

    A picture is missing when none of its addresses gave one: that is told in the
    words for the first.
    """
    if not articles:  # what the options say is checked all the same
        return _Gathering({}, means, problems=problems, progress=progress).run()
    total = Gathered()
    missing: dict[str, Problem] = {}
    rounds = 0

    def gather(asked: Mapping[str, str]) -> dict[str, ImageOutcome]:
        nonlocal rounds
        if rounds:
            progress.finish()
            progress.start(_STAGE, len(asked))
        rounds += 1
        found: list[Problem] = []
        more = _Gathering(
            dict(asked), means, problems=found, progress=progress, counted=total
        ).run()
        for problem in found:
            if problem.code == _MISSING:
                missing[problem.url] = problem
            else:
                problems.append(problem)
        return more.outcomes

    total.outcomes = choose_images(articles, gather)
    for key, outcome in total.outcomes.items():
        if isinstance(outcome, MissingImage):
            problem = missing[outcome.url]
            problems.append(replace(problem, article=articles[key]))
    return total


def _enlarge(
    gathered: Gathered, articles: dict[str, str], means: _Means, progress: Progress
) -> None:
    """Put larger forms into ``gathered`` where there are any.

    That a form cannot be had is no problem: the archived one is there.
    """
    from exporter.images.plan import enlarge_images

    progress.start(_LARGER_STAGE, 0)

    def gather(wanted: Mapping[str, str]) -> dict[str, ImageOutcome]:
        progress.start(_LARGER_STAGE, len(wanted))
        more = _Gathering(dict(wanted), means, problems=[], progress=progress).run()
        gathered.network_bytes += more.network_bytes
        return more.outcomes

    larger = enlarge_images(gathered.outcomes, articles, gather)
    gathered.enlarged = len(larger)
    gathered.outcomes.update(larger)


def _open_store(folder: Path, *, problems: list[Problem], clock: Clock) -> Store:
    try:
        return Store(folder, problems=problems, now=clock.now)
    except ImageError as error:
        # The book can be made; only what it fetched is not kept.
        temporary = tempfile.mkdtemp(prefix="dwexport-")
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        done = Message("a temporary store was used for this book")
        problems.append(Problem("image-store", str(folder), error.message, done))
        return Store(Path(temporary), problems=problems, now=clock.now)


@dataclass(slots=True)
class _Means:
    """What pictures are got with, in all the rounds of one run."""

    options: ImageOptions
    store: Store
    workers: Workers
    clock: Clock
    note: Callable[[str], None]
    pages: Mapping[str, str] = field(default_factory=dict)
    hosts: Hosts | None = None
    started: float = field(default_factory=time.monotonic)

    def the_hosts(self) -> Hosts:
        """Return the hosts with what is known of them by now."""
        from exporter.images.download import Hosts

        self.hosts = self.hosts or Hosts(self.options, self.note)
        return self.hosts


class _Gathering:
    """Pictures on their way; ``run`` is the walk."""

    def __init__(
        self,
        articles: dict[str, str],
        means: _Means,
        *,
        problems: list[Problem],
        progress: Progress,
        counted: Gathered | None = None,
    ) -> None:
        self._articles = articles
        self._means = means
        self._options = means.options
        self._store = means.store
        self._workers = means.workers
        self._clock = means.clock
        self._problems = problems
        self._progress = progress
        self._recipe = means.options.recipe
        self._gathered = Gathered()
        self._count = counted or self._gathered
        self._outcomes = self._gathered.outcomes
        self._details: dict[str, str] = {}

    def run(self) -> Gathered:
        """Go from source to source with what is still wanted."""
        wanted = self._take_embedded(self._articles)
        wanted = self._drop_senseless(wanted)
        if self._options.mirror:
            wanted = self._take_mirrored(wanted, Mirror(self._options.mirror))
        keys: dict[str, list[str]] = {}
        for address in wanted:
            keys.setdefault(image_key(address), []).append(address)
        self._take_stored(keys)
        if self._options.mode == "offline":
            self._give_up_offline(keys)
        else:
            self._give_up_remembered(keys)
            self._download(keys)
        return self._conclude()

    # ----------------------------------------------------------- the sources

    def _take_embedded(self, addresses: Iterable[str]) -> list[str]:
        """Settle the addresses that are pictures themselves; return the others."""
        names: dict[str, str] = {}
        others = []
        for address in addresses:
            if is_embedded(address):
                names[embedded_name(address)] = address
            else:
                others.append(address)
        known = self._store.find(dict.fromkeys(names, ""), self._recipe)
        for name, asset in known.assets.items():
            self._settle([names.pop(name)], asset, "article")
        loads: list[tuple[str, Callable[[], bytes]]] = []
        for name, address in names.items():
            try:
                data = read_embedded(address, max_bytes=self._options.max_bytes)
            except AddressError as error:
                self._miss([address], error.reason)
                continue
            loads.append((name, partial(bytes, data)))
        for name, data, prepared in self._workers.prepare_many(loads, self._recipe):
            if isinstance(prepared, Unusable):
                if len(data) < _LEAST_PICTURE_BYTES:  # a stand-in, badly cut short
                    self._outcomes[names[name]] = SpacerImage(
                        shorten_data_url(names[name])
                    )
                    self._progress.advance()
                else:
                    self._miss([names[name]], prepared.reason)
                continue
            source = Source(name)
            asset = self._store.keep(data, prepared, recipe=self._recipe, source=source)
            self._settle([names[name]], asset, "article")
        return others

    def _drop_senseless(self, addresses: Iterable[str]) -> list[str]:
        """Settle the addresses that name no picture; return the others."""
        sensible = []
        for address in addresses:
            try:
                tracker = is_tracker(clean_address(address))
            except AddressError as error:
                self._miss([address], error.reason)
                continue
            if tracker:  # it vanishes, and is not even asked for
                self._outcomes[address] = SpacerImage(address, tracker=True)
                self._progress.advance()
            else:
                sensible.append(address)
        return sensible

    def _take_mirrored(self, addresses: list[str], mirror: Mirror) -> list[str]:
        """Settle what the mirror has; return the addresses of the rest."""
        files: dict[str, MirrorFile] = {}
        for address in addresses:
            file = mirror.find(address)
            if file:
                files[address] = file
        stamps = {file.name: file.stamp for file in files.values()}
        found = self._store.find(stamps, self._recipe)
        unread: dict[MirrorFile, list[str]] = {}
        for address, file in files.items():
            asset = found.assets.get(file.name)
            if asset:
                self._settle([address], asset, "mirror")
            else:
                unread.setdefault(file, []).append(address)
        self._take_mirror_files(unread)
        return [a for a in addresses if a not in self._outcomes]

    def _take_mirror_files(self, unread: dict[MirrorFile, list[str]]) -> None:
        loads = [(file, self._loader(file)) for file in unread]
        for file, data, prepared in self._workers.prepare_many(loads, self._recipe):
            if isinstance(prepared, Unusable):
                why = word_reason(prepared.reason)
                self._report_mirror_file(file, why, unread[file])
                continue
            source = Source(file.name, file.stamp)
            asset = self._store.keep(data, prepared, recipe=self._recipe, source=source)
            self._settle(unread[file], asset, "mirror")

    def _take_stored(self, keys: dict[str, list[str]]) -> None:
        """Settle what the store has and take it out of ``keys``."""
        found = self._store.find(dict.fromkeys(keys, ""), self._recipe)
        for key, asset in found.assets.items():
            self._settle(keys.pop(key), asset, "store")
        loads = [
            (key, partial(self._store.read, blob))
            for key, blob in found.originals.items()
        ]
        for key, data, prepared in self._workers.prepare_many(loads, self._recipe):
            if isinstance(prepared, Unusable):  # damaged on the disk
                self._store.discard(found.originals[key])
                continue
            asset = self._store.keep(data, prepared, recipe=self._recipe)
            self._settle(keys.pop(key), asset, "store")

    def _give_up_offline(self, keys: dict[str, list[str]]) -> None:
        reason = Reason.of("not-mirrored" if self._options.mirror else "not-stored")
        for addresses in keys.values():
            self._miss(addresses, reason)

    def _give_up_remembered(self, keys: dict[str, list[str]]) -> None:
        """Settle what failed for good a short while ago; it is not asked again."""
        if self._options.retry_failed:
            return
        names = {self._failure_name(key): key for key in keys}
        known = self._store.find_failures(
            names, within_seconds=self._options.remember_seconds
        )
        for name, reason in known.items():
            self._miss(keys.pop(names[name]), reason)

    def _download(self, keys: dict[str, list[str]]) -> None:
        if not keys:
            return
        from exporter.images.download import Refusal, WantedImage, download_images

        def deliver(wanted: WantedImage, outcome: Download | Refusal) -> None:
            addresses = keys[wanted.key]
            if isinstance(outcome, Refusal):
                self._refuse(wanted, outcome, addresses)
                return
            source = Source(wanted.key, final_url=outcome.final_url)
            asset = self._store.keep(
                outcome.data, outcome.prepared, recipe=self._recipe, source=source
            )
            self._count.network_bytes += len(outcome.data)
            self._settle(addresses, asset, "network")

        download_images(
            [
                WantedImage(
                    key,
                    _candidates(addresses, self._options.host),
                    self._means.pages.get(self._articles[addresses[0]], ""),
                )
                for key, addresses in keys.items()
            ],
            options=self._options,
            workers=self._workers,
            clock=self._clock,
            deliver=deliver,
            hosts=self._means.the_hosts(),
            elapsed_seconds=time.monotonic() - self._means.started,
        )

    # ---------------------------------------------------------- the outcomes

    def _refuse(
        self, wanted: WantedImage, refusal: Refusal, addresses: list[str]
    ) -> None:
        if all(failure.lasting for _, failure in refusal.failures):
            name = self._failure_name(wanted.key)
            self._store.keep_failure(name, refusal.reason)
        self._miss(addresses, refusal.reason, detail=refusal.detail)

    def _failure_name(self, key: str) -> str:
        """Return what a failure is remembered as: another host may not fail."""
        host = self._options.host
        return key if host == "auto" else f"{host} {key}"

    def _settle(self, addresses: Sequence[str], asset: Asset, origin: Origin) -> None:
        self._count.count(origin, len(addresses))
        for address in addresses:
            spacer = isinstance(asset, SpacerImage)
            shown = shorten_data_url(address)
            self._outcomes[address] = SpacerImage(shown) if spacer else asset
        self._progress.advance(len(addresses))

    def _miss(self, addresses: Sequence[str], reason: Reason, detail: str = "") -> None:
        for address in addresses:
            self._outcomes[address] = MissingImage(shorten_data_url(address), reason)
            self._details[address] = detail or word_reason(reason)
        self._progress.advance(len(addresses))

    def _conclude(self) -> Gathered:
        """Return the outcomes and record what is missing, in reading order."""
        for address, article in self._articles.items():
            if address in self._details:
                what = self._details[address]
                shown = shorten_data_url(address)
                self._problems.append(
                    Problem(_MISSING, shown, what, _PLACEHOLDER, article, shown)
                )
        settled = self._outcomes
        self._gathered.outcomes = {a: settled[a] for a in self._articles}
        return self._gathered

    def _report_mirror_file(
        self, file: MirrorFile, why: str, addresses: Sequence[str]
    ) -> None:
        address = addresses[0]
        article = self._articles[address]
        done = Message("the picture was looked for elsewhere")
        self._problems.append(
            Problem("image-mirror", file.display, why, done, article, address)
        )

    def _loader(self, file: MirrorFile) -> Callable[[], bytes]:
        return partial(file.read, max_bytes=self._options.max_bytes)


def _candidates(addresses: Sequence[str], host: HostChoice) -> tuple[str, ...]:
    """Return where a picture archived under several addresses may be had."""
    found = (c for address in addresses for c in candidate_addresses(address, host))
    return tuple(dict.fromkeys(found))
