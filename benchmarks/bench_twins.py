#!/usr/bin/env python3
"""Measure how long finding twins among many articles takes.

usage: python benchmarks/bench_twins.py [--articles N] [--datasketch]

Makes N (5,000) articles in memory: words of a made-up language as frequent as those of
a real one, stock phrases, a paragraph at the end that many have.  Of each hundred, four
are changed copies, and four are the tables of one day of a series.  Prints seconds:
taking the fingerprints (which parsed articles pay), then finding the twins, for whole,
half and quarter N, with the ratio between them.  Then 3,000 copies of one article, and
3,000 that differ in one character.

With --datasketch, which must be installed, the same texts go through its MinHash and
MinHashLSH: seconds, and which part of the pairs it would have let pass.  Nothing is
checked: run it by hand.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from exporter.model import Article, ArticleHeader, Byline, Location, Paragraph, Text
from exporter.outlets import outlet_for
from exporter.stories import Fingerprint, find_twins, take_fingerprint
from exporter.stories.candidates import read_shingles

_START = datetime(2024, 1, 1, tzinfo=UTC)
_URL = "https://www.dw.com/zh/x/a-{}"
_COPIES = 3_000
_PERMUTATIONS = 128


class Language:
    """A made-up language: words by rank, rarer ones further behind, and phrases."""

    def __init__(self) -> None:
        """Invent the words."""
        self.dice = random.Random(7)
        letters = [chr(0x4E00 + 11 * n) for n in range(1_800)]
        rare = [1 / (rank + 3) for rank in range(len(letters))]
        self.words = [
            "".join(self.dice.choices(letters, rare, k=self.dice.choice((1, 2, 2, 3))))
            for _ in range(12_000)
        ]
        self.weights = [1 / (rank + 8) for rank in range(len(self.words))]
        self.phrases = ["".join(self.pick(4)) for _ in range(300)]

    def pick(self, count: int) -> list[str]:
        """Return ``count`` words."""
        return self.dice.choices(self.words, self.weights, k=count)

    def paragraphs(self, characters: int) -> list[str]:
        """Return paragraphs of about so many characters together."""
        made: list[str] = []
        while sum(map(len, made)) < characters:
            words = self.pick(60)
            for _ in range(3):
                words[self.dice.randrange(60)] = self.dice.choice(self.phrases)
            words[self.dice.randrange(60)] = f"{self.dice.randint(2, 9_999)}日"
            made.append("".join(words) + "。")
        return made


def make_articles(count: int) -> list[Article]:
    """Return the articles, copies and tables among them."""
    language = Language()
    dice = language.dice
    ending = language.paragraphs(100)
    rows = ["".join(language.pick(3)) for _ in range(40)]
    articles: list[Article] = []
    bodies: list[list[str]] = []
    for number in range(count):
        kind = number % 100
        title = "".join(language.pick(6))
        if kind < 4 and bodies:
            body = [_change(p, dice, language) for p in dice.choice(bodies)]
        elif kind < 8:
            title = "挂牌价一览"
            body = [f"{row}{dice.uniform(1, 99):.2f}元" for row in rows]
        else:
            body = language.paragraphs(int(dice.lognormvariate(6.9, 0.6)))
            bodies.append(body)
            body = body + ending * (kind % 3 == 0)
        articles.append(_article(number, title, body))
    return articles


def _change(paragraph: str, dice: random.Random, language: Language) -> str:
    words = [
        paragraph[start : start + 6] if dice.random() > 0.1 else language.pick(1)[0]
        for start in range(0, len(paragraph), 6)
    ]
    return "".join(words)


def _article(number: int, title: str, body: Sequence[str]) -> Article:
    url = _URL.format(number)
    header = ArticleHeader(
        id=f"a-{number}",
        location=Location(f"articles/dw/{number}.md"),
        title=title,
        url=url,
        outlet=outlet_for(url, "dw"),
        published=_START + timedelta(hours=number),
    )
    return Article(header, Byline(), tuple(Paragraph((Text(p),)) for p in body))


def _seconds_to_find(fingerprints: Sequence[Fingerprint]) -> tuple[float, int]:
    start = time.perf_counter()
    twins = find_twins(fingerprints)
    return time.perf_counter() - start, len(twins)


def measure(count: int) -> list[Fingerprint]:
    """Print the figures; return the fingerprints."""
    articles = make_articles(count)
    start = time.perf_counter()
    fingerprints = [take_fingerprint(article) for article in articles]
    taken = time.perf_counter() - start
    mean = sum(len(f.body.text) for f in fingerprints) / count
    print(f"{count:,} fingerprints, {mean:,.0f} characters on average: {taken:.2f} s")
    before = 0.0
    for part in (count // 4, count // 2, count):
        seconds, twins = _seconds_to_find(fingerprints[:part])
        ratio = f", {seconds / before:.2f} times" if before else ""
        print(f"{part:>8,} articles, {twins:,} twins: {seconds:.2f} s{ratio}")
        before = seconds
    same = [fingerprints[10]] * _COPIES
    print(f"{_COPIES:,} copies: {_seconds_to_find(same)[0]:.2f} s")
    near = [_with_one_more(fingerprints[10], n) for n in range(_COPIES)]
    print(f"{_COPIES:,} nearly the same: {_seconds_to_find(near)[0]:.2f} s")
    return fingerprints


def _with_one_more(fingerprint: Fingerprint, number: int) -> Fingerprint:
    text = fingerprint.body.text
    place = number % len(text)
    longer = f"{text[:place]}{chr(0x5000 + number)}{text[place:]}"
    return replace(fingerprint, body=fingerprint.body._replace(text=longer))


def compare_with_datasketch(fingerprints: Sequence[Fingerprint]) -> None:
    """Print what MinHash and MinHashLSH take, and what they find of our pairs."""
    start = time.perf_counter()
    import numpy
    from datasketch import MinHash, MinHashLSH

    print(f"datasketch: {time.perf_counter() - start:.2f} s to load it")
    start = time.perf_counter()
    hashes = []
    for fingerprint in fingerprints:
        shingles = numpy.array(list(read_shingles(fingerprint.body.text)), "uint64")
        mixed = shingles * numpy.uint64(0x9E3779B97F4A7C15) >> numpy.uint64(32)
        sketch = MinHash(_PERMUTATIONS, hashfunc=int)
        if len(mixed):
            sketch.update_batch(mixed)
        hashes.append(sketch)
    print(f"  {len(hashes):,} MinHashes: {time.perf_counter() - start:.2f} s")
    pairs = {(t.header.id, t.preferred.id) for t in find_twins(fingerprints)}
    places = {f.header.id: n for n, f in enumerate(fingerprints)}
    for rows in (1, 2, 4):
        start = time.perf_counter()
        index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_PERMUTATIONS // rows, rows))
        for number, sketch in enumerate(hashes):
            index.insert(number, sketch)
        met = [set(index.query(sketch)) for sketch in hashes]
        seconds = time.perf_counter() - start
        candidates = (sum(map(len, met)) - len(met)) // 2
        found = sum(places[b] in met[places[a]] for a, b in pairs)
        bands = _PERMUTATIONS // rows
        print(
            f"  {bands} bands of {rows}: {seconds:.2f} s, {candidates:,} candidates,"
            f" {found} of {len(pairs)} pairs"
        )


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description="Measure how twins are found.")
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--datasketch", action="store_true")
    options = parser.parse_args()
    fingerprints = measure(options.articles)
    if options.datasketch:
        compare_with_datasketch(fingerprints)


if __name__ == "__main__":
    main()
