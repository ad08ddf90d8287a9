"""Every reason for a missing image has words in each language, and its parameters."""

import ast
import pickle
import re
import string
from collections.abc import Iterator
from typing import get_args

import pytest

from exporter.language.tags import detect_script
from exporter.words import reason_text, word_reason
from exporter.words.codes import Reason, ReasonCode
from exporter.words.reasons import REASON_WORDS
from tests.support.commandline import ROOT
from tests.support.reasons import GONE

CODES: tuple[ReasonCode, ...] = get_args(ReasonCode)
NESTED = Reason.of("redirect-address", why=Reason.of("address-scheme", scheme="ftp"))
# Code where the parameters of a reason are built, not written out.
_COPIED = ("status-and-wait",)


def slots(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def all_slots(code: str) -> set[str]:
    return set().union(*map(slots, words_of(code)))


def words_of(code: str) -> tuple[str, str, str]:
    found = {str(known): words for known, words in REASON_WORDS.items()}[code]
    return found.english, found.simplified, found.traditional


def reasons_made() -> Iterator[tuple[str, ast.Call]]:
    """Yield every ``Reason.of(…)`` of the program, and where it stands."""
    for path in (ROOT / "exporter").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Reason.of":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_code_has_words_and_no_words_are_without_a_code() -> None:
    assert set(REASON_WORDS) == set(CODES)
    assert all(all(words_of(code)) for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_reason_is_told_in_both_scripts_without_latin(code: ReasonCode) -> None:
    reason = Reason.of(code, **dict.fromkeys(all_slots(code), "7"))
    for lang, script in (("zh-Hans", "hans"), ("zh-Hant", "hant")):
        told = reason_text(reason, lang)
        assert told
        assert not re.search("[A-Za-z{}]", told)
        assert detect_script(told) in (script, None)


@pytest.mark.parametrize("code", CODES)
def test_both_scripts_have_the_same_slots(code: str) -> None:
    _, simplified, traditional = words_of(code)
    assert slots(simplified) == slots(traditional)


def test_every_reason_in_the_source_has_the_parameters_of_its_words() -> None:
    wrong = []
    found = list(reasons_made())
    for where, call in found:
        given = {keyword.arg for keyword in call.keywords}
        for node in ast.walk(call.args[0]):
            code = node.value if isinstance(node, ast.Constant) else None
            if code in CODES and code not in _COPIED and given != all_slots(code):
                wrong.append(f"{where} {code}: {given}")
    assert len(found) > 40
    assert wrong == []


@pytest.mark.slow
def test_every_code_is_used() -> None:
    used = {
        node.value
        for path in (ROOT / "exporter").rglob("*.py")
        if path.name != "reasons.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(CODES) - used - {"unknown"} == set()


@pytest.mark.parametrize("reason", [GONE, NESTED, Reason.of("cut-off")])
def test_a_reason_is_unchanged_through_json_and_another_process(reason: Reason) -> None:
    assert Reason.unpack(reason.pack()) == reason
    assert pickle.loads(pickle.dumps(reason)) == reason


@pytest.mark.parametrize(
    "packed",
    [
        None,
        "the server answered 404 Not Found",
        {"code": "cut-off"},
        {"code": "made-up", "params": {}},
        {"code": "status", "params": {"status": 404}},
        {"code": "cut-off", "params": [["a", "b"]]},
        {"code": "proxy", "params": {"why": {**NESTED.pack()}}},
    ],
)
def test_data_that_is_no_packed_reason_is_refused(packed: object) -> None:
    with pytest.raises(ValueError, match="this is no reason"):
        Reason.unpack(packed)


def test_a_reason_within_a_reason_is_told_with_it() -> None:
    assert word_reason(NESTED) == (
        "the server sent us on, but its address is ftp:, not http(s):"
    )
    assert word_reason(NESTED, "hans") == "服务器转往无效的地址"


def test_the_time_for_images_that_ran_out_is_told_in_chinese() -> None:
    reason = Reason.of("run-over", minutes="30")
    assert word_reason(reason) == "the 30 minutes for pictures were over"
    assert reason_text(reason, "zh-Hans") == "下载图片限时30分钟，时间已到"
    assert reason_text(reason, "zh-Hant") == "下載圖片限時30分鐘，時間已到"


def test_the_status_of_an_answer_is_told_in_chinese() -> None:
    assert word_reason(GONE) == "the server answered 404 Not Found"
    assert reason_text(GONE, "zh-Hans") == "服务器答复 404"
    assert reason_text(GONE, "zh-Hant") == "伺服器答覆 404"


def test_a_reason_of_unknown_code_or_without_parameters_still_has_words() -> None:
    made_up = Reason("made-up")  # type: ignore[arg-type]
    assert word_reason(made_up, "hans") == "原因不明"
    assert word_reason(Reason("status"), "hans") == "服务器答复 "
