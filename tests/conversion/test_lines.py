"""Strings in one script: sentences, addresses, other languages, words of Taiwan."""

import pytest

from exporter.alternatives import BookScript
from exporter.conversion.lines import LineConverter, Stretch, cut_stretches
from exporter.conversion.targets import TARGETS
from exporter.model import Script


def convert(text: str, script: BookScript, around: Script = "hans") -> str:
    return LineConverter(TARGETS[script]).convert(text, around)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("hant", "頭髮發白的皇后後來在這裡為群眾煮麵"),
        ("tw", "頭髮發白的皇后後來在這裡為群眾煮麵"),
        ("hk", "頭髮發白的皇后後來在這裏為羣眾煮麪"),
        ("hans", "头发发白的皇后后来在这里为群众煮面"),
    ],
)
def test_words_decide_how_a_character_is_converted(
    script: BookScript, expected: str
) -> None:
    assert convert("头发发白的皇后后来在这里为群众煮面", script) == expected


@pytest.mark.parametrize("text", ["他看著灯塔", "他看着灯塔"])
def test_forms_of_taiwan_become_simplified(text: str) -> None:
    assert convert(text.replace("灯", "燈"), "hans", "hant") == "他看着灯塔"


@pytest.mark.parametrize(
    "text",
    [
        "皇后在里長家裡等候，里程表是新的。",  # 后, 里 and 表 are right as they are
        "這裏的羣衆爲誰而來？",  # another region's forms are Traditional, too
    ],
)
def test_traditional_text_stays_in_a_traditional_book(text: str) -> None:
    assert convert(text, "hant", "hant") == text


def test_simplified_text_stays_in_a_simplified_book() -> None:
    text = "于右任著《标准草书》，乾隆的瞭望塔在后面。"
    assert convert(text, "hans", "hans") == text


def test_quotation_in_the_other_script_is_judged_by_itself() -> None:
    text = "他说：“皇后說這是里長。”后来他又说：“这是头发。”"
    assert convert(text, "hant") == "他說：“皇后說這是里長。”後來他又說：“這是頭髮。”"


def test_sentence_of_neutral_characters_follows_its_block() -> None:
    assert convert("王后在里面。", "hant", "hans") == "王后在裡面。"
    assert convert("王后在里面。", "hant", "hant") == "王后在里面。"


def test_single_simplified_character_in_a_traditional_sentence_is_converted() -> None:
    text = "皇后說這個国家的計劃與發展"
    assert convert(text, "hant", "hant") == "皇后說這個國家的計劃與發展"


def test_single_traditional_character_in_a_simplified_sentence_is_converted() -> None:
    assert convert("乾隆为灯塔題诗，后来发表", "hans") == "乾隆为灯塔题诗，后来发表"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/zh/德国新闻/a-1",
        "https://example.org/?q=国",
        "www.example.org/新闻_体育",
    ],
)
def test_address_stays_and_the_words_after_it_do_not(address: str) -> None:
    assert convert(f"见{address}，后来", "hant") == f"見{address}，後來"


def test_text_right_after_an_address_is_text() -> None:
    text = "访问https://example.org/a.html查看图片"
    assert convert(text, "hant") == "訪問https://example.org/a.html查看圖片"


def test_japanese_sentence_stays() -> None:
    text = "歌名是《学校のうた》，学校的歌。"
    assert convert(text, "hant") == "歌名是《学校のうた》，學校的歌。"


def test_single_kana_makes_no_japanese() -> None:
    assert convert("鲜の味餐厅开业", "hant") == "鮮の味餐廳開業"


def test_latin_and_digits_stay() -> None:
    text = "ABC ａｂｃ 123 １２３ naïve 🙂 \x00"
    assert convert(text, "hant") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美国历史上的制裁", "美國歷史上的制裁"),
        ("惨剧总发生在晚上，头发生长", "慘劇總發生在晚上，頭髮生長"),
        ("避免更大冲突，控制造成的损失", "避免更大衝突，控制造成的損失"),
        ("几天后来了一家制造商", "幾天後來了一家製造商"),
        ("法国制裁皇后，皇后来访", "法國制裁皇后，皇后來訪"),
    ],
)
def test_words_that_opencc_cuts_stay_whole(text: str, expected: str) -> None:
    assert convert(text, "hant") == expected


@pytest.mark.parametrize("name", ["内森•里德", "瓦列里·巴科夫", "穆里希"])
def test_sound_in_a_foreign_name_is_not_the_word_for_inside(name: str) -> None:
    text = f"在屋里，{name}说：里面有人，家里没有。"
    converted = convert(text, "hant")
    assert "里德" in converted or "列里" in converted or "穆里" in converted
    assert converted.count("裡") == 3


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "\x1e", "\x1f"])
def test_character_that_opencc_cannot_read_costs_nothing_else(odd: str) -> None:
    assert convert(f"国{odd}国", "hant") == f"國{odd}國"


def test_rare_character_stays_if_hardly_any_font_has_its_counterpart() -> None:
    assert convert("靧面", "hans", "hant") == "靧面"  # its counterpart is U+2B583


def test_hong_kong_and_taiwan_get_their_own_forms_of_traditional_text() -> None:
    assert convert("這裏的羣眾説温度", "tw", "hant") == "這裡的群眾說溫度"
    assert convert("這裡的群眾說溫度", "hk", "hant") == "這裏的羣眾説温度"


def test_words_of_taiwan_replace_those_of_the_mainland() -> None:
    text = "意大利的网络和软件，新西兰的出租车"
    assert convert(text, "tw") == "義大利的網路和軟體，紐西蘭的計程車"
    assert convert(text, "hant") == "意大利的網絡和軟件，新西蘭的出租車"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外交部发表声明，支持者批评攻击对象", "外交部發表聲明，支持者批評攻擊對象"),
        ("我相信息事宁人", "我相信息事寧人"),
        ("纳米比亚", "納米比亞"),
    ],
)
def test_words_of_taiwan_change_no_meaning(text: str, expected: str) -> None:
    assert convert(text, "tw") == expected


def test_words_stay_if_the_length_must() -> None:
    line = LineConverter(TARGETS["tw"])
    stretches = line.split("哈萨克斯坦", "hans", keep_length=True)
    assert stretches == [Stretch("哈萨克斯坦", "哈薩克斯坦")]


def test_parts_are_cut_where_they_were_before() -> None:
    line = LineConverter(TARGETS["tw"])
    stretches = line.split("在哈萨克斯坦的首都", "hans")
    assert cut_stretches(stretches, [1, 5, 3]) == ["在", "哈薩克", "的首都"]
    assert cut_stretches(stretches, [0, 9, 0]) == ["", "在哈薩克的首都", ""]


def test_longer_word_that_markup_cuts_is_cut_in_proportion() -> None:
    assert cut_stretches([Stretch("索马里", "索馬利亞")], [2, 1]) == ["索馬利", "亞"]
