"""Likeness: 200 labelled pairs, and the rules about numbers one by one."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import pytest

from exporter.stories import find_twins, take_fingerprint
from exporter.stories.likeness import Comparison, compare
from tests.support.prose import Prose
from tests.support.told_twice import START, TwinPair, make_article, make_pairs

_LEAST = 0.97
_URL = "https://www.dw.com/zh/x/a-{}"
# Kinds of which not one may be taken for a copy: their numbers are their news.
_DAILY = ("two-days-of-a-table", "two-counts-of-cases", "flash")


@cache
def judged_pairs() -> list[tuple[TwinPair, bool]]:
    """Return the pairs, each with whether it was found to be one story."""
    return [
        (
            pair,
            bool(
                find_twins([take_fingerprint(pair.one), take_fingerprint(pair.other)])
            ),
        )
        for pair in make_pairs()
    ]


@pytest.mark.slow
def test_labelled_pairs_are_told_apart() -> None:
    judged = judged_pairs()
    assert len(judged) == 200
    right = sum(found and pair.is_one_story for pair, found in judged)
    wrong = [(pair.kind, pair.number) for pair, f in judged if f != pair.is_one_story]
    precision = right / sum(found for _, found in judged)
    recall = right / sum(pair.is_one_story for pair, _ in judged)
    assert precision >= _LEAST, wrong
    assert recall >= _LEAST, wrong


@pytest.mark.slow
def test_no_daily_table_is_lost() -> None:
    daily = [(p.kind, p.number, f) for p, f in judged_pairs() if p.kind in _DAILY]
    assert len(daily) > 45
    assert [one for one in daily if one[-1]] == []


@pytest.mark.slow
def test_no_article_is_lost_for_a_gallery_that_it_shares() -> None:
    shared = [(p.number, f) for p, f in judged_pairs() if p.kind == "shared-gallery"]
    assert len(shared) > 10
    assert [one for one in shared if one[-1]] == []


@pytest.mark.slow
def test_candidates_are_the_pairs_that_a_comparison_of_all_finds() -> None:
    apart = [
        (pair.kind, pair.number)
        for pair, found in judged_pairs()
        if compare(
            take_fingerprint(pair.one), take_fingerprint(pair.other)
        ).is_one_story
        != found
    ]
    assert apart == []


def compared(
    one: Sequence[str],
    other: Sequence[str],
    *,
    titles: tuple[str, str] = ("灯塔重新点亮", "灯塔重新点亮"),
    later: timedelta = timedelta(),
) -> Comparison:
    """Compare two articles, of which the second came ``later``."""
    return compare(
        take_fingerprint(make_article(titles[0], one, url=_URL.format(1))),
        take_fingerprint(
            make_article(titles[1], other, url=_URL.format(2), when=START + later)
        ),
    )


def test_a_copy_with_a_corrected_number_is_one_story() -> None:
    body = Prose(1).paragraphs(600)
    found = compared([*body, "共有34艘船停航。"], [*body, "共有43艘船停航。"])
    assert found.changes.changed == 1
    assert found.is_one_story


def test_a_short_text_with_another_number_is_its_own_story() -> None:
    found = compared(
        ["镇上今天新增麻疹12例，没有人住院。"], ["镇上今天新增麻疹9例，没有人住院。"]
    )
    assert found.alike > 0.9
    assert not found.is_one_story


def test_numbers_elsewhere_in_the_text_are_not_changed_numbers() -> None:
    one, two, three = (
        f"{place}报名的有{n}户，领到船票的有{n + 1}户，其余的改在下月出发。"
        for place, n in (("北岸", 20), ("南湾", 35), ("灯塔村", 47))
    )
    found = compared([one, two, three] * 4, [three, one, two] * 4)
    assert found.changes.changed == 0
    assert found.is_one_story


def test_paragraphs_in_another_order_are_one_story() -> None:
    body = Prose(4).paragraphs(900)
    found = compared(body, [*body[5:], *body[:5]])
    assert found.is_one_story


def test_a_column_with_the_title_of_another_day_is_its_own_story() -> None:
    titles = ("潮汐表（6月18日）", "潮汐表（6月19日）")
    body = ["今日海雾太浓，没有船只进出，潮汐与平日相差无几，渔民在码头等候消息。" * 4]
    assert not compared(body, body, titles=titles, later=timedelta(days=1)).is_one_story
    assert compared(body, body, titles=titles).is_one_story


def test_a_table_of_another_day_is_its_own_story_even_if_one_price_has_moved() -> None:
    rows = [f"{Prose(n).places[0]}盐 收盘{n * 7}.50" for n in range(1, 40)]
    moved = [*rows[:-1], rows[-1].replace(".50", ".75")]
    found = compared(rows, moved, later=timedelta(days=1))
    assert found.changes.changed == 1
    assert not found.is_one_story
    assert compared(rows, rows, later=timedelta(days=1)).is_one_story


def test_a_copied_passage_is_no_copied_story() -> None:
    body, other = Prose(5).paragraphs(500), Prose(6).paragraphs(500)
    passage = Prose(7).paragraphs(400)
    found = compared([*body, *passage], [*other, *passage])
    assert found.alike > 0.4
    assert not found.is_one_story


def test_an_article_of_one_picture_has_no_twin() -> None:
    picture = '<img src="https://static.dw.com/image/1_403.jpg">'
    assert not compared([picture], [picture]).is_one_story
    assert not compared([], []).is_one_story


def test_a_gallery_with_the_same_captions_and_title_is_one_story() -> None:
    shown = "".join(
        f'<div><img src="https://static.dw.com/image/{n}_403.jpg"><br>'
        f"<b>图{n}</b>：{Prose(n).sentence()}</div>"
        for n in range(1, 5)
    )
    assert compared([shown], [shown]).is_one_story
    titles = ("灯塔重新点亮", "木桥会唱歌")
    assert not compared([shown], [shown], titles=titles).is_one_story
