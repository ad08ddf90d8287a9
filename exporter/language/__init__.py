"""Language and script of articles and blocks; phrases in another direction.

An article as it was parsed enters.  It leaves with a language for itself and for every
block that differs (``tags``), and with marks around the words that run the other way in
their line (``phrases``).
"""

from exporter.language.tags import (
    detect_script,
    is_japanese,
    only_in_script,
    tag_language,
)

__all__ = ["detect_script", "is_japanese", "only_in_script", "tag_language"]
