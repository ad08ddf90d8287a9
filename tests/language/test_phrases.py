"""Phrases from right to left are marked in any markup."""

import pytest

from exporter.language.phrases import mark_phrases
from exporter.model import (
    Break,
    Code,
    Emphasis,
    Foreign,
    Inlines,
    Link,
    Strong,
    Text,
    plain_text,
)
from tests.support.golden_cases import describe_inlines

URL = "https://example.org/"


def _marked(*inlines: object) -> str:
    given: Inlines = tuple(
        Text(i) if isinstance(i, str) else i  # type: ignore[misc]
        for i in inlines
    )
    marked = mark_phrases(given)
    assert plain_text(marked) == plain_text(given)
    return describe_inlines(marked)


def test_a_run_is_marked_with_its_language() -> None:
    assert _marked("灯 مرحبا 塔") == "灯 {foreign ar rtl مرحبا} 塔"


def test_text_without_a_run_is_left_alone() -> None:
    inlines = (Text("灯"), Strong((Text("塔"),)))
    assert mark_phrases(inlines) is inlines


def test_a_run_in_a_link_is_marked_inside_it() -> None:
    link = Link(URL, (Text("灯 مرحبا"),))
    assert _marked("看", link) == f"看{{a {URL} 灯 {{foreign ar rtl مرحبا}}}}"


def test_markup_inside_a_run_stays_inside() -> None:
    found = _marked("灯 مرحبا ", Strong((Text("بكم"),)), " هنا 塔")
    assert found == "灯 {foreign ar rtl مرحبا {strong بكم} هنا} 塔"


def test_markup_that_holds_a_part_of_a_run_is_cut() -> None:
    found = _marked(Strong((Text("灯 مرحبا"),)), " بكم 塔")
    assert found == "{strong 灯 }{foreign ar rtl {strong مرحبا} بكم} 塔"
    found = _marked("灯 مرحبا ", Strong((Text("بكم 塔"),)))
    assert found == "灯 {foreign ar rtl مرحبا {strong بكم}}{strong  塔}"


def test_a_run_ends_at_a_break_and_at_code() -> None:
    found = _marked("مرحبا", Break(), "بكم", Code("x"), "هنا灯")
    marked = "{foreign ar rtl %s}"
    assert found == (f"{marked % 'مرحبا'}⏎{marked % 'بكم'}{{code x}}{marked % 'هنا'}灯")


@pytest.mark.parametrize("direction", ["", "rtl"])
def test_the_language_that_the_archive_names_is_kept(direction: str) -> None:
    named = Foreign((Text("سلام"),), "fa", direction)  # type: ignore[arg-type]
    assert _marked("灯", named, "塔") == "灯{foreign fa rtl سلام}塔"


def test_a_part_isolated_in_the_archive_counts_as_one_character() -> None:
    isolate = Foreign((Text("مرحبا!"),), "", "rtl")
    found = _marked("بكم ", isolate, " 2024 灯")
    assert found == "{foreign ar rtl بكم {foreign ar rtl مرحبا!} 2024} 灯"


def test_chinese_marked_as_right_to_left_in_the_archive_is_not() -> None:
    isolate = Foreign((Text("灯塔亮了 مرحبا"),), "ar", "rtl")
    assert _marked(isolate) == "{foreign ltr 灯塔亮了 {foreign ar rtl مرحبا}}"


def test_a_run_keeps_its_emphasis_in_two_marks() -> None:
    inner = Strong((Emphasis((Text("مرحبا"),)), Text(" بكم")))
    assert _marked("灯", inner) == "灯{strong {foreign ar rtl {em مرحبا} بكم}}"
