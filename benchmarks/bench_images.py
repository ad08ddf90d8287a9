#!/usr/bin/env python3
"""Measure how close downloads of images come to the speed that the limits allow.

usage: python benchmarks/bench_images.py [--pictures N] [--latency SECONDS]

Serves N (1,000) images of about 50 KB from this machine, each SECONDS (0.1) after its
request, and gets them into an empty store, including decoding.  One measurement uses
one host, where concurrency_per_host is the limit; another uses two hosts, where
concurrency is.  The limits allow (images at once) / latency images a second.  The
share of this rate that was reached is printed, as the median of some rounds, and next
to it the share of curl with as many connections, which only saves what arrives.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from make_mirror import draw_picture

from exporter.images import ImageOptions, gather_images
from exporter.journal import SilentProgress
from exporter.model import Image

ROUNDS = 3
HOSTS = ("127.0.0.1", "localhost")
# Drawing a thousand images would take longer than all rounds.  So a few are drawn, and
# each is sent with extra bytes of its own, which make it a different file.
DRAWN = 50


def main() -> None:
    """Serve the images, get them, print the result."""
    parser = argparse.ArgumentParser(description="Measure downloads of pictures.")
    parser.add_argument("--pictures", type=int, default=1_000)
    parser.add_argument("--latency", type=float, default=0.1)
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(
        target=run_server, args=(options.latency, theirs), daemon=True
    )
    server.start()
    port: int = ours.recv()
    defaults = ImageOptions("fetch", None, Path())
    for hosts, limit in (
        (HOSTS[:1], min(defaults.concurrency, defaults.concurrency_per_host)),
        (HOSTS, min(defaults.concurrency, 2 * defaults.concurrency_per_host)),
    ):
        names = itertools.cycle(hosts)
        urls = [f"http://{next(names)}:{port}/{n}" for n in range(options.pictures)]
        best = -(-options.pictures // limit) * options.latency
        print(f"{len(hosts)} host(s), {limit} at once: {best:.1f} s at best")
        report("dwexport", [get_ours(urls) for _ in range(ROUNDS)], best)
        if shutil.which("curl"):
            seconds = [get_with_curl(urls, limit) for _ in range(ROUNDS)]
            report("curl", seconds, best)


def get_ours(urls: Sequence[str]) -> float:
    """Get ``urls`` into a new store; return the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        options = ImageOptions(
            "fetch", None, Path(folder), allow_hosts=frozenset(HOSTS)
        )
        begin = time.perf_counter()
        gathered = gather_images(
            [(url, "a") for url in urls],
            options=options,
            problems=[],
            progress=SilentProgress(),
        )
        seconds = time.perf_counter() - begin
    images = {o.sha256 for o in gathered.outcomes.values() if isinstance(o, Image)}
    assert len(images) == len(urls), gathered
    return seconds


def get_with_curl(urls: Sequence[str], limit: int) -> float:
    """Get ``urls`` into a folder; return the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [f'url = "{url}"\noutput = "{n}"\n' for n, url in enumerate(urls)]
        (Path(folder) / "list").write_text("".join(lines))
        command = ["curl", "-sS", "-Z", "--parallel-max", str(limit), "-K", "list"]
        begin = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
        assert len(list(Path(folder).iterdir())) == len(urls) + 1
    return seconds


def report(name: str, seconds: Sequence[float], best: float) -> None:
    """Print the median share of what the limits allow."""
    taken = statistics.median(seconds)
    print(f"  {name:9} {taken:6.1f} s, {best / taken:.2f} of what the limit allows")


def run_server(latency: float, pipe: Connection) -> None:
    """Serve images until the parent ends; send it the port."""
    drawn = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(DRAWN):
            path = Path(folder) / f"{number}.jpg"
            draw_picture(str(number)).save(path, "JPEG", quality=80)
            drawn.append(path.read_bytes())
    asyncio.run(serve(drawn, latency, pipe))


async def serve(drawn: Sequence[bytes], latency: float, pipe: Connection) -> None:
    """Answer every request after ``latency`` with a different image."""
    answer = partial(answer_requests, drawn, latency)
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def answer_requests(
    drawn: Sequence[bytes],
    latency: float,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """Answer the requests of one connection, which is kept open."""
    while request := await reader.readline():
        while (await reader.readline()).strip():
            pass
        number = int(request.split()[1].lstrip(b"/"))
        await asyncio.sleep(latency)
        whole = drawn[number % len(drawn)]
        # DRI segments with the interval 0 change nothing in the image.
        own = (
            whole[:2] + b"\xff\xdd\x00\x04\x00\x00" * (number // len(drawn)) + whole[2:]
        )
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(own)}\r\n\r\n"
        writer.write(head.encode() + own)
        await writer.drain()
    writer.close()


if __name__ == "__main__":
    main()
