"""Each guard stops its attack: when the guard is removed, the attack succeeds.

An attack returns whether it came through.  Every case is run twice: as things are,
where it must not, and with the guard taken away, where it must.  So no guard can
become idle unseen, and no attack can be one that would never have worked.
"""

import asyncio
import socket
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import httpcore
import pytest

from exporter.errors import InputError
from exporter.formats.pdf.options import UserCss
from exporter.images.decode.workers import Workers
from exporter.images.download.downloads import Download, WantedImage, download_images
from exporter.images.download.guard import RefusedHostError
from exporter.images.download.network import GuardedBackend
from exporter.images.options import SYSTEM_CLOCK, ImageOptions
from exporter.images.plan import addresses
from exporter.images.plan.addresses import AddressError, clean_address
from exporter.images.store.mirror import Mirror
from tests.support.archives import article as archived
from tests.support.archives import fill, pack_overlapping, scan
from tests.support.articles import parse
from tests.support.books import book, pack, unpack
from tests.support.commandline import run_in_process
from tests.support.harmless import assert_harmless
from tests.support.image_server import ImageServer, body, redirect
from tests.support.images import jpeg
from tests.support.prints import options as print_options
from tests.support.prints import print_pdf

NONE: frozenset[str] = frozenset()
LOOPBACK = frozenset({"127.0.0.1"})


@dataclass
class Stage:
    """The folder, server and settings of one attack."""

    folder: Path
    server: ImageServer
    monkeypatch: pytest.MonkeyPatch
    options: ImageOptions = field(init=False)

    def __post_init__(self) -> None:
        """Allow no private address, and do not wait between tries."""
        self.options = ImageOptions(
            mode="fetch", mirror=None, store_dir=self.folder, retries=0
        )

    def fetches(self, url: str, **options: Any) -> bool:
        """Return whether the picture at ``url`` comes, or its server is asked."""
        outcomes: list[object] = []
        with Workers(count=1, seconds=20) as workers:
            download_images(
                [WantedImage(url, (url,))],
                options=replace(self.options, **options),
                workers=workers,
                clock=SYSTEM_CLOCK,
                deliver=lambda _, outcome: outcomes.append(outcome),
            )
        return isinstance(outcomes[0], Download)


Attack = Callable[[Stage], bool]


# --------------------------------------------------------------------- addresses


def ask_loopback(stage: Stage) -> bool:
    return stage.fetches(stage.server.on("/a.jpg", body(jpeg())))


def ask_loopback_by_name(stage: Stage) -> bool:
    stage.server.on("/a.jpg", body(jpeg()))
    return stage.fetches(stage.server.address("/a.jpg", host="localhost"))


def ask_mapped_loopback(stage: Stage) -> bool:
    # A socket of IPv6 that listens to IPv4 too would take it; here it is enough that
    # somebody tried to connect.
    tried: list[str] = []

    class Recorder(httpcore.AsyncNetworkBackend):
        async def connect_tcp(
            self, host: str, port: int, *args: Any, **options: Any
        ) -> httpcore.AsyncNetworkStream:
            tried.append(host)
            raise httpcore.ConnectError("noted")

    async def resolve(host: str, port: int) -> list[str]:
        return ["::ffff:127.0.0.1"]

    backend = GuardedBackend(allow_hosts=NONE, resolve=resolve, backend=Recorder())
    with suppress(RefusedHostError, httpcore.ConnectError):
        asyncio.run(backend.connect_tcp("a.example", 80))
    return tried == ["::ffff:127.0.0.1"]


def follow_inside(stage: Stage) -> bool:
    stage.server.on("/b.jpg", body(jpeg()))
    inside = stage.server.address("/b.jpg", host="localhost")
    url = stage.server.on("/a.jpg", redirect(inside))
    return stage.fetches(url, allow_hosts=LOOPBACK)


