"""Regular expressions match either script; one that cannot run is an error."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import UsageError
from exporter.search import compile_pattern
from exporter.search.patterns import fold_pattern
from exporter.text import fold_text

TEXT = "\n".join(
    map(fold_text, ("臺灣的燈塔？", "北約（NATO）峰會2024", "約翰‧史密斯"))
)


@pytest.mark.parametrize(
    "pattern",
    [
        "台湾的",
        "臺灣的",
        "[臺]湾",
        "[一-龥]{5}",
        "^北约.*2024$",
        "塔？$",
        r"\(nato\)",
        "（NATO）",
        r"\bNATO\b",
        "(?i)Nato",
        r"\p{Han}{2}·",
        r"約翰[‧·]史",
        r"\x{53F0}湾",
        r"\Q(NATO)\E峰會",
        "(?P<place>臺灣)",
        "欧盟|北約",
        r"[[:digit:]]{4}",
        "[]年】2]024",
    ],
)
def test_an_expression_matches_texts_of_either_script(pattern: str) -> None:
    assert compile_pattern(pattern, "--regex").holds_in(TEXT)


@pytest.mark.parametrize(
    "pattern", ["灯塔.北约", "塔北", "灯塔?$", "^台湾$", "[^台]湾"]
)
def test_an_expression_does_not_match_what_is_not_there(pattern: str) -> None:
    assert not compile_pattern(pattern, "--regex").holds_in(TEXT)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", r"missing \): \("),
        ("[臺", r"missing \]: \[臺"),
        ("a**", "bad repetition operator"),
        (r"(臺)\1", "invalid escape sequence"),
        ("(?<=a)b", "invalid perl operator"),
        ("a{2000}", "invalid repetition size"),
        ("\udc80", "no regular expression"),
        (r"\p{Han}{900}", "too large"),
        (r"(\p{L}{100}){10}", "too large"),
        (".{0,1000}", "too large"),
    ],
)
def test_an_expression_that_cannot_run_is_an_error(pattern: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        compile_pattern(pattern, "--regex")
    assert caught.value.message.startswith(f"--regex {pattern!r}")


@given(st.text(alphabet="臺灣？，（Ａ〔－。", min_size=1))
def test_a_pattern_of_literal_characters_matches_itself(text: str) -> None:
    literal = "".join(c if ord(c) > 127 else re.escape(c) for c in text)
    assert re.search(fold_pattern(literal), fold_text(text))
