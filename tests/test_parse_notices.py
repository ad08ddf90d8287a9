"""Sentences an outlet adds: copyright kept apart, promotion dropped."""

import pytest

from exporter.parse.notices import find_notice, find_promotions, notice_year

DW_SENTENCE = (
    "德国之声版权声明：本文所有内容受到著作权法保护，如无德国之声特别授权，"
    "不得擅自使用。任何不当行为都将导致追偿，并受到刑事追究。"
)
DW_TRADITIONAL = (
    "德國之聲版權聲明：本文所有內容受到著作權法保護，如無德國之聲特別授權，"
    "不得擅自使用。任何不當行為都將導致追償，並受到刑事追究。"
)


@pytest.mark.parametrize(
    "notice",
    [
        f"© 2024年{DW_SENTENCE}",
        f"©2024年{DW_SENTENCE}",
        f"© 2020年 {DW_SENTENCE}",
        f"© 2021 {DW_SENTENCE}",
        f"2022年{DW_SENTENCE}",
        f"© 2023年{DW_SENTENCE.removesuffix('。')}",
        f"© 2024\n年{DW_SENTENCE}",
        f"© 2024年{DW_TRADITIONAL}",
        DW_SENTENCE,
    ],
)
def test_dw_notice_is_taken_out_of_what_stands_around_it(notice: str) -> None:
    found = find_notice(f"手记写完了。{notice}")
    assert found is not None
    assert f"手记写完了。{notice}"[found.start : found.end] == notice
    assert found.whole


@pytest.mark.parametrize(
    "text",
    [
        "© 2020 AFP",
        " ©2020 BBC. 版权所有 ",
        "(c) 2019 例社",
        "(C) © 例社",
        "Copyright 2021 Example",
        "COPYRIGHT (C) Example",
        "版权所有，不得转载",
        "版權所有",
        "本文版权归FT中文网所有，未经允许任何单位或个人不得转载，侵权必究。",
        "版权声明：本文版权归FT中文网所有，未经允许不得转载，侵权必究。",
        "本文版權歸FT中文網所有，未經允許任何單位或個人不得轉載，侵權必究",
        "版权归例社所有，转载须注明出处。",
    ],
)
def test_paragraph_that_is_a_notice(text: str) -> None:
    found = find_notice(text)
    assert found is not None
    assert (found.start, found.end, found.whole) == (0, len(text), True)


@pytest.mark.parametrize(
    "text",
    [
        "灯塔亮了。",
        "他在2024年说，德国之声版权声明很长。",
        "(c) 第三条只是编号。",
        "Copyright is a right.",
        "版权所有者住在海边。",
        "版权所有人住在海边。",
        "他说，这张照片的版权归他所有，转载必究。",
        "本书版权归例社所有。第二句话。转载必究。",
        f"© {'灯' * 120}",
        "摘编自其他媒体的内容，不代表德国之声的立场或观点。",
    ],
)
def test_text_of_the_article_is_no_notice(text: str) -> None:
    assert find_notice(text) is None


def test_name_in_a_footer_is_copied_and_the_footer_stays() -> None:
    text = "© 守灯人 for 中国数字时代, get_post_time('Y'). |Permalink |No comment"
    found = find_notice(text)
    assert found is not None
    assert text[found.start : found.end].strip() == "© 守灯人 for 中国数字时代"
    assert not found.whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("DW中文有Instagram！欢迎搜寻dw.chinese，看更多深入浅出的图文与影音报道。", ""),
        (
            "DW中文有 Instagram！歡迎搜尋dw.chinese，看更多深入淺出的圖文與影音報導。",
            "",
        ),
        ("前。DW中文有Instagram！欢迎搜寻dw.chinese，看影音报道后。", "前。后。"),
        ("DW中文有Instagram！欢迎搜寻dw.chinese", ""),
        ("DW中文有Instagram！dw.chinese© 2024年…", "© 2024年…"),
        ("DW中文有Instagram！dw.chinese。他们的报道在后面。", "他们的报道在后面。"),
        ("DW中文有Facebook。", "DW中文有Facebook。"),
        (
            "看：To view this video please enable JavaScript, … HTML5 video。",
            "看：。",
        ),
        ("Please enable JavaScript", "Please enable JavaScript"),
        ("欢迎订阅德国之声的播客。", "欢迎订阅德国之声的播客。"),
    ],
)
def test_promotion(text: str, kept: str) -> None:
    for start, end in sorted(find_promotions(text), reverse=True):
        text = text[:start] + text[end:]
    assert text == kept


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("© 2021年德国之声", 2021),
        ("© 1999 例社", 1999),
        ("德国之声", 2024),
        ("© 120215 例社", 2024),
    ],
)
def test_notice_year(text: str, year: int) -> None:
    assert notice_year(text, 2024) == year


def test_notices_without_an_end_take_no_hours() -> None:
    assert find_notice("© 2024年德国之声版权声明：" * 20_000) is None