def rebind(stage: Stage) -> bool:
    """Resolve a name to a public address when checked, to a private one when used."""
    answers = iter(["8.8.8.8"])
    stage.server.on("/a.jpg", body(jpeg()))
    looked_up = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if host != "rebinding.test":
            return looked_up(host, port, *args, **options)
        address = next(answers, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[str] = []

    class Recorder(httpcore.AsyncNetworkBackend):
        async def connect_tcp(
            self, host: str, port: int, *args: Any, **options: Any
        ) -> httpcore.AsyncNetworkStream:
            found = await asyncio.get_running_loop().getaddrinfo(host, port)
            connected.append(str(found[0][4][0]))
            raise httpcore.ConnectError("noted")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", resolve)
        backend = GuardedBackend(allow_hosts=NONE, backend=Recorder())
        with pytest.raises(httpcore.ConnectError, match="noted"):
            asyncio.run(backend.connect_tcp("rebinding.test", stage.server.port))
    return connected == ["127.0.0.1"]


def connect_by_name(stage: Stage) -> None:
    judge = GuardedBackend.connect_tcp

    async def connect(
        self: Any, host: str, port: int, *args: Any, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        inner, name = self._backend, host

        class ByName(httpcore.AsyncNetworkBackend):
            async def connect_tcp(
                self, host: str, port: int, *args: Any, **options: Any
            ) -> httpcore.AsyncNetworkStream:
                made: httpcore.AsyncNetworkStream
                made = await inner.connect_tcp(name, port, *args, **options)
                return made

        self._backend = ByName()
        return await judge(self, host, port, *args, **options)

    stage.monkeypatch.setattr(GuardedBackend, "connect_tcp", connect)


def send_credentials(stage: Stage) -> bool:
    stage.server.on("/a.jpg", body(jpeg()))
    host = "me:secret@127.0.0.1"
    address = stage.server.address("/a.jpg", host=host)
    url = stage.server.on("/b.jpg", redirect(address))
    stage.fetches(url, allow_hosts=LOOPBACK)
    return any("authorization" in asked.headers for asked in stage.server.asked)


def keep_addresses_as_they_are(stage: Stage) -> None:
    stage.monkeypatch.setattr(
        "exporter.images.download.downloads.clean_address", lambda url: url
    )


def ask_proxy_for_odd_loopback(stage: Stage) -> bool:
    """Have the proxy look up a name that its own resolver takes for 127.0.0.1."""
    proxy = f"http://127.0.0.1:{stage.server.port}"
    stage.monkeypatch.setenv("HTTP_PROXY", proxy)
    for host in ("0x7f.1", "localhost", "metadata.google.internal"):
        stage.server.on(f"http://{host}/a.jpg", body(jpeg()))
        stage.fetches(f"http://{host}/a.jpg")
    return len(stage.server.asked) == 3


def name_another_scheme(stage: Stage) -> bool:
    try:
        return clean_address("ftp://a.example/x.jpg").startswith("ftp:")
    except AddressError:
        return False


def let_every_scheme_pass(stage: Stage) -> None:
    stage.monkeypatch.setitem(addresses._DEFAULT_PORTS, "ftp", 21)
    stage.monkeypatch.setattr(addresses, "clean_url", lambda url: url)


def go_round(stage: Stage) -> bool:
    for number in range(9):
        stage.server.on(f"/{number}", redirect(f"/{number + 1}"))
    stage.server.on("/9", body(jpeg()))
    return stage.fetches(stage.server.address("/0"), allow_hosts=LOOPBACK)


def allow_many_redirects(stage: Stage) -> None:
    stage.options = replace(stage.options, max_redirects=20)


def call_everything_public(stage: Stage) -> None:
    stage.monkeypatch.setattr(
        "exporter.images.download.guard.is_public", lambda _: True
    )


def check_no_host(stage: Stage) -> None:
    stage.monkeypatch.setattr(
        "exporter.images.download.network.check_host", lambda *args, **options: None
    )


def judge_no_address(stage: Stage) -> None:
    def take_all(_: str, found: Iterable[str], **options: Any) -> tuple[str, ...]:
        return tuple(found)

    stage.monkeypatch.setattr(
        "exporter.images.download.network.public_addresses", take_all
    )


# ---------------------------------------------------------------------- articles


def link_to_script(stage: Stage) -> bool:
    source = parse("<p><a href='javascript:alert(1)'>灯塔</a>亮了。</p>")
    return not is_harmless([source])


def leave_links(stage: Stage) -> None:
    def keep(url: str, *, base: str = "") -> str:
        return url

    stage.monkeypatch.setattr("exporter.parse.walker.article_link", keep)


def load_from_elsewhere(stage: Stage) -> bool:
    return not is_harmless([parse("<p>&lt;img src='https://t.test/p.gif'/&gt;</p>")])


def write_unescaped(stage: Stage) -> None:
    stage.monkeypatch.setattr("exporter.xhtml.writer.escape", lambda text: text)


def title_with_script(stage: Stage) -> bool:
    source = parse("<p>灯塔</p>")
    header = replace(source.header, title="<script>alert(1)</script>")
    return not is_harmless([replace(source, header=header)])


def is_harmless(articles: list[Any]) -> bool:
    made = unpack(pack(book(articles), None))
    try:
        assert_harmless(made)
    except (AssertionError, ValueError):
        return False
    return True


def fetch_from_print(stage: Stage) -> bool:
    """Have a stylesheet load a picture while pages are laid out."""
    url = stage.server.on("/t.png", body(jpeg()))
    css = f"body {{ background: url({url}) }} @import url({url});"
    user_css = UserCss(css, stage.folder / "a.css")
    print_pdf(book([parse("<p>灯塔</p>")]), print_options(css=user_css), problems=[])
    return bool(stage.server.asked)


def fetch_all(stage: Stage) -> None:
    from weasyprint.urls import URLFetcher

    from exporter.formats.pdf.weasyprint.engine import Fetcher

    hand_out = Fetcher.fetch

    def fetch(self: Any, url: str, headers: Any = None) -> Any:
        if "127.0.0.1" not in url:
            return hand_out(self, url, headers)
        return URLFetcher().fetch(url, headers)

    stage.monkeypatch.setattr(Fetcher, "fetch", fetch)


# ------------------------------------------------------------------------- zips


def unpack_bzip2(stage: Stage) -> bool:
    path = stage.folder / "a.zip"
    with ZipFile(path, "w", ZIP_BZIP2) as packed:
        packed.writestr("1000001.md", archived() + bytes(60_000_000))
    return peak_bytes(lambda: scan(path)) > 30_000_000


def unpack_whatever_the_ratio(stage: Stage) -> bool:
    path = stage.folder / "a.zip"
    spaces = b" " * 20_000_000
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("1000001.md", archived(body="<p>文</p>") + spaces)
    return bool(scan(path).headers)


def share_bytes(stage: Stage) -> bool:
    try:
        return scan(pack_overlapping(stage.folder / "a.zip")).looked_at > 0
    except InputError:
        return False


def check_no_method(stage: Stage) -> None:
    stage.monkeypatch.setattr(
        "exporter.archive.zip_file._check_method", lambda member: None
    )


def allow_every_ratio(stage: Stage) -> None:
    stage.monkeypatch.setattr("exporter.archive.zip_file._MAX_RATIO", 10**9)


def check_no_whole(stage: Stage) -> None:
    stage.monkeypatch.setattr(
        "exporter.archive.zip_file._check_whole", lambda *args, **options: None
    )


def peak_bytes(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


# ------------------------------------------------------------------ names of files


def write_elsewhere(stage: Stage) -> bool:
    """Have the title of a book name a file outside the folder it is made in."""
    inner = stage.folder / "a" / "b"
    inner.mkdir(parents=True)
    files = {"1000001.md": archived(title="../../outside")}
    fill(stage.folder / "news", files)
    arguments = ["epub", "--archive", str(stage.folder / "news"), "--images", "none"]
    run_in_process([*arguments, "--fonts", "none"], stdin="", cwd=inner, env={})
    return (stage.folder / "outside.epub").exists()


def take_titles_as_names(stage: Stage) -> None:
    stage.monkeypatch.setattr("exporter.book.titles.safe_stem", lambda text: text)


def read_elsewhere(stage: Stage) -> bool:
    """Have an address name a file outside the mirror."""
    fill(stage.folder, {"mirror/a.example/x.jpg": jpeg(), "secret.jpg": jpeg()})
    url = "https://a.example/%2e%2e/%2e%2e/secret.jpg"
    return Mirror(stage.folder / "mirror").find(url) is not None


def look_everywhere(stage: Stage) -> None:
    stage.monkeypatch.setattr(addresses, "_tidy_path", lambda path: path)
    stage.monkeypatch.setattr(Mirror, "_is_inner", lambda self, path: True)


# --------------------------------------------------------------------- the cases


CASES: dict[str, tuple[Attack, tuple[Callable[[Stage], None], ...]]] = {
    "loopback": (ask_loopback, (call_everything_public,)),
    "loopback, twice judged": (ask_loopback, (check_no_host, judge_no_address)),
    "a name of loopback": (ask_loopback_by_name, (judge_no_address,)),
    "loopback as mapped IPv6": (ask_mapped_loopback, (call_everything_public,)),
    "a redirect inside": (follow_inside, (call_everything_public,)),
    "rebinding": (rebind, (connect_by_name,)),
    "credentials": (send_credentials, (keep_addresses_as_they_are,)),
    "odd hosts behind a proxy": (ask_proxy_for_odd_loopback, (check_no_host,)),
    "another scheme": (name_another_scheme, (let_every_scheme_pass,)),
    "many redirects": (go_round, (allow_many_redirects,)),
    "a link to a script": (link_to_script, (leave_links,)),
    "markup in text": (load_from_elsewhere, (write_unescaped,)),
    "markup in a title": (title_with_script, (write_unescaped,)),
    "print that fetches": (fetch_from_print, (fetch_all,)),
    "bzip2": (unpack_bzip2, (check_no_method,)),
    "a high ratio": (unpack_whatever_the_ratio, (allow_every_ratio,)),
    "shared bytes": (share_bytes, (check_no_whole,)),
    "a title that is a path": (write_elsewhere, (take_titles_as_names,)),
    "an address that is a path": (read_elsewhere, (look_everywhere,)),
}


@contextmanager
def stage_in(folder: Path) -> Iterator[Stage]:
    """Give a stage that leaves nothing changed."""
    clean_address.cache_clear()
    folder.mkdir()
    with ImageServer() as server, pytest.MonkeyPatch.context() as monkeypatch:
        yield Stage(folder, server, monkeypatch)
    clean_address.cache_clear()


def marked(name: str) -> Any:
    """Return the name of a case; print needs Pango."""
    return pytest.param(name, marks=pytest.mark.pango) if "print" in name else name


@pytest.mark.parametrize("name", [marked(name) for name in CASES])
def test_attack_fails_while_its_guard_is_in_place(name: str, tmp_path: Path) -> None:
    attack, _ = CASES[name]
    with stage_in(tmp_path / "guarded") as stage:
        assert not attack(stage)


@pytest.mark.slow
@pytest.mark.parametrize("name", [marked(name) for name in CASES])
def test_attack_succeeds_when_its_guard_is_removed(name: str, tmp_path: Path) -> None:
    attack, removals = CASES[name]
    with stage_in(tmp_path / "open") as stage:
        for remove in removals:
            remove(stage)
        assert attack(stage)
