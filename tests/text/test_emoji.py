"""Sequences of emoji are one sign each."""

import pytest

from exporter.text.emoji import ask_for_text, replace_sequences, split_sequences

SEQUENCES = [
    "👨‍👩‍👧",
    "👩🏽‍🚒",
    "✊🏿",
    "🇨🇿",
    "7️⃣",
    "#⃣",
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "🏳️‍🌈",
    "❤️‍🔥",
    "⛹🏽‍♀️",
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_is_one_sign(sequence: str) -> None:
    text = f"甲{sequence}乙{sequence}{sequence}7"
    assert split_sequences(text) == ("甲乙7", [sequence] * 3)
    assert replace_sequences(text, "〓") == "甲〓乙〓〓7"


@pytest.mark.parametrize("text", ["7", "☀", "😀😃", "می\u200cخواهم", "a * b # c"])
def test_text_without_a_sequence_is_unchanged(text: str) -> None:
    assert split_sequences(text) == (text, [])
    assert replace_sequences(text, "〓") == text


def test_a_sign_alone_loses_its_emoji_selector() -> None:
    assert split_sequences("☀\ufe0f") == ("☀\ufe0f", [])
    assert replace_sequences("☀\ufe0f晴", "〓") == "☀晴"
    assert ask_for_text("☀晴😀") == "☀晴😀\ufe0e"
