"""The languages of our words, and words in all of them side by side."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Script: TypeAlias = Literal["hans", "hant"]
WordLanguage: TypeAlias = Literal["en"] | Script


@dataclass(frozen=True, slots=True)
class Words:
    """Words in every language, with the same slots in both kinds of Chinese."""

    english: str
    simplified: str
    traditional: str

    def in_language(self, language: WordLanguage) -> str:
        """Return the words in ``language``; their slots are not filled in."""
        if language == "en":
            return self.english
        return self.simplified if language == "hans" else self.traditional
