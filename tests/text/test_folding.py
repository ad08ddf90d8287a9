"""Texts that differ only in how they are written have one folded form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exporter
from exporter.text import fold_name, fold_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("朝鲜", "朝鮮"),
        ("台湾", "臺灣"),
        ("台湾", "台灣"),
        ("头发发展", "頭髮發展"),
        ("看着", "看著"),
        ("群众在里面吃面", "羣衆在裡面喫麪"),
        ("ＮＡＴＯ", "nato"),
        ("５Ｇ，", "5g,"),
        ("カナ", "ｶﾅ"),
        ("Straße", "STRASSE"),
        ("é", "e\u0301"),
        ("“北约”", "「北約」"),
        ("约翰·史密斯", "約翰‧史密斯"),
        ("约翰・史密斯", "约翰•史密斯"),
        ("2019–2020", "2019-2020"),
        ("北约\u3000\n 峰会 ", "北约 峰会"),
        ("灯\u200b塔\ufe00\u00ad", "灯塔"),
    ],
)
def test_two_ways_of_writing_one_text_are_folded_to_one(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("朝鲜", "韩国"), ("灯塔", "灯 塔"), ("e", "é"), ("末", "未")]
)
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


@given(st.text())
def test_a_folded_text_is_its_own_folded_form_and_one_line(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded == folded.strip()
    assert len(folded.splitlines()) <= 1


@given(st.text(alphabet="朝鲜鮮臺台灣灣乾坤ＡＢ，。"), st.text(alphabet="鮮灣乾Ａ"))
def test_a_part_of_a_text_is_a_part_of_its_folded_form(text: str, part: str) -> None:
    assert fold_text(part) in fold_text(text + part + text)


def test_names_are_compared_by_their_letters_and_digits() -> None:
    assert fold_name("约翰·史密斯") == fold_name("約翰 史密斯") == "约翰史密斯"
    assert fold_name("Cyd Li") == fold_name("cyd.li")
    assert fold_name("…") == "..."


def test_no_character_is_in_two_classes_of_variants() -> None:
    table = Path(exporter.__file__).parent / "text/data/variants.txt"
    lines = table.read_text("utf-8").splitlines()
    classes = [c for line in lines if not line.startswith("#") for c in line.split(" ")]
    characters = "".join(classes)
    assert len(set(characters)) == len(characters) > 8000
    assert all(len(variants) > 1 for variants in classes)
