"""From the options about contents to a selection that asks for them."""

from __future__ import annotations

from dataclasses import fields, replace

from exporter.cli.matching_options import MatchingOptions
from exporter.config import key_of
from exporter.errors import UsageError
from exporter.search import (
    AllOf,
    Demands,
    Expression,
    Not,
    compile_pattern,
    parse_words,
)
from exporter.selection import Selection
from exporter.words import Message

# The selection names these itself where it found nothing.
_BY_HEADER = ("id", "exclude_id", "exclude_source")


def add_matching(selection: Selection, options: MatchingOptions) -> Selection:
    """Return ``selection`` with what ``options`` ask for.

    Raises UsageError for words or a regular expression that cannot be understood,
    and for lengths that leave nothing between them.
    """
    _check_lengths(options)
    demands = Demands(
        text=_all_of(
            [
                *(parse_words(text, "--match") for text in options.match),
                *(compile_pattern(text, "--regex") for text in options.regex),
                *(Not(parse_words(text, "--exclude")) for text in options.exclude),
                *(
                    Not(compile_pattern(text, "--exclude-regex"))
                    for text in options.exclude_regex
                ),
            ]
        ),
        authors=tuple(options.author),
        topics=tuple(options.topic),
        exclude_authors=tuple(options.exclude_author),
        exclude_topics=tuple(options.exclude_topic),
        script=options.lang,
        exclude_script=options.exclude_lang,
        min_characters=options.min_length,
        max_characters=options.max_length,
        has_pictures=options.with_pictures,
    )
    return replace(
        selection,
        exclude_sources=tuple(options.exclude_source),
        ids=tuple(options.id),
        exclude_ids=tuple(options.exclude_id),
        title=_all_of(
            [
                *(parse_words(t, "--title-match") for t in options.title_match),
                *(
                    Not(parse_words(t, "--exclude-title"))
                    for t in options.exclude_title
                ),
            ]
        ),
        demands=demands,
        flags=_given_flags(options),
    )


def _all_of(parts: list[Expression]) -> Expression | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return AllOf(tuple(parts))


def _check_lengths(options: MatchingOptions) -> None:
    low, high = options.min_length, options.max_length
    if low is not None and high is not None and low > high:
        raise UsageError(
            Message(
                "--min-length {low} is more than --max-length {high}",
                low=low,
                high=high,
            ),
            hint=Message("exchange them"),
        )


def _given_flags(options: MatchingOptions) -> tuple[str, ...]:
    """Return the flags of the options given, as a user types them."""
    flags = []
    for field in fields(options):
        value = getattr(options, field.name)
        if value in (None, []) or field.name in _BY_HEADER:
            continue
        name = "without_pictures" if value is False else field.name
        flags.append(f"--{key_of(name)}")
    return tuple(flags)
