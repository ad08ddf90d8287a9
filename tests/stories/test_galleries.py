"""Galleries of several articles: shown once, and nothing of them is lost."""

from pathlib import Path

import pytest

from exporter.images import name_any_size
from exporter.model import (
    Article,
    Block,
    Figure,
    Gallery,
    ImageMap,
    ImageRef,
    LeftOut,
    Link,
    ListBlock,
    MissingImage,
    Quote,
    SharedGallery,
    SpacerImage,
    Text,
    iter_blocks,
    plain_text,
)
from exporter.stories import SHARED_RULE, share_galleries
from tests.support.books import About, article, paragraph, stored_image
from tests.support.reasons import GONE

TEXT = paragraph("港口的灯一盏一盏亮起来。" * 20)


def address(number: int, size: str = "303") -> str:
    """Return the address of picture ``number`` in one of its sizes."""
    return f"https://static.dw.com/image/7000{number}_{size}.jpg"


def gallery(*numbers: int, title: str = "相关图集：港口", size: str = "303") -> Gallery:
    """Return a gallery of the pictures ``numbers`` with their usual captions."""
    figures = (
        Figure(ImageRef(address(n, size)), (Text(f"第{n}张：港口的灯"),))
        for n in numbers
    )
    return Gallery((Text(title),), tuple(figures))


def with_caption(made: Gallery, number: int, words: str) -> Gallery:
    """Return ``made``; the figure at index ``number`` has the caption ``words``."""
    figures = list(made.figures)
    figures[number] = Figure(figures[number].image, (Text(words),))
    return Gallery(made.title, tuple(figures))


def holders(*galleries: Block) -> list[Article]:
    """Return an article for each of ``galleries``, with text before it."""
    return [
        article(TEXT, block, number=number, about=About(f"第{number}篇"))
        for number, block in enumerate(galleries, 1)
    ]


def share(articles: list[Article], images: ImageMap | None = None) -> list[Article]:
    """Return ``articles`` with each gallery shown once."""
    return share_galleries(articles, images, name_any_size)


def homes(articles: list[Article]) -> list[str]:
    """Return the title of the home of each gallery, "" for one that is shown."""
    return [
        block.home_title if isinstance(block, SharedGallery) else ""
        for one in articles
        for block in iter_blocks(one.blocks)
        if isinstance(block, Gallery | SharedGallery)
    ]


def test_a_gallery_is_shown_where_it_comes_first_and_named_in_the_others() -> None:
    first, second, third = share(holders(*[gallery(1, 2, 3)] * 3))
    assert first.blocks == (TEXT, gallery(1, 2, 3))
    reference = SharedGallery(
        (Text("相关图集：港口"),), 3, first.header.url, "第1篇", "", ""
    )
    assert second.blocks == third.blocks == (TEXT, reference)


def test_what_is_left_out_is_named_for_the_report() -> None:
    _, second = share(holders(gallery(1, 2), gallery(1, 2)))
    assert second.left_out == (LeftOut(SHARED_RULE, "相关图集：港口 → a-90000001"),)


def test_a_gallery_that_is_repeated_in_its_own_article_is_shown_once() -> None:
    (only,) = share([article(TEXT, gallery(1, 2), TEXT, gallery(1, 2))])
    reference = only.blocks[3]
    assert isinstance(reference, SharedGallery)
    assert reference.home_url == only.header.url


@pytest.mark.parametrize(
    "other",
    [
        gallery(1, 2, size="906"),
        Gallery(
            (Text("同一组"),),
            tuple(
                Figure(
                    ImageRef(
                        f"https://images.weserv.nl/?url=api.dw.com/image/7000{n}_4.jpg"
                    ),
                    f.caption,
                )
                for n, f in enumerate(gallery(1, 2).figures, 1)
            ),
        ),
        with_caption(gallery(1, 2), 0, "第1張： 港口的燈"),
        with_caption(gallery(1, 2), 1, ""),
    ],
    ids=["another size", "a proxy and another host", "the other script", "no caption"],
)
def test_these_galleries_are_the_same(other: Gallery) -> None:
    assert homes(share(holders(gallery(1, 2), other))) == ["", "第1篇"]


@pytest.mark.parametrize(
    "other",
    [
        gallery(1, 3),
        gallery(2, 1),
        with_caption(gallery(1, 2), 1, "第2张：港口的灯灭了"),
        Gallery((), tuple(Figure(f.image, f.caption, (Text("摄影：林一舟"),))
                          for f in gallery(1, 2).figures)),
        Gallery((), tuple(Figure(f.image, (Link("https://example.org/", f.caption),))
                          for f in gallery(1, 2).figures)),
        Gallery((), (Figure(ImageRef(address(1), "一盏很高的灯")),
                     Figure(ImageRef(address(2))))),
    ],
    ids=["a picture", "the order", "a caption", "credits", "links", "a description"],
)  # fmt: skip
def test_a_gallery_that_differs_in_this_is_kept(other: Gallery) -> None:
    first = gallery(1, 2)
    if not other.title:  # of those that have more words than the first
        assert homes(share(holders(other, first))) in (["", "第1篇"], ["", ""])
    kept = homes(share(holders(first, other)))
    assert kept in (["", ""], ["第2篇", ""])
    assert kept[1] == ""


