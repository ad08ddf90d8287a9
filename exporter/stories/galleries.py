"""Galleries that stand in several articles of a book: each is shown once.

Outlets put one gallery into every article about its subject.  The book shows it where
it comes first.  Everywhere else a ``SharedGallery`` names the article that shows it.

Nothing may be lost by that.  A gallery is left out only if another one has all of its
pictures, in the same order and with the same words, and shows every picture that this
one could show.  Words are the same if a search would find them to be (``fold_text``).
So the place that shows the gallery is not always the first one: it is the first of
those that show the most.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from exporter.model import (
    Article,
    Block,
    Blocks,
    Figure,
    Gallery,
    Image,
    ImageMap,
    Inlines,
    LeftOut,
    Link,
    SharedGallery,
    count_characters,
    iter_blocks,
    iter_inlines,
    map_child_series,
    plain_text,
)
from exporter.text import fold_text

SHARED_RULE = "shared-gallery"
"""The rule under which the report names a gallery that is shown in another place."""

# A single picture is shown where it stands.
_LEAST_PICTURES = 2
# Nobody should search for two pictures among twenty.
_LEAST_SHARE = 0.5
# An article with fewer characters beside its galleries consists of them.
_LEAST_CHARACTERS = 150
# How many galleries with a picture in common are compared with one more.
_MOST_COMPARED = 50


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of a gallery: the image's name, the words with it, folded."""

    name: str
    is_shown: bool
    caption: str
    credit: str
    alt: str

    def shows(self, other: _Picture) -> bool:
        """Return whether nothing of ``other`` is missing here."""
        return (
            self.name == other.name
            and (self.is_shown or not other.is_shown)
            and other.caption in ("", self.caption)
            and other.credit in ("", self.credit)
            and other.alt in ("", self.alt, self.caption)
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A gallery where it stands: its article and its place among that one's galleries.

    ``is_fixed``: the article would be empty without its galleries.
    """

    article: int
    place: int
    pictures: tuple[_Picture, ...]
    is_fixed: bool

    def shows(self, other: _Standing) -> bool:
        """Return whether this gallery can be shown for ``other``."""
        if len(other.pictures) < len(self.pictures) * _LEAST_SHARE:
            return False
        left = iter(self.pictures)
        return all(any(one.shows(wanted) for one in left) for wanted in other.pictures)

    @property
    def rank(self) -> tuple[int, int, int, bool, int, int]:
        """Return what sorts first the gallery that shows most, then by its place."""
        shown = sum(picture.is_shown for picture in self.pictures)
        worded = sum(bool(p.caption) + bool(p.credit) for p in self.pictures)
        places = (not self.is_fixed, self.article, self.place)
        return (-shown, -len(self.pictures), -worded, *places)


def share_galleries(
    articles: Sequence[Article],
    images: ImageMap | None,
    name_image: Callable[[str], str],
) -> list[Article]:
    """Return ``articles`` with each gallery shown once.

    ``images`` are the outcomes of the images, None if the book leaves images out.
    ``name_image`` returns for the key of an image (``ImageRef.key``) what all sizes of
    that image have in common.  What is left out of an article is in its ``left_out``.
    """
    standings = list(_find_standings(articles, images, name_image))
    homes = _find_homes(standings)
    changes: dict[int, dict[int, Article]] = defaultdict(dict)
    for standing, home in homes:
        changes[standing.article][standing.place] = articles[home.article]
    return [
        _refer(article, changes[number]) if number in changes else article
        for number, article in enumerate(articles)
    ]


def _find_standings(
    articles: Sequence[Article],
    images: ImageMap | None,
    name_image: Callable[[str], str],
) -> Iterator[_Standing]:
    """Yield the galleries that have a picture in common with another one."""
    found: list[tuple[int, int, Gallery, list[str]]] = []
    for number, article in enumerate(articles):
        for place, gallery in enumerate(_iter_galleries(article.blocks)):
            refs = [figure.image for figure in gallery.figures]
            names = [name_image(ref.key) if ref.url else "" for ref in refs]
            found.append((number, place, gallery, names))
    counts = Counter(name for *_, names in found for name in set(names))
    for number, place, gallery, names in found:
        if max(counts[name] for name in names) > 1:
            pairs = zip(gallery.figures, names, strict=True)
            pictures = tuple(_read_picture(f, name, images) for f, name in pairs)
            is_fixed = _is_made_of_galleries(articles[number])
            yield _Standing(number, place, pictures, is_fixed)


def _iter_galleries(blocks: Blocks) -> Iterator[Gallery]:
    """Yield the galleries in ``blocks`` that may be shown in another place."""
    for block in iter_blocks(blocks):
        if isinstance(block, Gallery) and len(block.figures) >= _LEAST_PICTURES:
            yield block


def _is_made_of_galleries(article: Article) -> bool:
    beside = (block for block in article.blocks if not isinstance(block, Gallery))
    return sum(map(count_characters, beside)) < _LEAST_CHARACTERS


def _read_picture(figure: Figure, name: str, images: ImageMap | None) -> _Picture:
    ref = figure.image
    return _Picture(
        name=name,
        is_shown=images is None or isinstance(images.get(ref.key), Image),
        caption=_fold_words(figure.caption),
        credit=_fold_words(figure.credit),
        alt=_fold(ref.alt),
    )


def _fold_words(inlines: Inlines) -> str:
    """Return the words of ``inlines``, folded and without spaces, and their links."""
    links = (i.url for i in iter_inlines(inlines) if isinstance(i, Link))
    return "\n".join((_fold(plain_text(inlines)), *links)).strip()


def _fold(text: str) -> str:
    return fold_text(text).replace(" ", "")


def _find_homes(
    standings: Iterable[_Standing],
) -> Iterator[tuple[_Standing, _Standing]]:
    """Yield each gallery that another one is shown for, with that one."""
    homes: dict[str, list[_Standing]] = defaultdict(list)
    for standing in sorted(standings, key=lambda one: one.rank):
        # Every home of this gallery has all of its pictures: the rarest one finds it.
        known = [homes.get(picture.name, []) for picture in standing.pictures]
        candidates = min(known, key=len)[:_MOST_COMPARED]
        home = next((one for one in candidates if one.shows(standing)), None)
        if home is not None and not standing.is_fixed:
            yield standing, home
            continue
        for name in dict.fromkeys(picture.name for picture in standing.pictures):
            homes[name].append(standing)


def _refer(article: Article, homes: dict[int, Article]) -> Article:
    """Return ``article`` with references to ``homes``, by the galleries' places."""
    left_out: list[LeftOut] = []
    places = itertools.count()  # ``change`` meets the galleries in the same order

    def change(block: Block) -> Block:
        if not isinstance(block, Gallery):
            return map_child_series(block, change_all)
        is_known = len(block.figures) >= _LEAST_PICTURES
        home = homes.get(next(places)) if is_known else None
        if home is None:
            return block
        title = plain_text(block.title)
        left_out.append(LeftOut(SHARED_RULE, f"{title} → {home.header.id}".lstrip()))
        return SharedGallery(
            block.title,
            len(block.figures),
            home.header.url,
            home.header.title,
            block.lang,
            block.direction,
        )

    def change_all(blocks: Blocks) -> Blocks:
        return tuple(map(change, blocks))

    blocks = change_all(article.blocks)
    return replace(article, blocks=blocks, left_out=(*article.left_out, *left_out))
