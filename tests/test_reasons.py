"""Every reason for a missing picture has words in both scripts, and is found again."""

import re
import string

import pytest

from exporter.language import detect_script
from exporter.reasons import Reason, all_reasons, translate_reason
from exporter.wording import reason_text
from tests.commandline import ROOT

REASONS = all_reasons()
# What code puts into the slots; a slot that is not here is free text.
VALUES = {
    "status": "404",
    "phrase": " Not Found",
    "seconds": "3600",
    "minutes": "0.01",
    "megabytes": "25",
}


def slots(words: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(words) if name]


def say(reason: Reason) -> str:
    names = slots(reason.english)
    return reason.say(**{name: VALUES.get(name, "a (b): c") for name in names})


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_is_told_in_both_scripts(name: str) -> None:
    reason = REASONS[name]
    for lang, script in (("zh-Hans", "hans"), ("zh-Hant", "hant")):
        told = reason_text(say(reason), lang)
        assert told
        assert not re.search("[A-Za-z{}]", told)
        assert detect_script(told) in (script, None)
    assert slots(reason.simplified) == slots(reason.traditional)


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_is_found_again_from_its_words(name: str) -> None:
    """Two reasons may share their Chinese words, but none may hide another."""
    text = say(REASONS[name])
    first = next(n for n, reason in REASONS.items() if reason.match(text) is not None)
    assert first == name


def test_the_time_for_pictures_that_ran_out_is_told_in_chinese() -> None:
    text = "the 30 minutes for pictures were over"
    assert reason_text(text, "zh-Hans") == "下载图片限时30分钟，时间已到"
    assert reason_text(text, "zh-Hant") == "下載圖片限時30分鐘，時間已到"


def test_words_of_another_release_are_no_english_in_the_book() -> None:
    assert translate_reason("the moon was full", traditional=False) == "原因不明"


def test_reasons_are_only_made_where_they_are_listed() -> None:
    """``ReasonText`` of free words would reach the book untranslated.

    The one exception reads back what another process of ours said.
    """
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "exporter").rglob("*.py")
        if "ReasonText(" in path.read_text("utf-8")
    }
    assert makers == {"exporter/reasons.py", "exporter/images/decode/workers.py"}
