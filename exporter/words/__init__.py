"""The program's own words, by language: codes enter, sentences leave."""

from exporter.words.reasons import WordLanguage, word_reason

__all__ = ["WordLanguage", "word_reason"]