def test_the_fuller_of_two_galleries_is_shown_wherever_it_stands() -> None:
    assert homes(share(holders(gallery(1, 3), gallery(1, 2, 3)))) == ["第2篇", ""]
    assert homes(share(holders(gallery(1, 2, 3), gallery(1, 3)))) == ["", "第1篇"]


def test_a_few_pictures_of_a_large_gallery_are_kept() -> None:
    large = gallery(1, 2, 3, 4, 5)
    assert homes(share(holders(large, gallery(2, 4)))) == ["", ""]


def test_single_pictures_are_kept() -> None:
    assert homes(share(holders(gallery(1), gallery(1)))) == ["", ""]


def test_a_gallery_whose_pictures_are_missing_gives_way(tmp_path: Path) -> None:
    stored = stored_image(tmp_path)
    images: ImageMap = {
        address(1): MissingImage(address(1), GONE),
        address(2): stored,
        address(1, "906"): stored,
        address(2, "906"): stored,
    }
    pair = [gallery(1, 2), gallery(1, 2, size="906")]
    assert homes(share(holders(*pair), images)) == ["第2篇", ""]


def test_if_each_has_a_picture_that_the_other_lacks_both_are_kept(
    tmp_path: Path,
) -> None:
    stored = stored_image(tmp_path)
    images: ImageMap = {
        address(1): MissingImage(address(1), GONE),
        address(2): stored,
        address(1, "906"): stored,
        address(2, "906"): SpacerImage(address(2, "906")),
    }
    pair = [gallery(1, 2), gallery(1, 2, size="906")]
    assert homes(share(holders(*pair), images)) == ["", ""]


def test_galleries_without_any_picture_are_compared_by_their_words() -> None:
    images: ImageMap = {}
    alike = homes(share(holders(gallery(1, 2), gallery(1, 2)), images))
    assert alike == ["", "第1篇"]


def test_pictures_without_an_address_are_the_same_if_their_words_are() -> None:
    def lost(*words: str) -> Gallery:
        figures = (Figure(ImageRef(""), (Text(text),)) for text in words)
        return Gallery((), tuple(figures))

    assert homes(share(holders(lost("一", "二"), lost("一", "二")))) == ["", "第1篇"]
    assert homes(share(holders(lost("一", "二"), lost("一", "三")))) == ["", ""]


def test_an_article_that_is_nothing_but_the_gallery_is_not_emptied() -> None:
    before, own, after = (
        article(TEXT, gallery(1, 2), number=1, about=About("提到图集的")),
        article(paragraph("短导语"), gallery(1, 2), number=2, about=About("图集本身")),
        article(TEXT, gallery(1, 2), number=3, about=About("又一篇")),
    )
    assert homes(share([before, own, after])) == ["图集本身", "", "图集本身"]


def test_galleries_inside_other_blocks_are_found() -> None:
    inner = gallery(1, 2)
    nested: list[Block] = [
        Quote((inner,)),
        ListBlock(((inner, TEXT), (gallery(1), inner))),
    ]
    shared = share(holders(inner, *nested))
    assert homes(shared) == ["", "第1篇", "第1篇", "", "第1篇"]
    quote = shared[1].blocks[1]
    assert isinstance(quote, Quote)
    assert isinstance(quote.blocks[0], SharedGallery)


def test_every_picture_and_every_caption_is_still_in_the_book() -> None:
    made = holders(
        gallery(1, 2, 3),
        gallery(3, 2, 1),
        gallery(1, 2),
        with_caption(gallery(1, 2, 3), 1, "另一种说法"),
        gallery(4, 5),
        gallery(4, 5, 6),
    )

    def contents(articles: list[Article]) -> set[tuple[str, str]]:
        return {
            (block.image.url, plain_text(block.caption))
            for one in articles
            for block in iter_blocks(one.blocks)
            if isinstance(block, Figure)
        }

    shared = share(made)
    assert contents(shared) == contents(made)
    assert any(homes(shared))


def test_thousands_of_galleries_of_one_picture_need_few_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from exporter.stories import galleries

    asked = 0
    shows = galleries._Picture.shows

    def count(one: galleries._Picture, other: galleries._Picture) -> bool:
        nonlocal asked
        asked += 1
        return shows(one, other)

    monkeypatch.setattr(galleries._Picture, "shows", count)
    same = gallery(1, 2)
    made = [with_caption(same, 0, f"说法{number}") for number in range(300)]
    assert homes(share(holders(*made))) == [""] * 300
    assert asked <= 300 * galleries._MOST_COMPARED * len(same.figures)
