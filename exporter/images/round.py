"""One round of getting images: each source in turn is asked for what is still wanted.

Addresses enter.  Each is settled by the first source that has its image: the article
itself, the mirror, the store, the network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from exporter.alternatives import HostChoice
from exporter.images.decode import Unusable, Workers
from exporter.images.options import Clock, ImageOptions
from exporter.images.plan import (
    AddressError,
    ImageOutcome,
    candidate_addresses,
    clean_address,
    embedded_name,
    image_key,
    is_embedded,
    is_tracker,
    read_embedded,
)
from exporter.images.store import Asset, Mirror, MirrorFile, Source, Store
from exporter.journal import Journal
from exporter.model import MissingImage, Problem, SpacerImage
from exporter.urls import shorten_data_url
from exporter.words import Message, Reason, word_reason

if TYPE_CHECKING:
    from exporter.images.download import Download, Hosts, Refusal, WantedImage

Origin: TypeAlias = Literal["mirror", "store", "article", "network"]

# An image of more than one pixel does not fit into fewer bytes.
_LEAST_IMAGE_BYTES = 60
MISSING_CODE = "image-missing"
_PLACEHOLDER = Message("a placeholder with its caption and address stands in its place")


@dataclass(slots=True)
class Gathered:
    """The images of a selection, and how many addresses each source settled.

    ``network_bytes`` is what was downloaded for them.  ``enlarged`` counts those that
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
        """Return how many addresses gave no image."""
        return sum(isinstance(o, MissingImage) for o in self.outcomes.values())

    def count(self, origin: Origin, addresses: int) -> None:
        """Count addresses that ``origin`` settled."""
        setattr(self, origin, getattr(self, origin) + addresses)


@dataclass(slots=True)
class Means:
    """What all the rounds of one run share to get images."""

    options: ImageOptions
    store: Store
    workers: Workers
    clock: Clock
    note: Callable[[str], None]
    pages: Mapping[str, str] = field(default_factory=dict)
    hosts: Hosts | None = None
    started: float = field(default_factory=time.monotonic)

    def the_hosts(self) -> Hosts:
        """Return the hosts, with what this run has learned of them so far."""
        from exporter.images.download import Hosts

        self.hosts = self.hosts or Hosts(self.options, self.note)
        return self.hosts


class Round:
    """The addresses wanted in one round; ``run`` gets their images."""

    def __init__(
        self,
        articles: dict[str, str],
        means: Means,
        journal: Journal,
        *,
        counted: Gathered | None = None,
    ) -> None:
        """Keep the wanted addresses; ``counted`` continues an earlier count."""
        self._articles = articles
        self._means = means
        self._options = means.options
        self._store = means.store
        self._workers = means.workers
        self._clock = means.clock
        self._journal = journal
        self._recipe = means.options.recipe
        self._gathered = Gathered()
        self._count = counted or self._gathered
        self._outcomes = self._gathered.outcomes
        self._details: dict[str, str] = {}

    def run(self) -> Gathered:
        """Ask each source in turn for what is still wanted."""
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
        """Settle the addresses that contain their image; return the others."""
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
                if len(data) < _LEAST_IMAGE_BYTES:  # a spacer that was cut short
                    self._outcomes[names[name]] = SpacerImage(
                        shorten_data_url(names[name])
                    )
                    self._journal.progress.advance()
                else:
                    self._miss([names[name]], prepared.reason)
                continue
            source = Source(name)
            asset = self._store.keep(data, prepared, recipe=self._recipe, source=source)
            self._settle([names[name]], asset, "article")
        return others

    def _drop_senseless(self, addresses: Iterable[str]) -> list[str]:
        """Settle the addresses that name no image; return the others."""
        sensible = []
        for address in addresses:
            try:
                tracker = is_tracker(clean_address(address))
            except AddressError as error:
                self._miss([address], error.reason)
                continue
            if tracker:  # it shows nothing, so it is not even asked for
                self._outcomes[address] = SpacerImage(address, tracker=True)
                self._journal.progress.advance()
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
            if isinstance(prepared, Unusable):  # the stored file is damaged
                self._store.discard(found.originals[key])
                continue
            asset = self._store.keep(data, prepared, recipe=self._recipe)
            self._settle(keys.pop(key), asset, "store")

    def _give_up_offline(self, keys: dict[str, list[str]]) -> None:
        reason = Reason.of("not-mirrored" if self._options.mirror else "not-stored")
        for addresses in keys.values():
            self._miss(addresses, reason)

    def _give_up_remembered(self, keys: dict[str, list[str]]) -> None:
        """Settle what failed for good a short while ago without asking again."""
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
        """Return the name under which a failure is remembered: one for each host."""
        host = self._options.host
        return key if host == "auto" else f"{host} {key}"

    def _settle(self, addresses: Sequence[str], asset: Asset, origin: Origin) -> None:
        self._count.count(origin, len(addresses))
        for address in addresses:
            spacer = isinstance(asset, SpacerImage)
            shown = shorten_data_url(address)
            self._outcomes[address] = SpacerImage(shown) if spacer else asset
        self._journal.progress.advance(len(addresses))

    def _miss(self, addresses: Sequence[str], reason: Reason, detail: str = "") -> None:
        for address in addresses:
            self._outcomes[address] = MissingImage(shorten_data_url(address), reason)
            self._details[address] = detail or word_reason(reason)
        self._journal.progress.advance(len(addresses))

    def _conclude(self) -> Gathered:
        """Return the outcomes and record what is missing, in reading order."""
        for address, article in self._articles.items():
            if address in self._details:
                what = self._details[address]
                shown = shorten_data_url(address)
                self._journal.add(
                    Problem(MISSING_CODE, shown, what, _PLACEHOLDER, article, shown)
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
        self._journal.add(
            Problem("image-mirror", file.display, why, done, article, address)
        )

    def _loader(self, file: MirrorFile) -> Callable[[], bytes]:
        return partial(file.read, max_bytes=self._options.max_bytes)


def _candidates(addresses: Sequence[str], host: HostChoice) -> tuple[str, ...]:
    """Return all addresses to try for an image archived under several addresses."""
    found = (c for address in addresses for c in candidate_addresses(address, host))
    return tuple(dict.fromkeys(found))
