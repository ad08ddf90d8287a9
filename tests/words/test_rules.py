"""Every rule that leaves something out has words, and no words are without a rule."""

import ast
from collections.abc import Iterator

import pytest

from exporter.words import Message, word_rule
from exporter.words.rules import RULES
from tests.support.commandline import ROOT

_MAKERS = {"LeftOut": 0, "LineRule": 0, "_drop": 1}  # the argument that names the rule


def rules_made() -> Iterator[str]:
    """Yield the name of every rule that stands in the source."""
    for path in (ROOT / "exporter").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = _MAKERS.get(ast.unparse(node.func))
            if place is not None and place < len(node.args):
                for part in ast.walk(node.args[place]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def test_every_rule_in_the_source_has_words_and_no_other_words_exist() -> None:
    whole = [name for name in rules_made() if not name.startswith("-")]
    made = {name.replace("-", " ") for name in whole}
    assert len(made) > 30
    assert {str(rule) for rule in RULES} == made


@pytest.mark.parametrize(
    ("rule", "words", "is_message"),
    [
        ("nyt-subscription-line", "nyt subscription line", True),
        ("noscript-element", "noscript element", True),
        ("ft-copyright-line", "ft copyright line", True),
        ("hidden-element", "hidden element", True),
        ("somebody-elses-line", "somebody elses line", False),
    ],
)
def test_the_words_of_a_rule_are_its_name_with_blanks(
    rule: str, words: str, is_message: bool
) -> None:
    assert word_rule(rule) == words
    assert isinstance(word_rule(rule), Message) is is_message
