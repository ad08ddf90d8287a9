"""Make a large archive of invented articles, to measure searching in it.

    python benchmarks/make_news.py OUT --articles 60000

writes ``OUT/articles/<outlet>/*.md``.  The articles have about 1,500 characters and
mean nothing.  Their words are made at random from the 3,755 common characters of
GB 2312.  As in real news, a few words are in nearly every article and most are rare
(Zipf's law), an article keeps to the words of its topic, the same groups of words come
again, and there are as many paragraphs, links and pictures.  Every fifth article is in
Traditional characters.  The same seed gives the same archive.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import opencc

_NEWEST = datetime(2024, 7, 31, 12, tzinfo=UTC)
_DAYS = 1600
_FIRST_ID = 60_000_000
_FIRST_FILE = 1_100_000
_PER_FOLDER = 500  # articles between two changes of the outlet
_OUTLETS = {
    "dw": "https://www.dw.com/zh/x/a-{}",
    "BBC": "https://www.bbc.com/zhongwen/simp/world-{}",
    "法广": "https://www.rfi.fr/cn/x/{}",
    "纽约时报": "https://cn.nytimes.com/world/{}/",
}
_WORDS, _GROUPS = 30_000, 60_000
_TOPICS, _WORDS_PER_TOPIC = 250, 300
_SHARE_OF_TOPIC = 0.35
_AUTHORS = 400
_FIGURE = '<img src="{}" width="100%"><div><small style="color: #999;">{}</small></div>'
# What the benchmark looks for, and in which part of all articles it stands.
PLANTED = {"北约": 0.2, "峰会": 0.15, "渡轮公司": 0.01, "灯塔守望者": 0.0005}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Invented words: ``common`` ones with their weights, and those of each topic."""

    common: Sequence[str]
    weights: Sequence[float]
    topics: Sequence[Sequence[str]]
    authors: Sequence[str]


def make_vocabulary(dice: random.Random) -> Vocabulary:
    """Return words, groups of words, topics and authors."""
    characters = [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
    ]
    dice.shuffle(characters)
    weights = list(accumulate(_zipf(len(characters), 40)))

    def word(size: int) -> str:
        return "".join(dice.choices(characters, cum_weights=weights, k=size))

    # The most frequent words of Chinese have one character, most others two.
    sizes = dice.choices((1, 2, 3, 4), weights=(2, 75, 15, 8), k=_WORDS)
    words = characters[:60] + [word(size) for size in sizes]
    heavy = list(accumulate(_zipf(len(words), 3)))
    groups = [
        "".join(dice.choices(words, cum_weights=heavy, k=dice.randint(2, 4)))
        for _ in range(_GROUPS)
    ]
    common = words + groups
    rising = [*_zipf(len(words), 3), *_zipf(len(groups), 60)]
    topics = [dice.choices(common[500:], k=_WORDS_PER_TOPIC) for _ in range(_TOPICS)]
    authors = [word(dice.randint(2, 3)) for _ in range(_AUTHORS)]
    return Vocabulary(common, list(accumulate(rising)), topics, authors)


def _zipf(count: int, shift: int) -> list[float]:
    return [1 / (rank + shift) for rank in range(count)]


class Newsroom:
    """Writes articles of a vocabulary."""

    def __init__(self, dice: random.Random) -> None:
        """Make up the vocabulary."""
        self._dice = dice
        self._words = make_vocabulary(dice)
        self._topic_weights = list(accumulate(_zipf(_WORDS_PER_TOPIC, 5)))
        self._convert = opencc.OpenCC("s2t").convert

    def write_article(self, number: int, published: datetime, address: str) -> str:
        """Return the file of the article ``number``."""
        dice = self._dice
        topic = dice.randrange(_TOPICS)
        words = self._draw_words(dice.lognormvariate(5.75, 0.5), topic)
        words += [w for w, share in PLANTED.items() if dice.random() < share]
        title_size = dice.randint(5, 9)
        title = "".join(dice.choices(words, k=title_size))[:28] + f"{number}"
        paragraphs = list(self._fill_paragraphs(words))
        stamp = published.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        author = dice.choice(self._words.authors)
        tag = self._words.topics[topic][0]
        marked = (
            f'<p>……<span data-id="{topic}" data-type="AUTO_TOPIC" '
            f'title="Automatische Themenseite">{tag}</span></p>'
        )
        picture = _FIGURE.format(
            f"https://static.dw.com/image/{number}_303.jpg", title[:12]
        )
        body = f"<div><i>{author}<br>{stamp}</i></div>{picture}"
        body += "".join([*paragraphs, marked])
        if number % 5 == 0:
            title, body = self._convert(title), self._convert(body)
        epoch = int(published.timestamp()) * 1000
        return f"<!--{epoch}-->\n[{title}]({address})\n------\n\n{body}\n"

    def _draw_words(self, count: float, topic: int) -> list[str]:
        dice, words = self._dice, self._words
        of_topic = int(count * _SHARE_OF_TOPIC)
        drawn = dice.choices(
            words.common, cum_weights=words.weights, k=int(count) - of_topic
        )
        drawn += dice.choices(
            words.topics[topic], cum_weights=self._topic_weights, k=of_topic
        )
        dice.shuffle(drawn)
        return drawn

    def _fill_paragraphs(self, words: Sequence[str]) -> list[str]:
        paragraphs, line = [], ""
        for place, word in enumerate(words, 1):
            line += word
            if place % 28 == 0:
                paragraphs.append(self._mark_up(line, word))
                line = ""
            elif place % 7 == 0:
                line += "，"
        return [*paragraphs, f"<p>{line}。</p>"]

    def _mark_up(self, line: str, word: str) -> str:
        """Return a paragraph with the marks that real articles have, as often."""
        kind = self._dice.random()
        address = f"https://api.dw.com/api/detail/article/{_FIRST_ID}"
        if kind < 0.12:
            return f"<p><strong>{word}</strong></p><p>{line}。</p>"
        if kind < 0.3:
            return f'<p>{line}<a href="{address}" rel="ArticleRef">{word}</a>。</p>'
        if kind < 0.4:
            return f"<p>{line}<em>{word}</em>，<b>{word}</b>。</p>"
        if kind < 0.55:
            picture = (
                f"https://static.dw.com/image/{self._dice.getrandbits(26)}_303.jpg"
            )
            return f"<p>{line}。</p>{_FIGURE.format(picture, line[:20])}"
        return f"<p>{line}。</p>"


def write_archive(out: Path, count: int, dice: random.Random) -> int:
    """Write ``count`` articles below ``out``; return their size in bytes."""
    newsroom = Newsroom(dice)
    step = timedelta(days=_DAYS) / count
    outlets = list(_OUTLETS.items())
    total = 0
    for number in range(count):
        name, form = outlets[number // _PER_FOLDER % len(outlets)]
        address = form.format(_FIRST_ID + number)
        text = newsroom.write_article(number, _NEWEST - step * number, address)
        path = out / "articles" / name / f"{_FIRST_FILE + number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(text.encode())
    return total


def main() -> None:
    """Make the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="a folder, made if it is missing")
    parser.add_argument("--articles", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    started = time.monotonic()
    size = write_archive(args.out, args.articles, random.Random(args.seed))
    print(
        f"{args.articles} articles, {size / 2**20:.0f} MB in {args.out}, "
        f"{time.monotonic() - started:.1f} s"
    )


if __name__ == "__main__":
    main()
